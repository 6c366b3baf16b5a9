//! The configuration of `ResNet50V2` in Keras's form, the baseline of the comparison tables.
//!
//! Source: He et al., "Identity Mappings in Deep Residual Networks" (2016), as in
//! `keras.applications`. 23,782,275 trainable parameters with this project's head.

use super::DROPOUT;
use super::coatnet::CHANNELS;
use crate::class::Class;

/// Output width of a block divided by its inner width.
pub const EXPANSION: usize = 4;
/// Keras's batch norm epsilon in `ResNet` V2.
pub const EPSILON: f64 = 1.001e-5;

/// Widths and depths of a network.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ResNetV2Config {
    /// Channels after the first convolution.
    pub stem: usize,
    /// Inner width of the blocks of each stage; a stage's output is four times as wide.
    pub widths: [usize; 4],
    /// Blocks of each stage.
    pub blocks: [usize; 4],
    /// Width of the head's hidden layer.
    pub head_hidden: usize,
    /// Dropout probability before the last layer.
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

impl ResNetV2Config {
    /// Multiply-accumulates for one image of `side` x `side` pixels.
    pub fn macs(&self, side: u32) -> u64 {
        let halved = |side: u64| side.div_ceil(2);
        let mut side = halved(side.into());
        let mut width_in = self.stem as u64;
        let mut macs = side * side * 49 * CHANNELS as u64 * width_in;
        side = halved(side);
        for (stage, (&width, &blocks)) in self.widths.iter().zip(&self.blocks).enumerate() {
            let width = width as u64;
            let width_out = EXPANSION as u64 * width;
            for block in 0..blocks {
                macs += side * side * width_in * width;
                if self.stride(stage, block) == 2 {
                    side = halved(side);
                }
                let projection = if block == 0 { width_in * width_out } else { 0 };
                macs += side * side * (9 * width * width + width * width_out + projection);
                width_in = width_out;
            }
        }
        macs + self.head_hidden as u64 * (width_in + Class::COUNT as u64)
    }

    /// The stride of a block: 2 in the last block of each stage but the last.
    pub fn stride(&self, stage: usize, block: usize) -> usize {
        if block + 1 == self.blocks[stage] && stage + 1 < self.widths.len() {
            2
        } else {
            1
        }
    }
}
