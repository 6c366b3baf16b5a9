//! One side of a comparison, read from a run's folder or from an evaluation's.

use std::path::{Path, PathBuf};

use metrics::{Proportion, Scored};
use model::class::{Class, PerClass};
use model::scorecard::{FILE_NAME, Scorecard, ScorecardError};
use serde::Deserialize;
use thiserror::Error;

use super::{Figure, Kind, Row};
use crate::data::Split;
use crate::evaluation::convergence::Convergence;
use crate::evaluation::record::{Evaluation, METRICS, PREDICTIONS, RecordError};
use crate::files::{self, FileError};
use crate::fit::run_folder::{RunError, RunFolder};

/// A folder that cannot be compared.
#[derive(Debug, Error)]
pub(crate) enum EntryError {
    /// It is neither kind of folder.
    #[error("{} holds no run and no evaluation; give the --out folder of `train` or of `evaluate`", .0.display())]
    Neither(PathBuf),
    /// The run has no epoch yet.
    #[error("{} has no whole epoch yet; let it train on with `pneumoscope train --resume`", .0.display())]
    NoEpoch(PathBuf),
    /// A file cannot be read.
    #[error(transparent)]
    File(#[from] FileError),
    /// The run cannot be read.
    #[error(transparent)]
    Run(#[from] RunError),
    /// The run's best model has a bad scorecard.
    #[error("{}: {source}", path.display())]
    Scorecard {
        /// The folder.
        path: PathBuf,
        /// Why.
        source: ScorecardError,
    },
    /// The evaluation's figures cannot be read.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// The evaluation's predictions cannot be read.
    #[error("{}: {source}; make it again with `pneumoscope evaluate --out`", path.display())]
    Predictions {
        /// The table.
        path: PathBuf,
        /// What is wrong, with the line.
        source: csv::Error,
    },
}

/// One side of a comparison.
#[derive(Debug)]
pub(crate) struct Entry {
    /// Its row in the table.
    pub row: Row,
    /// Balanced accuracy on the validation films by epoch; of runs only.
    pub curve: Vec<(f64, f64)>,
    /// Its answers film by film; of evaluations only.
    pub answers: Option<Answers>,
}

/// Answers in the order of the files' names.
#[derive(Debug, Default)]
pub(crate) struct Answers {
    /// The films.
    pub files: Vec<String>,
    /// The answer to each.
    pub scored: Vec<Scored>,
}

impl Entry {
    /// Reads a folder.
    ///
    /// # Errors
    /// [`EntryError`] names what is wrong with it.
    pub(crate) fn read(path: &Path) -> Result<Self, EntryError> {
        match RunFolder::open(path) {
            Ok(run) => of_run(&run),
            Err(RunError::NoRun(_)) if path.join(METRICS).is_file() => of_evaluation(path),
            Err(RunError::NoRun(path)) => Err(EntryError::Neither(path)),
            Err(error) => Err(error.into()),
        }
    }
}

/// A run stands for its best epoch on the validation split.
fn of_run(run: &RunFolder) -> Result<Entry, EntryError> {
    let path = run.path();
    let figures = run.figures()?;
    let no_epoch = || EntryError::NoEpoch(path.to_owned());
    let convergence = Convergence::of(&figures).ok_or_else(no_epoch)?;
    let best = figures.iter().find(|it| it.epoch == convergence.best_epoch);
    let best = best.ok_or_else(no_epoch)?;
    let json = files::read(&run.best().join(FILE_NAME))?;
    let card = Scorecard::parse(&json).map_err(|source| EntryError::Scorecard {
        path: run.best(),
        source,
    })?;
    let judged = card.training.films.iter();
    let films = judged
        .filter(|count| count.split == Split::Val.word())
        .map(|count| count.films)
        .sum();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a count of films that was divided by their number"
    )]
    let right = (best.val_accuracy * films as f64).round() as u64;
    let interval = Proportion::new(right, films).estimate();
    let row = Row {
        name: path.display().to_string(),
        kind: Kind::Run,
        model: card.architecture.to_string(),
        parameters: Some(card.parameters),
        side: Some(card.input.side),
        split: Split::Val.word().to_owned(),
        films,
        accuracy: Figure {
            value: best.val_accuracy,
            interval: interval.map(|interval| (interval.low, interval.high)),
        },
        balanced_accuracy: Some(Figure {
            value: best.val_balanced_accuracy,
            interval: None,
        }),
        auroc: None,
        best_epoch: Some(convergence.best_epoch),
        epochs: Some(convergence.epochs),
        seconds: Some(convergence.seconds),
    };
    let curve = figures.iter();
    Ok(Entry {
        row,
        curve: curve
            .map(|epoch| (f64::from(epoch.epoch), epoch.val_balanced_accuracy))
            .collect(),
        answers: None,
    })
}

