//! Squeeze-and-excitation: scales each channel by a factor computed from the whole map.
//!
//! Source: Hu, Shen, Sun, "Squeeze-and-Excitation Networks" (2018). The `CoAtNet` paper states GELU
//! inside for its `MBConv` blocks.

use burn::module::Module;
use burn::nn::conv::Conv2d;
use burn::tensor::activation::sigmoid;
use burn::tensor::{Device, Tensor};

use super::activation::activate;
use super::convolution::{Convolution, global_average};
use model::zoo::activation::Activation;

/// Two dense layers as 1 x 1 convolutions.
#[derive(Module, Debug)]
pub struct SqueezeExcite {
    pub(crate) reduce: Conv2d,
    pub(crate) expand: Conv2d,
    #[module(skip)]
    pub(crate) activation: Activation,
}

impl SqueezeExcite {
    /// Random weights; `squeezed` is the width between the two layers, where the activation is.
    pub fn init(width: usize, squeezed: usize, activation: Activation, device: &Device) -> Self {
        Self {
            reduce: Convolution::pointwise(width, squeezed).init(device),
            expand: Convolution::pointwise(squeezed, width).init(device),
            activation,
        }
    }

    /// # Shapes
    /// - input and output: `[batch, width, height, width of the map]`
    pub fn forward(&self, map: Tensor<4>) -> Tensor<4> {
        let [batch, width, ..] = map.dims();
        let level = global_average(map.clone()).reshape([batch, width, 1, 1]);
        let squeezed = activate(self.activation, self.reduce.forward(level));
        let gate = self.expand.forward(squeezed);
        map * sigmoid(gate)
    }
}
