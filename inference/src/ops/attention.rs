//! Multi-head attention with a bias for each offset between query and key.

pub(crate) mod kernel;

use self::kernel::AttentionKernel;
use crate::activation::Activation;
use crate::buffer::{BufferId, WeightsId};
use crate::cpu::lanes;
use crate::cpu::product::{Finish, Product, Rows};
use crate::cpu::team::{OutputRows, Scratch};
use crate::memory::{Memory, OutputMatrix};
use crate::wgsl::kernel::Kernel;
use crate::wgsl::launch::{Binding, Launch, words};
use crate::wgsl::target::Target;

/// `softmax(q k^T / sqrt(head_width) + bias) v`, head by head; the bias comes from a table of offsets.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Attention {
    /// `[side * side, 3, heads, head_width]`: queries, keys and values.
    pub qkv: BufferId,
    /// `[heads, 2 side - 1, 2 side - 1]`, without a bias of its own.
    pub table: WeightsId,
    /// `[side * side, heads, head_width]`.
    pub output: BufferId,
    /// Rows and columns of tokens.
    pub side: usize,
    /// Heads.
    pub heads: usize,
    /// Channels of each head.
    pub head_width: usize,
}

/// A product without further operations.
const PLAIN: Finish<'static> = Finish {
    bias: None,
    activation: Activation::None,
    residual: None,
};

impl Attention {
    pub(super) const fn output(&self) -> OutputMatrix {
        OutputMatrix::new(
            self.output,
            self.side * self.side,
            self.heads * self.head_width,
        )
    }

    pub(super) fn define(&self, memory: &Memory, output: &mut [f32]) {
        let tokens = self.side * self.side;
        for head in 0..self.heads {
            for query in 0..tokens {
                let start = (query * self.heads + head) * self.head_width;
                let output = &mut output[start..start + self.head_width];
                self.define_row(memory, head, query, output);
            }
        }
    }

    /// The definition for one query of one head.
    fn define_row(&self, memory: &Memory, head: usize, query: usize, output: &mut [f32]) {
        let (side, heads, head_width) = (self.side, self.heads, self.head_width);
        let qkv = memory.buffer(self.qkv);
        let part = |token: usize, part: usize| {
            let start = ((token * 3 + part) * heads + head) * head_width;
            &qkv[start..start + head_width]
        };
        let span = 2 * side - 1;
        let table = &memory.weights(self.table).values[head * span * span..];
        let factor = (head_width as f32).sqrt().recip();
        let mut scores: Vec<f32> = (0..side * side)
            .map(|key| {
                let pairs = part(query, 0).iter().zip(part(key, 1));
                let product: f32 = pairs.map(|(q, k)| q * k).sum();
                let row = query / side + side - 1 - key / side;
                let column = query % side + side - 1 - key % side;
                product * factor + table[row * span + column]
            })
            .collect();
        let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        for score in &mut scores {
            *score = (*score - most).exp();
        }
        let total: f32 = scores.iter().sum();
        output.fill(0.0);
        for (key, score) in scores.iter().enumerate() {
            lanes::add_scaled(output, score / total, part(key, 2));
        }
    }

    pub(super) fn compute(&self, memory: &Memory, output: &mut OutputRows<'_>) {
        for head in 0..self.heads {
            self.compute_head(memory, head, output);
        }
    }

    /// Computes a head's columns as two products with a softmax between them.
    fn compute_head(&self, memory: &Memory, head: usize, output: &mut OutputRows<'_>) {
        let (side, heads, width) = (self.side, self.heads, self.head_width);
        let qkv = memory.buffer(self.qkv);
        let table = &memory.weights(self.table).values;
        let tokens = side * side;
        let count = output.values.len() / (heads * width);
        let stride = 3 * heads * width;
        let start = |part: usize| (part * heads + head) * width;
        let Scratch {
            rows,
            scores,
            panels,
        } = &mut *output.scratch;

        panels.fill(width, tokens, |k, token| qkv[token * stride + start(1) + k]);
        scores.resize(scores.len().max(count * (tokens + width)), 0.0);
        let (scores, mixed) = scores.split_at_mut(count * tokens);
        let mixed = &mut mixed[..count * width];
        let queries = Rows::Matrix {
            values: qkv,
            depth: width,
            start: start(0),
            stride,
            scale: None,
        };
        let product = Product {
            left: queries,
            right: panels,
            finish: PLAIN,
        };
        product.compute(output.first, scores, rows);
        for (query, scores) in (output.first..).zip(scores.chunks_exact_mut(tokens)) {
            self.softmax(table, head, query, scores);
        }

        panels.fill(tokens, width, |token, k| qkv[token * stride + start(2) + k]);
        let weights = Rows::Matrix {
            values: scores,
            depth: tokens,
            start: 0,
            stride: tokens,
            scale: None,
        };
        let product = Product {
            left: weights,
            right: panels,
            finish: PLAIN,
        };
        product.compute(0, mixed, rows);
        let outputs = output.values.chunks_exact_mut(heads * width);
        for (output, mixed) in outputs.zip(mixed.chunks_exact(width)) {
            output[head * width..(head + 1) * width].copy_from_slice(mixed);
        }
    }

    /// Turns the products of a query with all keys into weights whose sum is 1.
    fn softmax(&self, table: &[f32], head: usize, query: usize, scores: &mut [f32]) {
        let side = self.side;
        let span = 2 * side - 1;
        let factor = (self.head_width as f32).sqrt().recip();
        let first = head * span + query / side + side - 1;
        for (key_row, scores) in scores.chunks_exact_mut(side).enumerate() {
            // Along a row of keys the offsets fall, so the table is read backwards.
            let start = (first - key_row) * span + query % side;
            let biases = table[start..start + side].iter().rev();
            for (score, bias) in scores.iter_mut().zip(biases) {
                *score = *score * factor + bias;
            }
        }
        let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        for score in &mut *scores {
            *score = lanes::exp(*score - most);
        }
        let share = scores.iter().sum::<f32>().recip();
        for score in scores {
            *score *= share;
        }
    }

    pub(super) fn launch(&self, target: Target) -> Launch {
        let kernel = AttentionKernel::new(target, self.head_width);
        let tokens = self.side * self.side;
        Launch {
            kernel: Kernel::Attention(kernel),
            bindings: vec![
                Binding::Buffer(self.qkv),
                Binding::Weights(self.table),
                Binding::Buffer(self.output),
            ],
            words: words(&[tokens, self.heads, self.side]),
            workgroups: kernel.workgroups(tokens, self.heads),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ops::Op;
    use crate::ops::tests::{INPUT, OUTPUT, WEIGHTS, assert_cpu_matches};

    #[test]
    fn the_cpu_kernel_matches_the_definition() {
        for (side, heads, head_width) in [(1, 1, 4), (3, 2, 8), (4, 3, 12)] {
            assert_cpu_matches(
                &Op::Attention(Attention {
                    qkv: INPUT,
                    table: WEIGHTS,
                    output: OUTPUT,
                    side,
                    heads,
                    head_width,
                }),
                heads * (2 * side - 1).pow(2),
            );
        }
    }
}
