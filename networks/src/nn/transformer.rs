//! The pre-norm transformer block: relative attention, then a feed-forward layer.
//!
//! Source: Dai et al., "`CoAtNet`" (2021), section 2 and appendix A.1: a `down` block pools its
//! normalised input and, on the shortcut, the input itself.

use burn::module::Module;
use burn::nn::{LayerNorm, LayerNormConfig, Linear, LinearConfig};
use burn::tensor::activation::gelu;
use burn::tensor::{Device, Tensor};

use super::convolution::halve;
use super::drop_path::DropPath;
use super::precision::in_f32;
use super::relative_attention::RelativeAttention;
use model::zoo::coatnet::{CoAtNetConfig, Downsampling, FEED_FORWARD};

/// `x + attention(norm(x))`, then `x + ffn(norm(x))`.
#[derive(Module, Debug)]
pub struct Transformer {
    pub(crate) ln1: LayerNorm,
    pub(crate) attention: RelativeAttention,
    pub(crate) shortcut: Option<Linear>,
    pub(crate) ln2: LayerNorm,
    pub(crate) ffn1: Linear,
    pub(crate) ffn2: Linear,
    pub(crate) drop_path: DropPath,
    pub(crate) down: bool,
    #[module(skip)]
    pub(crate) downsampling: Downsampling,
    /// That of both norms.
    pub(crate) epsilon: f64,
}

/// Configuration of a transformer block.
#[derive(Debug, Clone, Copy)]
pub struct TransformerConfig<'a> {
    /// The network's choices.
    pub network: &'a CoAtNetConfig,
    /// Input channels.
    pub width_in: usize,
    /// Output channels.
    pub width: usize,
    /// Rows and columns of the map of tokens.
    pub side: usize,
    /// Whether the block halves the map.
    pub down: bool,
}

impl TransformerConfig<'_> {
    /// Random weights.
    pub fn init(self, device: &Device) -> Transformer {
        let Self {
            network,
            width_in,
            width,
            side,
            down,
        } = self;
        let epsilon = network.layer_norm_epsilon;
        let norm = |width| {
            LayerNormConfig::new(width)
                .with_epsilon(epsilon)
                .init(device)
        };
        Transformer {
            ln1: norm(width_in),
            attention: RelativeAttention::init(network, width_in, width, side, device),
            shortcut: (down || width_in != width).then(|| {
                LinearConfig::new(width_in, width)
                    .with_bias(network.shortcut_bias)
                    .init(device)
            }),
            ln2: norm(width),
            ffn1: LinearConfig::new(width, FEED_FORWARD * width).init(device),
            ffn2: LinearConfig::new(FEED_FORWARD * width, width).init(device),
            drop_path: DropPath::none(),
            down,
            downsampling: network.downsampling,
            epsilon,
        }
    }
}

impl Transformer {
    /// # Shapes
    /// - input: `[batch, side, side, width_in]`
    /// - output: `[batch, side, side, width]`, the side halved in a `down` block
    pub fn forward(&self, map: Tensor<4>) -> Tensor<4> {
        let normed = in_f32(map.clone(), |map| self.ln1.forward(map));
        let (normed, map) = if self.down {
            (self.halve(normed), self.halve(map))
        } else {
            (normed, map)
        };
        let [batch, rows, columns, channels] = normed.dims();
        let tokens = normed.reshape([batch, rows * columns, channels]);
        let attended = self.attention.forward(tokens);
        let [.., width] = attended.dims();
        let attended = attended.reshape([batch, rows, columns, width]);
        let shortcut = match &self.shortcut {
            Some(projection) => projection.forward(map),
            None => map,
        };
        let map = shortcut + self.drop_path.forward(attended);
        let hidden = self
            .ffn1
            .forward(in_f32(map.clone(), |map| self.ln2.forward(map)));
        map + self.drop_path.forward(self.ffn2.forward(gelu(hidden)))
    }

    /// Pools a map whose channels are last.
    fn halve(&self, map: Tensor<4>) -> Tensor<4> {
        halve(self.downsampling, map.permute([0, 3, 1, 2])).permute([0, 2, 3, 1])
    }
}
