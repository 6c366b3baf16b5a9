//! Checkpoints: everything that training needs to go on as if it had not stopped.
//!
//! A checkpoint is a folder `checkpoint.EPOCH.STEP` in the run: the weights as a model folder, their
//! moving average as another, the optimizer's moments, where training was, and the SHA-256 of every
//! file. It appears under its name only when it is whole. The name sorts by age: the last one counts,
//! and where it is damaged the one before.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::adam::{AdamState, TensorMoments};
use super::loss::Tally;
use super::schedule::{Best, RateState};
use super::seal::{self, SealError};
use crate::files::{self, FileError, StagedFolder, failed};
use crate::host::model_folder::{FolderError, ModelFolder};

const PREFIX: &str = "checkpoint.";
const STATE: &str = "state.json";
const MOMENTS: &str = "moments.bin";
const WEIGHTS: &str = "weights";
const AVERAGE: &str = "average";

/// The newest ones that stay.
const KEPT: usize = 3;

/// Where training is.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Position {
    /// Whole epochs done.
    pub epochs_done: u32,
    /// Steps done of the epoch after them.
    pub steps_done: usize,
    /// Steps of the run so far.
    pub steps: u64,
    /// The running epoch's sums so far.
    pub tally: Tally,
    /// The schedule's memory.
    pub rate: RateState,
    /// The best epoch so far.
    pub best: Best,
    /// Time spent so far.
    pub seconds: f64,
    /// Time spent so far on the running epoch.
    pub epoch_seconds: f64,
}

/// A checkpoint in memory.
#[derive(Debug)]
pub struct Checkpoint {
    /// Where training is.
    pub position: Position,
    /// The weights that learn.
    pub model: ModelFolder,
    /// The optimizer's memory.
    pub optimizer: AdamState,
    /// The weights' moving average, where there is one.
    pub average: Option<AverageState>,
}

/// The moving average of the weights.
#[derive(Debug)]
pub struct AverageState {
    /// Steps averaged over.
    pub steps: u32,
    /// The averaged weights.
    pub model: ModelFolder,
}

