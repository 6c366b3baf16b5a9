//! `CoAtNet` in burn; [`model::zoo::coatnet`] has the configurations.

use burn::module::Module;
use burn::nn::Linear;
use burn::tensor::{Device, Tensor};

use crate::nn::drop_path::DropPath;
use crate::nn::head::Head;
use crate::nn::mbconv::MbConv;
use crate::nn::stem::Stem;
use crate::nn::transformer::{Transformer, TransformerConfig};
use model::zoo::coatnet::CoAtNetConfig;

/// A network of the `CoAtNet` family.
#[derive(Module, Debug)]
pub struct CoAtNet {
    pub(crate) stem: Stem,
    pub(crate) stage1: Vec<MbConv>,
    pub(crate) stage2: Vec<MbConv>,
    pub(crate) stage3: Vec<Transformer>,
    pub(crate) stage4: Vec<Transformer>,
    pub(crate) head: Head,
}

impl CoAtNet {
    /// Random weights for images of `side` pixels, a multiple of 32.
    pub fn new(config: &CoAtNetConfig, side: usize, device: &Device) -> Self {
        let width_in = |stage: usize, block: usize| {
            if block == 0 {
                config.widths[stage - 1]
            } else {
                config.widths[stage]
            }
        };
        let convolutions = |stage: usize| {
            (0..config.blocks[stage - 1])
                .map(|block| {
                    let width_in = width_in(stage, block);
                    MbConv::init(config, width_in, config.widths[stage], block == 0, device)
                })
                .collect()
        };
        let transformers = |stage: usize| {
            (0..config.blocks[stage - 1])
                .map(|block| {
                    TransformerConfig {
                        network: config,
                        width_in: width_in(stage, block),
                        width: config.widths[stage],
                        side: side >> (stage + 1),
                        down: block == 0,
                    }
                    .init(device)
                })
                .collect()
        };
        Self {
            stem: Stem::init(config, device),
            stage1: convolutions(1),
            stage2: convolutions(2),
            stage3: transformers(3),
            stage4: transformers(4),
            head: Head::init(config, device),
        }
    }

    /// The drop paths of all residual branches, in order of the blocks.
    pub(super) fn drop_paths(&mut self) -> Vec<&mut DropPath> {
        let convolutions = self.stage1.iter_mut().chain(&mut self.stage2);
        let transformers = self.stage3.iter_mut().chain(&mut self.stage4);
        convolutions
            .map(|block| &mut block.drop_path)
            .chain(transformers.map(|block| &mut block.drop_path))
            .collect()
    }

    /// The layer that computes the logits.
    pub(super) const fn output(&mut self) -> &mut Linear {
        &mut self.head.fc2
    }

    /// Freezes all but the head.
    pub(super) fn freeze_base(self) -> Self {
        Self {
            stem: self.stem.freeze(),
            stage1: self.stage1.freeze(),
            stage2: self.stage2.freeze(),
            stage3: self.stage3.freeze(),
            stage4: self.stage4.freeze(),
            head: self.head,
        }
    }

    /// The output of the stem and of each stage, all `[batch, channels, side, side]`.
    pub fn stages(&self, images: Tensor<4>) -> [Tensor<4>; 5] {
        let stem = self.stem.forward(images);
        let convolve = |map: &Tensor<4>, blocks: &[MbConv]| {
            blocks
                .iter()
                .fold(map.clone(), |map, block| block.forward(map))
        };
        let stage1 = convolve(&stem, &self.stage1);
        let stage2 = convolve(&stage1, &self.stage2);
        let stage3 = attend(&stage2, &self.stage3);
        let stage4 = attend(&stage3, &self.stage4);
        [stem, stage1, stage2, stage3, stage4]
    }

    /// The last map, from the one before the last halving, which is the output of stage 3.
    ///
    /// # Shapes
    /// - input: `[batch, channels, 2 side, 2 side]`
    /// - output: `[batch, width, side, side]`
    pub fn last_map(&self, finer: &Tensor<4>) -> Tensor<4> {
        self.head.last_map(attend(finer, &self.stage4))
    }

    /// The input of the head's dense layers.
    ///
    /// # Shapes
    /// - input: `[batch, 3, side, side]`
    /// - output: `[batch, width]`
    pub fn features(&self, images: Tensor<4>) -> Tensor<2> {
        let [.., last] = self.stages(images);
        self.head.features(last)
    }

    /// The logits from [`Self::features`].
    ///
    /// # Shapes
    /// - input: `[batch, width]`
    /// - output: `[batch, classes]`
    pub fn classify(&self, features: Tensor<2>) -> Tensor<2> {
        self.head.classify(features)
    }
}

/// A stage of transformer blocks.
fn attend(map: &Tensor<4>, blocks: &[Transformer]) -> Tensor<4> {
    let channels_last = map.clone().permute([0, 2, 3, 1]);
    blocks
        .iter()
        .fold(channels_last, |map, block| block.forward(map))
        .permute([0, 3, 1, 2])
}
