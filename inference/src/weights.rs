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

/// A dense layer or a 1 x 1 convolution, padded to multiples of [`LANES`].
#[derive(Debug, Clone, PartialEq)]
pub struct DenseFold {
    /// The layer.
    pub name: String,
    /// How the layer is stored.
    pub layout: MatrixLayout,
    /// Channels of the input.
    pub depth: usize,
    /// Channels of the output.
    pub columns: usize,
    /// Whether the layer has a bias.
    pub bias: bool,
    /// A norm of the input.
    pub before: Option<BatchNormFold>,
    /// A norm of the output.
    pub after: Option<BatchNormFold>,
}

/// A convolution with a square kernel; weights `[kernel * kernel, width_in, width]`, with `width_in`
/// padded to a multiple of [`LANES`].
#[derive(Debug, Clone, PartialEq)]
pub struct ConvolutionFold {
    /// The layer.
    pub name: String,
    /// Rows and columns of the kernel.
    pub kernel: usize,
    /// Channels of the input.
    pub width_in: usize,
    /// Channels of the output.
    pub width: usize,
    /// Whether the layer has a bias.
    pub bias: bool,
    /// A norm of the output.
    pub after: Option<BatchNormFold>,
}

/// How the weights of one operation are made. A layer called `name` has the tensors `NAME.weight` and,
/// if it has a bias, `NAME.bias`.
#[derive(Debug, Clone, PartialEq)]
pub enum WeightFold {
    /// A dense layer or a 1 x 1 convolution.
    Dense(DenseFold),
    /// A convolution.
    Convolution(ConvolutionFold),
    /// A depthwise 3 x 3 convolution without a bias; weights `[9, width]`.
    Depthwise {
        /// The layer.
        name: String,
        /// Channels.
        width: usize,
        /// A norm of the output.
        after: Option<BatchNormFold>,
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

impl DenseFold {
    /// A dense layer with a bias and without norms.
    pub const fn linear(name: String, depth: usize, columns: usize) -> Self {
        Self {
            name,
            layout: MatrixLayout::Linear,
            depth,
            columns,
            bias: true,
            before: None,
            after: None,
        }
    }

    /// A 1 x 1 convolution with a bias and without norms.
    pub fn pixelwise(name: String, depth: usize, columns: usize) -> Self {
        Self {
            layout: MatrixLayout::Convolution,
            ..Self::linear(name, depth, columns)
        }
    }

    fn fold(&self, tensors: &Tensors) -> Result<FoldedWeights, WeightsError> {
        let (depth, columns) = (self.depth, self.columns);
        let weights = match self.layout {
            MatrixLayout::Linear => weight(tensors, &self.name, &[depth, columns])?,
            MatrixLayout::Convolution => transpose(
                &weight(tensors, &self.name, &[columns, depth, 1, 1])?,
                depth,
            ),
        };
        let bias = bias(tensors, &self.name, self.bias, columns)?;
        let before = norm(tensors, self.before.as_ref())?;
        let after = norm(tensors, self.after.as_ref())?;
        let (bias, before) = (bias.as_deref(), before.as_ref());
        let folded = FoldedWeights::dense(weights, bias, before, after.as_ref(), columns);
        Ok(folded.padded(LANES))
    }
}

impl ConvolutionFold {
    fn fold(&self, tensors: &Tensors) -> Result<FoldedWeights, WeightsError> {
        let (kernel, width) = (self.kernel, self.width);
        let weights = weight(tensors, &self.name, &[width, self.width_in, kernel, kernel])?;
        let bias = bias(tensors, &self.name, self.bias, width)?;
        let after = norm(tensors, self.after.as_ref())?;
        let (bias, taps) = (bias.as_deref(), kernel * kernel);
        let folded = FoldedWeights::convolution(&weights, bias, after.as_ref(), taps, width, LANES);
        Ok(folded)
    }
}

fn weight(tensors: &Tensors, name: &str, shape: &[usize]) -> Result<Vec<f32>, WeightsError> {
    tensors.take(&format!("{name}.weight"), shape)
}

fn bias(
    tensors: &Tensors,
    name: &str,
    present: bool,
    columns: usize,
) -> Result<Option<Vec<f32>>, WeightsError> {
    let bias = present.then(|| tensors.take(&format!("{name}.bias"), &[columns]));
    bias.transpose()
}

fn norm(
    tensors: &Tensors,
    fold: Option<&BatchNormFold>,
) -> Result<Option<BatchNorm>, WeightsError> {
    fold.map(|fold| fold.read(tensors)).transpose()
}

impl WeightFold {
    /// Reads the tensors and folds them.
    ///
    /// # Errors
    /// [`WeightsError`] when one is missing, has the wrong shape or is not finite.
    pub fn fold(&self, tensors: &Tensors) -> Result<FoldedWeights, WeightsError> {
        Ok(match self {
            Self::Dense(dense) => dense.fold(tensors)?,
            Self::Convolution(convolution) => convolution.fold(tensors)?,
            Self::Depthwise { name, width, after } => {
                let weights = weight(tensors, name, &[*width, 1, 3, 3])?;
                let after = norm(tensors, after.as_ref())?;
                FoldedWeights::depthwise(&weights, after.as_ref(), *width)
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
