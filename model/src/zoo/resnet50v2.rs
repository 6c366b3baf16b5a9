//! The configurations of `ResNet50V2`, the baseline of the comparison tables: Keras's and timm's.
//!
//! Source: He et al., "Identity Mappings in Deep Residual Networks" (2016), as in
//! `keras.applications` and in timm's `resnetv2.py`. 23,782,275 trainable parameters in Keras's form with
//! this project's head.

use super::DROPOUT;
use super::coatnet::CHANNELS;
use crate::class::Class;

/// Output width of a block divided by its inner width.
pub const EXPANSION: usize = 4;

/// Sizes and choices of a network.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ResNetV2Config {
    /// Channels after the first convolution.
    pub stem: usize,
    /// Inner width of the blocks of each stage; a stage's output is four times as wide.
    pub widths: [usize; 4],
    /// Blocks of each stage.
    pub blocks: [usize; 4],
    /// Whether the first convolution, the last one of each block and the shortcuts have a bias.
    pub bias: bool,
    /// What the padding of the pooling after the first convolution counts as.
    pub pool_padding: PoolPadding,
    /// Which block of a stage halves the map.
    pub halving_block: HalvingBlock,
    /// Added to the variance in batch norms.
    pub epsilon: f64,
    /// Width of the head's hidden layer, after which there are `ReLU` and batch norm; `None` for a head of
    /// one layer.
    pub head_hidden: Option<usize>,
    /// Dropout probability before the last layer.
    pub dropout: f64,
}

/// What the padding of a maximum counts as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PoolPadding {
    /// Zeros.
    Zeros,
    /// Nothing.
    Ignored,
}

/// A block of a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HalvingBlock {
    /// The first, in all stages but the first.
    First,
    /// The last, in all stages but the last.
    Last,
}

/// Keras's `ResNet50V2`.
pub const RESNET50V2: ResNetV2Config = ResNetV2Config {
    stem: 64,
    widths: [64, 128, 256, 512],
    blocks: [3, 4, 6, 3],
    bias: true,
    pool_padding: PoolPadding::Zeros,
    halving_block: HalvingBlock::Last,
    epsilon: 1.001e-5,
    head_hidden: Some(128),
    dropout: DROPOUT,
};

/// timm's `resnetv2_50`: 23.5 M parameters with three classes.
pub const TIMM_RESNETV2_50: ResNetV2Config = ResNetV2Config {
    bias: false,
    pool_padding: PoolPadding::Ignored,
    halving_block: HalvingBlock::First,
    epsilon: 1e-5,
    head_hidden: None,
    ..RESNET50V2
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
        let classes = Class::COUNT as u64;
        macs + match self.head_hidden {
            Some(hidden) => hidden as u64 * (width_in + classes),
            None => width_in * classes,
        }
    }

    /// The stride of a block: 2 if it halves the map.
    pub const fn stride(&self, stage: usize, block: usize) -> usize {
        let halves = match self.halving_block {
            HalvingBlock::First => block == 0 && stage > 0,
            HalvingBlock::Last => block + 1 == self.blocks[stage] && stage + 1 < self.widths.len(),
        };
        if halves { 2 } else { 1 }
    }
}
