//! Multi-head attention with a learned bias for each relative offset in two dimensions.
//!
//! Source: Dai et al., "`CoAtNet`" (2021), equation 3. The bias is looked up in a table of
//! `(2 side - 1)^2` entries a head: the query at `(r, c)` adds
//! `rel_bias[head, r - r' + side - 1, c - c' + side - 1]` to its product with the key at
//! `(r', c')`.

use burn::module::{Module, Param};
use burn::nn::{Linear, LinearConfig};
use burn::tensor::activation::softmax;
use burn::tensor::{Device, Int, Tensor, TensorData};

use super::precision::in_f32;
use model::zoo::coatnet::CoAtNetConfig;

/// `softmax(q k^T / sqrt(d) + bias) v` for each head, then a dense layer.
#[derive(Module, Debug)]
pub struct RelativeAttention {
    pub(crate) qkv: Linear,
    pub(crate) out: Linear,
    pub(crate) rel_bias: Param<Tensor<3>>,
    pub(crate) heads: usize,
    pub(crate) head_width: usize,
    pub(crate) side: usize,
}

impl RelativeAttention {
    /// Random weights and a bias table of zeros for maps of `side` x `side` tokens.
    ///
    /// The heads need not fill the width: those of `CoAtNet-2`'s 1026 are 32 of 32, and the last layer
    /// maps their 1024 channels to 1026.
    pub fn init(
        config: &CoAtNetConfig,
        width_in: usize,
        width: usize,
        side: usize,
        device: &Device,
    ) -> Self {
        let head_width = config.head_width;
        let heads = config.heads(width_in, width);
        let inner = heads * head_width;
        let span = 2 * side - 1;
        Self {
            qkv: LinearConfig::new(width_in, 3 * inner).init(device),
            out: LinearConfig::new(inner, width).init(device),
            rel_bias: Param::from_tensor(Tensor::zeros([heads, span, span], device)),
            heads,
            head_width,
            side,
        }
    }

    /// # Shapes
    /// - input: `[batch, side * side, width_in]`
    /// - output: `[batch, side * side, width]`
    pub fn forward(&self, tokens: Tensor<3>) -> Tensor<3> {
        let [batch, count, _] = tokens.dims();
        let [heads, head_width] = [self.heads, self.head_width];
        let qkv = self
            .qkv
            .forward(tokens)
            .reshape([batch, count, 3, heads, head_width])
            .permute([2, 0, 3, 1, 4]);
        let part = |index: usize| -> Tensor<4> {
            qkv.clone()
                .slice(index..index + 1)
                .reshape([batch, heads, count, head_width])
        };
        let query = part(0) * (head_width as f32).sqrt().recip();
        let scores = query.matmul(part(1).transpose()) + self.bias().unsqueeze();
        let mixed = in_f32(scores, |scores| softmax(scores, 3)).matmul(part(2));
        self.out.forward(
            mixed
                .swap_dims(1, 2)
                .reshape([batch, count, heads * head_width]),
        )
    }

    /// The bias of all pairs of tokens: `[heads, count, count]`.
    fn bias(&self) -> Tensor<3> {
        let count = self.side * self.side;
        let span = 2 * self.side - 1;
        let table = self.rel_bias.val();
        let offsets = TensorData::new(offsets(self.side), [count * count]);
        let offsets = Tensor::<1, Int>::from_data(offsets, &table.device());
        table
            .reshape([self.heads, span * span])
            .select(1, offsets)
            .reshape([self.heads, count, count])
    }
}

/// For each pair of tokens, query first, the flat index of its offset in the table.
pub(crate) fn offsets(side: usize) -> Vec<i32> {
    let side = i32::try_from(side).unwrap_or(i32::MAX);
    let span = 2 * side - 1;
    let positions = || (0..side).flat_map(|row| (0..side).map(move |column| (row, column)));
    positions()
        .flat_map(|(row, column)| {
            positions().map(move |(key_row, key_column)| {
                (row - key_row + side - 1) * span + column - key_column + side - 1
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_depend_on_relative_position_alone() {
        // Two by two tokens; the centre of the 3 x 3 table is "no offset".
        assert_eq!(offsets(2), [4, 3, 1, 0, 5, 4, 2, 1, 7, 6, 4, 3, 8, 7, 5, 4]);
    }
}
