//! The configurations of `CoAtNet`: a convolutional stem, two `MBConv` stages and two transformer stages.
//!
//! Source: Dai, Liu, Le, Tan, "`CoAtNet`: Marrying Convolution and Attention for All Data Sizes"
//! (2021), table 3. Unlike the paper, the head has a dense layer of 128 before the classes.
//! `CoAtNet-2`'s width of 1026 is the paper's; it holds 32 heads of 32.
//!
//! What else implementations of the paper do differently is a field of the configuration each. `TIMM_..`
//! are those of timm's `maxxvit.py`, whose pretrained weights can be imported.

use super::DROPOUT;
use super::activation::Activation;
use crate::class::Class;

/// Channels of the input; a film's grey plane is copied into each.
pub const CHANNELS: usize = 3;
/// Hidden width of an `MBConv` block divided by the width that it expands.
pub const EXPANSION: usize = 4;
/// Hidden width of a transformer block's feed-forward layer divided by the block's width.
pub const FEED_FORWARD: usize = 4;

/// Sizes and choices of a network: the stem, then four stages.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CoAtNetConfig {
    /// Channels of the stem and of each stage.
    pub widths: [usize; 5],
    /// Blocks of each stage; the stem always has two convolutions.
    pub blocks: [usize; 4],
    /// Channels between the convolutions of the stem.
    pub stem_width: usize,
    /// Whether the second convolution of the stem has a bias.
    pub stem_bias: bool,
    /// How the blocks that halve the map pool it.
    pub downsampling: Downsampling,
    /// The `MBConv` blocks.
    pub mbconv: MbConvConfig,
    /// Channels of one attention head.
    pub head_width: usize,
    /// The width of a block that all heads together have, as far as it is a multiple of a head's.
    pub attention_width: BlockWidth,
    /// Whether the projected shortcut of a transformer block has a bias.
    pub shortcut_bias: bool,
    /// Added to the variance in layer norms.
    pub layer_norm_epsilon: f64,
    /// The layer norm around the last pooling.
    pub final_norm: FinalNorm,
    /// The hidden layer of the head; `None` for a head of one layer.
    pub head_hidden: Option<HiddenLayer>,
    /// Dropout probability before the last layer.
    pub dropout: f64,
}

/// The choices of `MBConv` blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MbConvConfig {
    /// After the norms of both convolutions, and in the stem.
    pub activation: Activation,
    /// Whether the activation also follows the norm before the block.
    pub pre_activation: bool,
    /// The width that is expanded.
    pub expanded: BlockWidth,
    /// Where the blocks that halve the map do so.
    pub halving: Halving,
    /// Hidden width divided by the width inside squeeze-and-excitation.
    pub squeeze: usize,
    /// The activation inside squeeze-and-excitation.
    pub squeeze_activation: Activation,
    /// Whether squeeze-and-excitation comes before the norm of the depthwise convolution.
    pub squeeze_before_norm: bool,
    /// Whether the last convolution and the projected shortcut have a bias.
    pub bias: bool,
}

/// A width of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockWidth {
    /// That of its input.
    Input,
    /// That of its output.
    Output,
}

/// How a map is pooled to half its side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Downsampling {
    /// The maximum of 3 x 3 pixels.
    Max,
    /// The mean of 2 x 2 pixels.
    Average,
}

/// What halves the map in the residual branch of an `MBConv` block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Halving {
    /// The depthwise convolution, by its stride.
    Depthwise,
    /// A pooling before the expansion.
    Pooling,
}

/// The place of the layer norm of the head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FinalNorm {
    /// There is none.
    None,
    /// Over the channels of each position of the last map.
    BeforePooling,
    /// Over the pooled features.
    AfterPooling,
}

/// A dense layer with an activation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HiddenLayer {
    /// Its outputs.
    pub width: usize,
    /// After it.
    pub activation: Activation,
}

