//! Checkpoints: everything that training needs to go on as if it had not stopped.
//!
//! A checkpoint is a folder `checkpoint.EPOCH.STEP` in the run: the weights as a model folder, the
//! optimizer's moments, and where training was. It appears under its name only when it is whole;
//! then older ones go. The name sorts by age, so the last one counts.

use std::fs;
use std::path::{Path, PathBuf};

use model::weights::sha256;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::adam::AdamState;
use super::loss::Tally;
use super::schedule::{Best, RateState};
use crate::files::{self, FileError, StagedFolder, failed};
use crate::model_folder::{FolderError, ModelFolder};

const PREFIX: &str = "checkpoint.";
const STATE: &str = "state.json";
const MOMENTS: &str = "moments.bin";
const WEIGHTS: &str = "weights";

/// Where training is.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Position {
    /// Whole epochs done.
    pub epochs_done: u32,
    /// Steps done of the epoch after them.
    pub steps_done: usize,
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
    /// The weights.
    pub model: ModelFolder,
    /// The optimizer's memory.
    pub optimizer: AdamState,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct State {
    position: Position,
    optimizer_steps: u32,
    /// Values of each tensor that has moments; `null` for the others.
    moment_lengths: Vec<Option<usize>>,
    moments_sha256: String,
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
    /// The state is no state of this version.
    #[error("{}: {source}; remove this checkpoint and start the run again", path.display())]
    Malformed {
        /// The state file.
        path: PathBuf,
        /// What the parser said.
        source: serde_json::Error,
    },
    /// The moments are not those that were written.
    #[error("{} is damaged; remove this checkpoint and start the run again", .0.display())]
    Damaged(PathBuf),
}

impl Checkpoint {
    /// Writes the checkpoint into the run and removes older ones.
    ///
    /// # Errors
    /// [`CheckpointError`] when the disk is full or gone; older checkpoints then stay.
    pub fn write(&self, run: &Path) -> Result<(), CheckpointError> {
        let position = &self.position;
        let name = format!(
            "{PREFIX}{:05}.{:07}",
            position.epochs_done, position.steps_done
        );
        let older: Vec<PathBuf> = list(run)?
            .into_iter()
            .filter(|path| path.file_name().is_none_or(|other| *other != *name))
            .collect();
        let staged = StagedFolder::beside(&run.join(&name))?;
        let weights = staged.path().join(WEIGHTS);
        files::make_folder(&weights)?;
        self.model.write_into(&weights)?;
        let mut moments = Vec::new();
        for value in self.optimizer.moments.iter().flatten().flatten().flatten() {
            moments.extend(value.to_le_bytes());
        }
        files::write(&staged.path().join(MOMENTS), &moments)?;
        let state = State {
            position: position.clone(),
            optimizer_steps: self.optimizer.steps,
            moment_lengths: self
                .optimizer
                .moments
                .iter()
                .map(|moments| moments.as_ref().map(|[first, _]| first.len()))
                .collect(),
            moments_sha256: sha256(&moments),
        };
        let path = staged.path().join(STATE);
        let json =
            serde_json::to_vec_pretty(&state).map_err(|source| CheckpointError::Malformed {
                path: path.clone(),
                source,
            })?;
        files::write(&path, &json)?;
        staged.publish()?;
        for path in older {
            fs::remove_dir_all(&path).map_err(failed("remove", &path))?;
        }
        Ok(())
    }

    /// The newest checkpoint of a run, if it has any.
    ///
    /// # Errors
    /// [`CheckpointError`] when it is damaged.
    pub fn read_last(run: &Path) -> Result<Option<Self>, CheckpointError> {
        match list(run)?.pop() {
            Some(path) => Self::read(&path).map(Some),
            None => Ok(None),
        }
    }

    fn read(folder: &Path) -> Result<Self, CheckpointError> {
        let path = folder.join(STATE);
        let state: State = serde_json::from_slice(&files::read(&path)?)
            .map_err(|source| CheckpointError::Malformed { path, source })?;
        let path = folder.join(MOMENTS);
        let bytes = files::read(&path)?;
        if sha256(&bytes) != state.moments_sha256 {
            return Err(CheckpointError::Damaged(path));
        }
        let (chunks, _) = bytes.as_chunks();
        let mut values = chunks.iter().map(|&chunk| f32::from_le_bytes(chunk));
        let mut take = |length: usize| values.by_ref().take(length).collect::<Vec<f32>>();
        let moments = state
            .moment_lengths
            .into_iter()
            .map(|length| length.map(|length| [take(length), take(length)]))
            .collect();
        Ok(Self {
            position: state.position,
            model: ModelFolder::read(&folder.join(WEIGHTS))?,
            optimizer: AdamState {
                steps: state.optimizer_steps,
                moments,
            },
        })
    }
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
