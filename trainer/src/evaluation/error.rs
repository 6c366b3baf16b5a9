//! Why films cannot be evaluated.

use model::answer_set::AnswerSetError;
use model::calibration::CalibrationError;
use model::distance::DistanceError;
use model::input::InputError;
use model::operating_point::OperatingPointError;
use thiserror::Error;

use crate::data::pack::PackError;
use crate::evaluation::judge::JudgeError;
use crate::host::device::DeviceError;

/// Why films cannot be evaluated.
#[derive(Debug, Error)]
pub(crate) enum EvaluationError {
    #[error(transparent)]
    Judge(#[from] JudgeError),
    #[error("a changed film cannot be prepared: {0}")]
    Input(#[from] InputError),
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

impl From<PackError> for EvaluationError {
    fn from(error: PackError) -> Self {
        Self::Judge(error.into())
    }
}

impl From<DeviceError> for EvaluationError {
    fn from(error: DeviceError) -> Self {
        Self::Judge(error.into())
    }
}
