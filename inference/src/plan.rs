//! A network as a list of operations: plain data.

use model::weights::WeightsError;
use model::weights::tensors::Tensors;

use crate::buffer::BufferId;
use crate::ops::Op;
use crate::weights::{FoldedWeights, WeightFold};

/// A network for one image of a fixed size.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// Rows and columns of the input.
    pub side: usize,
    /// The length of each buffer in f32.
    pub buffers: Vec<usize>,
    /// How the weights are made from the network's tensors.
    pub folds: Vec<WeightFold>,
    /// The operations, in order.
    pub ops: Vec<Op>,
    /// `[side, side, 4]`, see [`model::input::channels_last`].
    pub input: BufferId,
    /// The logits, padded with zeros to a multiple of [`crate::buffer::LANES`].
    pub output: BufferId,
}

impl Plan {
    /// The plan's weights, in the order of [`Self::folds`]; each is made when the iterator reaches it.
    ///
    /// # Errors
    /// [`WeightsError`] when a tensor is missing, has the wrong shape or is not finite; after the last
    /// weights also when there are tensors that the network does not have.
    pub fn weights(
        &self,
        tensors: &Tensors,
    ) -> impl Iterator<Item = Result<FoldedWeights, WeightsError>> {
        let last = self.folds.len().saturating_sub(1);
        self.folds.iter().enumerate().map(move |(index, fold)| {
            let weights = fold.fold(tensors)?;
            if index == last {
                tensors.all_taken()?;
            }
            Ok(weights)
        })
    }
}