/// The newest usable checkpoint, with what is wrong with newer ones.
#[derive(Debug)]
pub struct Found {
    /// The checkpoint.
    pub checkpoint: Checkpoint,
    /// Why newer ones were passed over; each names its folder.
    pub passed_over: Vec<CheckpointError>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct State {
    position: Position,
    /// Of each tensor that has moments; `null` for the others.
    moments: Vec<Option<MomentsEntry>>,
    average_steps: Option<u32>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct MomentsEntry {
    /// Values of each of the two moments.
    length: usize,
    steps: u32,
}

/// A checkpoint that cannot be written or read.
#[derive(Debug, Error)]
pub enum CheckpointError {
    /// A file cannot be read or written.
    #[error(transparent)]
    File(#[from] FileError),
    /// The weights are refused.
    #[error(transparent)]
    Model(#[from] FolderError),
    /// A file is not the one that was written.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// The state is no state of this version.
    #[error("{}: {source}", path.display())]
    Malformed {
        /// The state file.
        path: PathBuf,
        /// What the parser said.
        source: serde_json::Error,
    },
    /// No checkpoint of the run is whole.
    #[error("{} has no usable checkpoint ({newest}); start the run again in another --out", run.display())]
    NoneUsable {
        /// The run.
        run: PathBuf,
        /// What is wrong with the newest.
        newest: Box<CheckpointError>,
    },
}

impl Checkpoint {
    /// Writes the checkpoint into the run and removes all but the newest.
    ///
    /// # Errors
    /// [`CheckpointError`] when the disk is full or gone; older checkpoints then stay.
    pub fn write(&self, run: &Path) -> Result<(), CheckpointError> {
        let position = &self.position;
        let name = format!(
            "{PREFIX}{:05}.{:07}",
            position.epochs_done, position.steps_done
        );
        let staged = StagedFolder::beside(&run.join(&name))?;
        write_model(&self.model, &staged.path().join(WEIGHTS))?;
        if let Some(average) = &self.average {
            write_model(&average.model, &staged.path().join(AVERAGE))?;
        }
        let mut moments = Vec::new();
        for tensor in self.optimizer.moments.iter().flatten() {
            for value in tensor.first.iter().chain(&tensor.second) {
                moments.extend(value.to_le_bytes());
            }
        }
        files::write(&staged.path().join(MOMENTS), &moments)?;
        let entry = |tensor: &TensorMoments| MomentsEntry {
            length: tensor.first.len(),
            steps: tensor.steps,
        };
        let state = State {
            position: position.clone(),
            moments: self
                .optimizer
                .moments
                .iter()
                .map(|tensor| tensor.as_ref().map(entry))
                .collect(),
            average_steps: self.average.as_ref().map(|average| average.steps),
        };
        let path = staged.path().join(STATE);
        let json =
            serde_json::to_vec_pretty(&state).map_err(|source| CheckpointError::Malformed {
                path: path.clone(),
                source,
            })?;
        files::write(&path, &json)?;
        seal::seal(staged.path())?;
        staged.publish()?;
        for path in list(run)?.into_iter().rev().skip(KEPT) {
            if path.file_name().is_none_or(|other| *other != *name) {
                fs::remove_dir_all(&path).map_err(failed("remove", &path))?;
            }
        }
        Ok(())
    }

    /// The newest checkpoint of a run that is whole, if the run has any checkpoint.
    ///
    /// # Errors
    /// [`CheckpointError::NoneUsable`] when all are damaged.
    pub fn read_last(run: &Path) -> Result<Option<Found>, CheckpointError> {
        let mut passed_over = Vec::new();
        for path in list(run)?.into_iter().rev() {
            match Self::read(&path) {
                Ok(checkpoint) => {
                    return Ok(Some(Found {
                        checkpoint,
                        passed_over,
                    }));
                }
                Err(error) => passed_over.push(error),
            }
        }
        match passed_over.into_iter().next() {
            Some(newest) => Err(CheckpointError::NoneUsable {
                run: run.to_owned(),
                newest: Box::new(newest),
            }),
            None => Ok(None),
        }
    }

    fn read(folder: &Path) -> Result<Self, CheckpointError> {
        seal::verify(folder)?;
        let path = folder.join(STATE);
        let state: State = serde_json::from_slice(&files::read(&path)?)
            .map_err(|source| CheckpointError::Malformed { path, source })?;
        let bytes = files::read(&folder.join(MOMENTS))?;
        let (chunks, _) = bytes.as_chunks();
        let mut values = chunks.iter().map(|&chunk| f32::from_le_bytes(chunk));
        let mut take = |length: usize| values.by_ref().take(length).collect::<Vec<f32>>();
        let moments = state
            .moments
            .into_iter()
            .map(|entry| {
                entry.map(|MomentsEntry { length, steps }| TensorMoments {
                    steps,
                    first: take(length),
                    second: take(length),
                })
            })
            .collect();
        let average = match state.average_steps {
            Some(steps) => Some(AverageState {
                steps,
                model: ModelFolder::read(&folder.join(AVERAGE))?,
            }),
            None => None,
        };
        Ok(Self {
            position: state.position,
            model: ModelFolder::read(&folder.join(WEIGHTS))?,
            optimizer: AdamState { moments },
            average,
        })
    }
}

fn write_model(model: &ModelFolder, folder: &Path) -> Result<(), CheckpointError> {
    files::make_folder(folder)?;
    Ok(model.write_into(folder)?)
}

/// The checkpoints of a run, oldest first.
fn list(run: &Path) -> Result<Vec<PathBuf>, FileError> {
    let mut found = Vec::new();
    for entry in fs::read_dir(run).map_err(failed("read the folder", run))? {
        let entry = entry.map_err(failed("read the folder", run))?;
        if entry.file_name().to_string_lossy().starts_with(PREFIX) {
            found.push(entry.path());
        }
    }
    found.sort();
    Ok(found)
}
