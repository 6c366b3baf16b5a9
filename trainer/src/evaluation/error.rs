//! Why films cannot be evaluated.

use model::answer_set::AnswerSetError;
use model::calibration::CalibrationError;
use model::distance::DistanceError;
use model::operating_point::OperatingPointError;
use thiserror::Error;

use crate::evaluation::judge::JudgeError;

/// Why films cannot be evaluated.
#[derive(Debug, Error)]
pub(crate) enum EvaluationError {
    #[error(transparent)]
    Judge(#[from] JudgeError),
    #[error("the network cannot be evaluated: {0}")]
    Calibration(#[from] CalibrationError),
    #[error(
        "the calibration cannot be fitted: it needs films of at least two patients in the splits that it is fitted on"
    )]
    NoCalibration,
    #[error("the answer sets cannot be fitted: {0}")]
    AnswerSets(#[from] AnswerSetError),
    #[error("the distances cannot be fitted: {0}")]
    Distance(#[from] DistanceError),
    #[error("the operating points cannot be fitted: {0}")]
    OperatingPoints(#[from] OperatingPointError),
}
