//! The operations of a plan, one file each: its definition in plain loops, its kernel for the CPU, its
//! WGSL with the dispatch, and its tests.
//!
//! Maps are `[row, column, channel]`, so that a map is also a matrix with one row for each pixel.

pub mod attention;
pub mod batch_norm_relu;
#[cfg(test)]
mod checks;
pub mod convolution;
pub mod dense;
pub mod depthwise;
pub mod layer_norm;
pub mod matmul;
pub mod pool;
pub mod row_sum;
pub(crate) mod tile;

use self::attention::Attention;
use self::batch_norm_relu::BatchNormRelu;
use self::convolution::Convolution;
use self::dense::Dense;
use self::depthwise::Depthwise;
use self::layer_norm::LayerNorm;
use self::matmul::MatMul;
use self::pool::Pool;
use self::row_sum::RowSum;
use crate::buffer::WeightsId;
use crate::cpu::team::OutputRows;
use crate::memory::{Memory, OutputMatrix};
use crate::wgsl::launch::Launch;
use crate::wgsl::target::Target;

/// One kernel launch.
#[derive(Debug, Clone, Copy, PartialEq)]
#[expect(missing_docs, reason = "each variant's type says what it is")]
pub enum Op {
    MatMul(MatMul),
    Convolution(Convolution),
    Depthwise(Depthwise),
    Pool(Pool),
    BatchNormRelu(BatchNormRelu),
    RowSum(RowSum),
    Dense(Dense),
    LayerNorm(LayerNorm),
    Attention(Attention),
}

impl Op {
    /// The name under which times are reported.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::MatMul(_) => "matrix product",
            Self::Convolution(_) => "convolution",
            Self::Depthwise(_) => "depthwise convolution",
            Self::Pool(_) => "pooling",
            Self::BatchNormRelu(_) => "batch norm",
            Self::RowSum(_) => "row sum",
            Self::Dense(_) => "dense layer",
            Self::LayerNorm(_) => "layer norm",
            Self::Attention(_) => "attention",
        }
    }

    /// The matrix that the operation writes.
    pub(crate) const fn output(&self) -> OutputMatrix {
        match self {
            Self::MatMul(op) => op.output(),
            Self::Convolution(op) => op.output(),
            Self::Depthwise(op) => op.output(),
            Self::Pool(op) => op.output(),
            Self::BatchNormRelu(op) => op.output(),
            Self::RowSum(op) => op.output(),
            Self::Dense(op) => op.output(),
            Self::LayerNorm(op) => op.output(),
            Self::Attention(op) => op.output(),
        }
    }

    /// Weights that the CPU kernel needs packed, and their columns.
    pub(crate) const fn packed_weights(&self) -> Option<(WeightsId, usize)> {
        match self {
            Self::MatMul(op) => Some((op.weights, op.columns)),
            Self::Convolution(op) => Some((op.weights, op.width)),
            _ => None,
        }
    }

    /// The definition: computes the whole output.
    pub(crate) fn define(&self, memory: &Memory, output: &mut [f32]) {
        match self {
            Self::MatMul(op) => op.define(memory, output),
            Self::Convolution(op) => op.define(memory, output),
            Self::Depthwise(op) => op.define(memory, output),
            Self::Pool(op) => op.define(memory, output),
            Self::BatchNormRelu(op) => op.define(memory, output),
            Self::RowSum(op) => op.define(memory, output),
            Self::Dense(op) => op.define(memory, output),
            Self::LayerNorm(op) => op.define(memory, output),
            Self::Attention(op) => op.define(memory, output),
        }
    }

    /// The CPU kernel: computes some rows of the output.
    pub(crate) fn compute(&self, memory: &Memory, output: &mut OutputRows<'_>) {
        match self {
            Self::MatMul(op) => op.compute(memory, output),
            Self::Convolution(op) => op.compute(memory, output),
            Self::Depthwise(op) => op.compute(memory, output),
            Self::Pool(op) => op.compute(memory, output),
            Self::BatchNormRelu(op) => op.compute(memory, output),
            Self::RowSum(op) => op.compute(memory, output),
            Self::Dense(op) => op.compute(memory, output),
            Self::LayerNorm(op) => op.compute(memory, output),
            Self::Attention(op) => op.compute(memory, output),
        }
    }

    /// The dispatch of the WGSL kernel.
    pub(crate) fn launch(&self, target: Target) -> Launch {
        match self {
            Self::MatMul(op) => op.launch(target),
            Self::Convolution(op) => op.launch(target),
            Self::Depthwise(op) => op.launch(),
            Self::Pool(op) => op.launch(),
            Self::BatchNormRelu(op) => op.launch(),
            Self::RowSum(op) => op.launch(),
            Self::Dense(op) => op.launch(),
            Self::LayerNorm(op) => op.launch(),
            Self::Attention(op) => op.launch(target),
        }
    }
}
