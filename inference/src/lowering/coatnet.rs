//! `CoAtNet`, block by block.

use model::input::pixels::PIXEL;
use model::zoo::coatnet::{CHANNELS, CoAtNetConfig, EXPANSION, FEED_FORWARD, SQUEEZE};

use super::{Classifier, Lowering, padded};
use crate::activation::Activation;
use crate::buffer::{BufferId, WeightsId};
use crate::ops::Op;
use crate::ops::attention::Attention;
use crate::ops::convolution::Convolution;
use crate::ops::dense::Dense;
use crate::ops::depthwise::Depthwise;
use crate::ops::layer_norm::LayerNorm;
use crate::ops::matmul::MatMul;
use crate::ops::pool::{Pool, Pooling};
use crate::ops::row_sum::RowSum;
use crate::weights::{BatchNormFold, MatrixLayout, WeightFold};

/// Sums over a map that run side by side before squeeze-and-excitation.
const PARTS: usize = 4;

/// burn's and `PyTorch`'s default for batch norms.
const EPSILON: f64 = 1e-5;

/// Adds the whole network; returns the logits.
pub(super) fn lower(
    lowering: &mut Lowering,
    config: &CoAtNetConfig,
    input: BufferId,
    side: usize,
) -> BufferId {
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
        let weights = self.weights(WeightFold::Convolution {
            name: "stem.conv1".to_owned(),
            kernel: 3,
            width_in: CHANNELS,
            width,
            bias: false,
            after: Some(BatchNormFold::new("stem.bn".to_owned(), width, EPSILON)),
        });
        self.ops.push(Op::Convolution(Convolution {
            input,
            weights,
            output: hidden,
            side,
            kernel: 3,
            stride: 2,
            width_in: PIXEL,
            width,
            activation: Activation::Gelu,
        }));
        let weights = self.weights(WeightFold::Convolution {
            name: "stem.conv2".to_owned(),
            kernel: 3,
            width_in: width,
            width,
            bias: true,
            after: None,
        });
        self.ops.push(Op::Convolution(Convolution {
            input: hidden,
            weights,
            output,
            side,
            kernel: 3,
            stride: 1,
            width_in: width,
            width,
            activation: Activation::None,
        }));
        output
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
    fn shortcut(
        &mut self,
        block: &Block,
        map: BufferId,
        projection: Option<WeightsId>,
    ) -> BufferId {
        let Some(weights) = projection else {
            return map;
        };
        let input = self.downsample("pooled map", block, map);
        let output = self.buffer("shortcut", block.rows() * padded(block.width));
        self.matmul(MatMul {
            input,
            scale: None,
            weights,
            residual: None,
            output,
            rows: block.rows(),
            depth: block.width_in,
            columns: block.width,
            activation: Activation::None,
        })
    }

    /// An `MBConv` block.
    fn mbconv(&mut self, block: &Block, map: BufferId) -> BufferId {
        let hidden = EXPANSION * block.width_in;
        let (rows_in, rows) = (block.rows_in(), block.rows());

        let weights = self.weights(WeightFold::Dense {
            name: block.name("expand"),
            layout: MatrixLayout::Convolution,
            depth: block.width_in,
            columns: hidden,
            bias: false,
            before: Some(block.norm("bn0", block.width_in)),
            after: Some(block.norm("bn1", hidden)),
        });
        let output = self.buffer("hidden", rows_in * hidden);
        let expanded = self.matmul(MatMul {
            input: map,
            scale: None,
            weights,
            residual: None,
            output,
            rows: rows_in,
            depth: block.width_in,
            columns: hidden,
            activation: Activation::Gelu,
        });

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
        let projection = block
            .downsamples
            .then(|| self.pixelwise(block.name("shortcut"), block.width_in, block.width));
        let residual = self.shortcut(block, map, projection);
        let weights = self.pixelwise(block.name("project"), hidden, block.width);
        let output = self.stream(rows * block.width);
        self.matmul(MatMul {
            input: filtered,
            scale: Some(scale),
            weights,
            residual: Some(residual),
            output,
            rows,
            depth: hidden,
            columns: block.width,
            activation: Activation::None,
        })
    }

    /// The factor of each channel of a map.
    fn squeeze_excite(&mut self, block: &Block, map: BufferId, width: usize) -> BufferId {
        let rows = block.rows();
        let squeezed = width / SQUEEZE;
        let sums = self.buffer("sums", PARTS * width);
        let reduced = self.buffer("squeezed", squeezed);
        let scale = self.buffer("scale", width);
        let reduce = self.pixelwise(block.name("se.reduce"), width, squeezed);
        let expand = self.pixelwise(block.name("se.expand"), squeezed, width);
        self.ops.extend([
            Op::RowSum(RowSum {
                input: map,
                output: sums,
                rows,
                width,
                parts: PARTS,
            }),
            Op::Dense(Dense {
                input: sums,
                weights: reduce,
                output: reduced,
                depth: width,
                columns: squeezed,
                parts: PARTS,
                factor: (rows as f32).recip(),
                activation: Activation::Gelu,
            }),
            Op::Dense(Dense {
                input: reduced,
                weights: expand,
                output: scale,
                depth: squeezed,
                columns: width,
                parts: 1,
                factor: 1.0,
                activation: Activation::Sigmoid,
            }),
        ]);
        scale
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
        let mut tokens = self.layer_norm(block.name("ln1"), map, block.rows_in(), block.width_in);
        if block.downsamples {
            tokens = self.downsample("pooled tokens", block, tokens);
        }
        let projection = block
            .downsamples
            .then(|| self.linear(block.name("shortcut"), block.width_in, block.width));
        let residual = self.shortcut(block, map, projection);

        let rows = block.rows();
        let attended = self.attention(block, tokens, head_width);
        let inner = block.width / head_width * head_width;
        let weights = self.linear(block.name("attention.out"), inner, block.width);
        let output = self.buffer("middle", rows * padded(block.width));
        let middle = self.matmul(MatMul {
            input: attended,
            scale: None,
            weights,
            residual: Some(residual),
            output,
            rows,
            depth: inner,
            columns: block.width,
            activation: Activation::None,
        });

        self.feed_forward(block, middle)
    }

    /// Queries, keys and values of tokens, and attention.
    fn attention(&mut self, block: &Block, tokens: BufferId, head_width: usize) -> BufferId {
        let rows = block.rows();
        let heads = block.width / head_width;
        let inner = heads * head_width;
        let weights = self.linear(block.name("attention.qkv"), block.width_in, 3 * inner);
        let output = self.buffer("qkv", rows * 3 * inner);
        let qkv = self.matmul(MatMul {
            input: tokens,
            scale: None,
            weights,
            residual: None,
            output,
            rows,
            depth: block.width_in,
            columns: 3 * inner,
            activation: Activation::None,
        });
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

    /// The second half of a transformer block.
    fn feed_forward(&mut self, block: &Block, map: BufferId) -> BufferId {
        let (rows, width) = (block.rows(), block.width);
        let wide = FEED_FORWARD * width;
        let tokens = self.layer_norm(block.name("ln2"), map, rows, width);
        let weights = self.linear(block.name("ffn1"), width, wide);
        let output = self.buffer("hidden", rows * padded(wide));
        let hidden = self.matmul(MatMul {
            input: tokens,
            scale: None,
            weights,
            residual: None,
            output,
            rows,
            depth: width,
            columns: wide,
            activation: Activation::Gelu,
        });
        let weights = self.linear(block.name("ffn2"), wide, width);
        let output = self.stream(rows * padded(width));
        self.matmul(MatMul {
            input: hidden,
            scale: None,
            weights,
            residual: Some(map),
            output,
            rows,
            depth: wide,
            columns: width,
            activation: Activation::None,
        })
    }
}
