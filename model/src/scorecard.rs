//! The scorecard `model.json`: architecture, input, weights, calibration, training and results.
//!
//! [`Scorecard::parse`] refuses another format version, a missing or unknown field, and sizes that do
//! not add up; its error names the cause.

pub mod results;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use self::results::{
    CalibrationRecord, GateResult, GroupResult, LensResult, ProbeResult, SplitResult,
    TrainingRecord,
};
use crate::answer_set::AnswerSets;
use crate::calibration::Calibration;
use crate::class::Class;
use crate::distance::Distance;
use crate::gate::Gate;
use crate::golden::GoldenCheck;
use crate::input::InputSpec;
use crate::operating_point::OperatingPoints;
use crate::weights::storage;
use crate::weights::{NumberFormat, ShardRecord, TensorRecord};
use crate::zoo::{Architecture, ArchitectureError};

/// The format this build reads and writes.
pub const FORMAT_VERSION: u32 = 3;

/// The name of the scorecard in a model folder.
pub const FILE_NAME: &str = "model.json";

/// The maximum number of shards. Together they have at most 1.5 GiB, which holds the largest network
/// in f32 and fits a 32-bit `usize`.
pub const MAX_SHARDS: usize = 96;

/// Everything about a model except its weights.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scorecard {
    /// [`FORMAT_VERSION`].
    pub format_version: u32,
    /// The network.
    pub architecture: Architecture,
    /// Number of its trainable parameters.
    pub parameters: u64,
    /// Multiply-accumulates for one film.
    pub macs: u64,
    /// How a film becomes the network's input.
    pub input: InputSpec,
    /// The classes in the order of the logits.
    pub classes: [Class; Class::COUNT],
    /// How the numbers in the shards are stored, little-endian.
    pub number_format: NumberFormat,
    /// The tensors in the order of their values.
    pub tensors: Vec<TensorRecord>,
    /// The files that hold the values, cut without regard to tensors.
    pub shards: Vec<ShardRecord>,
    /// Which pictures are classified; `None` before the export, or where the pack had none to fit it on.
    pub gate: Option<Gate>,
    /// From logits to probabilities.
    pub calibration: Calibration,
    /// From probabilities to the classes that cannot be excluded; `None` before the export.
    pub answer_sets: Option<AnswerSets>,
    /// How far a film is from the training films, and what follows; `None` before the export, or where no
    /// pack had films to fit it on.
    pub distance: Option<Distance>,
    /// From which probability on a class is called; empty before the export.
    pub operating_points: OperatingPoints,
    /// The films that calibration, answer sets and operating points were fitted on; `None` before the
    /// export.
    pub calibrated_on: Option<CalibrationRecord>,
    /// What a correct device computes.
    pub golden: GoldenCheck,
    /// How the weights were trained.
    pub training: TrainingRecord,
    /// The metrics on each split.
    pub results: Vec<SplitResult>,
    /// Each source judged by a calibration, answer sets and distances that were fitted on the films of
    /// the others alone; empty before the export.
    pub left_out_sources: Vec<GroupResult>,
    /// How the gate does; empty without one.
    pub gate_results: Vec<GateResult>,
    /// What changes of the films do to the predictions; empty before the export.
    pub lens: Vec<LensResult>,
    /// Probes for shortcuts, on the validation split; empty when none were run.
    pub probes: Vec<ProbeResult>,
    /// Known limits of the model; whole sentences.
    pub limits: Vec<String>,
    /// The licence of the weights.
    pub licence: String,
    /// The version of the code that wrote the folder.
    pub code_version: String,
    /// The date of the export, `YYYY-MM-DD`.
    pub date: String,
}

