//! A network as a fixed list of fused kernels over flat buffers, for engines that run nothing else.
//!
//! [`lower()`] makes the list from the sizes alone, so that kernels can be compiled while the weights
//! are on their way: batch norms are folded into their neighbours, maps are kept channels last, and
//! the squeeze-and-excitation scale, bias, activation and residual are applied inside the matrix
//! product that needs them. A [`Plan`] is plain data and says in [`Plan::affines`] how each of its
//! weights is made; [`run`] is its definition on the processor and [`wgsl`] its kernels for a GPU.
//!
//! Batch size is one. Widths that are no multiple of [`LANES`] are filled up with zeros.

pub mod cpu;
pub mod fold;
pub mod lower;
pub mod recipe;
pub mod run;
pub mod wgsl;

pub use lower::{lower, lower_config};

use self::fold::Folded;
use self::recipe::Recipe;
use model::weights::WeightsError;
use model::weights::tensors::Tensors;

pub use model::input::pixels::PIXEL;

/// Values in one unit of a buffer: every width in a plan is a multiple.
pub const LANES: usize = 4;

/// A buffer that steps write; its index in [`Plan::slots`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slot(pub usize);

/// Weights `[depth, columns]` and a bias `[columns]`; their index in [`Plan::affines`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Affine(pub usize);

/// What is applied to each value at the end of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Activation {
    /// Nothing.
    None,
    /// `x * Phi(x)`.
    Gelu,
    /// `max(x, 0)`.
    Relu,
    /// `1 / (1 + exp(-x))`.
    Sigmoid,
}

/// How a map is halved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pooling {
    /// The greatest of 3 x 3 pixels; those outside do not count.
    Greatest,
    /// The greatest of 3 x 3 pixels; those outside are zero.
    GreatestOrZero,
    /// The pixel itself.
    Same,
}

