//! What can end a training before its time.

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

/// Training that could not go on.
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
    /// What the recipe starts from cannot be used.
    #[error(transparent)]
    Start(#[from] StartError),
    /// The network cannot take inputs of another side.
    #[error("growth: {0}")]
    Growth(#[source] WeightsError),
    /// A checkpoint cannot be written or read.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// The best weights cannot be written.
    #[error(transparent)]
    Model(#[from] FolderError),
    /// The device failed.
    #[error(transparent)]
    Device(#[from] DeviceError),
    /// The validation films cannot be judged.
    #[error(transparent)]
    Judge(#[from] JudgeError),
    /// The loss is infinite or not a number.
    #[error(
        "the loss became {loss} in epoch {epoch}, step {step}; lower optimizer.learning_rate or set optimizer.clip_norm, the last checkpoint is kept"
    )]
    Diverged {
        /// The loss.
        loss: f64,
        /// Counted from 1.
        epoch: u32,
        /// Counted from 1.
        step: usize,
    },
    /// The step that failed, by its films' files.
    #[error("{source}; the films of the step: {films}")]
    Step {
        /// What went wrong.
        source: Box<FitError>,
        /// Their files.
        films: String,
    },
    /// The engine panicked, as burn's engines do when a card is lost or its memory is full.
    #[error(
        "{device} stopped at work: {reason}; the last checkpoint is kept: go on from it with --resume, or use a smaller batch"
    )]
    Lost {
        /// The device.
        device: String,
        /// The engine's last words.
        reason: String,
    },
    /// The recipe cannot be recorded.
    #[error("the recipe cannot be recorded: {0}")]
    Record(#[from] serde_json::Error),
    /// The loader's thread ended early.
    #[error("loading the films stopped at step {0}; run again with --resume")]
    LoaderGone(usize),
}

impl FitError {
    /// Whether a device failed, as it says itself or by a panic of its engine.
    pub(super) fn of_device(&self) -> bool {
        matches!(
            self,
            Self::Device(_) | Self::Judge(JudgeError::Device(_)) | Self::Lost { .. }
        )
    }
}