const fn paper(widths: [usize; 5], blocks: [usize; 4]) -> CoAtNetConfig {
    let [stem_width, ..] = widths;
    CoAtNetConfig {
        widths,
        blocks,
        stem_width,
        stem_bias: true,
        downsampling: Downsampling::Max,
        mbconv: MbConvConfig {
            activation: Activation::Gelu,
            pre_activation: false,
            expanded: BlockWidth::Input,
            halving: Halving::Depthwise,
            squeeze: 4,
            squeeze_activation: Activation::Gelu,
            squeeze_before_norm: false,
            bias: true,
        },
        head_width: 32,
        attention_width: BlockWidth::Output,
        shortcut_bias: true,
        layer_norm_epsilon: 1e-5,
        final_norm: FinalNorm::None,
        head_hidden: Some(HiddenLayer {
            width: 128,
            activation: Activation::Relu,
        }),
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
    head_hidden: Some(HiddenLayer {
        width: 16,
        activation: Activation::Relu,
    }),
    ..paper([8, 16, 24, 32, 64], [2, 2, 2, 2])
};
/// timm's `coatnet_0_224`: 24.3 M parameters with three classes.
pub const TIMM_COATNET_0: CoAtNetConfig = CoAtNetConfig {
    stem_bias: false,
    downsampling: Downsampling::Average,
    mbconv: MbConvConfig {
        expanded: BlockWidth::Output,
        squeeze: 16,
        squeeze_activation: Activation::Silu,
        ..COATNET_0.mbconv
    },
    layer_norm_epsilon: 1e-6,
    final_norm: FinalNorm::AfterPooling,
    head_hidden: Some(HiddenLayer {
        width: 768,
        activation: Activation::Tanh,
    }),
    ..COATNET_0
};
/// timm's `coatnet_0_rw_224`: 26.7 M parameters with three classes.
pub const TIMM_COATNET_0_RW: CoAtNetConfig = CoAtNetConfig {
    blocks: [2, 3, 7, 2],
    stem_width: 32,
    mbconv: MbConvConfig {
        activation: Activation::Silu,
        pre_activation: true,
        expanded: BlockWidth::Input,
        halving: Halving::Pooling,
        squeeze: 4,
        squeeze_activation: Activation::Relu,
        squeeze_before_norm: true,
        bias: false,
    },
    attention_width: BlockWidth::Input,
    shortcut_bias: false,
    final_norm: FinalNorm::BeforePooling,
    head_hidden: None,
    ..TIMM_COATNET_0
};

impl BlockWidth {
    /// The width of a block with these channels.
    const fn of(self, width_in: usize, width: usize) -> usize {
        match self {
            Self::Input => width_in,
            Self::Output => width,
        }
    }
}

impl MbConvConfig {
    /// Channels between the first and the last convolution of a block.
    pub const fn hidden(&self, width_in: usize, width: usize) -> usize {
        EXPANSION * self.expanded.of(width_in, width)
    }
}

impl CoAtNetConfig {
    /// Attention heads of a block.
    pub const fn heads(&self, width_in: usize, width: usize) -> usize {
        self.attention_width.of(width_in, width) / self.head_width
    }

    /// Multiply-accumulates for one image: convolutions, dense layers and both products of
    /// attention.
    pub fn macs(&self, side: u32) -> u64 {
        let area = |stage: usize| u64::from(side >> (stage + 1)).pow(2);
        let [stem, .., features] = self.widths;
        let mut macs = area(0) * (9 * self.stem_width * (CHANNELS + stem)) as u64;
        for stage in 1..=4 {
            for block in 0..self.blocks[stage - 1] {
                let down = block == 0;
                let before = stage - usize::from(down);
                let shape = BlockShape {
                    width_in: self.widths[before],
                    width: self.widths[stage],
                    area_in: area(before),
                    area: area(stage),
                    down,
                };
                macs += if stage <= 2 {
                    self.mbconv_macs(&shape)
                } else {
                    self.transformer_macs(&shape)
                };
            }
        }
        let head = match self.head_hidden {
            Some(hidden) => hidden.width * (features + Class::COUNT),
            None => features * Class::COUNT,
        };
        macs + head as u64
    }

    fn mbconv_macs(&self, shape: &BlockShape) -> u64 {
        let &BlockShape {
            width_in,
            width,
            area_in,
            area,
            down,
        } = shape;
        let config = &self.mbconv;
        let hidden = config.hidden(width_in, width);
        let expanded = match config.halving {
            Halving::Depthwise => area_in,
            Halving::Pooling => area,
        };
        let shortcut = if down { width_in * width } else { 0 };
        expanded * (width_in * hidden) as u64
            + area * (hidden * 9 + hidden * width + shortcut) as u64
            + (2 * hidden * (hidden / config.squeeze)) as u64
    }

    fn transformer_macs(&self, shape: &BlockShape) -> u64 {
        let &BlockShape {
            width_in,
            width,
            area: tokens,
            down,
            ..
        } = shape;
        let inner = self.heads(width_in, width) * self.head_width;
        let shortcut = if down { width_in * width } else { 0 };
        let layers = inner * (3 * width_in + width) + 2 * width * FEED_FORWARD * width + shortcut;
        tokens * layers as u64 + 2 * tokens * tokens * inner as u64
    }
}

/// The shape of a block: channels and pixels of its input and output.
struct BlockShape {
    width_in: usize,
    width: usize,
    area_in: u64,
    area: u64,
    /// Whether the block halves the map.
    down: bool,
}
