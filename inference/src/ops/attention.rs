//! Multi-head attention with a bias for each offset between query and key.

pub(crate) mod kernel;

use std::ops::Range;

use self::kernel::AttentionKernel;
use crate::buffer::{BufferId, WeightsId};
use crate::cpu::backward::Backward;
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
        let qkv = memory.buffer(self.qkv);
        output.fill(0.0);
        for (key, weight) in self.weights(memory, head, query).into_iter().enumerate() {
            lanes::add_scaled(output, weight, &qkv[self.part(head, key, 2)]);
        }
    }

    /// The weights of all keys for one query of one head; their sum is 1.
    fn weights(&self, memory: &Memory, head: usize, query: usize) -> Vec<f32> {
        let side = self.side;
        let qkv = memory.buffer(self.qkv);
        let span = 2 * side - 1;
        let table = &memory.weights(self.table).values[head * span * span..];
        let mut weights: Vec<f32> = (0..side * side)
            .map(|key| {
                let product = dot(
                    &qkv[self.part(head, query, 0)],
                    &qkv[self.part(head, key, 1)],
                );
                let row = query / side + side - 1 - key / side;
                let column = query % side + side - 1 - key % side;
                product * self.factor() + table[row * span + column]
            })
            .collect();
        let most = weights.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        for weight in &mut weights {
            *weight = (*weight - most).exp();
        }
        let total: f32 = weights.iter().sum();
        for weight in &mut weights {
            *weight /= total;
        }
        weights
    }

    /// Where the query (0), key (1) or value (2) of a token is.
    const fn part(&self, head: usize, token: usize, part: usize) -> Range<usize> {
        let start = ((token * 3 + part) * self.heads + head) * self.head_width;
        start..start + self.head_width
    }

    /// Multiplies the products of queries and keys.
    fn factor(&self) -> f32 {
        (self.head_width as f32).sqrt().recip()
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
            finish: Finish::NONE,
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
            finish: Finish::NONE,
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
        let factor = self.factor();
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

    pub(super) fn adjoint(&self, backward: &mut Backward<'_>, gradient: &mut [f32]) {
        let memory = backward.memory;
        let tokens = self.side * self.side;
        let length = tokens * self.heads * self.head_width;
        let mut of_qkv = vec![0.0; 3 * gradient.len()];
        for head in 0..self.heads {
            for query in 0..tokens {
                let weights = self.weights(memory, head, query);
                let start = (query * self.heads + head) * self.head_width;
                let outputs = gradient.chunks_exact(length);
                for (gradient, of_qkv) in outputs.zip(of_qkv.chunks_exact_mut(3 * length)) {
                    let gradient = &gradient[start..start + self.head_width];
                    let qkv = memory.buffer(self.qkv);
                    let of_weights: Vec<f32> = (0..tokens)
                        .map(|key| dot(gradient, &qkv[self.part(head, key, 2)]))
                        .collect();
                    let mean = dot(&weights, &of_weights);
                    let queries = self.part(head, query, 0);
                    for (key, (weight, of_weight)) in weights.iter().zip(&of_weights).enumerate() {
                        let (keys, values) = (self.part(head, key, 1), self.part(head, key, 2));
                        let of_product = weight * (of_weight - mean) * self.factor();
                        lanes::add_scaled(&mut of_qkv[values], *weight, gradient);
                        lanes::add_scaled(
                            &mut of_qkv[queries.clone()],
                            of_product,
                            &qkv[keys.clone()],
                        );
                        lanes::add_scaled(&mut of_qkv[keys], of_product, &qkv[queries.clone()]);
                    }
                }
            }
        }
        backward.add(self.qkv, of_qkv);
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

fn dot(one: &[f32], other: &[f32]) -> f32 {
    one.iter().zip(other).map(|(one, other)| one * other).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ops::Op;
    use crate::ops::tests::{INPUT, OUTPUT, WEIGHTS, assert_adjoint_matches, assert_cpu_matches};

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

    #[test]
    fn the_adjoint_matches_finite_differences() {
        for (side, heads, head_width) in [(2, 1, 4), (3, 2, 8)] {
            assert_adjoint_matches(
                &Op::Attention(Attention {
                    qkv: INPUT,
                    table: WEIGHTS,
                    output: OUTPUT,
                    side,
                    heads,
                    head_width,
                }),
                &[(INPUT, side * side * 3 * heads * head_width)],
                heads * (2 * side - 1).pow(2),
            );
        }
    }
}
