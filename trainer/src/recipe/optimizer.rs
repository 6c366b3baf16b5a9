//! The optimizer of a recipe and its learning rate schedule.

use serde::{Deserialize, Serialize};

/// An optimizer with its settings.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Optimizer {
    /// Which optimizer.
    pub(crate) kind: OptimizerKind,
    /// The highest learning rate.
    pub(crate) learning_rate: f64,
    /// Decay of the weights per unit of learning rate; biases, norms and tables of position biases do not
    /// decay.
    pub(crate) weight_decay: f64,
    /// The maximum common norm of all gradients; 0 clips nothing.
    pub(crate) clip_norm: f32,
}

/// The optimizers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum OptimizerKind {
    /// Weight decay is added to the gradient (Kingma and Ba, 2014).
    Adam,
    /// Weight decay is taken from the weight (Loshchilov and Hutter, 2017).
    AdamW,
}

/// A learning rate schedule.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, tag = "kind", rename_all = "kebab-case")]
pub(crate) enum Schedule {
    /// Falls along half a cosine to `final_share` of the highest learning rate.
    Cosine {
        /// Epochs of linear rise at the start; may be a fraction.
        warm_up: f64,
        /// The learning rate at the end, as a share of the highest.
        final_share: f64,
    },
    /// Multiplied by `factor` when the validation loss has not fallen for `patience` epochs.
    Plateau {
        /// Epochs of linear rise at the start; may be a fraction.
        warm_up: f64,
        /// The multiplier, `0..1`.
        factor: f64,
        /// Epochs without a lower loss before the factor is applied.
        patience: u32,
    },
}
