//! Where the weights of a plan come from: which tensors of the network, and how they are folded.

use super::LANES;
use super::fold::{Folded, Norm, transpose};
use model::weights::WeightsError;
use model::weights::tensors::Tensors;

/// A batch norm by its tensors: `NAME.gamma`, `.beta`, `.running_mean` and `.running_var`.
#[derive(Debug, Clone, PartialEq)]
pub struct NormTensors {
    /// Their common name.
    pub name: String,
    /// Channels.
    pub width: usize,
    /// What is added to the variance.
    pub epsilon: f64,
}

/// How a matrix is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// As burn keeps dense layers: `[depth, columns]`.
    Linear,
    /// As a convolution of one pixel: `[columns, depth, 1, 1]`.
    Convolution,
}

/// How weights and a bias are made. A part called `name` has the tensors `NAME.weight` and, where it
/// has one, `NAME.bias`.
#[derive(Debug, Clone, PartialEq)]
pub enum Recipe {
    /// A dense layer or a convolution of one pixel, filled up to multiples of [`LANES`].
    Dense {
        /// The layer.
        name: String,
        /// How it is stored.
        layout: Layout,
        /// Depth and columns.
        sizes: [usize; 2],
        /// Whether it has a bias of its own.
        bias: bool,
        /// A norm of its input.
        before: Option<NormTensors>,
        /// A norm of its output.
        after: Option<NormTensors>,
    },
    /// A convolution with a square kernel: weights `[kernel * kernel, padded, columns]`.
    Convolution {
        /// The layer.
        name: String,
        /// Rows and columns of the kernel.
        kernel: usize,
        /// Channels in, the same as buffers have them, and channels out.
        widths: [usize; 3],
        /// Whether it has a bias of its own.
        bias: bool,
        /// A norm of its output.
        after: Option<NormTensors>,
    },
    /// A 3 x 3 convolution of each channel by itself, with a norm of its output: weights `[9, width]`.
    Depthwise {
        /// The layer.
        name: String,
        /// The norm, as wide as the layer.
        after: NormTensors,
    },
    /// A batch norm by itself: factors and what is added, both `[width]`.
    BatchNorm(NormTensors),
    /// `NAME.gamma` and `NAME.beta` of a layer norm, filled up to a multiple of [`LANES`].
    LayerNorm {
        /// The norm.
        name: String,
        /// Channels.
        channels: usize,
    },
    /// A tensor as it is, and no bias.
    Table {
        /// The tensor's whole name.
        name: String,
        /// Its shape.
        shape: [usize; 3],
    },
}

impl NormTensors {
    /// The norm of a name.
    pub const fn new(name: String, width: usize, epsilon: f64) -> Self {
        Self {
            name,
            width,
            epsilon,
        }
    }

    fn read(&self, tensors: &Tensors) -> Result<Norm, WeightsError> {
        let take = |field: &str| tensors.take(&format!("{}.{field}", self.name), &[self.width]);
        let fields = [
            take("gamma")?,
            take("beta")?,
            take("running_mean")?,
            take("running_var")?,
        ];
        let [gamma, beta, mean, variance] = &fields;
        Ok(Norm::new([gamma, beta, mean, variance], self.epsilon))
    }
}

fn norm(tensors: &Tensors, norm: Option<&NormTensors>) -> Result<Option<Norm>, WeightsError> {
    norm.map(|norm| norm.read(tensors)).transpose()
}

impl Recipe {
    /// Takes the tensors and folds them.
    ///
    /// # Errors
    /// [`WeightsError`] when one is missing, of the wrong shape or not finite.
    pub fn fold(&self, tensors: &Tensors) -> Result<Folded, WeightsError> {
        let weights = |name: &str, shape: &[usize]| tensors.take(&format!("{name}.weight"), shape);
        let bias = |name: &str, present: bool, columns: usize| {
            present
                .then(|| tensors.take(&format!("{name}.bias"), &[columns]))
                .transpose()
        };
        Ok(match self {
            Self::Dense {
                name,
                layout,
                sizes: [depth, columns],
                bias: has_bias,
                before,
                after,
            } => {
                let weights = match layout {
                    Layout::Linear => weights(name, &[*depth, *columns])?,
                    Layout::Convolution => {
                        transpose(&weights(name, &[*columns, *depth, 1, 1])?, *depth)
                    }
                };
                let bias = bias(name, *has_bias, *columns)?;
                let norms = [before, after].map(|part| norm(tensors, part.as_ref()));
                let [before, after] = norms;
                let (before, after) = (before?, after?);
                Folded::dense(
                    weights,
                    bias.as_deref(),
                    before.as_ref(),
                    after.as_ref(),
                    *columns,
                )
                .padded(LANES)
            }
            Self::Convolution {
                name,
                kernel,
                widths,
                bias: has_bias,
                after,
            } => {
                let [width_in, _, columns] = *widths;
                let weights = weights(name, &[columns, width_in, *kernel, *kernel])?;
                let bias = bias(name, *has_bias, columns)?;
                let after = norm(tensors, after.as_ref())?;
                Folded::convolution(&weights, bias.as_deref(), after.as_ref(), *widths)
            }
            Self::Depthwise { name, after } => {
                let weights = weights(name, &[after.width, 1, 3, 3])?;
                Folded::depthwise(&weights, &after.read(tensors)?)
            }
            Self::BatchNorm(norm) => Folded::norm(&norm.read(tensors)?),
            Self::LayerNorm { name, channels } => {
                let take = |field: &str| {
                    let mut values = tensors.take(&format!("{name}.{field}"), &[*channels])?;
                    values.resize(channels.next_multiple_of(LANES), 0.0);
                    Ok::<_, WeightsError>(values)
                };
                Folded {
                    weights: take("gamma")?,
                    bias: take("beta")?,
                }
            }
            Self::Table { name, shape } => Folded {
                weights: tensors.take(name, shape)?,
                bias: Vec::new(),
            },
        })
    }
}
