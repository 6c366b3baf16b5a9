//! The operations of a plan, one file each: its definition in plain loops, its kernel for the CPU, its
//! adjoint, its WGSL with the dispatch, and its tests.
//!
//! Maps are `[row, column, channel]`, so that a map is also a matrix with one row for each pixel.

pub mod attention;
pub mod batch_norm;
pub mod convolution;
pub mod dense;
pub mod depthwise;
pub mod layer_norm;
pub mod matmul;
pub mod pool;
pub mod row_sum;
#[cfg(test)]
mod tests;
pub(crate) mod tile;

use self::attention::Attention;
use self::batch_norm::BatchNorm;
use self::convolution::Convolution;
use self::dense::Dense;
use self::depthwise::Depthwise;
use self::layer_norm::LayerNorm;
use self::matmul::MatMul;
use self::pool::Pool;
use self::row_sum::RowSum;
use crate::buffer::{BufferId, WeightsId};
use crate::cpu::backward::Backward;
use crate::cpu::team::{OutputRows, Team};
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
    BatchNorm(BatchNorm),
    RowSum(RowSum),
    Dense(Dense),
    LayerNorm(LayerNorm),
    Attention(Attention),
}

/// Evaluates an expression with the operation, whichever it is. A trait object would do, but would keep
/// the definitions in programs that never call them.
macro_rules! dispatch {
    ($self:ident, $op:ident => $result:expr) => {
        match $self {
            Self::MatMul($op) => $result,
            Self::Convolution($op) => $result,
            Self::Depthwise($op) => $result,
            Self::Pool($op) => $result,
            Self::BatchNorm($op) => $result,
            Self::RowSum($op) => $result,
            Self::Dense($op) => $result,
            Self::LayerNorm($op) => $result,
            Self::Attention($op) => $result,
        }
    };
}

impl Op {
    /// The name under which times are reported.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::MatMul(_) => "matrix product",
            Self::Convolution(_) => "convolution",
            Self::Depthwise(_) => "depthwise convolution",
            Self::Pool(_) => "pooling",
            Self::BatchNorm(_) => "batch norm",
            Self::RowSum(_) => "row sum",
            Self::Dense(_) => "dense layer",
            Self::LayerNorm(_) => "layer norm",
            Self::Attention(_) => "attention",
        }
    }

    /// The matrix that the operation writes.
    pub(crate) const fn output(&self) -> OutputMatrix {
        dispatch!(self, op => op.output())
    }

    /// The buffers that the operation reads, and the one that it writes.
    pub(crate) fn buffers_mut(&mut self) -> ([Option<&mut BufferId>; 3], &mut BufferId) {
        match self {
            Self::MatMul(op) => (
                [Some(&mut op.input), op.scale.as_mut(), op.residual.as_mut()],
                &mut op.output,
            ),
            Self::Convolution(op) => ([Some(&mut op.input), None, None], &mut op.output),
            Self::Depthwise(op) => ([Some(&mut op.input), None, None], &mut op.output),
            Self::Pool(op) => ([Some(&mut op.input), None, None], &mut op.output),
            Self::BatchNorm(op) => (
                [Some(&mut op.input), op.scale.as_mut(), None],
                &mut op.output,
            ),
            Self::RowSum(op) => ([Some(&mut op.input), None, None], &mut op.output),
            Self::Dense(op) => ([Some(&mut op.input), None, None], &mut op.output),
            Self::LayerNorm(op) => ([Some(&mut op.input), None, None], &mut op.output),
            Self::Attention(op) => ([Some(&mut op.qkv), None, None], &mut op.output),
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
        dispatch!(self, op => op.define(memory, output));
    }

    /// The CPU kernel: computes some rows of the output.
    pub(crate) fn compute(&self, memory: &Memory, output: &mut OutputRows<'_>) {
        dispatch!(self, op => op.compute(memory, output));
    }

    /// Computes the whole output by the CPU kernel, divided among the threads of a team.
    pub(crate) fn run(&self, memory: &mut Memory, team: &mut Team) {
        let output = self.output();
        memory.write(output, |memory, values| {
            team.divide(values, output.width, |rows| self.compute(memory, rows));
        });
    }

    /// The adjoint: adds to the gradients of the inputs what follows from that of the output.
    ///
    /// # Shapes
    /// - `gradient`: `[outputs, rows, width]`, see [`Backward`]
    pub(crate) fn adjoint(&self, backward: &mut Backward<'_>, gradient: &mut [f32]) {
        dispatch!(self, op => op.adjoint(backward, gradient));
    }

    /// The dispatch of the WGSL kernel.
    pub(crate) fn launch(&self, target: Target) -> Launch {
        dispatch!(self, op => op.launch(target))
    }
}
