//! One pass of a batch through a network, forward and backward.

use burn::optim::GradientsParams;
use burn::tensor::Tensor;
use tch::Kind;

use super::bridge::{of_burn, of_pass, to_burn};
use super::tape::{Outputs, Tape};
use crate::network::Network;

/// The outputs of a batch, with what the gradients need.
#[derive(Debug)]
pub struct Pass {
    tape: Tape,
    outputs: Outputs,
}

impl Pass {
    /// Passes images through a network; `mixed` computes in bfloat16 where that is safe. On a device with
    /// autodiff this is training: batch norms note the batch's statistics, as burn's do. `None` unless the
    /// images are on a libtorch device.
    ///
    /// # Shapes
    /// - images: `[batch, 3, side, side]`
    pub fn forward(network: &Network, images: Tensor<4>, mixed: bool) -> Option<Self> {
        let training = images.is_autodiff();
        let images = of_burn(images)?;
        let images = if mixed {
            images.to_kind(Kind::BFloat16)
        } else {
            images
        };
        let mut tape = Tape::new(training);
        let images = channels_last(&images);
        let outputs = match network {
            Network::CoAtNet(network) => network.record(&mut tape, &images),
            Network::ResNetV2(network) => network.record(&mut tape, &images),
        };
        Some(Self { tape, outputs })
    }

    /// The logits, without autodiff: `[batch, outputs]`.
    pub fn logits(&self) -> Tensor<2> {
        to_burn(self.outputs.logits.detach().copy())
    }

    /// The pooled features that the head's dense layers see, without autodiff: `[batch, features]`.
    pub fn features(&self) -> Tensor<2> {
        to_burn(self.outputs.features.detach().copy())
    }

    /// The gradients of all parameters that learn, from the loss's gradient for the logits.
    pub fn backward(self, gradient: Tensor<2>) -> GradientsParams {
        let loss = (&self.outputs.logits * of_pass(gradient)).sum(None::<Kind>);
        self.tape.backward(&loss)
    }
}

/// The same map in memory with the channels of a pixel side by side.
fn channels_last(map: &tch::Tensor) -> tch::Tensor {
    map.permute([0, 2, 3, 1]).contiguous().permute([0, 3, 1, 2])
}
