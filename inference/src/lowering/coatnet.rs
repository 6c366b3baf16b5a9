//! `CoAtNet`, block by block.

use model::zoo::coatnet::{
    CHANNELS, CoAtNetConfig, Downsampling, FEED_FORWARD, FinalNorm, Halving,
};

use super::{Classifier, Ends, Fused, HiddenLayer, Lowering, Mean, padded};
use crate::activation::Activation;
use crate::buffer::BufferId;
use crate::ops::Op;
use crate::ops::attention::Attention;
use crate::ops::depthwise::Depthwise;
use crate::ops::pool::{Pool, Pooling};
use crate::ops::row_sum::RowSum;
use crate::weights::{BatchNormFold, ConvolutionFold, DenseFold, MatrixLayout, WeightFold};

/// Sums over a map that run side by side before squeeze-and-excitation.
const PARTS: usize = 4;

/// burn's and `PyTorch`'s default for batch norms.
const EPSILON: f64 = 1e-5;

/// Adds the whole network.
pub(super) fn lower(
    lowering: &mut Lowering,
    config: &CoAtNetConfig,
    input: BufferId,
    side: usize,
) -> Ends {
    let mut map = lowering.stem(config, input, side / 2);
    let mut finer = lowering.map(map, side / 2, padded(config.widths[0]));
    for stage in 1..=4 {
        finer = lowering.map(map, side >> stage, padded(config.widths[stage - 1]));
        for index in 0..config.blocks[stage - 1] {
            let block = Block {
                network: config,
                name: format!("stage{stage}.{index}"),
                downsamples: index == 0,
                side: side >> (stage + 1),
                width_in: config.widths[stage - usize::from(index == 0)],
                width: config.widths[stage],
            };
            map = if stage <= 2 {
                lowering.mbconv(&block, map)
            } else {
                lowering.transformer(&block, map)
            };
        }
    }
    let width = config.widths[4];
    let side = side / 32;
    let (norm, epsilon) = ("head.norm", config.layer_norm_epsilon);
    if config.final_norm == FinalNorm::BeforePooling {
        map = lowering.layer_norm(norm.to_owned(), map, side * side, width, epsilon);
    }
    let head = Classifier {
        width,
        norm: (config.final_norm == FinalNorm::AfterPooling).then_some((norm, epsilon)),
        hidden: config.head_hidden.map(|hidden| HiddenLayer {
            name: "head.fc1",
            width: hidden.width,
            activation: hidden.activation.into(),
            norm: None,
        }),
        output: "head.fc2",
    };
    Ends {
        finer,
        head: lowering.classify(map, side, head),
    }
}

/// The sizes of a block.
struct Block<'a> {
    network: &'a CoAtNetConfig,
    name: String,
    /// Whether it halves the map.
    downsamples: bool,
    /// Rows and columns of the output.
    side: usize,
    /// Channels of the input.
    width_in: usize,
    /// Channels of the output.
    width: usize,
}

impl Block<'_> {
    fn name(&self, part: &str) -> String {
        format!("{}.{part}", self.name)
    }

    fn norm(&self, part: &str, width: usize) -> BatchNormFold {
        BatchNormFold::new(self.name(part), width, EPSILON)
    }

    /// Pixels of the output.
    const fn rows(&self) -> usize {
        self.side.pow(2)
    }

    /// Pixels of the input.
    const fn rows_in(&self) -> usize {
        if self.downsamples {
            4 * self.rows()
        } else {
            self.rows()
        }
    }

    /// Whether it halves the map by this step.
    fn halves(&self, by: Halving) -> bool {
        self.downsamples && self.network.mbconv.halving == by
    }
}

impl Lowering {
    /// Two 3 x 3 convolutions, the first with stride 2.
    fn stem(&mut self, config: &CoAtNetConfig, input: BufferId, side: usize) -> BufferId {
        let (inner, width) = (config.stem_width, config.widths[0]);
        let hidden = self.buffer("hidden", side * side * inner);
        let output = self.buffer("stem", side * side * width);
        let first = ConvolutionFold {
            name: "stem.conv1".to_owned(),
            kernel: 3,
            width_in: CHANNELS,
            width: inner,
            bias: false,
            after: Some(BatchNormFold::new("stem.bn".to_owned(), inner, EPSILON)),
        };
        let activation = config.mbconv.activation.into();
        self.convolution(first, input, hidden, side, 2, activation);
        let second = ConvolutionFold {
            name: "stem.conv2".to_owned(),
            kernel: 3,
            width_in: inner,
            width,
            bias: config.stem_bias,
            after: None,
        };
        self.convolution(second, hidden, output, side, 1, Activation::None)
    }

