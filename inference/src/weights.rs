//! Where the weights of a plan come from: tensors of the network, and how they are folded.

pub(crate) mod folded;

use model::weights::WeightsError;
use model::weights::tensors::Tensors;

pub use self::folded::FoldedWeights;
use self::folded::{BatchNorm, BatchNormTensors, transpose};
use crate::buffer::LANES;

/// A batch norm by its tensors `NAME.gamma`, `.beta`, `.running_mean` and `.running_var`.
#[derive(Debug, Clone, PartialEq)]
pub struct BatchNormFold {
    /// The tensors' common name.
    pub name: String,
    /// Channels.
    pub width: usize,
    /// Added to the variance.
    pub epsilon: f64,
}

/// How a matrix is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MatrixLayout {
    /// As burn stores dense layers: `[depth, columns]`.
    Linear,
    /// As a 1 x 1 convolution: `[columns, depth, 1, 1]`.
    Convolution,
}

/// How the weights of one operation are made. A layer called `name` has the tensors `NAME.weight` and,
/// if it has a bias, `NAME.bias`.
#[derive(Debug, Clone, PartialEq)]
pub enum WeightFold {
    /// A dense layer or a 1 x 1 convolution, padded to multiples of [`LANES`].
    Dense {
        /// The layer.
        name: String,
        /// How it is stored.
        layout: MatrixLayout,
        /// Channels of the input.
        depth: usize,
        /// Channels of the output.
        columns: usize,
        /// Whether the layer has a bias.
        bias: bool,
        /// A norm of the input.
        before: Option<BatchNormFold>,
        /// A norm of the output.
        after: Option<BatchNormFold>,
    },
    /// A convolution with a square kernel; weights `[kernel * kernel, width_in, width]`, with `width_in`
    /// padded to a multiple of [`LANES`].
    Convolution {
        /// The layer.
        name: String,
        /// Rows and columns of the kernel.
        kernel: usize,
        /// Channels of the input.
        width_in: usize,
        /// Channels of the output.
        width: usize,
        /// Whether the layer has a bias.
        bias: bool,
        /// A norm of the output.
        after: Option<BatchNormFold>,
    },
    /// A depthwise 3 x 3 convolution with a norm of its output; weights `[9, width]`.
    Depthwise {
        /// The layer.
        name: String,
        /// The norm, as wide as the layer.
        after: BatchNormFold,
    },
    /// A batch norm by itself: factors and shifts, both `[width]`.
    BatchNorm(BatchNormFold),
    /// `NAME.gamma` and `NAME.beta` of a layer norm, padded to a multiple of [`LANES`].
    LayerNorm {
        /// The norm.
        name: String,
        /// Channels.
        channels: usize,
    },
    /// The table of an attention's biases, without a bias of its own.
    OffsetTable {
        /// The tensor's full name.
        name: String,
        /// Heads.
        heads: usize,
        /// Offsets between tokens along one axis.
        span: usize,
    },
}

impl BatchNormFold {
    /// The norm of a name.
    pub const fn new(name: String, width: usize, epsilon: f64) -> Self {
        Self {
            name,
            width,
            epsilon,
        }
    }

    fn read(&self, tensors: &Tensors) -> Result<BatchNorm, WeightsError> {
        let take = |field: &str| tensors.take(&format!("{}.{field}", self.name), &[self.width]);
        let tensors = BatchNormTensors {
            gamma: take("gamma")?,
            beta: take("beta")?,
            mean: take("running_mean")?,
            variance: take("running_var")?,
        };
        Ok(BatchNorm::new(&tensors, self.epsilon))
    }
}

impl WeightFold {
    /// Reads the tensors and folds them.
    ///
    /// # Errors
    /// [`WeightsError`] when one is missing, has the wrong shape or is not finite.
    pub fn fold(&self, tensors: &Tensors) -> Result<FoldedWeights, WeightsError> {
        let weights = |name: &str, shape: &[usize]| tensors.take(&format!("{name}.weight"), shape);
        let bias = |name: &str, present: bool, columns: usize| {
            present
                .then(|| tensors.take(&format!("{name}.bias"), &[columns]))
                .transpose()
        };
        let norm = |fold: &Option<BatchNormFold>| {
            let norm = fold.as_ref().map(|fold| fold.read(tensors));
            norm.transpose()
        };
        Ok(match self {
            Self::Dense {
                name,
                layout,
                depth,
                columns,
                bias: has_bias,
                before,
                after,
            } => {
                let weights = match layout {
                    MatrixLayout::Linear => weights(name, &[*depth, *columns])?,
                    MatrixLayout::Convolution => {
                        transpose(&weights(name, &[*columns, *depth, 1, 1])?, *depth)
                    }
                };
                let bias = bias(name, *has_bias, *columns)?;
                let (before, after) = (norm(before)?, norm(after)?);
                let (bias, before) = (bias.as_deref(), before.as_ref());
                FoldedWeights::dense(weights, bias, before, after.as_ref(), *columns).padded(LANES)
            }
            Self::Convolution {
                name,
                kernel,
                width_in,
                width,
                bias: has_bias,
                after,
            } => {
                let weights = weights(name, &[*width, *width_in, *kernel, *kernel])?;
                let bias = bias(name, *has_bias, *width)?;
                let (bias, after, taps) = (bias.as_deref(), norm(after)?, kernel * kernel);
                FoldedWeights::convolution(&weights, bias, after.as_ref(), taps, *width, LANES)
            }
            Self::Depthwise { name, after } => {
                let weights = weights(name, &[after.width, 1, 3, 3])?;
                FoldedWeights::depthwise(&weights, &after.read(tensors)?)
            }
            Self::BatchNorm(norm) => FoldedWeights::batch_norm(&norm.read(tensors)?),
            Self::LayerNorm { name, channels } => {
                let take = |field: &str| {
                    let mut values = tensors.take(&format!("{name}.{field}"), &[*channels])?;
                    values.resize(channels.next_multiple_of(LANES), 0.0);
                    Ok::<_, WeightsError>(values)
                };
                FoldedWeights {
                    weights: take("gamma")?,
                    bias: take("beta")?,
                }
            }
            Self::OffsetTable { name, heads, span } => FoldedWeights {
                weights: tensors.take(name, &[*heads, *span, *span])?,
                bias: Vec::new(),
            },
        })
    }
}
