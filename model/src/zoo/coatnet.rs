//! The configurations of `CoAtNet`: a convolutional stem, two `MBConv` stages and two transformer stages.
//!
//! Source: Dai, Liu, Le, Tan, "`CoAtNet`: Marrying Convolution and Attention for All Data Sizes"
//! (2021), table 3. Unlike the paper, the head has a dense layer of 128 before the classes.
//! `CoAtNet-2`'s width of 1026 is the paper's; it holds 32 heads of 32.

use super::DROPOUT;
use crate::class::Class;

/// Channels of the input; a film's grey plane is copied into each.
pub const CHANNELS: usize = 3;
/// Hidden width of an `MBConv` block divided by its input width.
pub const EXPANSION: usize = 4;
/// Hidden width of an `MBConv` block divided by the width inside squeeze-and-excitation.
pub const SQUEEZE: usize = 4;
/// Hidden width of a transformer block's feed-forward layer divided by the block's width.
pub const FEED_FORWARD: usize = 4;

/// Widths and depths of a network: the stem, then four stages.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CoAtNetConfig {
    /// Channels of the stem and of each stage.
    pub widths: [usize; 5],
    /// Blocks of each stage; the stem always has two convolutions.
    pub blocks: [usize; 4],
    /// Channels of one attention head.
    pub head_width: usize,
    /// Width of the head's hidden layer.
    pub head_hidden: usize,
    /// Whether there is a layer norm before the last pooling.
    pub final_norm: bool,
    /// Dropout probability before the last layer.
    pub dropout: f64,
}

const fn paper(widths: [usize; 5], blocks: [usize; 4]) -> CoAtNetConfig {
    CoAtNetConfig {
        widths,
        blocks,
        head_width: 32,
        head_hidden: 128,
        final_norm: false,
        dropout: DROPOUT,
    }
}

/// 24.1 M parameters.
pub const COATNET_0: CoAtNetConfig = paper([64, 96, 192, 384, 768], [2, 3, 5, 2]);
/// 42.0 M parameters.
pub const COATNET_1: CoAtNetConfig = paper([64, 96, 192, 384, 768], [2, 6, 14, 2]);
/// 74.8 M parameters.
pub const COATNET_2: CoAtNetConfig = paper([128, 128, 256, 512, 1026], [2, 6, 14, 2]);
/// 167.7 M parameters.
pub const COATNET_3: CoAtNetConfig = paper([192, 192, 384, 768, 1536], [2, 6, 14, 2]);
/// 281.5 M parameters.
pub const COATNET_4: CoAtNetConfig = paper([192, 192, 384, 768, 1536], [2, 12, 28, 2]);
/// 2.2 M parameters, few enough to train from scratch on a few thousand films. Not in the paper; widths
/// are a third of `CoAtNet-0`'s or less, and each of the first three stages has fewer blocks.
pub const COATNET_ATTO: CoAtNetConfig = paper([16, 32, 64, 128, 256], [1, 2, 3, 2]);
/// 0.15 M parameters, for tests: one block of each stage halves the map and one does not.
pub const COATNET_TINY: CoAtNetConfig = CoAtNetConfig {
    head_width: 8,
    head_hidden: 16,
    ..paper([8, 16, 24, 32, 64], [2, 2, 2, 2])
};

impl CoAtNetConfig {
    /// Multiply-accumulates for one image: convolutions, dense layers and both products of
    /// attention.
    pub fn macs(&self, side: u32) -> u64 {
        let area = |stage: usize| u64::from(side >> (stage + 1)).pow(2);
        let widths = self.widths.map(|width| width as u64);
        let [stem, ..] = widths;
        let mut macs = area(0) * 9 * stem * (CHANNELS as u64 + stem);
        for stage in 1..=4 {
            for block in 0..self.blocks[stage - 1] {
                let down = block == 0;
                let before = stage - usize::from(down);
                let shape = BlockShape {
                    width_in: widths[before],
                    width: widths[stage],
                    area_in: area(before),
                    area: area(stage),
                    down,
                };
                macs += if stage <= 2 {
                    mbconv_macs(&shape)
                } else {
                    transformer_macs(&shape, self.head_width as u64)
                };
            }
        }
        macs + self.head_hidden as u64 * (widths[4] + Class::COUNT as u64)
    }
}

/// The shape of a block: channels and pixels of its input and output.
struct BlockShape {
    width_in: u64,
    width: u64,
    area_in: u64,
    area: u64,
    /// Whether the block halves the map.
    down: bool,
}

fn mbconv_macs(shape: &BlockShape) -> u64 {
    let &BlockShape {
        width_in,
        width,
        area_in,
        area,
        down,
    } = shape;
    let hidden = EXPANSION as u64 * width_in;
    let shortcut = if down { area * width_in * width } else { 0 };
    area_in * width_in * hidden
        + area * hidden * 9
        + 2 * hidden * (hidden / SQUEEZE as u64)
        + area * hidden * width
        + shortcut
}

fn transformer_macs(shape: &BlockShape, head_width: u64) -> u64 {
    let &BlockShape {
        width_in,
        width,
        area: tokens,
        down,
        ..
    } = shape;
    let inner = width / head_width * head_width;
    let shortcut = if down { tokens * width_in * width } else { 0 };
    tokens * inner * (3 * width_in + width)
        + 2 * tokens * tokens * inner
        + 2 * tokens * width * FEED_FORWARD as u64 * width
        + shortcut
}
