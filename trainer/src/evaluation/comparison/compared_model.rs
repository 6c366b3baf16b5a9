//! A model to compare, read from the folder of a run or of an evaluation.

use std::path::{Path, PathBuf};

use metrics::{Proportion, Scored};
use model::class::{Class, PerClass};
use model::scorecard::{FILE_NAME, Scorecard, ScorecardError};
use serde::Deserialize;
use thiserror::Error;

use super::{ComparisonRow, Figure, RowKind};
use crate::data::Split;
use crate::evaluation::convergence::Convergence;
use crate::evaluation::record::{Evaluation, METRICS, PREDICTIONS, RecordError};
use crate::files::{self, FileError};
use crate::fit::run_folder::{RunError, RunFolder};

/// A folder that cannot be compared.
#[derive(Debug, Error)]
pub(crate) enum ComparedModelError {
    #[error("{} is neither a run nor an evaluation; give the --out folder of `train` or of `evaluate`", .0.display())]
    Neither(PathBuf),
    #[error("{} has no complete epoch yet; continue it with `pneumoscope train --resume`", .0.display())]
    NoEpoch(PathBuf),
    #[error(transparent)]
    File(#[from] FileError),
    #[error(transparent)]
    Run(#[from] RunError),
    #[error("{}: {source}", path.display())]
    Scorecard {
        path: PathBuf,
        source: ScorecardError,
    },
    #[error(transparent)]
    Record(#[from] RecordError),
    #[error("{}: {source}; write it again with `pneumoscope evaluate --out`", path.display())]
    Predictions { path: PathBuf, source: csv::Error },
}

/// A model to compare.
#[derive(Debug)]
pub(crate) struct ComparedModel {
    pub row: ComparisonRow,
    /// Epoch and balanced accuracy on the validation films; for runs only.
    pub curve: Vec<(f64, f64)>,
    /// Its predictions film by film; for evaluations only.
    pub predictions: Option<Predictions>,
}

/// Predictions in the order of the file names.
#[derive(Debug, Default)]
pub(crate) struct Predictions {
    pub files: Vec<String>,
    pub scored: Vec<Scored>,
}

impl ComparedModel {
    /// Reads a folder.
    pub(crate) fn read(path: &Path) -> Result<Self, ComparedModelError> {
        match RunFolder::open(path) {
            Ok(run) => of_run(&run),
            Err(RunError::NoRun(_)) if path.join(METRICS).is_file() => of_evaluation(path),
            Err(RunError::NoRun(path)) => Err(ComparedModelError::Neither(path)),
            Err(error) => Err(error.into()),
        }
    }
}

/// A run is shown at its best epoch on the validation split.
fn of_run(run: &RunFolder) -> Result<ComparedModel, ComparedModelError> {
    let path = run.path();
    let figures = run.figures()?;
    let no_epoch = || ComparedModelError::NoEpoch(path.to_owned());
    let convergence = Convergence::of(&figures).ok_or_else(no_epoch)?;
    let best = figures.iter().find(|it| it.epoch == convergence.best_epoch);
    let best = best.ok_or_else(no_epoch)?;
    let json = files::read(&run.best().join(FILE_NAME))?;
    let card = Scorecard::parse(&json).map_err(|source| ComparedModelError::Scorecard {
        path: run.best(),
        source,
    })?;
    let counts = card.training.films.iter();
    let films = counts
        .filter(|count| count.split == Split::Val.word())
        .map(|count| count.films)
        .sum();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a count of films that was divided by their number"
    )]
    let correct = (best.val_accuracy * films as f64).round() as u64;
    let interval = Proportion::new(correct, films).estimate();
    let row = ComparisonRow {
        name: path.display().to_string(),
        kind: RowKind::Run,
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
    Ok(ComparedModel {
        row,
        curve: curve
            .map(|epoch| (f64::from(epoch.epoch), epoch.val_balanced_accuracy))
            .collect(),
        predictions: None,
    })
}

fn of_evaluation(path: &Path) -> Result<ComparedModel, ComparedModelError> {
    let evaluation = Evaluation::read(path)?;
    let (model, figures) = (&evaluation.model, &evaluation.figures);
    let run = evaluation.convergence.as_ref();
    let row = ComparisonRow {
        name: path.display().to_string(),
        kind: RowKind::Evaluation,
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
    Ok(ComparedModel {
        row,
        curve: Vec::new(),
        predictions: Some(predictions(&path.join(PREDICTIONS))?),
    })
}

/// The columns of `predictions.csv` that a comparison needs.
#[derive(Debug, Deserialize)]
struct PredictionRecord {
    file: String,
    covid19: f64,
    normal: f64,
    pneumonia: f64,
    truth: Class,
}

fn predictions(path: &Path) -> Result<Predictions, ComparedModelError> {
    let bytes = files::read(path)?;
    let rows: Result<Vec<PredictionRecord>, csv::Error> =
        csv::Reader::from_reader(&bytes[..]).deserialize().collect();
    let mut rows = rows.map_err(|source| ComparedModelError::Predictions {
        path: path.to_owned(),
        source,
    })?;
    rows.sort_by(|a, b| a.file.cmp(&b.file));
    let mut predictions = Predictions::default();
    for row in rows {
        predictions.files.push(row.file);
        predictions.scored.push(Scored {
            truth: row.truth,
            probabilities: PerClass([row.covid19, row.normal, row.pneumonia]),
        });
    }
    Ok(predictions)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn predictions_are_read_in_the_order_of_the_files() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(PREDICTIONS);
        let table = "file,covid19,normal,pneumonia,prediction,truth\nb.png,0.1,0.2,0.7,pneumonia,normal\na.png,0.8,0.1,0.1,COVID-19,COVID-19\n";
        std::fs::write(&path, table).unwrap();
        let read = predictions(&path).unwrap();
        assert_eq!(read.files, ["a.png", "b.png"]);
        assert_eq!(read.scored[1].truth, Class::Normal);
        assert!(read.scored[0].is_right() && !read.scored[1].is_right());
        std::fs::write(&path, table.replace("0.8", "")).unwrap();
        let error = predictions(&path).unwrap_err().to_string();
        assert!(
            error.contains("predictions.csv") && error.contains("line"),
            "{error}"
        );
    }

    #[test]
    fn a_folder_that_is_neither_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let error = ComparedModel::read(folder.path()).unwrap_err().to_string();
        assert!(
            error.contains("is neither a run nor an evaluation"),
            "{error}"
        );
    }
}
