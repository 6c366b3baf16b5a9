//! What the page knows of a model: the readable part of its scorecard.

use model::answer_set::Level;
use model::estimate::Estimate;
use model::fitted::Fitted;
use model::scorecard::results::{FilmCount, LensResult, SetResult, SplitResult};
use serde::{Deserialize, Serialize};

/// The model's description for the page: the readable part of its scorecard.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ModelCard {
    /// The network's name.
    pub name: String,
    /// The number of its parameters.
    pub parameters: u64,
    /// Side of its input, in pixels.
    pub side: u32,
    /// Size of its weights, in bytes.
    pub bytes: u64,
    /// The date of its export.
    pub date: String,
    /// How it was trained; one sentence.
    pub training: String,
    /// Its result on held-out films of the sources it was trained on.
    pub test: Option<SplitScore>,
    /// Its result on films of other sources.
    pub external: Option<SplitScore>,
    /// Its results on all splits.
    pub results: Vec<SplitResult>,
    /// Film counts by split, class and source.
    pub films: Vec<FilmCount>,
    /// SHA-256 of the list of films.
    pub list_sha256: String,
    /// SHA-256 of the hashes of its shards: what its weights are known by.
    pub weights: String,
    /// SHA-256 of its scorecard.
    pub scorecard: String,
    /// What turns the network's output into readings.
    pub fitted: Fitted,
    /// What hiding the lungs does to the predictions on test films, by class; empty before the export.
    pub without_lungs: Vec<LensResult>,
    /// Known limits.
    pub limits: Vec<String>,
    /// The licence of its weights.
    pub licence: String,
}

/// The model's result on one split.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SplitScore {
    /// Number of films.
    pub films: u64,
    /// Accuracy with its interval.
    pub accuracy: Estimate,
    /// Expected calibration error with its interval.
    pub ece: Estimate,
    /// Share of the films that the gate refuses.
    pub refused: Option<Estimate>,
    /// The answer sets, level by level; empty before the export.
    pub answer_sets: Vec<SetResult>,
}

impl SplitScore {
    /// The result at a level, or at the next lower one that was measured.
    pub fn sets_at(&self, level: Level) -> Option<&SetResult> {
        sets_at(&self.answer_sets, level)
    }
}

/// The result at a level, or at the next lower one that was measured.
pub fn sets_at(results: &[SetResult], level: Level) -> Option<&SetResult> {
    let lower = results.iter().filter(|sets| sets.level <= level);
    lower.max_by_key(|sets| sets.level)
}
