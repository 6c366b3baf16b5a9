//! The errors that end a training early.

use model::weights::WeightsError;
use thiserror::Error;

use super::checkpoint::CheckpointError;
use super::run_folder::RunError;
use super::start::StartError;
use crate::data::pack::PackError;
use crate::evaluation::judge::JudgeError;
use crate::files::FileError;
use crate::host::device::DeviceError;
use crate::host::model_folder::FolderError;

/// Why training could not go on.
#[derive(Debug, Error)]
pub enum FitError {
    /// A file cannot be read or written.
    #[error(transparent)]
    File(#[from] FileError),
    /// The pack cannot be used.
    #[error(transparent)]
    Pack(#[from] PackError),
    /// The run folder cannot be used.
    #[error(transparent)]
    Run(#[from] RunError),
    /// The start weights cannot be used.
    #[error(transparent)]
    Start(#[from] StartError),
    /// The network cannot be resized.
    #[error("progressive_resizing: {0}")]
    ProgressiveResizing(#[source] WeightsError),
    /// A checkpoint cannot be written or read.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// The best weights cannot be written.
    #[error(transparent)]
    Model(#[from] FolderError),
    /// The device failed.
    #[error(transparent)]
    Device(#[from] DeviceError),
    /// Validation failed.
    #[error(transparent)]
    Judge(#[from] JudgeError),
    /// The loss is infinite or not a number.
    #[error(
        "the loss became {loss} in epoch {epoch}, step {step}; lower optimizer.learning_rate or set optimizer.clip_norm; the last checkpoint is kept"
    )]
    Diverged {
        /// The loss.
        loss: f64,
        /// Counted from 1.
        epoch: u32,
        /// Counted from 1.
        step: usize,
    },
    /// A step failed.
    #[error("{source}; films of the step: {films}")]
    Step {
        /// Why.
        source: Box<FitError>,
        /// The files of its films.
        films: String,
    },
    /// The engine panicked, as burn's engines do when a GPU is lost or its memory is full.
    #[error(
        "{device} failed: {reason}; continue from the last checkpoint with --resume; if memory ran out, make batch smaller and accumulate larger, for as many films per step"
    )]
    Lost {
        /// The device.
        device: String,
        /// The message of the panic.
        reason: String,
    },
    /// The recipe cannot be recorded.
    #[error("the recipe cannot be recorded: {0}")]
    Record(#[from] serde_json::Error),
    /// The loader's thread ended early.
    #[error("loading the films stopped at step {0}; continue with --resume")]
    LoaderGone(usize),
}

impl FitError {
    /// Whether a device failed, by an error or by a panic of its engine.
    pub(super) fn is_of_a_device(&self) -> bool {
        matches!(
            self,
            Self::Device(_) | Self::Judge(JudgeError::Device(_)) | Self::Lost { .. }
        )
    }
}
