//! `CoAtNet`'s stem: two 3 x 3 convolutions, the first with stride 2.

use burn::module::Module;
use burn::nn::conv::Conv2d;
use burn::nn::{BatchNorm, BatchNormConfig};
use burn::tensor::{Device, Tensor};

use super::activation::activate;
use super::convolution::Convolution;
use super::precision::in_f32;
use model::zoo::activation::Activation;
use model::zoo::coatnet::{CHANNELS, CoAtNetConfig};

/// Convolution, batch norm, activation, convolution; the second convolution starts the residual stream.
#[derive(Module, Debug)]
pub struct Stem {
    pub(crate) conv1: Conv2d,
    pub(crate) bn: BatchNorm,
    pub(crate) conv2: Conv2d,
    #[module(skip)]
    pub(crate) activation: Activation,
}

impl Stem {
    /// Random weights.
    pub fn init(config: &CoAtNetConfig, device: &Device) -> Self {
        let (hidden, width) = (config.stem_width, config.widths[0]);
        Self {
            conv1: Convolution::three(CHANNELS, hidden)
                .with_stride(2)
                .without_bias()
                .init(device),
            bn: BatchNormConfig::new(hidden).init(device),
            conv2: Convolution::three(hidden, width)
                .with_bias(config.stem_bias)
                .init(device),
            activation: config.mbconv.activation,
        }
    }

    /// # Shapes
    /// - input: `[batch, 3, side, side]`
    /// - output: `[batch, width, side / 2, side / 2]`
    pub fn forward(&self, images: Tensor<4>) -> Tensor<4> {
        let map = self.conv1.forward(images);
        let map = in_f32(map, |map| self.bn.forward(map));
        self.conv2.forward(activate(self.activation, map))
    }
}
