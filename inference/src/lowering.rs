//! From a network's sizes to its plan. Tests compare the plans with the networks' own definitions.

mod coatnet;
mod resnet;

use std::collections::BTreeMap;

use model::class::Class;
use model::input::PADDED_CHANNELS;
use model::zoo::{Architecture, Config};

use crate::activation::Activation;
use crate::buffer::{BufferId, LANES, WeightsId};
use crate::ops::Op;
use crate::ops::batch_norm::BatchNorm;
use crate::ops::convolution::Convolution;
use crate::ops::dense::Dense;
use crate::ops::layer_norm::LayerNorm;
use crate::ops::matmul::MatMul;
use crate::ops::pool::Pool;
use crate::ops::row_sum::RowSum;
use crate::plan::{FeatureMap, MapSums, Plan};
use crate::weights::{BatchNormFold, ConvolutionFold, DenseFold, WeightFold};

/// Lowers a network for images of `side` pixels, a multiple of 32.
pub fn lower(architecture: Architecture, side: usize) -> Plan {
    lower_config(architecture.config(), side)
}

/// As [`lower`], for any sizes.
pub fn lower_config(config: Config, side: usize) -> Plan {
    let mut lowering = Lowering::default();
    let input = lowering.buffer("input", side * side * PADDED_CHANNELS);
    let Ends { finer, head } = match config {
        Config::CoAtNet(config) => coatnet::lower(&mut lowering, &config, input, side),
        Config::ResNetV2(config) => resnet::lower(&mut lowering, &config, input, side),
    };
    Plan {
        side,
        buffers: lowering.buffers,
        folds: lowering.folds,
        ops: lowering.ops,
        input,
        logits: head.logits,
        sums: head.sums,
        maps: [finer, head.map],
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

/// The head of a network: mean over the map, a layer norm or none, a hidden layer or none, dense.
struct Classifier {
    /// Channels of the map.
    width: usize,
    /// A layer norm of the mean, and its epsilon.
    norm: Option<(&'static str, f64)>,
    /// A layer before the last one.
    hidden: Option<HiddenLayer>,
    /// The last layer.
    output: &'static str,
}

/// A hidden layer of the head.
struct HiddenLayer {
    /// The layer.
    name: &'static str,
    /// Its outputs.
    width: usize,
    /// After it.
    activation: Activation,
    /// After the activation.
    norm: Option<BatchNormFold>,
}

/// What the head of a network reads and writes.
struct HeadBuffers {
    /// The last map.
    map: FeatureMap,
    logits: BufferId,
    sums: MapSums,
}

/// What a plan returns.
struct Ends {
    /// The input of the last block that halves the map.
    finer: FeatureMap,
    head: HeadBuffers,
}

/// What a matrix product applies beside its weights.
#[derive(Clone, Copy)]
struct Fused {
    scale: Option<BufferId>,
    residual: Option<BufferId>,
    activation: Activation,
}

/// A mean as a sum in parts.
#[derive(Clone, Copy)]
struct Mean {
    parts: usize,
    count: usize,
}

impl Fused {
    const NONE: Self = Self::activation(Activation::None);

    const fn activation(activation: Activation) -> Self {
        Self {
            scale: None,
            residual: None,
            activation,
        }
    }

    const fn residual(residual: BufferId) -> Self {
        Self {
            residual: Some(residual),
            ..Self::NONE
        }
    }
}

impl Mean {
    /// The mean of a single value.
    const NONE: Self = Self { parts: 1, count: 1 };
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

    /// A map that the next operations read.
    const fn map(&self, buffer: BufferId, side: usize, width: usize) -> FeatureMap {
        FeatureMap {
            ops: self.ops.len(),
            folds: self.folds.len(),
            buffer,
            side,
            width,
        }
    }

    fn weights(&mut self, fold: WeightFold) -> WeightsId {
        self.folds.push(fold);
        WeightsId(self.folds.len() - 1)
    }

    /// A matrix product with `rows` rows.
    fn matmul(
        &mut self,
        fold: DenseFold,
        input: BufferId,
        output: BufferId,
        rows: usize,
        fused: Fused,
    ) -> BufferId {
        let op = MatMul {
            input,
            scale: fused.scale,
            residual: fused.residual,
            output,
            rows,
            depth: padded(fold.depth),
            columns: padded(fold.columns),
            activation: fused.activation,
            weights: self.weights(WeightFold::Dense(fold)),
        };
        self.ops.push(Op::MatMul(op));
        output
    }

    /// A convolution with `side` rows and columns of output.
    fn convolution(
        &mut self,
        fold: ConvolutionFold,
        input: BufferId,
        output: BufferId,
        side: usize,
        stride: usize,
        activation: Activation,
    ) -> BufferId {
        let op = Convolution {
            input,
            output,
            side,
            kernel: fold.kernel,
            stride,
            width_in: padded(fold.width_in),
            width: fold.width,
            activation,
            weights: self.weights(WeightFold::Convolution(fold)),
        };
        self.ops.push(Op::Convolution(op));
        output
    }

    /// A dense layer of a mean: the input's `parts` rows are added and divided by `count`.
    fn dense(
        &mut self,
        fold: DenseFold,
        input: BufferId,
        output: BufferId,
        Mean { parts, count }: Mean,
        activation: Activation,
    ) -> BufferId {
        let op = Dense {
            input,
            output,
            depth: padded(fold.depth),
            columns: padded(fold.columns),
            parts,
            factor: (count as f32).recip(),
            activation,
            weights: self.weights(WeightFold::Dense(fold)),
        };
        self.ops.push(Op::Dense(op));
        output
    }

    /// A batch norm of a map, each channel first multiplied by a scale, and an activation.
    fn batch_norm(
        &mut self,
        norm: BatchNormFold,
        input: BufferId,
        output: BufferId,
        rows: usize,
        Fused {
            scale, activation, ..
        }: Fused,
    ) -> BufferId {
        let width = norm.width;
        let op = BatchNorm {
            input,
            scale,
            weights: self.weights(WeightFold::BatchNorm(norm)),
            output,
            rows,
            width,
            activation,
        };
        self.ops.push(Op::BatchNorm(op));
        output
    }

    /// A layer norm of each row.
    fn layer_norm(
        &mut self,
        name: String,
        input: BufferId,
        rows: usize,
        channels: usize,
        epsilon: f64,
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
            epsilon: rounded(epsilon),
        }));
        output
    }

    fn pool(&mut self, op: Pool) -> BufferId {
        self.ops.push(Op::Pool(op));
        op.output
    }

    /// From the last map, `[side, side, width]`, to logits.
    fn classify(&mut self, buffer: BufferId, side: usize, head: Classifier) -> HeadBuffers {
        let (rows, width) = (side * side, padded(head.width));
        let map = self.map(buffer, side, width);
        let sums = self.buffer("sums", width);
        let output = self.buffer("logits", padded(Class::COUNT));
        self.ops.push(Op::RowSum(RowSum {
            input: buffer,
            output: sums,
            rows,
            width,
            parts: 1,
        }));
        let (mut input, mut depth, mut before) = (sums, head.width, None);
        let mut mean = Mean {
            parts: 1,
            count: rows,
        };
        if let Some((name, epsilon)) = head.norm {
            // Sums are normalised as their mean is, with an epsilon in their scale.
            let epsilon = epsilon * (rows as f64).powi(2);
            input = self.layer_norm(name.to_owned(), sums, 1, head.width, epsilon);
            mean = Mean::NONE;
        }
        if let Some(hidden) = head.hidden {
            let layer = DenseFold::linear(hidden.name.to_owned(), depth, hidden.width);
            let squeezed = self.buffer("squeezed", padded(hidden.width));
            input = self.dense(layer, input, squeezed, mean, hidden.activation);
            (mean, depth, before) = (Mean::NONE, hidden.width, hidden.norm);
        }
        let last = DenseFold {
            before,
            ..DenseFold::linear(head.output.to_owned(), depth, Class::COUNT)
        };
        HeadBuffers {
            map,
            logits: self.dense(last, input, output, mean, Activation::None),
            sums: MapSums {
                buffer: sums,
                width: head.width,
                positions: rows,
            },
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "kernels compute in f32")]
const fn rounded(epsilon: f64) -> f32 {
    epsilon as f32
}
