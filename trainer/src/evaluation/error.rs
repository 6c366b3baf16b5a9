//! Why films cannot be evaluated.

use std::path::PathBuf;

use metrics::FitError;
use model::calibration::CalibrationError;
use model::distance::DistanceError;
use model::input::InputError;
use thiserror::Error;

use crate::data::Split;
use crate::data::pack::PackError;
use crate::evaluation::judge::JudgeError;
use crate::files::FileError;
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
    #[error("the distances cannot be fitted: {0}")]
    Distance(#[from] DistanceError),
    #[error(transparent)]
    Fit(#[from] FitError),
    #[error(transparent)]
    File(#[from] FileError),
    #[error(
        "{} names {which} of the films of the split {split}; give a text with the name of one film in each line, \
         or a table with the column file",
        list.display()
    )]
    Without {
        list: PathBuf,
        which: &'static str,
        split: Split,
    },
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
