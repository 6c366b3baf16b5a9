//! `CoAtNet`'s stem: two 3 x 3 convolutions, the first with stride 2.

use burn::module::Module;
use burn::nn::conv::Conv2d;
use burn::nn::{BatchNorm, BatchNormConfig};
use burn::tensor::activation::gelu;
use burn::tensor::{Device, Tensor};

use super::convolution::Convolution;
use super::precision::in_f32;

/// Convolution, batch norm, GELU, convolution; the second convolution starts the residual stream.
#[derive(Module, Debug)]
pub struct Stem {
    pub(crate) conv1: Conv2d,
    pub(crate) bn: BatchNorm,
    pub(crate) conv2: Conv2d,
}

impl Stem {
    /// Random weights.
    pub fn init(channels: usize, width: usize, device: &Device) -> Self {
        Self {
            conv1: Convolution::three(channels, width)
                .with_stride(2)
                .without_bias()
                .init(device),
            bn: BatchNormConfig::new(width).init(device),
            conv2: Convolution::three(width, width).init(device),
        }
    }

    /// # Shapes
    /// - input: `[batch, channels, side, side]`
    /// - output: `[batch, width, side / 2, side / 2]`
    pub fn forward(&self, images: Tensor<4>) -> Tensor<4> {
        let map = self.conv1.forward(images);
        self.conv2
            .forward(gelu(in_f32(map, |map| self.bn.forward(map))))
    }
}
