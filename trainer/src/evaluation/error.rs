//! Why films cannot be evaluated.

use metrics::FitError;
use model::calibration::CalibrationError;
use thiserror::Error;

use crate::evaluation::judge::JudgeError;

/// Why films cannot be evaluated.
#[derive(Debug, Error)]
pub(crate) enum EvaluationError {
    #[error(transparent)]
    Judge(#[from] JudgeError),
    #[error("the network cannot be evaluated: {0}")]
    Calibration(#[from] CalibrationError),
    #[error(transparent)]
    Fit(#[from] FitError),
}