fn of_evaluation(path: &Path) -> Result<Entry, EntryError> {
    let evaluation = Evaluation::read(path)?;
    let (model, figures) = (&evaluation.model, &evaluation.figures);
    let run = evaluation.convergence.as_ref();
    let row = Row {
        name: path.display().to_string(),
        kind: Kind::Evaluation,
        model: model.architecture.to_string(),
        parameters: Some(model.parameters),
        side: Some(model.side),
        split: figures.split.word().to_owned(),
        films: figures.films,
        accuracy: figures.accuracy.into(),
        balanced_accuracy: Some(figures.balanced_accuracy.into()),
        auroc: figures.macro_auroc.map(Figure::from),
        best_epoch: Some(model.best_epoch),
        epochs: Some(run.map_or(model.epochs, |run| run.epochs)),
        seconds: Some(run.map_or(model.seconds, |run| run.seconds)),
    };
    Ok(Entry {
        row,
        curve: Vec::new(),
        answers: Some(answers(&path.join(PREDICTIONS))?),
    })
}

/// The columns of `predictions.csv` that a comparison needs.
#[derive(Debug, Deserialize)]
struct Prediction {
    file: String,
    covid19: f64,
    normal: f64,
    pneumonia: f64,
    truth: Class,
}

fn answers(path: &Path) -> Result<Answers, EntryError> {
    let bytes = files::read(path)?;
    let rows: Result<Vec<Prediction>, csv::Error> =
        csv::Reader::from_reader(&bytes[..]).deserialize().collect();
    let mut rows = rows.map_err(|source| EntryError::Predictions {
        path: path.to_owned(),
        source,
    })?;
    rows.sort_by(|a, b| a.file.cmp(&b.file));
    let mut answers = Answers::default();
    for row in rows {
        answers.files.push(row.file);
        answers.scored.push(Scored {
            truth: row.truth,
            probabilities: PerClass([row.covid19, row.normal, row.pneumonia]),
        });
    }
    Ok(answers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_read_in_the_order_of_the_files() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(PREDICTIONS);
        let table = "file,covid19,normal,pneumonia,prediction,truth\nb.png,0.1,0.2,0.7,pneumonia,normal\na.png,0.8,0.1,0.1,COVID-19,COVID-19\n";
        std::fs::write(&path, table).unwrap();
        let read = answers(&path).unwrap();
        assert_eq!(read.files, ["a.png", "b.png"]);
        assert_eq!(read.scored[1].truth, Class::Normal);
        assert!(read.scored[0].is_right() && !read.scored[1].is_right());
        std::fs::write(&path, table.replace("0.8", "")).unwrap();
        let error = answers(&path).unwrap_err().to_string();
        assert!(
            error.contains("predictions.csv") && error.contains("line"),
            "{error}"
        );
    }

    #[test]
    fn a_folder_that_is_neither_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let error = Entry::read(folder.path()).unwrap_err().to_string();
        assert!(error.contains("holds no run and no evaluation"), "{error}");
    }
}
