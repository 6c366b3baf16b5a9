//! `ResNet` V2's pre-activation bottleneck.
//!
//! Source: He et al., "Identity Mappings in Deep Residual Networks" (2016). The projection of the first
//! block of a stage reads the pre-activated input; without one, the shortcut of a block with a stride
//! takes every second pixel.

use burn::module::Module;
use burn::nn::conv::Conv2d;
use burn::nn::pool::MaxPool2dConfig;
use burn::nn::{BatchNorm, BatchNormConfig};
use burn::tensor::activation::relu;
use burn::tensor::{Device, Tensor};

use super::convolution::Convolution;
use super::drop_path::DropPath;
use super::precision::in_f32;
use model::zoo::resnet50v2::{EXPANSION, ResNetV2Config};

/// A batch norm with the network's epsilon.
pub fn batch_norm(config: &ResNetV2Config, width: usize, device: &Device) -> BatchNorm {
    BatchNormConfig::new(width)
        .with_epsilon(config.epsilon)
        .init(device)
}

/// 1 x 1, 3 x 3 and 1 x 1 convolutions, each after batch norm and `ReLU`.
#[derive(Module, Debug)]
pub struct Bottleneck {
    pub(crate) bn0: BatchNorm,
    pub(crate) shortcut: Option<Conv2d>,
    pub(crate) conv1: Conv2d,
    pub(crate) bn1: BatchNorm,
    pub(crate) conv2: Conv2d,
    pub(crate) bn2: BatchNorm,
    pub(crate) conv3: Conv2d,
    pub(crate) drop_path: DropPath,
    pub(crate) stride: usize,
}

impl Bottleneck {
    /// Random weights; `project` adds a convolution to the shortcut.
    pub fn init(
        config: &ResNetV2Config,
        width_in: usize,
        width: usize,
        stride: usize,
        project: bool,
        device: &Device,
    ) -> Self {
        let width_out = EXPANSION * width;
        Self {
            bn0: batch_norm(config, width_in, device),
            shortcut: project.then(|| {
                Convolution::pointwise(width_in, width_out)
                    .with_stride(stride)
                    .with_bias(config.bias)
                    .init(device)
            }),
            conv1: Convolution::pointwise(width_in, width)
                .without_bias()
                .init(device),
            bn1: batch_norm(config, width, device),
            conv2: Convolution::three(width, width)
                .with_stride(stride)
                .without_bias()
                .init(device),
            bn2: batch_norm(config, width, device),
            conv3: Convolution::pointwise(width, width_out)
                .with_bias(config.bias)
                .init(device),
            drop_path: DropPath::none(),
            stride,
        }
    }

    /// # Shapes
    /// - input: `[batch, width_in, side, side]`
    /// - output: `[batch, 4 width, side / stride, side / stride]`
    pub fn forward(&self, map: Tensor<4>) -> Tensor<4> {
        let active = relu(in_f32(map.clone(), |map| self.bn0.forward(map)));
        let shortcut = match &self.shortcut {
            Some(projection) => projection.forward(active.clone()),
            None if self.stride > 1 => MaxPool2dConfig::new([1, 1])
                .with_strides([self.stride; 2])
                .init()
                .forward(map),
            None => map,
        };
        let hidden = relu(in_f32(self.conv1.forward(active), |map| {
            self.bn1.forward(map)
        }));
        let hidden = relu(in_f32(self.conv2.forward(hidden), |map| {
            self.bn2.forward(map)
        }));
        shortcut + self.drop_path.forward(self.conv3.forward(hidden))
    }
}
