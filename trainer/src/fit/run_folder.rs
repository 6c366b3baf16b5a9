//! The run folder: recipe, metrics, curves, checkpoints and best weights of one training.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::curves;
use super::epoch_figures::EpochFigures;
use crate::files::{self, FileError, StagedFolder, failed};

const RECIPE: &str = "config.toml";
const METRICS: &str = "metrics.jsonl";
const CURVES: &str = "curves.svg";
const ORIGIN: &str = "run.json";

/// How a run was started, besides its recipe.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Origin {
    /// SHA-256 of the pack's film list.
    pub list_sha256: String,
    /// The version of the program.
    pub code_version: String,
    /// The devices that it was trained on, in order.
    pub devices: Vec<String>,
    /// The weights that it started from, unless they were random.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<String>,
}

/// Why a run folder cannot be used.
#[derive(Debug, Error)]
pub enum RunError {
    /// A file cannot be read or written.
    #[error(transparent)]
    File(#[from] FileError),
    /// The folder is not empty.
    #[error("{} already exists; choose another --out, or continue it with --resume", .0.display())]
    Exists(PathBuf),
    /// There is nothing to resume.
    #[error("{} has no run to resume; start one without --resume", .0.display())]
    NoRun(PathBuf),
    /// The run was started on other films.
    #[error("{} was started on another pack (its film list is {started}, that of --data is {given}); give the same --data", path.display())]
    OtherPack {
        /// The run.
        path: PathBuf,
        /// The hash of the film list that it was started on.
        started: String,
        /// The hash of the film list that was given.
        given: String,
    },
    /// The run was started with another recipe.
    #[error("{} was started with another recipe ({key} differs); only epochs, patience and, for as many films per step, batch and accumulate may change on --resume", path.display())]
    OtherRecipe {
        /// The run.
        path: PathBuf,
        /// The first key that differs.
        key: String,
    },
    /// A file cannot be parsed.
    #[error("{}: {source}", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// The message of the parser.
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
        // A process killed here leaves no run, or one that can be resumed.
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

    /// Removes unfinished files of a process that was killed.
    ///
    /// # Errors
    /// [`RunError::File`] when one cannot be removed.
    pub(crate) fn remove_unfinished(&self) -> Result<(), RunError> {
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
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// The best weights' model folder.
    pub fn best(&self) -> PathBuf {
        self.path.join("best")
    }

    /// The path of the resolved recipe.
    pub(crate) fn recipe_path(&self) -> PathBuf {
        self.path.join(RECIPE)
    }

    /// Replaces the recipe, after a resume changed its epochs.
    ///
    /// # Errors
    /// [`RunError::File`] when it cannot be written.
    pub(crate) fn write_recipe(&self, recipe: &str) -> Result<(), RunError> {
        Ok(files::write(&self.recipe_path(), recipe.as_bytes())?)
    }

    /// How the run was started.
    ///
    /// # Errors
    /// [`RunError`] when the file is damaged.
    pub(crate) fn origin(&self) -> Result<Origin, RunError> {
        let path = self.path.join(ORIGIN);
        let bytes = files::read(&path)?;
        serde_json::from_slice(&bytes).map_err(|source| RunError::Malformed { path, source })
    }

    /// Replaces the record of how the run was started.
    ///
    /// # Errors
    /// [`RunError`] when it cannot be written.
    pub(crate) fn write_origin(&self, origin: &Origin) -> Result<(), RunError> {
        let path = self.path.join(ORIGIN);
        let json = serde_json::to_vec_pretty(origin).map_err(|source| RunError::Malformed {
            path: path.clone(),
            source,
        })?;
        Ok(files::write(&path, &json)?)
    }

    /// The metrics of the epochs so far.
    ///
    /// # Errors
    /// [`RunError`] when a line cannot be parsed.
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

    /// Writes the metrics of all epochs and draws the curves.
    ///
    /// # Errors
    /// [`RunError`] when they cannot be written.
    pub(crate) fn write_figures(&self, figures: &[EpochFigures]) -> Result<(), RunError> {
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