/// Why a scorecard is refused.
#[derive(Debug, Error)]
pub enum ScorecardError {
    /// It is not JSON, or a field is missing, unknown or of the wrong type.
    #[error("the scorecard {FILE_NAME} is damaged or incomplete: {0}; load or export it again")]
    Malformed(#[from] serde_json::Error),
    /// Another format.
    #[error(
        "the scorecard has format version {0}; this build reads version {FORMAT_VERSION}: use weights and page of the same release"
    )]
    UnknownVersion(u64),
    /// The classes differ.
    #[error(
        "the scorecard's classes are not COVID-19, normal, pneumonia in this order; use a model that was exported for them"
    )]
    WrongClasses,
    /// The network cannot take this input.
    #[error("the scorecard is wrong: {0}; export the model again")]
    BadSide(#[from] ArchitectureError),
    /// More shards than any network has.
    #[error(
        "the scorecard lists {0} shards, no network has more than {MAX_SHARDS}; export the model again"
    )]
    TooManyShards(usize),
    /// A shard's entry is invalid.
    #[error("the scorecard's shard {index} is wrong: {problem}; export the model again")]
    BadShard {
        /// Its position.
        index: usize,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// Two tensors have the same name.
    #[error("the scorecard lists the tensor {0} twice; export the model again")]
    TwiceListed(String),
    /// The size of a tensor, or of all tensors, overflows.
    #[error("the size of the scorecard's tensors up to {0} overflows; export the model again")]
    Uncountable(String),
    /// Tensors and shards do not add up.
    #[error(
        "the scorecard's tensors take {tensors} bytes but its shards hold {shards}; export the model again"
    )]
    SizesDiffer {
        /// Bytes of all tensors.
        tensors: usize,
        /// Bytes of all shards.
        shards: usize,
    },
    /// Distances are measured between features of another network.
    #[error(
        "the scorecard's distance is between {found} features, the network has {expected}; export the model again"
    )]
    OtherFeatures {
        /// Features of the distance.
        found: usize,
        /// Features of the network.
        expected: usize,
    },
    /// A number of the golden check is invalid.
    #[error("the scorecard's golden.{field} is not a finite number{range}; export the model again")]
    BadGolden {
        /// Its field.
        field: &'static str,
        /// What else the number must be.
        range: &'static str,
    },
}

/// The field that all format versions have.
#[derive(Deserialize)]
struct Versioned {
    format_version: u64,
}

impl Scorecard {
    /// Parses and checks a scorecard.
    ///
    /// # Errors
    /// [`ScorecardError`] names the cause.
    pub fn parse(json: &[u8]) -> Result<Self, ScorecardError> {
        let Versioned { format_version } = serde_json::from_slice(json)?;
        if format_version != u64::from(FORMAT_VERSION) {
            return Err(ScorecardError::UnknownVersion(format_version));
        }
        let scorecard: Self = serde_json::from_slice(json)?;
        scorecard.check()?;
        Ok(scorecard)
    }

    /// Bytes of all shards.
    pub fn weight_bytes(&self) -> usize {
        self.shards.iter().map(|shard| shard.bytes).sum()
    }

    /// The results on one split.
    pub fn result(&self, split: &str) -> Option<&SplitResult> {
        self.results.iter().find(|result| result.split == split)
    }

    /// Whether it was calibrated on other films than the pack that it was trained on, such as a user's
    /// own.
    pub fn is_recalibrated(&self) -> bool {
        let record = self.calibrated_on.as_ref();
        record.is_some_and(|record| record.list_sha256 != self.training.list_sha256)
    }

    fn check(&self) -> Result<(), ScorecardError> {
        if self.classes != Class::ALL {
            return Err(ScorecardError::WrongClasses);
        }
        Architecture::check_side(self.input.side)?;
        if self.shards.len() > MAX_SHARDS {
            return Err(ScorecardError::TooManyShards(self.shards.len()));
        }
        for (index, shard) in self.shards.iter().enumerate() {
            if let Some(problem) = shard.problem(index) {
                return Err(ScorecardError::BadShard { index, problem });
            }
        }
        let tensors = self.tensor_bytes()?;
        let shards = self.weight_bytes();
        if tensors != shards || shards == 0 {
            return Err(ScorecardError::SizesDiffer { tensors, shards });
        }
        let expected = self.architecture.features();
        match &self.distance {
            Some(distance) if distance.groups().features() != expected => {
                let found = distance.groups().features();
                Err(ScorecardError::OtherFeatures { found, expected })
            }
            _ => self.check_golden(),
        }
    }

    /// Bytes of all tensors, whose names must differ.
    fn tensor_bytes(&self) -> Result<usize, ScorecardError> {
        let mut names = BTreeSet::new();
        let mut sum = 0_usize;
        for TensorRecord { name, shape } in &self.tensors {
            if !names.insert(name) {
                return Err(ScorecardError::TwiceListed(name.clone()));
            }
            sum = storage::bytes(self.number_format, shape)
                .and_then(|bytes| sum.checked_add(bytes))
                .ok_or_else(|| ScorecardError::Uncountable(name.clone()))?;
        }
        Ok(sum)
    }

    fn check_golden(&self) -> Result<(), ScorecardError> {
        let GoldenCheck {
            logits, tolerance, ..
        } = &self.golden;
        let bad = |field, range| Err(ScorecardError::BadGolden { field, range });
        if !logits.0.iter().all(|logit| logit.is_finite()) {
            return bad("logits", "");
        }
        if !(tolerance.is_finite() && *tolerance > 0.0) {
            return bad("tolerance", " above zero");
        }
        Ok(())
    }
}

#[cfg(test)]
pub(crate) mod tests;
