//! From a network's sizes to its plan. Tests compare the plans with the networks' own definitions.

mod coatnet;
mod resnet;

use std::collections::BTreeMap;

use model::class::Class;
use model::input::pixels::PIXEL;
use model::zoo::{Architecture, Config};

use crate::activation::Activation;
use crate::buffer::{BufferId, LANES, WeightsId};
use crate::ops::Op;
use crate::ops::dense::Dense;
use crate::ops::matmul::MatMul;
use crate::ops::pool::Pool;
use crate::ops::row_sum::RowSum;
use crate::plan::Plan;
use crate::weights::{BatchNormFold, MatrixLayout, WeightFold};

/// Lowers a network for images of `side` pixels, a multiple of 32.
pub fn lower(architecture: Architecture, side: usize) -> Plan {
    lower_config(architecture.config(), side)
}

/// As [`lower`], for any sizes.
pub fn lower_config(config: Config, side: usize) -> Plan {
    let mut lowering = Lowering::default();
    let input = lowering.buffer("input", side * side * PIXEL);
    let output = match config {
        Config::CoAtNet(config) => coatnet::lower(&mut lowering, &config, input, side),
        Config::ResNetV2(config) => resnet::lower(&mut lowering, &config, input, side),
    };
    Plan {
        side,
        buffers: lowering.buffers,
        folds: lowering.folds,
        ops: lowering.ops,
        input,
        output,
    }
}

/// A width of the network as its buffers have it.
const fn padded(width: usize) -> usize {
    width.next_multiple_of(LANES)
}

/// A plan under construction.
#[derive(Default)]
struct Lowering {
    names: BTreeMap<&'static str, BufferId>,
    buffers: Vec<usize>,
    folds: Vec<WeightFold>,
    ops: Vec<Op>,
    /// Residual streams so far.
    streams: usize,
}

/// The head of a network: mean over the map, dense, `ReLU`, dense.
struct Classifier {
    /// The first and the second dense layer.
    layers: [&'static str; 2],
    /// Channels of the map.
    width: usize,
    /// Channels between the layers.
    hidden: usize,
    /// A norm between the layers.
    norm: Option<BatchNormFold>,
}

impl Lowering {
    /// The buffer of a name, which becomes long enough for `length` values.
    fn buffer(&mut self, name: &'static str, length: usize) -> BufferId {
        let next = BufferId(self.buffers.len());
        let buffer = *self.names.entry(name).or_insert(next);
        if buffer == next {
            self.buffers.push(0);
        }
        self.buffers[buffer.0] = self.buffers[buffer.0].max(length);
        buffer
    }

    /// A buffer for the residual stream after a block, different from the one before it.
    fn stream(&mut self, length: usize) -> BufferId {
        self.streams += 1;
        self.buffer(["stream a", "stream b"][self.streams % 2], length)
    }

    fn weights(&mut self, fold: WeightFold) -> WeightsId {
        self.folds.push(fold);
        WeightsId(self.folds.len() - 1)
    }

    /// A 1 x 1 convolution with a bias and without norms.
    fn pixelwise(&mut self, name: String, depth: usize, columns: usize) -> WeightsId {
        self.weights(WeightFold::Dense {
            name,
            layout: MatrixLayout::Convolution,
            depth,
            columns,
            bias: true,
            before: None,
            after: None,
        })
    }

    /// A dense layer with a bias and without norms.
    fn linear(&mut self, name: String, depth: usize, columns: usize) -> WeightsId {
        self.weights(WeightFold::Dense {
            name,
            layout: MatrixLayout::Linear,
            depth,
            columns,
            bias: true,
            before: None,
            after: None,
        })
    }

    /// A matrix product, whose widths are those of the network.
    fn matmul(&mut self, op: MatMul) -> BufferId {
        self.ops.push(Op::MatMul(MatMul {
            depth: padded(op.depth),
            columns: padded(op.columns),
            ..op
        }));
        op.output
    }

    fn pool(&mut self, op: Pool) -> BufferId {
        self.ops.push(Op::Pool(op));
        op.output
    }

    /// From the last map, `[rows, width]`, to logits.
    fn classify(&mut self, map: BufferId, rows: usize, head: Classifier) -> BufferId {
        let Classifier {
            layers: [first, second],
            width,
            hidden,
            norm,
        } = head;
        let sums = self.buffer("sums", padded(width));
        let squeezed = self.buffer("squeezed", padded(hidden));
        let output = self.buffer("logits", padded(Class::COUNT));
        let first = self.linear(first.to_owned(), width, hidden);
        let second = self.weights(WeightFold::Dense {
            name: second.to_owned(),
            layout: MatrixLayout::Linear,
            depth: hidden,
            columns: Class::COUNT,
            bias: true,
            before: norm,
            after: None,
        });
        self.ops.extend([
            Op::RowSum(RowSum {
                input: map,
                output: sums,
                rows,
                width: padded(width),
                parts: 1,
            }),
            Op::Dense(Dense {
                input: sums,
                weights: first,
                output: squeezed,
                depth: padded(width),
                columns: padded(hidden),
                parts: 1,
                factor: (rows as f32).recip(),
                activation: Activation::Relu,
            }),
            Op::Dense(Dense {
                input: squeezed,
                weights: second,
                output,
                depth: padded(hidden),
                columns: padded(Class::COUNT),
                parts: 1,
                factor: 1.0,
                activation: Activation::None,
            }),
        ]);
        output
    }
}
