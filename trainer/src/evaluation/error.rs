//! Why films cannot be evaluated.

use model::calibration::CalibrationError;
use thiserror::Error;

use crate::evaluation::judge::JudgeError;

/// Why films cannot be evaluated.
#[derive(Debug, Error)]
pub(crate) enum EvaluationError {
    /// The network cannot be run on them.
    #[error(transparent)]
    Judge(#[from] JudgeError),
    /// A logit or the temperature is not a usable number.
    #[error("the network cannot be evaluated: {0}")]
    Calibration(#[from] CalibrationError),
    /// There are no films to fit a temperature on.
    #[error("the temperature cannot be fitted: the validation split is empty")]
    NoTemperature,
}
