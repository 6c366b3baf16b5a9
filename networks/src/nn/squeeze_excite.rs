//! Squeeze-and-excitation: scales each channel by a factor computed from the whole map.
//!
//! Source: Hu, Shen, Sun, "Squeeze-and-Excitation Networks" (2018). Unlike it, GELU inside, which
//! the `CoAtNet` paper states for its `MBConv` blocks.

use burn::module::Module;
use burn::nn::conv::Conv2d;
use burn::tensor::activation::{gelu, sigmoid};
use burn::tensor::{Device, Tensor};

use super::convolution::{Convolution, global_average};

/// Two dense layers as 1 x 1 convolutions.
#[derive(Module, Debug)]
pub struct SqueezeExcite {
    pub(crate) reduce: Conv2d,
    pub(crate) expand: Conv2d,
}

impl SqueezeExcite {
    /// Random weights; `squeezed` is the width between the two layers.
    pub fn init(width: usize, squeezed: usize, device: &Device) -> Self {
        Self {
            reduce: Convolution::pointwise(width, squeezed).init(device),
            expand: Convolution::pointwise(squeezed, width).init(device),
        }
    }

    /// # Shapes
    /// - input and output: `[batch, width, height, width of the map]`
    pub fn forward(&self, map: Tensor<4>) -> Tensor<4> {
        let [batch, width, ..] = map.dims();
        let level = global_average(map.clone()).reshape([batch, width, 1, 1]);
        let gate = self.expand.forward(gelu(self.reduce.forward(level)));
        map * sigmoid(gate)
    }
}
