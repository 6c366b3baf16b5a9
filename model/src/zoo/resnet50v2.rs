//! `ResNet50V2` in Keras's form: the baseline of the comparison tables.
//!
//! Source: He et al., "Identity Mappings in Deep Residual Networks" (2016), as in
//! `keras.applications`. 23,782,275 trainable parameters with this project's head.

use burn::module::Module;
use burn::nn::conv::{Conv2d, Conv2dConfig};
use burn::nn::pool::MaxPool2dConfig;
use burn::nn::{BatchNorm, Dropout, DropoutConfig, Linear, LinearConfig, PaddingConfig2d};
use burn::tensor::activation::relu;
use burn::tensor::{Device, Tensor};

use super::coatnet::CHANNELS;
use crate::class::Class;
use crate::nn::bottleneck_v2::{Bottleneck, EXPANSION, batch_norm};
use crate::nn::convolution::global_average;
use crate::nn::head::DROPOUT;

/// Widths and depths of a network.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ResNetV2Config {
    /// Channels after the first convolution.
    pub stem: usize,
    /// Width inside the blocks of each stage; a stage's output is four times as wide.
    pub widths: [usize; 4],
    /// Blocks of each stage.
    pub blocks: [usize; 4],
    /// Width of the head's hidden layer.
    pub head_hidden: usize,
    /// Share of the head's hidden values that training drops.
    pub dropout: f64,
}

/// Keras's `ResNet50V2`.
pub const RESNET50V2: ResNetV2Config = ResNetV2Config {
    stem: 64,
    widths: [64, 128, 256, 512],
    blocks: [3, 4, 6, 3],
    head_hidden: 128,
    dropout: DROPOUT,
};

/// A pre-activation residual network.
#[derive(Module, Debug)]
pub struct ResNetV2 {
    conv1: Conv2d,
    stage1: Vec<Bottleneck>,
    stage2: Vec<Bottleneck>,
    stage3: Vec<Bottleneck>,
    stage4: Vec<Bottleneck>,
    post_bn: BatchNorm,
    fc1: Linear,
    fc_bn: BatchNorm,
    dropout: Dropout,
    fc2: Linear,
}

impl ResNetV2Config {
    /// Random weights; the network takes images of any size.
    pub fn init(&self, device: &Device) -> ResNetV2 {
        let stage = |stage: usize| {
            let width_in = if stage == 0 {
                self.stem
            } else {
                EXPANSION * self.widths[stage - 1]
            };
            let width = self.widths[stage];
            (0..self.blocks[stage])
                .map(|block| {
                    let width_in = if block == 0 {
                        width_in
                    } else {
                        EXPANSION * width
                    };
                    Bottleneck::init(
                        width_in,
                        width,
                        self.stride(stage, block),
                        block == 0,
                        device,
                    )
                })
                .collect()
        };
        let features = EXPANSION * self.widths[3];
        ResNetV2 {
            conv1: Conv2dConfig::new([CHANNELS, self.stem], [7, 7])
                .with_stride([2, 2])
                .with_padding(PaddingConfig2d::Explicit(3, 3, 3, 3))
                .init(device),
            stage1: stage(0),
            stage2: stage(1),
            stage3: stage(2),
            stage4: stage(3),
            post_bn: batch_norm(features, device),
            fc1: LinearConfig::new(features, self.head_hidden).init(device),
            fc_bn: batch_norm(self.head_hidden, device),
            dropout: DropoutConfig::new(self.dropout).init(),
            fc2: LinearConfig::new(self.head_hidden, Class::COUNT).init(device),
        }
    }

    /// Multiply-accumulates of one image of `side` pixels.
    pub fn macs(&self, side: usize) -> u64 {
        let halved = |side: usize| side.div_ceil(2);
        let mut side = halved(side);
        let mut macs = side * side * 49 * CHANNELS * self.stem;
        side = halved(side);
        let mut width_in = self.stem;
        for (stage, (&width, &blocks)) in self.widths.iter().zip(&self.blocks).enumerate() {
            for block in 0..blocks {
                let width_out = EXPANSION * width;
                macs += side * side * width_in * width;
                if self.stride(stage, block) == 2 {
                    side = halved(side);
                }
                let projection = if block == 0 { width_in * width_out } else { 0 };
                macs += side * side * (9 * width * width + width * width_out + projection);
                width_in = width_out;
            }
        }
        macs += self.head_hidden * (width_in + Class::COUNT);
        macs as u64
    }

    /// The last block of each stage but the last halves the map.
    pub(crate) fn stride(&self, stage: usize, block: usize) -> usize {
        if block + 1 == self.blocks[stage] && stage + 1 < self.widths.len() {
            2
        } else {
            1
        }
    }
}

impl ResNetV2 {
    /// The outputs of the stem after its pooling, of each stage, and of the last activation.
    pub fn stages(&self, images: Tensor<4>) -> [Tensor<4>; 6] {
        // Keras pads with zeros before the pooling, so a negative maximum at the edge becomes 0.
        let stem = self.conv1.forward(images).pad((1, 1, 1, 1), 0.0);
        let stem = MaxPool2dConfig::new([3, 3])
            .with_strides([2, 2])
            .init()
            .forward(stem);
        let run = |map: &Tensor<4>, blocks: &[Bottleneck]| {
            blocks
                .iter()
                .fold(map.clone(), |map, block| block.forward(map))
        };
        let stage1 = run(&stem, &self.stage1);
        let stage2 = run(&stage1, &self.stage2);
        let stage3 = run(&stage2, &self.stage3);
        let stage4 = run(&stage3, &self.stage4);
        let last = relu(self.post_bn.forward(stage4.clone()));
        [stem, stage1, stage2, stage3, stage4, last]
    }

    /// # Shapes
    /// - input: `[batch, 3, height, width]`
    /// - output: logits `[batch, classes]`
    pub fn forward(&self, images: Tensor<4>) -> Tensor<2> {
        let [.., last] = self.stages(images);
        let hidden = relu(self.fc1.forward(global_average(last)));
        let hidden = self.fc_bn.forward(hidden);
        self.fc2.forward(self.dropout.forward(hidden))
    }
}
