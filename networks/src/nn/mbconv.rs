//! `MBConv`: the pre-activation inverted bottleneck with squeeze-and-excitation.
//!
//! Source: Dai et al., "`CoAtNet`" (2021), section 2 and appendix A.1. Where the paper leaves a
//! choice, the configuration states it.

use burn::module::Module;
use burn::nn::conv::Conv2d;
use burn::nn::{BatchNorm, BatchNormConfig};
use burn::tensor::{Device, Tensor};

use super::activation::activate;
use super::convolution::{Convolution, halve};
use super::depthwise::depthwise;
use super::drop_path::DropPath;
use super::precision::in_f32;
use super::squeeze_excite::SqueezeExcite;
use model::zoo::coatnet::{CoAtNetConfig, Downsampling, Halving, MbConvConfig};

/// `x + project(se(depthwise(expand(norm(x)))))`, or with a pooled and projected shortcut.
#[derive(Module, Debug)]
pub struct MbConv {
    pub(crate) bn0: BatchNorm,
    pub(crate) expand: Conv2d,
    pub(crate) bn1: BatchNorm,
    pub(crate) depthwise: Conv2d,
    pub(crate) bn2: BatchNorm,
    pub(crate) se: SqueezeExcite,
    pub(crate) project: Conv2d,
    pub(crate) shortcut: Option<Conv2d>,
    pub(crate) drop_path: DropPath,
    pub(crate) down: bool,
    #[module(skip)]
    pub(crate) downsampling: Downsampling,
    #[module(skip)]
    pub(crate) config: MbConvConfig,
}

impl MbConv {
    /// Random weights; a `down` block halves the map.
    pub fn init(
        network: &CoAtNetConfig,
        width_in: usize,
        width: usize,
        down: bool,
        device: &Device,
    ) -> Self {
        let config = network.mbconv;
        let hidden = config.hidden(width_in, width);
        let strides = down && config.halving == Halving::Depthwise;
        let depthwise = Convolution {
            groups: hidden,
            stride: if strides { 2 } else { 1 },
            ..Convolution::three(hidden, hidden).without_bias()
        };
        Self {
            bn0: BatchNormConfig::new(width_in).init(device),
            expand: Convolution::pointwise(width_in, hidden)
                .without_bias()
                .init(device),
            bn1: BatchNormConfig::new(hidden).init(device),
            depthwise: depthwise.init(device),
            bn2: BatchNormConfig::new(hidden).init(device),
            se: SqueezeExcite::init(
                hidden,
                hidden / config.squeeze,
                config.squeeze_activation,
                device,
            ),
            project: Convolution::pointwise(hidden, width)
                .with_bias(config.bias)
                .init(device),
            shortcut: (down || width_in != width).then(|| {
                Convolution::pointwise(width_in, width)
                    .with_bias(config.bias)
                    .init(device)
            }),
            drop_path: DropPath::none(),
            down,
            downsampling: network.downsampling,
            config,
        }
    }

    /// # Shapes
    /// - input: `[batch, width_in, side, side]`
    /// - output: `[batch, width, side, side]`, the side halved in a `down` block
    pub fn forward(&self, map: Tensor<4>) -> Tensor<4> {
        let activated = |map| activate(self.config.activation, map);
        let mut hidden = in_f32(map.clone(), |map| self.bn0.forward(map));
        if self.config.pre_activation {
            hidden = activated(hidden);
        }
        if self.down && self.config.halving == Halving::Pooling {
            hidden = halve(self.downsampling, hidden);
        }
        let hidden = self.expand.forward(hidden);
        let hidden = activated(in_f32(hidden, |map| self.bn1.forward(map)));
        let hidden = depthwise(&self.depthwise, hidden);
        let normed = |map| activated(in_f32(map, |map| self.bn2.forward(map)));
        let hidden = if self.config.squeeze_before_norm {
            normed(self.se.forward(hidden))
        } else {
            self.se.forward(normed(hidden))
        };
        let pooled = if self.down {
            halve(self.downsampling, map)
        } else {
            map
        };
        let shortcut = match &self.shortcut {
            Some(projection) => projection.forward(pooled),
            None => pooled,
        };
        shortcut + self.drop_path.forward(self.project.forward(hidden))
    }
}