    /// Halves a map of the block's input width.
    fn downsample(&mut self, name: &'static str, block: &Block, input: BufferId) -> BufferId {
        let width = padded(block.width_in);
        let output = self.buffer(name, block.rows() * width);
        self.pool(Pool {
            input,
            output,
            side: block.side,
            width,
            pooling: match block.network.downsampling {
                Downsampling::Max => Pooling::Max,
                Downsampling::Average => Pooling::Average,
            },
        })
    }

    /// The residual of a block: its input, pooled and projected if the block downsamples.
    fn shortcut(
        &mut self,
        block: &Block,
        map: BufferId,
        layout: MatrixLayout,
        bias: bool,
    ) -> BufferId {
        if !block.downsamples {
            return map;
        }
        let input = self.downsample("pooled map", block, map);
        let output = self.buffer("shortcut", block.rows() * padded(block.width));
        let projection = DenseFold {
            layout,
            bias,
            ..DenseFold::linear(block.name("shortcut"), block.width_in, block.width)
        };
        self.matmul(projection, input, output, block.rows(), Fused::NONE)
    }

    /// An `MBConv` block.
    fn mbconv(&mut self, block: &Block, map: BufferId) -> BufferId {
        let config = &block.network.mbconv;
        let hidden = config.hidden(block.width_in, block.width);
        let rows = block.rows();

        let expanded = self.expand(block, map, hidden);
        let norm = block.norm("bn2", hidden);
        let (input, scale) = if config.squeeze_before_norm {
            let filtered = self.depthwise(block, expanded, hidden, None);
            let fused = Fused {
                scale: Some(self.squeeze_excite(block, filtered, hidden)),
                ..Fused::activation(config.activation.into())
            };
            let normed = self.batch_norm(norm, filtered, expanded, rows, fused);
            (normed, None)
        } else {
            let filtered = self.depthwise(block, expanded, hidden, Some(norm));
            (filtered, Some(self.squeeze_excite(block, filtered, hidden)))
        };
        let residual = self.shortcut(block, map, MatrixLayout::Convolution, config.bias);
        let project = DenseFold {
            bias: config.bias,
            ..DenseFold::pixelwise(block.name("project"), hidden, block.width)
        };
        let output = self.stream(rows * block.width);
        let fused = Fused {
            scale,
            ..Fused::residual(residual)
        };
        self.matmul(project, input, output, rows, fused)
    }

    /// From the input of an `MBConv` block to the input of its depthwise convolution.
    fn expand(&mut self, block: &Block, map: BufferId, hidden: usize) -> BufferId {
        let config = &block.network.mbconv;
        let activation = Activation::from(config.activation);
        let norm = block.norm("bn0", block.width_in);
        let pools = block.halves(Halving::Pooling);
        let mut rows = block.rows_in();
        // A norm with only the expansion after it is folded into that.
        let (mut input, before) = if config.pre_activation || pools {
            let active = self.buffer("active", rows * block.width_in);
            let fused = Fused::activation(if config.pre_activation {
                activation
            } else {
                Activation::None
            });
            (self.batch_norm(norm, map, active, rows, fused), None)
        } else {
            (map, Some(norm))
        };
        if pools {
            input = self.downsample("pooled active", block, input);
            rows = block.rows();
        }
        let expand = DenseFold {
            bias: false,
            before,
            after: Some(block.norm("bn1", hidden)),
            ..DenseFold::pixelwise(block.name("expand"), block.width_in, hidden)
        };
        let expanded = self.buffer("hidden", rows * hidden);
        let fused = Fused::activation(activation);
        self.matmul(expand, input, expanded, rows, fused)
    }

