//! `ResNet50V2` in terms of the tape's layers; the modules' `forward` are the reference.

use model::zoo::resnet50v2::PoolPadding;
use tch::{Kind, Tensor};

use super::tape::{Outputs, Tape, signed};
use crate::nn::bottleneck_v2::Bottleneck;
use crate::resnet50v2::ResNetV2;

impl ResNetV2 {
    pub(super) fn record(&self, tape: &mut Tape, images: &Tensor) -> Outputs {
        let map = tape.convolution(&self.conv1, images);
        let (map, padding) = match self.pool_padding {
            PoolPadding::Zeros => (map.constant_pad_nd([1; 4]), 0),
            PoolPadding::Ignored => (map, 1),
        };
        let mut map = map.max_pool2d([3, 3], [2, 2], [padding; 2], [1, 1], false);
        let stages = [&self.stage1, &self.stage2, &self.stage3, &self.stage4];
        for block in stages.into_iter().flatten() {
            map = block.record(tape, &map);
        }
        let map = tape.batch_norm(&self.post_bn, &map).relu();
        let features = map
            .to_kind(Kind::Float)
            .mean_dim([2, 3].as_slice(), false, None::<Kind>);
        let hidden = match (&self.fc1, &self.fc_bn) {
            (Some(layer), Some(norm)) => {
                let hidden = tape.linear(layer, &features).relu();
                tape.batch_norm(norm, &hidden)
            }
            _ => features.shallow_clone(),
        };
        let hidden = tape.dropout(&self.dropout, &hidden);
        let logits = tape.linear(&self.fc2, &hidden);
        Outputs { features, logits }
    }
}

impl Bottleneck {
    fn record(&self, tape: &mut Tape, map: &Tensor) -> Tensor {
        let active = tape.batch_norm(&self.bn0, map).relu();
        let stride = signed(self.stride);
        let shortcut = match &self.shortcut {
            Some(projection) => tape.convolution(projection, &active),
            None => map.max_pool2d([1, 1], [stride, stride], [0, 0], [1, 1], false),
        };
        let hidden = tape.convolution(&self.conv1, &active);
        let hidden = tape.batch_norm(&self.bn1, &hidden).relu();
        let hidden = tape.convolution(&self.conv2, &hidden);
        let hidden = tape.batch_norm(&self.bn2, &hidden).relu();
        let branch = tape.convolution(&self.conv3, &hidden);
        shortcut + tape.drop_path(&self.drop_path, branch)
    }
}
