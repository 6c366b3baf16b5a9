//! `ResNet` V2, block by block.

use model::zoo::coatnet::CHANNELS;
use model::zoo::resnet50v2::{EXPANSION, PoolPadding, ResNetV2Config};

use super::{Classifier, Ends, Fused, HiddenLayer, Lowering};
use crate::activation::Activation;
use crate::buffer::BufferId;
use crate::ops::pool::{Pool, Pooling};
use crate::weights::{BatchNormFold, ConvolutionFold, DenseFold};

/// Rows and columns of the first convolution's kernel.
const KERNEL: usize = 7;

/// Adds the whole network.
pub(super) fn lower(
    lowering: &mut Lowering,
    config: &ResNetV2Config,
    input: BufferId,
    side: usize,
) -> Ends {
    let mut side = side / 4;
    let mut map = lowering.resnet_stem(config, input, side);
    let mut width_in = config.stem;
    let mut finer = lowering.map(map, side, width_in);
    for (stage, (&width, &blocks)) in config.widths.iter().zip(&config.blocks).enumerate() {
        for index in 0..blocks {
            let stride = config.stride(stage, index);
            if stride == 2 {
                finer = lowering.map(map, side, width_in);
            }
            side /= stride;
            let block = Block {
                name: format!("stage{}.{index}", stage + 1),
                bias: config.bias,
                epsilon: config.epsilon,
                side,
                stride,
                width_in,
                width,
                projects: index == 0,
            };
            map = lowering.bottleneck(&block, map);
            width_in = EXPANSION * width;
        }
    }
    let rows = side * side;
    let norm = |name: &str, width| BatchNormFold::new(name.to_owned(), width, config.epsilon);
    let map = lowering.batch_norm_relu(norm("post_bn", width_in), map, rows);
    let head = Classifier {
        width: width_in,
        norm: None,
        hidden: config.head_hidden.map(|width| HiddenLayer {
            name: "fc1",
            width,
            activation: Activation::Relu,
            norm: Some(norm("fc_bn", width)),
        }),
        output: "fc2",
    };
    Ends {
        finer,
        head: lowering.classify(map, side, head),
    }
}

/// The sizes of a block.
struct Block {
    name: String,
    /// Whether the last convolution and the shortcut's have a bias.
    bias: bool,
    /// That of the norms.
    epsilon: f64,
    /// Rows and columns of the output.
    side: usize,
    /// 2 if the block halves the map.
    stride: usize,
    /// Channels of the input.
    width_in: usize,
    /// Channels between the convolutions.
    width: usize,
    /// Whether the shortcut has a convolution.
    projects: bool,
}

impl Block {
    fn name(&self, part: &str) -> String {
        format!("{}.{part}", self.name)
    }

    fn norm(&self, part: &str, width: usize) -> BatchNormFold {
        BatchNormFold::new(self.name(part), width, self.epsilon)
    }
}

impl Lowering {
    /// The first convolution and its pooling.
    fn resnet_stem(&mut self, config: &ResNetV2Config, input: BufferId, side: usize) -> BufferId {
        let width = config.stem;
        let first = ConvolutionFold {
            name: "conv1".to_owned(),
            kernel: KERNEL,
            width_in: CHANNELS,
            width,
            bias: config.bias,
            after: None,
        };
        let hidden = self.buffer("hidden", 4 * side * side * width);
        self.convolution(first, input, hidden, 2 * side, 2, Activation::None);
        let output = self.buffer("stem", side * side * width);
        self.pool(Pool {
            input: hidden,
            output,
            side,
            width,
            pooling: match config.pool_padding {
                PoolPadding::Zeros => Pooling::MaxOrZero,
                PoolPadding::Ignored => Pooling::Max,
            },
        })
    }

    fn batch_norm_relu(&mut self, norm: BatchNormFold, input: BufferId, rows: usize) -> BufferId {
        let output = self.buffer("active", rows * norm.width);
        let relu = Fused::activation(Activation::Relu);
        self.batch_norm(norm, input, output, rows, relu)
    }

    /// A pre-activation bottleneck block.
    fn bottleneck(&mut self, block: &Block, map: BufferId) -> BufferId {
        let (width_in, width) = (block.width_in, block.width);
        let rows_in = (block.side * block.stride).pow(2);
        let rows = block.side.pow(2);

        let active = self.batch_norm_relu(block.norm("bn0", width_in), map, rows_in);
        let residual = self.bottleneck_shortcut(block, map, active);

        let first = DenseFold {
            bias: false,
            after: Some(block.norm("bn1", width)),
            ..DenseFold::pixelwise(block.name("conv1"), width_in, width)
        };
        let narrow = self.buffer("hidden", rows_in * width);
        let relu = Fused::activation(Activation::Relu);
        self.matmul(first, active, narrow, rows_in, relu);

        let second = ConvolutionFold {
            name: block.name("conv2"),
            kernel: 3,
            width_in: width,
            width,
            bias: false,
            after: Some(block.norm("bn2", width)),
        };
        let filtered = self.buffer("filtered", rows * width);
        let (side, stride) = (block.side, block.stride);
        self.convolution(second, narrow, filtered, side, stride, Activation::Relu);

        let third = DenseFold {
            bias: block.bias,
            ..DenseFold::pixelwise(block.name("conv3"), width, EXPANSION * width)
        };
        let output = self.stream(rows * EXPANSION * width);
        self.matmul(third, filtered, output, rows, Fused::residual(residual))
    }

    /// The residual of a block from its input, before and after the first norm.
    fn bottleneck_shortcut(&mut self, block: &Block, map: BufferId, active: BufferId) -> BufferId {
        let rows = block.side.pow(2);
        let width = EXPANSION * block.width;
        let subsample = |lowering: &mut Self, name, input| {
            let output = lowering.buffer(name, rows * block.width_in);
            lowering.pool(Pool {
                input,
                output,
                side: block.side,
                width: block.width_in,
                pooling: Pooling::Subsample,
            })
        };
        if !block.projects {
            return match block.stride {
                2 => subsample(self, "shortcut", map),
                _ => map,
            };
        }
        let projection = DenseFold {
            bias: block.bias,
            ..DenseFold::pixelwise(block.name("shortcut"), block.width_in, width)
        };
        let output = self.buffer("shortcut", rows * width);
        let input = match block.stride {
            2 => subsample(self, "pooled map", active),
            _ => active,
        };
        self.matmul(projection, input, output, rows, Fused::NONE)
    }
}
