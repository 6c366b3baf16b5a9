//! The values that an engine computes with: buffers and weights.

use std::sync::Arc;

use model::weights::WeightsError;
use model::weights::tensors::Tensors;

use crate::buffer::{BufferId, WeightsId};
use crate::cpu::product::Panels;
use crate::weights::{FoldedWeights, WeightFold};

/// Every buffer and all weights of a plan.
#[derive(Debug, Clone)]
pub(crate) struct Memory {
    pub(crate) buffers: Vec<Vec<f32>>,
    weights: Arc<[Weights]>,
}

/// Weights in the layout that their operation needs, and a bias.
#[derive(Debug, Clone, Default)]
pub(crate) struct Weights {
    /// As folded; empty when they are packed.
    pub(crate) values: Vec<f32>,
    /// Packed for matrix products.
    pub(crate) panels: Panels,
    pub(crate) bias: Vec<f32>,
}

/// The matrix that an operation writes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OutputMatrix {
    pub(crate) buffer: BufferId,
    pub(crate) rows: usize,
    pub(crate) width: usize,
}

impl OutputMatrix {
    pub(crate) const fn new(buffer: BufferId, rows: usize, width: usize) -> Self {
        Self {
            buffer,
            rows,
            width,
        }
    }
}

impl Weights {
    /// The weights of a fold, packed for matrix products of so many columns or in the layout that they
    /// were folded into.
    ///
    /// # Errors
    /// As [`WeightFold::fold`].
    pub(crate) fn folded(
        fold: &WeightFold,
        columns: Option<usize>,
        tensors: &Tensors,
    ) -> Result<Self, WeightsError> {
        let folded = fold.fold(tensors)?;
        Ok(match columns {
            Some(columns) => Self::packed(folded, columns),
            None => Self::plain(folded),
        })
    }

    /// Weights in the layout that they were folded into.
    pub(crate) fn plain(FoldedWeights { weights, bias }: FoldedWeights) -> Self {
        Self {
            values: weights,
            panels: Panels::default(),
            bias,
        }
    }

    /// Weights `[depth, columns]` packed for matrix products.
    pub(crate) fn packed(FoldedWeights { weights, bias }: FoldedWeights, columns: usize) -> Self {
        Self {
            values: Vec::new(),
            panels: Panels::pack(&weights, columns),
            bias,
        }
    }
}

impl Memory {
    /// Weights without buffers.
    ///
    /// # Errors
    /// The first of the weights' own.
    pub(crate) fn new(
        weights: impl IntoIterator<Item = Result<Weights, WeightsError>>,
    ) -> Result<Self, WeightsError> {
        Ok(Self {
            buffers: Vec::new(),
            weights: weights.into_iter().collect::<Result<_, _>>()?,
        })
    }

    /// The same weights with buffers of their own.
    pub(crate) fn sharing_weights(&self) -> Self {
        Self {
            buffers: Vec::new(),
            weights: Arc::clone(&self.weights),
        }
    }

    /// Allocates the buffers, unless they are there, and writes the plan's input into one of them.
    pub(crate) fn set_input(&mut self, lengths: &[usize], input: BufferId, pixels: &[f32]) {
        if self.buffers.is_empty() {
            self.buffers = lengths.iter().map(|&length| vec![0.0; length]).collect();
        }
        self.buffers[input.0].copy_from_slice(pixels);
    }

    pub(crate) fn buffer(&self, id: BufferId) -> &[f32] {
        &self.buffers[id.0]
    }

    pub(crate) fn weights(&self, id: WeightsId) -> &Weights {
        &self.weights[id.0]
    }

    /// Lets `fill` write an operation's output while it reads the other buffers.
    pub(crate) fn write(&mut self, output: OutputMatrix, fill: impl FnOnce(&Self, &mut [f32])) {
        let mut values = std::mem::take(&mut self.buffers[output.buffer.0]);
        fill(self, &mut values[..output.rows * output.width]);
        self.buffers[output.buffer.0] = values;
    }
}
