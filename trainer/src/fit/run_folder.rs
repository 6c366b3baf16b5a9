//! The run folder: recipe, metrics, curves, checkpoints and best weights of one training.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::curves;
use crate::files::{self, FileError, StagedFolder, failed};

const RECIPE: &str = "config.toml";
const METRICS: &str = "metrics.jsonl";
const CURVES: &str = "curves.svg";
const ORIGIN: &str = "run.json";

/// One line of `metrics.jsonl`: an epoch's figures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EpochFigures {
    /// Counted from 1.
    pub epoch: u32,
    /// Mean weighted loss over the training films as varied.
    pub train_loss: f64,
    /// Share of right answers on them.
    pub train_accuracy: f64,
    /// Mean weighted loss over the validation films.
    pub val_loss: f64,
    /// Share of right answers on them.
    pub val_accuracy: f64,
    /// Mean sensitivity on them.
    pub val_balanced_accuracy: f64,
    /// At the epoch's last step.
    pub learning_rate: f64,
    /// Time of training and validation.
    pub seconds: f64,
    /// Training films a second.
    pub images_per_second: f64,
    /// Whether it is the best epoch so far.
    pub best: bool,
}

/// What a run was started with, besides its recipe.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Origin {
    /// SHA-256 of the pack's film list.
    pub list_sha256: String,
    /// The version of the program.
    pub code_version: String,
    /// The devices that trained, in order.
    pub devices: Vec<String>,
    /// What the weights started from, where not from random numbers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<String>,
}

/// A run folder that cannot be used.
#[derive(Debug, Error)]
pub enum RunError {
    /// A file cannot be read or written.
    #[error(transparent)]
    File(#[from] FileError),
    /// There is something already.
    #[error("{} exists already; choose another --out, or continue it with --resume", .0.display())]
    Exists(PathBuf),
    /// There is nothing to resume.
    #[error("{} holds no run to resume; leave --resume out to start one", .0.display())]
    NoRun(PathBuf),
    /// The run was made with other films.
    #[error("{} was started on another pack (film list {started}, this one is {given}); give the same --data", path.display())]
    OtherPack {
        /// The run.
        path: PathBuf,
        /// The hash it was started with.
        started: String,
        /// The hash of the pack given.
        given: String,
    },
    /// The run was made with another recipe.
    #[error("{} was started with another recipe ({key} differs); only epochs and patience may change on --resume", path.display())]
    OtherRecipe {
        /// The run.
        path: PathBuf,
        /// The first key that differs.
        key: String,
    },
    /// A line or file is not what this program writes.
    #[error("{}: {source}", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// What the parser said.
        source: serde_json::Error,
    },
    /// The curves cannot be drawn.
    #[error("the curves cannot be drawn: {0}")]
    Curves(String),
}

/// An open run folder.
#[derive(Debug)]
pub struct RunFolder {
    path: PathBuf,
}

impl RunFolder {
    /// Starts a run in a new or empty folder.
    ///
    /// # Errors
    /// [`RunError::Exists`] when the folder holds anything.
    pub fn create(path: &Path, recipe: &str, origin: &Origin) -> Result<Self, RunError> {
        if fs::read_dir(path).is_ok_and(|mut entries| entries.next().is_some()) {
            return Err(RunError::Exists(path.to_owned()));
        }
        let begin = |path: &Path| -> Result<Self, RunError> {
            let path = path.to_owned();
            let run = Self { path };
            run.write_recipe(recipe)?;
            run.write_origin(origin)?;
            Ok(run)
        };
        if path.exists() {
            return begin(path);
        }
        // Whoever is killed here leaves either no run or one that can be resumed.
        let staged = StagedFolder::beside(path)?;
        begin(staged.path())?;
        staged.publish()?;
        Self::open(path)
    }

    /// Opens a run that was started before.
    ///
    /// # Errors
    /// [`RunError::NoRun`] when there is none.
    pub fn open(path: &Path) -> Result<Self, RunError> {
        if !path.join(ORIGIN).is_file() {
            return Err(RunError::NoRun(path.to_owned()));
        }
        Ok(Self {
            path: path.to_owned(),
        })
    }

    /// Removes what a process that was killed left half written.
    ///
    /// # Errors
    /// [`RunError::File`] when it cannot be removed.
    pub fn sweep(&self) -> Result<(), RunError> {
        let entries = fs::read_dir(&self.path).map_err(failed("read the folder", &self.path))?;
        for entry in entries {
            let path = entry.map_err(failed("read the folder", &self.path))?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let ending = path.extension().unwrap_or_default();
            if !name.starts_with('.') || !(ending == "part" || ending == "old") {
                continue;
            }
            let removed = if path.is_dir() {
                fs::remove_dir_all(&path)
            } else {
                fs::remove_file(&path)
            };
            removed.map_err(failed("remove", &path))?;
        }
        Ok(())
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The best weights' model folder.
    pub fn best(&self) -> PathBuf {
        self.path.join("best")
    }

    /// The recipe as it was resolved.
    pub fn recipe_path(&self) -> PathBuf {
        self.path.join(RECIPE)
    }

    /// Replaces the recipe, after a resume changed its epochs.
    ///
    /// # Errors
    /// [`RunError::File`] when it cannot be written.
    pub fn write_recipe(&self, recipe: &str) -> Result<(), RunError> {
        Ok(files::write(&self.recipe_path(), recipe.as_bytes())?)
    }

    /// What the run was started with.
    ///
    /// # Errors
    /// [`RunError`] when the file is damaged.
    pub fn origin(&self) -> Result<Origin, RunError> {
        let path = self.path.join(ORIGIN);
        let bytes = files::read(&path)?;
        serde_json::from_slice(&bytes).map_err(|source| RunError::Malformed { path, source })
    }

    /// Replaces what the run was started with.
    ///
    /// # Errors
    /// [`RunError`] when it cannot be written.
    pub fn write_origin(&self, origin: &Origin) -> Result<(), RunError> {
        let path = self.path.join(ORIGIN);
        let json = serde_json::to_vec_pretty(origin).map_err(|source| RunError::Malformed {
            path: path.clone(),
            source,
        })?;
        Ok(files::write(&path, &json)?)
    }

    /// The figures of the epochs so far.
    ///
    /// # Errors
    /// [`RunError`] when a line is no epoch.
    pub fn figures(&self) -> Result<Vec<EpochFigures>, RunError> {
        let path = self.path.join(METRICS);
        if !path.exists() {
            return Ok(Vec::new());
        }
        let text = files::read_text(&path)?;
        text.lines()
            .map(|line| {
                serde_json::from_str(line).map_err(|source| RunError::Malformed {
                    path: path.clone(),
                    source,
                })
            })
            .collect()
    }

    /// Writes the figures of all epochs, whole, and draws the curves.
    ///
    /// # Errors
    /// [`RunError`] when they cannot be written.
    pub fn write_figures(&self, figures: &[EpochFigures]) -> Result<(), RunError> {
        let path = self.path.join(METRICS);
        let mut text = String::new();
        for line in figures {
            let json = serde_json::to_string(line).map_err(|source| RunError::Malformed {
                path: path.clone(),
                source,
            })?;
            text.push_str(&json);
            text.push('\n');
        }
        files::write(&path, text.as_bytes())?;
        if figures.is_empty() {
            return Ok(());
        }
        let svg = curves::draw(figures).map_err(|error| RunError::Curves(error.to_string()))?;
        Ok(files::write(&self.path.join(CURVES), svg.as_bytes())?)
    }
}
