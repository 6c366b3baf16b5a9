//! The head of `CoAtNet`: global average pool, dense, `ReLU`, dropout, dense.

use burn::module::Module;
use burn::nn::{Dropout, DropoutConfig, LayerNorm, LayerNormConfig, Linear, LinearConfig};
use burn::tensor::activation::relu;
use burn::tensor::{Device, FloatDType, Tensor};

use super::convolution::global_average;
use model::class::Class;

/// Turns the last map into logits.
#[derive(Module, Debug)]
pub struct Head {
    pub(crate) norm: Option<LayerNorm>,
    pub(crate) fc1: Linear,
    pub(crate) dropout: Dropout,
    pub(crate) fc2: Linear,
}

/// Sizes of a head.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HeadConfig {
    /// Channels of the last map.
    pub width: usize,
    /// Width of the hidden layer.
    pub hidden: usize,
    /// Whether there is a layer norm over the channels before the pooling.
    pub norm: bool,
    /// Dropout probability of the hidden layer.
    pub dropout: f64,
}

impl HeadConfig {
    /// Random weights.
    pub fn init(self, device: &Device) -> Head {
        Head {
            norm: self
                .norm
                .then(|| LayerNormConfig::new(self.width).init(device)),
            fc1: LinearConfig::new(self.width, self.hidden).init(device),
            dropout: DropoutConfig::new(self.dropout).init(),
            fc2: LinearConfig::new(self.hidden, Class::COUNT).init(device),
        }
    }
}

impl Head {
    /// The mean of the last map over its positions, in f32: the input of the dense layers.
    ///
    /// # Shapes
    /// - input: `[batch, width, side, side]`
    /// - output: `[batch, width]`
    pub fn features(&self, map: Tensor<4>) -> Tensor<2> {
        let map = map.cast(FloatDType::F32);
        let map = match &self.norm {
            Some(norm) => norm
                .forward(map.permute([0, 2, 3, 1]))
                .permute([0, 3, 1, 2]),
            None => map,
        };
        global_average(map)
    }

    /// # Shapes
    /// - input: [`Self::features`], `[batch, width]`
    /// - output: `[batch, classes]`
    pub fn classify(&self, features: Tensor<2>) -> Tensor<2> {
        let hidden = relu(self.fc1.forward(features));
        self.fc2.forward(self.dropout.forward(hidden))
    }
}
