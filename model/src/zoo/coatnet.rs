//! `CoAtNet`: a convolutional stem, two `MBConv` stages and two transformer stages.
//!
//! Source: Dai, Liu, Le, Tan, "`CoAtNet`: Marrying Convolution and Attention for All Data Sizes"
//! (2021), table 3. Departs from the paper: the head has a dense layer of 128 before the classes.
//! `CoAtNet-2`'s width of 1026 is the paper's; see [`RelativeAttention`] for its heads.
//!
//! [`RelativeAttention`]: crate::nn::relative_attention::RelativeAttention

use burn::module::Module;
use burn::tensor::{Device, Tensor};

use crate::nn::head::{DROPOUT, Head, HeadConfig};
use crate::nn::mbconv::{self, MbConv};
use crate::nn::stem::Stem;
use crate::nn::transformer::{FEED_FORWARD, Transformer, TransformerConfig};

/// Widths and depths of a network; stem first, then the four stages.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CoAtNetConfig {
    /// Channels of the stem and of each stage.
    pub widths: [usize; 5],
    /// Blocks of each stage (the stem always has its two convolutions).
    pub blocks: [usize; 4],
    /// Channels of one attention head.
    pub head_width: usize,
    /// Width of the head's hidden layer.
    pub head_hidden: usize,
    /// Whether a layer norm stands before the last pooling.
    pub final_norm: bool,
    /// Share of the head's hidden values that training drops.
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
/// 0.15 M parameters, for tests: one block of each stage halves the map and one does not.
pub const COATNET_TINY: CoAtNetConfig = CoAtNetConfig {
    head_width: 8,
    head_hidden: 16,
    ..paper([8, 16, 24, 32, 64], [2, 2, 2, 2])
};

/// A network of the `CoAtNet` family.
#[derive(Module, Debug)]
pub struct CoAtNet {
    stem: Stem,
    stage1: Vec<MbConv>,
    stage2: Vec<MbConv>,
    stage3: Vec<Transformer>,
    stage4: Vec<Transformer>,
    head: Head,
}

impl CoAtNetConfig {
    /// Random weights for images of `side` pixels, a multiple of 32.
    pub fn init(&self, side: usize, device: &Device) -> CoAtNet {
        let width_in = |stage: usize, block: usize| {
            if block == 0 {
                self.widths[stage - 1]
            } else {
                self.widths[stage]
            }
        };
        let convolutions = |stage: usize| {
            (0..self.blocks[stage - 1])
                .map(|block| {
                    let width_in = width_in(stage, block);
                    MbConv::init(width_in, self.widths[stage], block == 0, device)
                })
                .collect()
        };
        let transformers = |stage: usize| {
            (0..self.blocks[stage - 1])
                .map(|block| {
                    TransformerConfig {
                        width_in: width_in(stage, block),
                        width: self.widths[stage],
                        head_width: self.head_width,
                        side: side >> (stage + 1),
                        down: block == 0,
                    }
                    .init(device)
                })
                .collect()
        };
        CoAtNet {
            stem: Stem::init(CHANNELS, self.widths[0], device),
            stage1: convolutions(1),
            stage2: convolutions(2),
            stage3: transformers(3),
            stage4: transformers(4),
            head: HeadConfig {
                width: self.widths[4],
                hidden: self.head_hidden,
                norm: self.final_norm,
                dropout: self.dropout,
            }
            .init(device),
        }
    }

    /// Multiply-accumulates of one image: convolutions, dense layers and both products of
    /// attention.
    pub fn macs(&self, side: usize) -> u64 {
        let area = |stage: usize| (side >> (stage + 1)).pow(2);
        let [stem, ..] = self.widths;
        let mut macs = area(0) * 9 * stem * (CHANNELS + stem);
        for stage in 1..=4 {
            for block in 0..self.blocks[stage - 1] {
                let down = block == 0;
                let width_in = self.widths[stage - usize::from(down)];
                let area_in = area(stage - usize::from(down));
                let sizes = [width_in, self.widths[stage]];
                macs += if stage <= 2 {
                    mbconv_macs(sizes, [area_in, area(stage)], down)
                } else {
                    transformer_macs(sizes, area(stage), self.head_width, down)
                };
            }
        }
        macs += self.head_hidden * (self.widths[4] + crate::class::Class::COUNT);
        macs as u64
    }
}

/// Colour channels of the input; a film's grey is copied into each.
pub const CHANNELS: usize = 3;

fn mbconv_macs([width_in, width]: [usize; 2], [area_in, area]: [usize; 2], down: bool) -> usize {
    let hidden = mbconv::EXPANSION * width_in;
    let shortcut = if down { area * width_in * width } else { 0 };
    area_in * width_in * hidden
        + area * hidden * 9
        + 2 * hidden * (hidden / mbconv::SQUEEZE)
        + area * hidden * width
        + shortcut
}

fn transformer_macs(
    [width_in, width]: [usize; 2],
    tokens: usize,
    head_width: usize,
    down: bool,
) -> usize {
    let inner = width / head_width * head_width;
    let shortcut = if down { tokens * width_in * width } else { 0 };
    tokens * inner * (3 * width_in + width)
        + 2 * tokens * tokens * inner
        + 2 * tokens * width * FEED_FORWARD * width
        + shortcut
}

impl CoAtNet {
    /// The output of the stem and of each stage, all `[batch, channels, side, side]`.
    pub fn stages(&self, images: Tensor<4>) -> [Tensor<4>; 5] {
        let stem = self.stem.forward(images);
        let convolve = |map: &Tensor<4>, blocks: &[MbConv]| {
            blocks
                .iter()
                .fold(map.clone(), |map, block| block.forward(map))
        };
        let attend = |map: &Tensor<4>, blocks: &[Transformer]| {
            let channels_last = map.clone().permute([0, 2, 3, 1]);
            blocks
                .iter()
                .fold(channels_last, |map, block| block.forward(map))
                .permute([0, 3, 1, 2])
        };
        let stage1 = convolve(&stem, &self.stage1);
        let stage2 = convolve(&stage1, &self.stage2);
        let stage3 = attend(&stage2, &self.stage3);
        let stage4 = attend(&stage3, &self.stage4);
        [stem, stage1, stage2, stage3, stage4]
    }

    /// # Shapes
    /// - input: `[batch, 3, side, side]`
    /// - output: logits `[batch, classes]`
    pub fn forward(&self, images: Tensor<4>) -> Tensor<2> {
        let [.., last] = self.stages(images);
        self.head.forward(last)
    }
}
