//! `metrics.json`: the figures of a split, the model and the films that they are of.

use std::path::{Path, PathBuf};

use model::calibration::Calibration;
use model::operating_point::OperatingPoints;
use model::scorecard::Scorecard;
use model::scorecard::results::{GroupResult, LensResult};
use model::zoo::Architecture;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::convergence::{Convergence, TrainGap};
use super::figures::Figures;
use super::stress::Stress;
use super::without::Without;
use crate::files::output::has_keys;
use crate::files::{self, FileError};
use crate::gate::figures::GateFigures;

/// The format that this build reads and writes.
const FORMAT_VERSION: u32 = 2;

/// The figures in an evaluation's folder.
pub(crate) const METRICS: &str = "metrics.json";
/// The predictions in an evaluation's folder, one row a film.
pub(crate) const PREDICTIONS: &str = "predictions.csv";
/// The report in an evaluation's folder.
pub(crate) const REPORT: &str = "report.html";

/// An evaluation: a model, a split, and all figures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Evaluation {
    /// [`FORMAT_VERSION`].
    format_version: u32,
    pub model: ModelRecord,
    /// SHA-256 of the pack's list of films.
    pub list_sha256: String,
    /// Convergence of the training run, if the run is known.
    pub convergence: Option<Convergence>,
    /// The gap to the training films, if it was asked for.
    pub train_gap: Option<TrainGap>,
    /// The operating points of the model, with what they achieve on this split.
    pub operating_points: OperatingPoints,
    /// Each source judged by what is fitted on the films of the others; only of the split val.
    pub left_out_sources: Vec<GroupResult>,
    /// The figures of the gate on all splits, if the model has one.
    pub gate: Option<GateFigures>,
    /// What changes of the films do to the predictions; empty if the lens was left out.
    pub lens: Vec<LensResult>,
    /// The stress test, if it was asked for.
    pub stress: Option<Stress>,
    /// Films that were left out, if a list was given.
    pub without: Option<Without>,
    /// The figures.
    #[serde(flatten)]
    pub figures: Figures,
}

/// A model as tables show it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ModelRecord {
    pub architecture: Architecture,
    pub parameters: u64,
    /// Pixels on each side of its input.
    pub side: u32,
    pub calibration: Calibration,
    pub epochs: u32,
    pub best_epoch: u32,
    /// Training time in seconds.
    pub seconds: f64,
}

/// A `metrics.json` that cannot be read.
#[derive(Debug, Error)]
pub(crate) enum RecordError {
    #[error(transparent)]
    File(#[from] FileError),
    #[error("{} is not an evaluation of this version: {source}; write it again with `pneumoscope evaluate --out`", path.display())]
    Malformed {
        path: PathBuf,
        source: serde_json::Error,
    },
    #[error("{} has format version {found}, this build reads {FORMAT_VERSION}; write it again with `pneumoscope evaluate --out`", path.display())]
    UnknownVersion { path: PathBuf, found: u32 },
}

impl ModelRecord {
    /// From a scorecard.
    pub(crate) fn of(scorecard: &Scorecard) -> Self {
        Self {
            architecture: scorecard.architecture,
            parameters: scorecard.parameters,
            side: scorecard.input.side,
            calibration: scorecard.calibration,
            epochs: scorecard.training.epochs,
            best_epoch: scorecard.training.best_epoch,
            seconds: scorecard.training.seconds,
        }
    }
}

impl Evaluation {
    /// The figures of a model on a pack, without its run.
    pub(crate) fn new(scorecard: &Scorecard, list_sha256: &str, figures: Figures) -> Self {
        Self {
            format_version: FORMAT_VERSION,
            model: ModelRecord::of(scorecard),
            list_sha256: list_sha256.to_owned(),
            convergence: None,
            train_gap: None,
            operating_points: OperatingPoints::default(),
            left_out_sources: Vec::new(),
            gate: None,
            lens: Vec::new(),
            stress: None,
            without: None,
            figures,
        }
    }

    /// Whether a file begins as `metrics.json` does.
    pub(crate) fn begins(head: &[u8]) -> bool {
        has_keys(head, &["format_version", "model", "list_sha256"])
    }

    /// Reads `metrics.json` from an evaluation's folder.
    pub(crate) fn read(folder: &Path) -> Result<Self, RecordError> {
        #[derive(Deserialize)]
        struct Version {
            format_version: u32,
        }
        let path = folder.join(METRICS);
        let json = files::read(&path)?;
        let malformed = |source| RecordError::Malformed {
            path: path.clone(),
            source,
        };
        // The version first: another version may lack fields.
        let version: Version = serde_json::from_slice(&json).map_err(malformed)?;
        if version.format_version != FORMAT_VERSION {
            return Err(RecordError::UnknownVersion {
                found: version.format_version,
                path,
            });
        }
        serde_json::from_slice(&json).map_err(malformed)
    }
}

#[cfg(test)]
mod tests {
    use super::super::figures::tests::{films, scored_films};
    use super::*;
    use crate::data::Split;
    use crate::evaluation::figures::figures;

    fn evaluation() -> Evaluation {
        let films = films();
        Evaluation {
            format_version: FORMAT_VERSION,
            model: ModelRecord {
                architecture: Architecture::CoAtNetTiny,
                parameters: 147_347,
                side: 64,
                calibration: Calibration::IDENTITY,
                epochs: 3,
                best_epoch: 2,
                seconds: 30.0,
            },
            list_sha256: String::new(),
            convergence: None,
            train_gap: None,
            operating_points: OperatingPoints::default(),
            left_out_sources: Vec::new(),
            gate: None,
            lens: Vec::new(),
            stress: None,
            without: None,
            figures: figures(Split::Test, &scored_films(&films), None),
        }
    }

    #[test]
    fn an_evaluation_is_read_as_written() {
        let folder = tempfile::tempdir().unwrap();
        let written = evaluation();
        let json = serde_json::to_string(&written).unwrap();
        std::fs::write(folder.path().join(METRICS), &json).unwrap();
        let read = Evaluation::read(folder.path()).unwrap();
        assert_eq!(read.model, written.model);
        let (read, written) = (read.figures, written.figures);
        assert_eq!(read.confusion, written.confusion);
        assert_eq!(read.classes[2].f1, None);
        assert_eq!(
            read.classes[0].result.films,
            written.classes[0].result.films
        );
        // serde_json may read the last digit of a number differently.
        for (read, written) in [
            (read.brier, written.brier),
            (
                read.sources[1].result.accuracy,
                written.sources[1].result.accuracy,
            ),
        ] {
            assert!((read.high - written.high).abs() < 1e-12, "{read:?}");
        }
    }

    #[test]
    fn another_version_is_refused_by_its_number() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(METRICS), r#"{"format_version":9}"#).unwrap();
        let error = Evaluation::read(folder.path()).unwrap_err().to_string();
        assert!(error.contains("format version 9"), "{error}");
        std::fs::write(folder.path().join(METRICS), "{}").unwrap();
        let error = Evaluation::read(folder.path()).unwrap_err().to_string();
        assert!(error.contains("is not an evaluation"), "{error}");
    }
}
