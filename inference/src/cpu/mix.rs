//! Attention, head by head, as two products with a softmax between them.

use super::super::Activation;
use super::product::{Finish, Rows, product};
use super::{Scratch, lanes};

/// Queries, keys and values `[tokens, 3, heads, head_width]` with the table of biases.
pub(super) struct Attention<'a> {
    pub(super) qkv: &'a [f32],
    pub(super) table: &'a [f32],
    pub(super) side: usize,
    pub(super) heads: [usize; 2],
}

/// Nothing happens to a product.
const PLAIN: Finish<'static> = Finish {
    bias: None,
    activation: Activation::None,
    residual: None,
};

impl Attention<'_> {
    /// Computes one head for the queries from `first` on and writes its columns of their output.
    pub(super) fn head(
        &self,
        head: usize,
        first: usize,
        output: &mut [f32],
        scratch: &mut Scratch,
    ) {
        let [heads, width] = self.heads;
        let tokens = self.side * self.side;
        let count = output.len() / (heads * width);
        let step = 3 * heads * width;
        let start = |part: usize| (part * heads + head) * width;
        let Scratch {
            rows,
            scores,
            panels,
        } = scratch;

        panels.fill(width, tokens, |k, token| {
            self.qkv[token * step + start(1) + k]
        });
        scores.resize(scores.len().max(count * (tokens + width)), 0.0);
        let (scores, mixed) = scores.split_at_mut(count * tokens);
        let mixed = &mut mixed[..count * width];
        let queries = Rows::Part {
            values: self.qkv,
            depth: width,
            start: start(0),
            step,
        };
        product((&queries, first), panels, PLAIN, scores, rows);
        for (query, scores) in (first..).zip(scores.chunks_exact_mut(tokens)) {
            self.weigh(head, query, scores);
        }

        panels.fill(tokens, width, |token, k| {
            self.qkv[token * step + start(2) + k]
        });
        let weights = Rows::Matrix {
            values: scores,
            depth: tokens,
            scale: None,
        };
        product((&weights, 0), panels, PLAIN, mixed, rows);
        let outputs = output.chunks_exact_mut(heads * width);
        for (output, mixed) in outputs.zip(mixed.chunks_exact(width)) {
            output[head * width..(head + 1) * width].copy_from_slice(mixed);
        }
    }

    /// Turns the products of a query with all keys into weights that add up to 1.
    fn weigh(&self, head: usize, query: usize, scores: &mut [f32]) {
        let side = self.side;
        let span = 2 * side - 1;
        let factor = (self.heads[1] as f32).sqrt().recip();
        let first = head * span + query / side + side - 1;
        for (key_row, scores) in scores.chunks_exact_mut(side).enumerate() {
            // Along a row of keys the table is read backwards.
            let start = (first - key_row) * span + query % side;
            let biases = self.table[start..start + side].iter().rev();
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
}
