//! A backward pass: the values of the forward pass, and gradients of several outputs that arrive at each
//! buffer.

use super::lanes;
use super::product::{Finish, Product, Rows};
use super::team::{OutputRows, Team};
use crate::activation::Activation;
use crate::buffer::{BufferId, WeightsId};
use crate::memory::{Memory, OutputMatrix};

/// A backward pass through operations that each write a buffer of their own.
///
/// A gradient is `[outputs, length]`: for each output that is explained, the derivative by each value of
/// the buffer.
pub(crate) struct Backward<'a> {
    pub(crate) memory: &'a Memory,
    team: &'a mut Team,
    /// By buffer; empty where nothing has arrived yet.
    gradients: Vec<Vec<f32>>,
}

impl<'a> Backward<'a> {
    /// A pass that no gradient has entered.
    pub(crate) fn new(memory: &'a Memory, team: &'a mut Team) -> Self {
        Self {
            memory,
            team,
            gradients: vec![Vec::new(); memory.buffers.len()],
        }
    }

    /// Adds to the gradient of a buffer.
    pub(crate) fn add(&mut self, id: BufferId, gradient: Vec<f32>) {
        let sum = &mut self.gradients[id.0];
        if sum.is_empty() {
            *sum = gradient;
        } else {
            lanes::add_scaled(sum, 1.0, &gradient);
        }
    }

    /// The gradient of a buffer, once every operation that reads it is done.
    pub(crate) fn gradient(&self, id: BufferId) -> &[f32] {
        &self.gradients[id.0]
    }

    /// Removes the gradient of a buffer.
    pub(crate) fn take(&mut self, id: BufferId) -> Vec<f32> {
        std::mem::take(&mut self.gradients[id.0])
    }

    /// Turns the gradient of an operation's output into that of the values before its activation, which
    /// `compute` computes again.
    pub(crate) fn through(
        &mut self,
        activation: Activation,
        gradient: &mut [f32],
        output: OutputMatrix,
        compute: impl Fn(&Memory, &mut OutputRows<'_>) + Sync,
    ) {
        if activation == Activation::None {
            return;
        }
        let memory = self.memory;
        let mut values = vec![0.0; output.rows * output.width];
        self.team
            .divide(&mut values, output.width, |rows| compute(memory, rows));
        for gradient in gradient.chunks_exact_mut(values.len()) {
            for (gradient, value) in gradient.iter_mut().zip(&values) {
                *gradient *= activation.derivative(*value);
            }
        }
    }

    /// The gradient of the left side of a product with packed weights.
    ///
    /// # Shapes
    /// - `gradient`: `[outputs * rows, columns]`
    /// - output: `[outputs * rows, depth]`
    pub(crate) fn multiply(&mut self, gradient: &[f32], weights: WeightsId) -> Vec<f32> {
        let weights = self.memory.weights(weights);
        let columns = weights.bias.len();
        let transposed = weights.panels.transposed();
        let depth = transposed.columns();
        let product = Product {
            left: Rows::Matrix {
                values: gradient,
                depth: columns,
                start: 0,
                stride: columns,
                scale: None,
            },
            right: &transposed,
            finish: Finish::NONE,
        };
        let mut output = vec![0.0; gradient.len() / columns * depth];
        self.team.divide(&mut output, depth, |rows| {
            product.compute(rows.first, rows.values, &mut rows.scratch.rows);
        });
        output
    }
}

/// The gradient of a map, from that of a matrix with a row for each position of a kernel: `add` adds what
/// follows from each row to that of the map.
///
/// # Shapes
/// - `gradient`: `[outputs, rows, width]`
/// - output: `[outputs, length]`
pub(crate) fn spread(
    gradient: &[f32],
    [rows, width]: [usize; 2],
    length: usize,
    add: impl Fn(usize, &[f32], &mut [f32]),
) -> Vec<f32> {
    let outputs = gradient.chunks_exact(rows * width);
    let mut sums = vec![0.0; outputs.len() * length];
    for (sums, gradient) in sums.chunks_exact_mut(length).zip(outputs) {
        for (index, row) in gradient.chunks_exact(width).enumerate() {
            add(index, row, sums);
        }
    }
    sums
}
