//! Checkpoints: everything that training needs to continue as if it had not stopped.
//!
//! A checkpoint is a folder `checkpoint.EPOCH.STEP` in the run: the weights as a model folder, their
//! moving average as another, the optimizer's moments, the position in the training, and the SHA-256 of
//! every file. It gets its name only when it is complete. Names sort by age; if the newest is damaged,
//! the one before counts.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::adam::{AdamState, TensorMoments};
use super::checksums::{self, ChecksumError};
use super::loss::LossSums;
use super::schedule::{BestEpoch, RateState};
use crate::files::{self, FileError, StagedFolder, failed};
use crate::host::model_folder::{FolderError, ModelFolder};

const PREFIX: &str = "checkpoint.";
const STATE: &str = "state.json";
const MOMENTS: &str = "moments.bin";
const WEIGHTS: &str = "weights";
const EMA: &str = "average";

/// Older ones are removed.
const MAX_CHECKPOINTS: usize = 3;

/// The position in a training.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Position {
    /// Whole epochs done.
    pub epochs_done: u32,
    /// Steps done of the epoch after those.
    pub steps_done: usize,
    /// Steps of the run so far.
    pub steps: u64,
    /// Loss and accuracy of the current epoch so far.
    #[serde(rename = "tally")]
    pub(crate) sums: LossSums,
    /// The state of the learning rate schedule.
    pub(crate) rate: RateState,
    /// The best epoch so far.
    pub(crate) best: BestEpoch,
    /// Time spent so far.
    pub(crate) seconds: f64,
    /// Time spent so far on the current epoch.
    pub(crate) epoch_seconds: f64,
}

impl Position {
    /// Whether this is the end of the best epoch, so that a checkpoint holds the best weights.
    pub(super) fn is_best(&self) -> bool {
        self.epochs_done > 0 && self.steps_done == 0 && self.best.epoch == self.epochs_done
    }
}

/// A checkpoint in memory.
#[derive(Debug)]
pub(super) struct Checkpoint {
    /// The position in the training.
    pub(super) position: Position,
    /// The weights that are trained.
    pub(super) model: ModelFolder,
    /// The state of the optimizer.
    pub(super) optimizer: AdamState,
    /// The moving average of the weights, if there is one.
    pub(super) ema: Option<EmaState>,
}

/// The moving average of the weights.
#[derive(Debug)]
pub(super) struct EmaState {
    /// Steps averaged over.
    pub(super) steps: u32,
    /// The averaged weights.
    pub(super) model: ModelFolder,
}

