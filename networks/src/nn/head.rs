//! The head of `CoAtNet`: global average pool, a hidden layer or none, dropout, dense.

use burn::module::Module;
use burn::nn::{Dropout, DropoutConfig, LayerNorm, LayerNormConfig, Linear, LinearConfig};
use burn::tensor::{Device, FloatDType, Tensor};

use super::activation::activate;
use super::convolution::global_average;
use model::class::Class;
use model::zoo::activation::Activation;
use model::zoo::coatnet::{CoAtNetConfig, FinalNorm};

/// Turns the last map into logits.
#[derive(Module, Debug)]
pub struct Head {
    pub(crate) norm: Option<LayerNorm>,
    pub(crate) fc1: Option<Linear>,
    pub(crate) dropout: Dropout,
    pub(crate) fc2: Linear,
    #[module(skip)]
    pub(crate) norm_place: FinalNorm,
    pub(crate) epsilon: f64,
    /// After the hidden layer.
    #[module(skip)]
    pub(crate) activation: Option<Activation>,
}

impl Head {
    /// Random weights.
    pub fn init(config: &CoAtNetConfig, device: &Device) -> Self {
        let [.., width] = config.widths;
        let hidden = config.head_hidden;
        let epsilon = config.layer_norm_epsilon;
        Self {
            norm: (config.final_norm != FinalNorm::None).then(|| {
                LayerNormConfig::new(width)
                    .with_epsilon(epsilon)
                    .init(device)
            }),
            fc1: hidden.map(|hidden| LinearConfig::new(width, hidden.width).init(device)),
            dropout: DropoutConfig::new(config.dropout).init(),
            fc2: LinearConfig::new(hidden.map_or(width, |hidden| hidden.width), Class::COUNT)
                .init(device),
            norm_place: config.final_norm,
            epsilon,
            activation: hidden.map(|hidden| hidden.activation),
        }
    }

    /// The norm, if it is there.
    pub(crate) fn norm(&self, place: FinalNorm) -> Option<&LayerNorm> {
        self.norm.as_ref().filter(|_| self.norm_place == place)
    }

    /// The last map, whose mean is the features, in f32.
    ///
    /// # Shapes
    /// - input and output: `[batch, width, side, side]`
    pub fn last_map(&self, map: Tensor<4>) -> Tensor<4> {
        let map = map.cast(FloatDType::F32);
        match self.norm(FinalNorm::BeforePooling) {
            Some(norm) => norm
                .forward(map.permute([0, 2, 3, 1]))
                .permute([0, 3, 1, 2]),
            None => map,
        }
    }

    /// The mean of the last map over its positions: the features.
    ///
    /// # Shapes
    /// - input: `[batch, width, side, side]`
    /// - output: `[batch, width]`
    pub fn features(&self, map: Tensor<4>) -> Tensor<2> {
        global_average(self.last_map(map))
    }

    /// # Shapes
    /// - input: [`Self::features`], `[batch, width]`
    /// - output: `[batch, classes]`
    pub fn classify(&self, features: Tensor<2>) -> Tensor<2> {
        let mut hidden = features;
        if let Some(norm) = self.norm(FinalNorm::AfterPooling) {
            hidden = norm.forward(hidden);
        }
        if let (Some(layer), Some(activation)) = (&self.fc1, self.activation) {
            hidden = activate(activation, layer.forward(hidden));
        }
        self.fc2.forward(self.dropout.forward(hidden))
    }
}
