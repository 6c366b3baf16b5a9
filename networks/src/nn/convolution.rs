//! Convolutions and poolings shared by the blocks.

use burn::nn::PaddingConfig2d;
use burn::nn::conv::{Conv2d, Conv2dConfig};
use burn::nn::pool::{AvgPool2dConfig, MaxPool2dConfig};
use burn::tensor::{Device, Tensor};

use super::precision::in_f32;
use model::zoo::coatnet::Downsampling;

/// A convolution with a square kernel; odd kernels are padded by half their size on each side.
#[derive(Debug, Clone, Copy)]
pub struct Convolution {
    /// Input channels.
    pub width_in: usize,
    /// Output channels.
    pub width: usize,
    /// Side of the kernel.
    pub kernel: usize,
    /// Stride in both directions.
    pub stride: usize,
    /// Number of channel groups; that of the channels for a depthwise convolution.
    pub groups: usize,
    /// Whether there is a bias; a batch norm after it makes one redundant.
    pub bias: bool,
}

impl Convolution {
    /// A 1 x 1 convolution with a bias.
    pub const fn pointwise(width_in: usize, width: usize) -> Self {
        Self {
            width_in,
            width,
            kernel: 1,
            stride: 1,
            groups: 1,
            bias: true,
        }
    }

    /// A 3 x 3 convolution with a bias.
    pub const fn three(width_in: usize, width: usize) -> Self {
        Self {
            kernel: 3,
            ..Self::pointwise(width_in, width)
        }
    }

    /// Without a bias.
    #[must_use]
    pub const fn without_bias(self) -> Self {
        self.with_bias(false)
    }

    /// With a bias or without one.
    #[must_use]
    pub const fn with_bias(self, bias: bool) -> Self {
        Self { bias, ..self }
    }

    /// With this stride.
    #[must_use]
    pub const fn with_stride(self, stride: usize) -> Self {
        Self { stride, ..self }
    }

    /// The layer with random weights on a device.
    pub fn init(self, device: &Device) -> Conv2d {
        let padding = self.kernel / 2;
        Conv2dConfig::new([self.width_in, self.width], [self.kernel; 2])
            .with_stride([self.stride; 2])
            .with_groups(self.groups)
            .with_padding(PaddingConfig2d::Explicit(
                padding, padding, padding, padding,
            ))
            .with_bias(self.bias)
            .init(device)
    }
}

/// The maximum of 3 x 3 pixels, where padding counts as minus infinity, or the mean of 2 x 2.
///
/// # Shapes
/// - input: `[batch, channels, height, width]`, both sides even
/// - output: `[batch, channels, height / 2, width / 2]`
pub fn halve(downsampling: Downsampling, map: Tensor<4>) -> Tensor<4> {
    match downsampling {
        Downsampling::Max => MaxPool2dConfig::new([3, 3])
            .with_strides([2, 2])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .init()
            .forward(map),
        Downsampling::Average => {
            let mean = AvgPool2dConfig::new([2, 2]).with_strides([2, 2]).init();
            in_f32(map, |map| mean.forward(map))
        }
    }
}

/// The mean over each map.
///
/// # Shapes
/// - input: `[batch, channels, height, width]`
/// - output: `[batch, channels]`
pub fn global_average(map: Tensor<4>) -> Tensor<2> {
    let [batch, channels, height, width] = map.dims();
    in_f32(map, |map| {
        map.reshape([batch, channels, height * width])
            .mean_dim(2)
            .reshape([batch, channels])
    })
}
