//! The layers of the networks by libtorch's kernels, and the parameters that a pass has read.

use burn::module::{Param, ParamId};
use burn::nn::conv::Conv2d;
use burn::nn::{BatchNorm, Dropout, LayerNorm, Linear, PaddingConfig2d};
use burn::optim::GradientsParams;
use burn::tensor::Tensor;
use tch::Kind;

use super::bridge::{of_pass, to_burn};
use crate::nn::drop_path::DropPath;

/// Records which parameters a pass reads; libtorch records the rest.
#[derive(Debug)]
pub(super) struct Tape {
    /// Whether layers that work differently in training do so, unless they are frozen.
    training: bool,
    leaves: Vec<Leaf>,
}

/// A parameter that learns.
#[derive(Debug)]
struct Leaf {
    id: ParamId,
    tensor: tch::Tensor,
    /// Adds its gradient, which burn keeps by rank.
    register: fn(&mut GradientsParams, ParamId, tch::Tensor),
}

/// What a network computes for a batch, `[batch, values]` each.
#[derive(Debug)]
pub(super) struct Outputs {
    pub features: tch::Tensor,
    pub logits: tch::Tensor,
}

impl Tape {
    /// A tape for training or for inference.
    pub(super) const fn new(training: bool) -> Self {
        Self {
            training,
            leaves: Vec::new(),
        }
    }

    /// The gradients of the parameters that were read and learn.
    pub(super) fn backward(self, loss: &tch::Tensor) -> GradientsParams {
        let inputs: Vec<_> = self.leaves.iter().map(|leaf| &leaf.tensor).collect();
        let found = tch::Tensor::run_backward(&[loss], &inputs, false, false);
        let mut gradients = GradientsParams::new();
        for (leaf, gradient) in self.leaves.iter().zip(found) {
            (leaf.register)(&mut gradients, leaf.id, gradient.contiguous());
        }
        gradients
    }

    /// The values of a parameter that the pass reads once.
    pub(super) fn parameter<const D: usize>(
        &mut self,
        parameter: &Param<Tensor<D>>,
    ) -> tch::Tensor {
        let values = parameter.val();
        let learns = values.is_require_grad();
        let tensor = of_pass(values).detach();
        if learns {
            self.leaves.push(Leaf {
                id: parameter.id,
                tensor: tensor.set_requires_grad(true),
                register: |gradients, id, gradient| {
                    gradients.register::<D>(id, to_burn(gradient));
                },
            });
        }
        tensor
    }

    /// A weight in the precision of the maps that it meets.
    fn weight<const D: usize>(&mut self, weight: &Param<Tensor<D>>, kind: Kind) -> tch::Tensor {
        self.parameter(weight).to_kind(kind)
    }

    /// A bias likewise.
    fn bias(&mut self, bias: Option<&Param<Tensor<1>>>, kind: Kind) -> Option<tch::Tensor> {
        bias.map(|bias| self.weight(bias, kind))
    }

    /// # Shapes
    /// - map: `[batch, channels, height, width]`
    pub(super) fn convolution(&mut self, layer: &Conv2d, map: &tch::Tensor) -> tch::Tensor {
        let kind = map.kind();
        let weight = self.weight(&layer.weight, kind);
        let bias = self.bias(layer.bias.as_ref(), kind);
        let padding = match layer.padding {
            PaddingConfig2d::Explicit(top, left, ..) => [top, left],
            PaddingConfig2d::Valid | PaddingConfig2d::Same => [0, 0],
        };
        map.conv2d(
            &weight,
            bias,
            layer.stride.map(signed),
            padding.map(signed),
            [1, 1],
            signed(layer.groups),
        )
    }

    /// # Shapes
    /// - input: `[.., width_in]`
    pub(super) fn linear(&mut self, layer: &Linear, input: &tch::Tensor) -> tch::Tensor {
        let kind = input.kind();
        let weight = self.weight(&layer.weight, kind);
        let bias = self.bias(layer.bias.as_ref(), kind);
        let mut size = input.size();
        let width_in = size.pop().unwrap_or_default();
        size.push(-1);
        let rows = input.reshape([-1, width_in]);
        let output = match bias {
            Some(bias) => bias.addmm(&rows, &weight),
            None => rows.mm(&weight),
        };
        output.view(&size[..])
    }

    /// Statistics of the batch, noted in the layer's running ones; the running ones in a frozen layer.
    ///
    /// # Shapes
    /// - map: `[batch, channels, ..]`
    pub(super) fn batch_norm(&mut self, layer: &BatchNorm, map: &tch::Tensor) -> tch::Tensor {
        let gamma = self.parameter(&layer.gamma);
        let beta = self.parameter(&layer.beta);
        let running = || {
            let mean = layer.running_mean.value_sync();
            let variance = layer.running_var.value_sync();
            [of_pass(mean), of_pass(variance)]
        };
        let epsilon = layer.epsilon;
        if !(self.training && layer.training.is_enabled()) {
            let [mean, variance] = running();
            let [gamma, beta] = [Some(gamma), Some(beta)];
            return map.batch_norm(
                gamma,
                beta,
                Some(mean),
                Some(variance),
                false,
                0.0,
                epsilon,
                true,
            );
        }
        let none = || None::<&tch::Tensor>;
        let (output, mean, deviation) = map.native_batch_norm(
            Some(&gamma),
            Some(&beta),
            none(),
            none(),
            true,
            0.0,
            epsilon,
        );
        let [running_mean, running_variance] = running();
        // The kernel returns the reciprocal of the deviation, epsilon included.
        let variance = deviation.detach().square().reciprocal() - epsilon;
        let noted = |running: tch::Tensor, new: tch::Tensor| {
            let new = running * (1.0 - layer.momentum) + new * layer.momentum;
            Tensor::from_inner(to_burn(new))
        };
        layer
            .running_mean
            .update(noted(running_mean, mean.detach()));
        layer.running_var.update(noted(running_variance, variance));
        output
    }

    /// burn does not tell the epsilon of a layer.
    ///
    /// # Shapes
    /// - input: `[.., width]`
    pub(super) fn layer_norm(
        &mut self,
        layer: &LayerNorm,
        epsilon: f64,
        input: &tch::Tensor,
    ) -> tch::Tensor {
        let gamma = self.parameter(&layer.gamma);
        let beta = layer.beta.as_ref().map(|beta| self.parameter(beta));
        // CUDA's kernel, unlike that of the CPU, takes parameters of the input's precision only.
        let kind = input.kind();
        let input = if input.device().is_cuda() {
            input.to_kind(Kind::Float)
        } else {
            input.shallow_clone()
        };
        let output = input.layer_norm(gamma.size(), Some(gamma), beta, epsilon, true);
        output.to_kind(kind)
    }

    /// Drops values at random in training.
    pub(super) fn dropout(&self, layer: &Dropout, input: &tch::Tensor) -> tch::Tensor {
        input.dropout(layer.prob, self.training && layer.training.is_enabled())
    }

    /// As [`DropPath::forward`].
    pub(super) fn drop_path(&self, layer: &DropPath, branch: tch::Tensor) -> tch::Tensor {
        if layer.rate <= 0.0 || !(self.training && layer.training.is_enabled()) {
            return branch;
        }
        let kept = 1.0 - layer.rate;
        let mut shape = vec![1; branch.dim()];
        shape[0] = branch.size()[0];
        let mut films = tch::Tensor::empty(&shape[..], (branch.kind(), branch.device()));
        branch * (films.bernoulli_float_(kept) / kept)
    }
}

/// A size as libtorch takes it.
pub(super) const fn signed(size: usize) -> i64 {
    size.cast_signed() as i64
}
