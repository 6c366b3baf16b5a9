//! What a network computes for one film.

use crate::calibration::Logits;

/// The output of a network for one film.
#[derive(Debug, Clone, PartialEq)]
pub struct NetworkOutput {
    /// The scores of the classes.
    pub logits: Logits,
    /// The mean of the last map over its positions: the input of the head's dense layers, one value per
    /// channel.
    pub features: Vec<f32>,
}
