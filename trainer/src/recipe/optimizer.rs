//! How the weights are changed and how fast.

use serde::{Deserialize, Serialize};

/// How the weights are changed.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Optimizer {
    /// Which rule.
    pub kind: OptimizerKind,
    /// The highest learning rate.
    pub learning_rate: f64,
    /// Decay of the weights per unit of learning rate; biases and norms do not decay.
    pub weight_decay: f64,
    /// The greatest norm of all gradients together; 0 clips nothing.
    pub clip_norm: f32,
}

/// The optimizers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OptimizerKind {
    /// Weight decay is added to the gradient (Kingma and Ba, 2014).
    Adam,
    /// Weight decay is taken from the weight (Loshchilov and Hutter, 2017).
    AdamW,
}

/// How the learning rate changes.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, tag = "kind", rename_all = "kebab-case")]
pub enum Schedule {
    /// Falls along half a cosine to `final_share` of the highest rate.
    Cosine {
        /// Epochs of linear rise at the start; parts of an epoch are allowed.
        warm_up: f64,
        /// What is left at the end, as a share of the highest rate.
        final_share: f64,
    },
    /// Is multiplied by `factor` whenever the validation loss has not fallen for some epochs.
    Plateau {
        /// Epochs of linear rise at the start; parts of an epoch are allowed.
        warm_up: f64,
        /// The multiplier, `0..1`.
        factor: f64,
        /// Epochs without a lower loss before it is applied.
        patience: u32,
    },
}
