//! `ResNet50V2` in burn; [`model::zoo::resnet50v2`] has the configurations.

use burn::module::Module;
use burn::nn::conv::{Conv2d, Conv2dConfig};
use burn::nn::pool::MaxPool2dConfig;
use burn::nn::{BatchNorm, Dropout, DropoutConfig, Linear, LinearConfig, PaddingConfig2d};
use burn::tensor::activation::relu;
use burn::tensor::{Device, FloatDType, Tensor};

use crate::nn::bottleneck_v2::{Bottleneck, batch_norm};
use crate::nn::convolution::global_average;
use crate::nn::drop_path::DropPath;
use crate::nn::precision::in_f32;
use model::class::Class;
use model::zoo::coatnet::CHANNELS;
use model::zoo::resnet50v2::{EXPANSION, PoolPadding, ResNetV2Config};

/// A pre-activation residual network.
#[derive(Module, Debug)]
pub struct ResNetV2 {
    pub(crate) conv1: Conv2d,
    pub(crate) stage1: Vec<Bottleneck>,
    pub(crate) stage2: Vec<Bottleneck>,
    pub(crate) stage3: Vec<Bottleneck>,
    pub(crate) stage4: Vec<Bottleneck>,
    pub(crate) post_bn: BatchNorm,
    pub(crate) fc1: Option<Linear>,
    pub(crate) fc_bn: Option<BatchNorm>,
    pub(crate) dropout: Dropout,
    pub(crate) fc2: Linear,
    #[module(skip)]
    pub(crate) pool_padding: PoolPadding,
}

impl ResNetV2 {
    /// Random weights; the network takes images of any size.
    pub fn new(config: &ResNetV2Config, device: &Device) -> Self {
        let stage = |stage: usize| {
            let width_in = if stage == 0 {
                config.stem
            } else {
                EXPANSION * config.widths[stage - 1]
            };
            let width = config.widths[stage];
            (0..config.blocks[stage])
                .map(|block| {
                    let width_in = if block == 0 {
                        width_in
                    } else {
                        EXPANSION * width
                    };
                    Bottleneck::init(
                        config,
                        width_in,
                        width,
                        config.stride(stage, block),
                        block == 0,
                        device,
                    )
                })
                .collect()
        };
        let features = EXPANSION * config.widths[3];
        let hidden = config.head_hidden;
        Self {
            conv1: Conv2dConfig::new([CHANNELS, config.stem], [7, 7])
                .with_stride([2, 2])
                .with_padding(PaddingConfig2d::Explicit(3, 3, 3, 3))
                .with_bias(config.bias)
                .init(device),
            stage1: stage(0),
            stage2: stage(1),
            stage3: stage(2),
            stage4: stage(3),
            post_bn: batch_norm(config, features, device),
            fc1: hidden.map(|hidden| LinearConfig::new(features, hidden).init(device)),
            fc_bn: hidden.map(|hidden| batch_norm(config, hidden, device)),
            dropout: DropoutConfig::new(config.dropout).init(),
            fc2: LinearConfig::new(hidden.unwrap_or(features), Class::COUNT).init(device),
            pool_padding: config.pool_padding,
        }
    }

    /// The drop paths of all residual branches, in order of the blocks.
    pub(super) fn drop_paths(&mut self) -> Vec<&mut DropPath> {
        let stages = [
            &mut self.stage1,
            &mut self.stage2,
            &mut self.stage3,
            &mut self.stage4,
        ];
        let blocks = stages.into_iter().flatten();
        blocks.map(|block| &mut block.drop_path).collect()
    }

    /// The layer that computes the logits.
    pub(super) const fn output(&mut self) -> &mut Linear {
        &mut self.fc2
    }

    /// Freezes all but the head.
    pub(super) fn freeze_base(self) -> Self {
        Self {
            conv1: self.conv1.freeze(),
            stage1: self.stage1.freeze(),
            stage2: self.stage2.freeze(),
            stage3: self.stage3.freeze(),
            stage4: self.stage4.freeze(),
            post_bn: self.post_bn.freeze(),
            ..self
        }
    }

    /// The outputs of the stem after its pooling, of each stage, and of the last activation.
    pub fn stages(&self, images: Tensor<4>) -> [Tensor<4>; 6] {
        let stem = self.conv1.forward(images);
        let pooling = MaxPool2dConfig::new([3, 3]).with_strides([2, 2]);
        let stem = match self.pool_padding {
            // A negative maximum at the edge becomes 0.
            PoolPadding::Zeros => pooling.init().forward(stem.pad((1, 1, 1, 1), 0.0)),
            PoolPadding::Ignored => pooling
                .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
                .init()
                .forward(stem),
        };
        let run = |map: &Tensor<4>, blocks: &[Bottleneck]| {
            blocks
                .iter()
                .fold(map.clone(), |map, block| block.forward(map))
        };
        let stage1 = run(&stem, &self.stage1);
        let stage2 = run(&stage1, &self.stage2);
        let stage3 = run(&stage2, &self.stage3);
        let stage4 = run(&stage3, &self.stage4);
        let last = self.activate(stage4.clone());
        [stem, stage1, stage2, stage3, stage4, last]
    }

    /// The last norm and activation.
    fn activate(&self, map: Tensor<4>) -> Tensor<4> {
        relu(in_f32(map, |map| self.post_bn.forward(map)))
    }

    /// The last map, from the input of the last block that halves the map.
    ///
    /// # Shapes
    /// - input: `[batch, channels, 2 side, 2 side]`
    /// - output: `[batch, width, side, side]`
    pub fn last_map(&self, finer: &Tensor<4>) -> Tensor<4> {
        let stages = [&self.stage1, &self.stage2, &self.stage3, &self.stage4];
        let blocks: Vec<&Bottleneck> = stages.into_iter().flatten().collect();
        let halving = blocks.iter().rposition(|block| block.stride > 1);
        let rest = blocks.into_iter().skip(halving.unwrap_or(0));
        self.activate(rest.fold(finer.clone(), |map, block| block.forward(map)))
    }

    /// The input of the head's dense layers.
    ///
    /// # Shapes
    /// - input: `[batch, 3, height, width]`
    /// - output: `[batch, width]`
    pub fn features(&self, images: Tensor<4>) -> Tensor<2> {
        let [.., last] = self.stages(images);
        global_average(last.cast(FloatDType::F32))
    }

    /// The logits from [`Self::features`].
    ///
    /// # Shapes
    /// - input: `[batch, width]`
    /// - output: `[batch, classes]`
    pub fn classify(&self, features: Tensor<2>) -> Tensor<2> {
        let hidden = match (&self.fc1, &self.fc_bn) {
            (Some(layer), Some(norm)) => norm.forward(relu(layer.forward(features))),
            _ => features,
        };
        self.fc2.forward(self.dropout.forward(hidden))
    }
}