    /// The depthwise convolution; with a norm after it also the activation.
    fn depthwise(
        &mut self,
        block: &Block,
        input: BufferId,
        width: usize,
        after: Option<BatchNormFold>,
    ) -> BufferId {
        let output = self.buffer("filtered", block.rows() * width);
        let strides = block.halves(Halving::Depthwise);
        let activation = match after {
            Some(_) => block.network.mbconv.activation.into(),
            None => Activation::None,
        };
        let weights = self.weights(WeightFold::Depthwise {
            name: block.name("depthwise"),
            width,
            after,
        });
        self.ops.push(Op::Depthwise(Depthwise {
            input,
            weights,
            output,
            side: block.side,
            stride: if strides { 2 } else { 1 },
            width,
            activation,
        }));
        output
    }

    /// The factor of each channel of a map.
    fn squeeze_excite(&mut self, block: &Block, map: BufferId, width: usize) -> BufferId {
        let rows = block.rows();
        let config = &block.network.mbconv;
        let squeezed = width / config.squeeze;
        let sums = self.buffer("sums", PARTS * width);
        let reduced = self.buffer("squeezed", padded(squeezed));
        let scale = self.buffer("scale", width);
        self.ops.push(Op::RowSum(RowSum {
            input: map,
            output: sums,
            rows,
            width,
            parts: PARTS,
        }));
        let reduce = DenseFold::pixelwise(block.name("se.reduce"), width, squeezed);
        let mean = Mean {
            parts: PARTS,
            count: rows,
        };
        let activation = config.squeeze_activation.into();
        self.dense(reduce, sums, reduced, mean, activation);
        let expand = DenseFold::pixelwise(block.name("se.expand"), squeezed, width);
        self.dense(expand, reduced, scale, Mean::NONE, Activation::Sigmoid)
    }

    /// A transformer block.
    fn transformer(&mut self, block: &Block, map: BufferId) -> BufferId {
        let (rows, width) = (block.rows(), block.width);
        let epsilon = block.network.layer_norm_epsilon;
        let (rows_in, width_in) = (block.rows_in(), block.width_in);
        let mut tokens = self.layer_norm(block.name("ln1"), map, rows_in, width_in, epsilon);
        if block.downsamples {
            tokens = self.downsample("pooled tokens", block, tokens);
        }
        let bias = block.network.shortcut_bias;
        let residual = self.shortcut(block, map, MatrixLayout::Linear, bias);

        let inner = block.network.heads(width_in, width) * block.network.head_width;
        let attended = self.attention(block, tokens);
        let out = DenseFold::linear(block.name("attention.out"), inner, width);
        let middle = self.buffer("middle", rows * padded(width));
        self.matmul(out, attended, middle, rows, Fused::residual(residual));

        let tokens = self.layer_norm(block.name("ln2"), middle, rows, width, epsilon);
        let wide = FEED_FORWARD * width;
        let first = DenseFold::linear(block.name("ffn1"), width, wide);
        let hidden = self.buffer("hidden", rows * padded(wide));
        let gelu = Fused::activation(Activation::Gelu);
        self.matmul(first, tokens, hidden, rows, gelu);
        let second = DenseFold::linear(block.name("ffn2"), wide, width);
        let output = self.stream(rows * padded(width));
        self.matmul(second, hidden, output, rows, Fused::residual(middle))
    }

    /// Queries, keys and values of tokens, and attention.
    fn attention(&mut self, block: &Block, tokens: BufferId) -> BufferId {
        let rows = block.rows();
        let head_width = block.network.head_width;
        let heads = block.network.heads(block.width_in, block.width);
        let inner = heads * head_width;
        let project = DenseFold::linear(block.name("attention.qkv"), block.width_in, 3 * inner);
        let qkv = self.buffer("qkv", rows * 3 * inner);
        self.matmul(project, tokens, qkv, rows, Fused::NONE);
        let table = self.weights(WeightFold::OffsetTable {
            name: block.name("attention.rel_bias"),
            heads,
            span: 2 * block.side - 1,
        });
        let output = self.buffer("attended", rows * inner);
        self.ops.push(Op::Attention(Attention {
            qkv,
            table,
            output,
            side: block.side,
            heads,
            head_width,
        }));
        output
    }
}
