//! The metrics of one epoch.

use serde::{Deserialize, Serialize};

/// One line of `metrics.jsonl`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EpochFigures {
    /// Counted from 1.
    pub epoch: u32,
    /// Mean weighted loss over the training films as augmented.
    pub train_loss: f64,
    /// Share of correct predictions on them.
    pub train_accuracy: f64,
    /// Mean weighted loss over the validation films.
    pub val_loss: f64,
    /// Share of correct predictions on them.
    pub val_accuracy: f64,
    /// Mean sensitivity on them.
    pub val_balanced_accuracy: f64,
    /// At the epoch's last step.
    pub learning_rate: f64,
    /// Time of training and validation.
    pub seconds: f64,
    /// Training films per second.
    pub images_per_second: f64,
    /// Whether it was the best epoch when it ended.
    pub best: bool,
}
