//! A network as a list of operations: plain data.

use std::collections::BTreeMap;

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
    /// The maps at which answers are explained: the input of the last block that halves the map, and the
    /// last map.
    pub maps: [FeatureMap; 2],
}

/// A feature map between two operations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FeatureMap {
    /// The number of operations before it.
    pub ops: usize,
    /// The number of weights that these have.
    pub folds: usize,
    /// Where it is until a later operation overwrites it: `[side, side, width]`.
    pub buffer: BufferId,
    /// Rows and columns.
    pub side: usize,
    /// Channels, with padding.
    pub width: usize,
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

    /// Where an operation writes, and how many values.
    pub fn written(&self, number: usize) -> (BufferId, usize) {
        let output = self.ops[number].output();
        (output.buffer, output.rows * output.width)
    }

    /// For each of [`Self::folds`] the columns of the matrix product that needs its weights packed.
    pub(crate) fn packed_columns(&self) -> Vec<Option<usize>> {
        let mut columns = vec![None; self.folds.len()];
        for (weights, packed) in self.ops.iter().filter_map(Op::packed_weights) {
            columns[weights.0] = Some(packed);
        }
        columns
    }

    /// The end of the plan, whose input is the first of [`Self::maps`], with the same weights. Each
    /// operation writes a buffer of its own, so that all values are still there after the last one.
    #[must_use]
    pub fn tail(&self) -> Self {
        let [start, last] = self.maps;
        let mut ops = self.ops[start.ops..].to_vec();
        let mut buffers = vec![start.side * start.side * start.width];
        let input = BufferId(0);
        // Where the plan's buffers are; the tail reads none but its input and those that it has written.
        let mut places = BTreeMap::from([(start.buffer, input)]);
        let mut maps = [
            FeatureMap {
                ops: 0,
                buffer: input,
                ..start
            },
            last,
        ];
        for (index, op) in ops.iter_mut().enumerate() {
            if start.ops + index == last.ops {
                maps[1] = FeatureMap {
                    ops: index,
                    buffer: places[&last.buffer],
                    ..last
                };
            }
            let matrix = op.output();
            let (inputs, output) = op.buffers_mut();
            for input in inputs.into_iter().flatten() {
                *input = places[input];
            }
            let next = BufferId(buffers.len());
            buffers.push(matrix.rows * matrix.width);
            places.insert(*output, next);
            *output = next;
        }
        Self {
            side: self.side,
            buffers,
            folds: self.folds.clone(),
            ops,
            input,
            logits: places[&self.logits],
            sums: MapSums {
                buffer: places[&self.sums.buffer],
                ..self.sums
            },
            maps,
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