/// The newest checkpoint that is not damaged.
#[derive(Debug)]
pub(super) struct LatestCheckpoint {
    /// The checkpoint.
    pub(super) checkpoint: Checkpoint,
    /// What is wrong with newer ones; each error names its folder.
    pub(super) damaged: Vec<CheckpointError>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct TrainingState {
    position: Position,
    /// One entry a tensor; `null` for those without moments.
    moments: Vec<Option<MomentsEntry>>,
    #[serde(rename = "average_steps")]
    ema_steps: Option<u32>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct MomentsEntry {
    /// Values of each of the two moments.
    length: usize,
    steps: u32,
}

impl TrainingState {
    /// The length of the file of moments; `None` if that is more than fits into memory.
    fn moments_bytes(&self) -> Option<usize> {
        let mut entries = self.moments.iter().flatten();
        let values = entries.try_fold(0_usize, |sum, entry| sum.checked_add(entry.length))?;
        values.checked_mul(2 * size_of::<f32>())
    }
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
    Checksum(#[from] ChecksumError),
    /// The state cannot be parsed.
    #[error("{}: {source}", path.display())]
    Malformed {
        /// The state file.
        path: PathBuf,
        /// What the parser said.
        source: serde_json::Error,
    },
    /// The moments are fewer or more than the state says.
    #[error("{} has {found} bytes, but {STATE} beside it does not fit: the checkpoint is damaged", path.display())]
    WrongLength {
        /// The file of the moments.
        path: PathBuf,
        /// Its length.
        found: usize,
    },
    /// Every checkpoint of the run is damaged.
    #[error("{} has no usable checkpoint ({newest}); start a new run in another --out", run.display())]
    NoneUsable {
        /// The run.
        run: PathBuf,
        /// What is wrong with the newest.
        newest: Box<CheckpointError>,
    },
}

/// Reads the newest usable checkpoint of a run, if there is one, and forgets it.
///
/// # Errors
/// [`CheckpointError::NoneUsable`] when all are damaged.
pub(crate) fn verify(run: &Path) -> Result<(), CheckpointError> {
    Checkpoint::read_latest(run).map(drop)
}

impl Checkpoint {
    /// Writes the checkpoint into the run and removes all but the newest.
    ///
    /// # Errors
    /// [`CheckpointError`] when the disk is full or gone; older checkpoints then stay.
    pub(super) fn write(&self, run: &Path) -> Result<(), CheckpointError> {
        let position = &self.position;
        let name = format!(
            "{PREFIX}{:05}.{:07}",
            position.epochs_done, position.steps_done
        );
        let staged = StagedFolder::beside(&run.join(&name))?;
        let ema = self.ema.as_ref().map(|ema| (EMA, &ema.model));
        // The shards were hashed when the models were made.
        let mut known = BTreeMap::new();
        for (name, model) in std::iter::once((WEIGHTS, &self.model)).chain(ema) {
            let folder = staged.path().join(name);
            files::make_folder(&folder)?;
            model.write_into(&folder)?;
            for shard in &model.scorecard.shards {
                known.insert(format!("{name}/{}", shard.file), shard.sha256.clone());
            }
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
        let state = TrainingState {
            position: position.clone(),
            moments: self
                .optimizer
                .moments
                .iter()
                .map(|tensor| tensor.as_ref().map(entry))
                .collect(),
            ema_steps: self.ema.as_ref().map(|ema| ema.steps),
        };
        let path = staged.path().join(STATE);
        let json =
            serde_json::to_vec_pretty(&state).map_err(|source| CheckpointError::Malformed {
                path: path.clone(),
                source,
            })?;
        files::write(&path, &json)?;
        checksums::write(staged.path(), &known)?;
        staged.publish()?;
        remove_all_but_newest(run, &name)
    }

    /// Removes surplus checkpoints, which a kill may have left.
    ///
    /// # Errors
    /// [`CheckpointError`] when one cannot be removed.
    pub(super) fn remove_surplus(run: &Path) -> Result<(), CheckpointError> {
        remove_all_but_newest(run, "")
    }

    /// The weights that are validated: their moving average, if there is one.
    pub(super) fn into_validated(self) -> ModelFolder {
        self.ema.map_or(self.model, |ema| ema.model)
    }

    /// The newest usable checkpoint of a run; `None` if the run has no checkpoint at all.
    ///
    /// # Errors
    /// [`CheckpointError::NoneUsable`] when all are damaged.
    pub(super) fn read_latest(run: &Path) -> Result<Option<LatestCheckpoint>, CheckpointError> {
        let mut damaged = Vec::new();
        for path in list(run)?.into_iter().rev() {
            match Self::read(&path) {
                Ok(checkpoint) => {
                    return Ok(Some(LatestCheckpoint {
                        checkpoint,
                        damaged,
                    }));
                }
                Err(error) => damaged.push(error),
            }
        }
        match damaged.into_iter().next() {
            Some(newest) => Err(CheckpointError::NoneUsable {
                run: run.to_owned(),
                newest: Box::new(newest),
            }),
            None => Ok(None),
        }
    }

    fn read(folder: &Path) -> Result<Self, CheckpointError> {
        checksums::verify(folder)?;
        let path = folder.join(STATE);
        let state: TrainingState = serde_json::from_slice(&files::read(&path)?)
            .map_err(|source| CheckpointError::Malformed { path, source })?;
        let path = folder.join(MOMENTS);
        let bytes = files::read(&path)?;
        if state.moments_bytes() != Some(bytes.len()) {
            let found = bytes.len();
            return Err(CheckpointError::WrongLength { path, found });
        }
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
        let ema = match state.ema_steps {
            Some(steps) => Some(EmaState {
                steps,
                model: ModelFolder::read(&folder.join(EMA))?,
            }),
            None => None,
        };
        Ok(Self {
            position: state.position,
            model: ModelFolder::read(&folder.join(WEIGHTS))?,
            optimizer: AdamState { moments },
            ema,
        })
    }
}

/// Removes all but the newest checkpoints; the one named `spared` stays, whatever its age.
fn remove_all_but_newest(run: &Path, spared: &str) -> Result<(), CheckpointError> {
    for path in list(run)?.into_iter().rev().skip(MAX_CHECKPOINTS) {
        if path.file_name().is_none_or(|other| *other != *spared) {
            fs::remove_dir_all(&path).map_err(failed("remove", &path))?;
        }
    }
    Ok(())
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