/// One kernel launch. Maps are `[row, column, channel]`, so a map is also a matrix of pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Step {
    /// `output = act((input * scale) weights + bias) + residual`, with `input` `[rows, depth]`.
    Product {
        /// `[rows, depth]`.
        input: Slot,
        /// `[depth]`: a factor for each column of the input.
        scale: Option<Slot>,
        /// `[depth, columns]` and `[columns]`.
        affine: Affine,
        /// `[rows, columns]`.
        residual: Option<Slot>,
        /// `[rows, columns]`.
        output: Slot,
        /// Rows, depth and columns.
        shape: [usize; 3],
        /// Before the residual.
        activation: Activation,
    },
    /// A convolution with a square kernel of odd side, padded by half of it with zeros.
    Convolution {
        /// `[side * stride, side * stride, width_in]`.
        input: Slot,
        /// `[kernel * kernel, width_in, width]` and `[width]`.
        affine: Affine,
        /// `[side, side, width]`.
        output: Slot,
        /// Rows and columns of the output.
        side: usize,
        /// Rows and columns of the kernel.
        kernel: usize,
        /// Step of the kernel.
        stride: usize,
        /// Channels in and out.
        widths: [usize; 2],
        /// At the end.
        activation: Activation,
    },
    /// A 3 x 3 convolution of each channel by itself, padded by zeros, then GELU.
    Depthwise {
        /// `[side * stride, side * stride, width]`.
        input: Slot,
        /// `[9, width]` and `[width]`.
        affine: Affine,
        /// `[side, side, width]`.
        output: Slot,
        /// Rows and columns of the output.
        side: usize,
        /// Step of the kernel.
        stride: usize,
        /// Channels.
        width: usize,
    },
    /// One pixel of each 2 x 2, made from its neighbours.
    Pool {
        /// `[2 side, 2 side, width]`.
        input: Slot,
        /// `[side, side, width]`.
        output: Slot,
        /// Rows and columns of the output.
        side: usize,
        /// Channels.
        width: usize,
        /// How.
        pooling: Pooling,
    },
    /// `output = max(input * weights + bias, 0)`, channel by channel.
    Normalise {
        /// `[rows, width]`.
        input: Slot,
        /// `[width]` each.
        affine: Affine,
        /// `[rows, width]`.
        output: Slot,
        /// Rows.
        rows: usize,
        /// Channels.
        width: usize,
    },
    /// Sums over rows in several parts: part `p` adds the rows `p`, `p + parts`, ..
    RowSum {
        /// `[rows, width]`.
        input: Slot,
        /// `[parts, width]`.
        output: Slot,
        /// Rows of the input.
        rows: usize,
        /// Channels.
        width: usize,
        /// Sums that run side by side.
        parts: usize,
    },
    /// `output = act(factor * (sum of the input's parts) weights + bias)`, a single row.
    Dense {
        /// `[parts, depth]`.
        input: Slot,
        /// `[depth, columns]` and `[columns]`.
        affine: Affine,
        /// `[columns]`.
        output: Slot,
        /// Depth and columns.
        shape: [usize; 2],
        /// Rows of the input that are added first.
        parts: usize,
        /// Multiplies the product, not the bias.
        factor: f32,
        /// At the end.
        activation: Activation,
    },
    /// Each row brought to mean 0 and variance 1, then scaled and shifted.
    LayerNorm {
        /// `[rows, width]`.
        input: Slot,
        /// `[width]` each.
        affine: Affine,
        /// `[rows, width]`.
        output: Slot,
        /// Rows.
        rows: usize,
        /// Channels of the buffers.
        width: usize,
        /// Channels that count; the rest is zero and stays so.
        channels: usize,
    },
    /// `softmax(q k^T / sqrt(d) + bias) v`, head by head, with the bias from a table of offsets.
    Attention {
        /// `[tokens, 3, heads, head_width]`: queries, keys and values.
        qkv: Slot,
        /// `[heads, 2 side - 1, 2 side - 1]`, and no bias.
        table: Affine,
        /// `[tokens, heads, head_width]`.
        output: Slot,
        /// Rows and columns of tokens.
        side: usize,
        /// Heads and channels of each.
        heads: [usize; 2],
    },
}

impl Step {
    /// What it is called where times are shown.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Product { .. } => "product",
            Self::Convolution { .. } => "convolution",
            Self::Depthwise { .. } => "depthwise convolution",
            Self::Pool { .. } => "pooling",
            Self::Normalise { .. } => "batch norm",
            Self::RowSum { .. } => "row sum",
            Self::Dense { .. } => "dense, one row",
            Self::LayerNorm { .. } => "layer norm",
            Self::Attention { .. } => "attention",
        }
    }
}

/// Epsilon of layer norms, burn's and `PyTorch`'s default.
pub const EPSILON: f32 = 1e-5;

/// A network on one image.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// Rows and columns of the input.
    pub side: usize,
    /// Length of each buffer in f32.
    pub slots: Vec<usize>,
    /// How the weights are made.
    pub affines: Vec<Recipe>,
    /// What to do, in order.
    pub steps: Vec<Step>,
    /// `[side, side, PIXEL]`.
    pub input: Slot,
    /// Logits, then zeros up to a multiple of [`LANES`].
    pub output: Slot,
}

impl Plan {
    /// The plan's weights, in the order of [`Self::affines`], each made when it is asked for.
    ///
    /// # Errors
    /// [`WeightsError`] when a tensor is missing, of the wrong shape or not finite, and at the end
    /// when there is one that the network does not have.
    pub fn weights(&self, tensors: &Tensors) -> impl Iterator<Item = Result<Folded, WeightsError>> {
        let last = self.affines.len().saturating_sub(1);
        self.affines.iter().enumerate().map(move |(index, recipe)| {
            let folded = recipe.fold(tensors)?;
            if index == last {
                tensors.all_taken()?;
            }
            Ok(folded)
        })
    }
}
