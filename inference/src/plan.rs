//! A network as a list of operations: plain data.

use model::class::Class;
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
    pub logits: BufferId,
    /// The features before the dense layers of the head, as sums over the last map.
    pub sums: MapSums,
}

/// Sums over the positions of a map, one for each channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MapSums {
    /// Where they are; what follows them there is padding.
    pub buffer: BufferId,
    /// Channels of the map.
    pub width: usize,
    /// Its positions.
    pub positions: usize,
}

/// What an engine returns for an image.
#[derive(Debug, Clone, PartialEq)]
pub struct Output {
    /// One value for each class.
    pub logits: Vec<f32>,
    /// The mean of the last map over its positions, one value for each channel.
    pub features: Vec<f32>,
}

impl Plan {
    /// The buffers that [`Self::output`] needs, in its order.
    pub const fn outputs(&self) -> [BufferId; 2] {
        [self.logits, self.sums.buffer]
    }

    /// The output, from the values of [`Self::outputs`].
    pub fn output(&self, [logits, sums]: [&[f32]; 2]) -> Output {
        let MapSums {
            width, positions, ..
        } = self.sums;
        let factor = (positions as f32).recip();
        Output {
            logits: logits.iter().copied().take(Class::COUNT).collect(),
            features: sums.iter().map(|sum| factor * sum).take(width).collect(),
        }
    }

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
