//! `CoAtNet`, block by block.

use model::zoo::coatnet::{CHANNELS, CoAtNetConfig, EXPANSION, FEED_FORWARD, SQUEEZE};

use super::{Classifier, Fused, HeadBuffers, Lowering, Mean, padded};
use crate::activation::Activation;
use crate::buffer::BufferId;
use crate::ops::Op;
use crate::ops::attention::Attention;
use crate::ops::depthwise::Depthwise;
use crate::ops::layer_norm::LayerNorm;
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
) -> HeadBuffers {
    let mut map = lowering.stem(input, side / 2, config.widths[0]);
    for stage in 1..=4 {
        for index in 0..config.blocks[stage - 1] {
            let block = Block {
                name: format!("stage{stage}.{index}"),
                downsamples: index == 0,
                side: side >> (stage + 1),
                width_in: config.widths[stage - usize::from(index == 0)],
                width: config.widths[stage],
            };
            map = if stage <= 2 {
                lowering.mbconv(&block, map)
            } else {
                lowering.transformer(&block, map, config.head_width)
            };
        }
    }
    let width = config.widths[4];
    let rows = (side / 32).pow(2);
    if config.final_norm {
        map = lowering.layer_norm("head.norm".to_owned(), map, rows, width);
    }
    let head = Classifier {
        layers: ["head.fc1", "head.fc2"],
        width,
        hidden: config.head_hidden,
        norm: None,
    };
    lowering.classify(map, rows, head)
}

/// The sizes of a block.
struct Block {
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

impl Block {
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
}

impl Lowering {
    /// Two 3 x 3 convolutions, the first with stride 2.
    fn stem(&mut self, input: BufferId, side: usize, width: usize) -> BufferId {
        let length = side * side * width;
        let hidden = self.buffer("hidden", length);
        let output = self.buffer("stem", length);
        let first = ConvolutionFold {
            name: "stem.conv1".to_owned(),
            kernel: 3,
            width_in: CHANNELS,
            width,
            bias: false,
            after: Some(BatchNormFold::new("stem.bn".to_owned(), width, EPSILON)),
        };
        self.convolution(first, input, hidden, side, 2, Activation::Gelu);
        let second = ConvolutionFold {
            name: "stem.conv2".to_owned(),
            kernel: 3,
            width_in: width,
            width,
            bias: true,
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
            pooling: Pooling::Max,
        })
    }

    /// The residual of a block: its input, pooled and projected if the block downsamples.
    fn shortcut(&mut self, block: &Block, map: BufferId, layout: MatrixLayout) -> BufferId {
        if !block.downsamples {
            return map;
        }
        let input = self.downsample("pooled map", block, map);
        let output = self.buffer("shortcut", block.rows() * padded(block.width));
        let projection = DenseFold {
            layout,
            ..DenseFold::linear(block.name("shortcut"), block.width_in, block.width)
        };
        self.matmul(projection, input, output, block.rows(), Fused::NONE)
    }

    /// An `MBConv` block.
    fn mbconv(&mut self, block: &Block, map: BufferId) -> BufferId {
        let hidden = EXPANSION * block.width_in;
        let (rows_in, rows) = (block.rows_in(), block.rows());

        let expand = DenseFold {
            bias: false,
            before: Some(block.norm("bn0", block.width_in)),
            after: Some(block.norm("bn1", hidden)),
            ..DenseFold::pixelwise(block.name("expand"), block.width_in, hidden)
        };
        let expanded = self.buffer("hidden", rows_in * hidden);
        let gelu = Fused::activation(Activation::Gelu);
        self.matmul(expand, map, expanded, rows_in, gelu);

        let weights = self.weights(WeightFold::Depthwise {
            name: block.name("depthwise"),
            after: block.norm("bn2", hidden),
        });
        let filtered = self.buffer("filtered", rows * hidden);
        self.ops.push(Op::Depthwise(Depthwise {
            input: expanded,
            weights,
            output: filtered,
            side: block.side,
            stride: if block.downsamples { 2 } else { 1 },
            width: hidden,
        }));

        let scale = self.squeeze_excite(block, filtered, hidden);
        let residual = self.shortcut(block, map, MatrixLayout::Convolution);
        let project = DenseFold::pixelwise(block.name("project"), hidden, block.width);
        let output = self.stream(rows * block.width);
        let fused = Fused {
            scale: Some(scale),
            ..Fused::residual(residual)
        };
        self.matmul(project, filtered, output, rows, fused)
    }

    /// The factor of each channel of a map.
    fn squeeze_excite(&mut self, block: &Block, map: BufferId, width: usize) -> BufferId {
        let rows = block.rows();
        let squeezed = width / SQUEEZE;
        let sums = self.buffer("sums", PARTS * width);
        let reduced = self.buffer("squeezed", squeezed);
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
        self.dense(reduce, sums, reduced, mean, Activation::Gelu);
        let expand = DenseFold::pixelwise(block.name("se.expand"), squeezed, width);
        self.dense(expand, reduced, scale, Mean::NONE, Activation::Sigmoid)
    }

    fn layer_norm(
        &mut self,
        name: String,
        input: BufferId,
        rows: usize,
        channels: usize,
    ) -> BufferId {
        let width = padded(channels);
        let weights = self.weights(WeightFold::LayerNorm { name, channels });
        let output = self.buffer("normed", rows * width);
        self.ops.push(Op::LayerNorm(LayerNorm {
            input,
            weights,
            output,
            rows,
            width,
            channels,
        }));
        output
    }

    /// A transformer block.
    fn transformer(&mut self, block: &Block, map: BufferId, head_width: usize) -> BufferId {
        let (rows, width) = (block.rows(), block.width);
        let mut tokens = self.layer_norm(block.name("ln1"), map, block.rows_in(), block.width_in);
        if block.downsamples {
            tokens = self.downsample("pooled tokens", block, tokens);
        }
        let residual = self.shortcut(block, map, MatrixLayout::Linear);

        let attended = self.attention(block, tokens, head_width);
        let inner = width / head_width * head_width;
        let out = DenseFold::linear(block.name("attention.out"), inner, width);
        let middle = self.buffer("middle", rows * padded(width));
        self.matmul(out, attended, middle, rows, Fused::residual(residual));

        let tokens = self.layer_norm(block.name("ln2"), middle, rows, width);
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
    fn attention(&mut self, block: &Block, tokens: BufferId, head_width: usize) -> BufferId {
        let rows = block.rows();
        let heads = block.width / head_width;
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
