//! Figures of a classifier: counts, intervals, ranking, calibration, and tests between two models.
//!
//! A figure that may not exist (no film of a class, no film predicted as it) is an `Option`; a
//! division by zero never becomes a number.

pub mod by_patient;
pub mod calibration;
pub mod cholesky;
pub mod conformal;
pub mod confusion;
pub mod delong;
pub mod fitting;
pub mod interval;
pub mod kappa;
pub mod mean;
pub mod paired;
pub mod ranking;
pub mod reliability;
pub mod scored;
pub mod significance;
pub mod softmax;
mod softmax_regression;
pub mod split_mix;
pub mod split_result;
pub mod temperature;
pub mod thresholds;

pub use by_patient::ByPatient;
pub use calibration::{CalibrationFit, CalibrationKind, KindResult, fit_calibration};
pub use conformal::{Coverage, LabelledSet, answer_sets, conformal_thresholds};
pub use confusion::Confusion;
pub use delong::{AucDifference, delong};
pub use fitting::{Fit, FitError, add_point_results, fit};
pub use interval::{Bootstrap, Proportion};
pub use kappa::{NoKappa, cohen_kappa};
pub use mean::mean_of_existing;
pub use paired::Paired;
pub use ranking::{CurvePoint, average_precision, precision_recall_curve, roc_auc, roc_curve};
pub use reliability::{Reliability, brier, brier_of_class};
pub use scored::Scored;
pub use significance::{holm, two_proportions};
pub use softmax::{argmax, log_sum_exp};
pub use split_mix::SplitMix64;
pub use split_result::{mean_over_classes, split_result};
pub use temperature::{LabelledLogits, TemperatureFit, fit_temperature, mean_nll};
pub use thresholds::{Call, CallCurve};
