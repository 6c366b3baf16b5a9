//! `CoAtNet` in terms of the tape's layers; the modules' `forward` are the reference.

use model::zoo::activation::Activation;
use model::zoo::coatnet::{Downsampling, FinalNorm, Halving};
use tch::{Kind, Tensor};

use super::tape::{Outputs, Tape, signed};
use crate::coatnet::CoAtNet;
use crate::nn::head::Head;
use crate::nn::mbconv::MbConv;
use crate::nn::relative_attention::{RelativeAttention, offsets};
use crate::nn::squeeze_excite::SqueezeExcite;
use crate::nn::stem::Stem;
use crate::nn::transformer::Transformer;

impl CoAtNet {
    pub(super) fn record(&self, tape: &mut Tape, images: &Tensor) -> Outputs {
        let mut map = self.stem.record(tape, images);
        for block in self.stage1.iter().chain(&self.stage2) {
            map = block.record(tape, &map);
        }
        map = map.permute([0, 2, 3, 1]);
        for block in self.stage3.iter().chain(&self.stage4) {
            map = block.record(tape, &map);
        }
        self.head.record(tape, &map)
    }
}

impl Stem {
    fn record(&self, tape: &mut Tape, images: &Tensor) -> Tensor {
        let map = tape.convolution(&self.conv1, images);
        let map = tape.batch_norm(&self.bn, &map);
        tape.convolution(&self.conv2, &activate(self.activation, &map))
    }
}

impl MbConv {
    fn record(&self, tape: &mut Tape, map: &Tensor) -> Tensor {
        let activation = self.config.activation;
        let mut hidden = tape.batch_norm(&self.bn0, map);
        if self.config.pre_activation {
            hidden = activate(activation, &hidden);
        }
        if self.down && self.config.halving == Halving::Pooling {
            hidden = halve(self.downsampling, &hidden);
        }
        let hidden = tape.convolution(&self.expand, &hidden);
        let hidden = activate(activation, &tape.batch_norm(&self.bn1, &hidden));
        let mut hidden = tape.convolution(&self.depthwise, &hidden);
        if self.config.squeeze_before_norm {
            hidden = self.se.record(tape, &hidden);
        }
        hidden = activate(activation, &tape.batch_norm(&self.bn2, &hidden));
        if !self.config.squeeze_before_norm {
            hidden = self.se.record(tape, &hidden);
        }
        let branch = tape.convolution(&self.project, &hidden);
        let pooled = if self.down {
            halve(self.downsampling, map)
        } else {
            map.shallow_clone()
        };
        let shortcut = match &self.shortcut {
            Some(projection) => tape.convolution(projection, &pooled),
            None => pooled,
        };
        shortcut + tape.drop_path(&self.drop_path, branch)
    }
}

impl SqueezeExcite {
    fn record(&self, tape: &mut Tape, map: &Tensor) -> Tensor {
        let level = map.mean_dim([2, 3].as_slice(), true, None::<Kind>);
        let squeezed = activate(self.activation, &tape.convolution(&self.reduce, &level));
        map * tape.convolution(&self.expand, &squeezed).sigmoid()
    }
}

impl Transformer {
    /// Takes and returns `[batch, side, side, channels]`.
    fn record(&self, tape: &mut Tape, map: &Tensor) -> Tensor {
        let mut normed = tape.layer_norm(&self.ln1, self.epsilon, map);
        let mut shortcut = map.shallow_clone();
        if self.down {
            normed = halve_channels_last(self.downsampling, &normed);
            shortcut = halve_channels_last(self.downsampling, &shortcut);
        }
        if let Some(projection) = &self.shortcut {
            shortcut = tape.linear(projection, &shortcut);
        }
        let attended = self.attention.record(tape, &normed).view_as(&shortcut);
        let map = shortcut + tape.drop_path(&self.drop_path, attended);
        let hidden = tape.layer_norm(&self.ln2, self.epsilon, &map);
        let hidden = activate(Activation::Gelu, &tape.linear(&self.ffn1, &hidden));
        let branch = tape.linear(&self.ffn2, &hidden);
        map + tape.drop_path(&self.drop_path, branch)
    }
}

impl RelativeAttention {
    /// Takes `[batch, side, side, channels]`; returns `[batch, side * side, channels]`.
    fn record(&self, tape: &mut Tape, map: &Tensor) -> Tensor {
        let batch = map.size()[0];
        let [heads, width, count] = [self.heads, self.head_width, self.side * self.side];
        let [heads, width, count] = [heads, width, count].map(signed);
        let qkv = tape
            .linear(&self.qkv, map)
            .view([batch, count, 3, heads, width])
            .permute([2, 0, 3, 1, 4]);
        let query = qkv.get(0) * (width as f64).sqrt().recip();
        let scores = query.matmul(&qkv.get(1).transpose(-2, -1)) + self.recorded_bias(tape, map);
        let mixed = scores.softmax(-1, None::<Kind>).matmul(&qkv.get(2));
        let mixed = mixed.transpose(1, 2).reshape([batch, count, heads * width]);
        tape.linear(&self.out, &mixed)
    }

    /// The bias of all pairs of tokens, `[heads, count, count]`, in the precision of the map.
    fn recorded_bias(&self, tape: &mut Tape, map: &Tensor) -> Tensor {
        let offsets = Tensor::from_slice(&offsets(self.side)).to_device(map.device());
        let count = signed(self.side * self.side);
        tape.parameter(&self.rel_bias)
            .flatten(1, 2)
            .index_select(1, &offsets)
            .view([-1, count, count])
            .to_kind(map.kind())
    }
}

impl Head {
    /// Takes `[batch, side, side, channels]`.
    fn record(&self, tape: &mut Tape, map: &Tensor) -> Outputs {
        let mut map = map.to_kind(Kind::Float);
        if let Some(norm) = self.norm(FinalNorm::BeforePooling) {
            map = tape.layer_norm(norm, self.epsilon, &map);
        }
        let features = map.mean_dim([1, 2].as_slice(), false, None::<Kind>);
        let mut hidden = features.shallow_clone();
        if let Some(norm) = self.norm(FinalNorm::AfterPooling) {
            hidden = tape.layer_norm(norm, self.epsilon, &hidden);
        }
        if let (Some(layer), Some(activation)) = (&self.fc1, self.activation) {
            hidden = activate(activation, &tape.linear(layer, &hidden));
        }
        let hidden = tape.dropout(&self.dropout, &hidden);
        let logits = tape.linear(&self.fc2, &hidden);
        Outputs { features, logits }
    }
}

/// As [`crate::nn::activation::activate`].
fn activate(activation: Activation, map: &Tensor) -> Tensor {
    match activation {
        Activation::Gelu => map.gelu("none"),
        Activation::Relu => map.relu(),
        Activation::Silu => map.silu(),
        Activation::Tanh => map.tanh(),
    }
}

/// As [`crate::nn::convolution::halve`].
fn halve(downsampling: Downsampling, map: &Tensor) -> Tensor {
    match downsampling {
        Downsampling::Max => map.max_pool2d([3, 3], [2, 2], [1, 1], [1, 1], false),
        Downsampling::Average => map.avg_pool2d([2, 2], [2, 2], [0, 0], false, true, None::<i64>),
    }
}

fn halve_channels_last(downsampling: Downsampling, map: &Tensor) -> Tensor {
    halve(downsampling, &map.permute([0, 3, 1, 2])).permute([0, 2, 3, 1])
}
