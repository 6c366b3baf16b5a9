//! Mixed precision: matrix products and convolutions in bfloat16, everything else in f32.
//!
//! The weights stay f32, and so do the optimizer, the batch norms' statistics, norms, softmax, head and
//! loss; each step computes with bfloat16 copies of the large weights. bfloat16 has the range of f32, so
//! the loss needs no scaling. Source: Micikevicius et al., "Mixed Precision Training" (2018);
//! Kalamkar et al., "A Study of BFLOAT16 for Deep Learning Training" (2019).

use burn::tensor::{FloatDType, Tensor};
use networks::named;
use networks::network::{Network, stays_in_f32};

use crate::recipe::Precision;

impl Precision {
    /// The network that a step computes with; its gradients arrive at the weights of `network`.
    pub(super) fn network(self, network: &Network) -> Network {
        match self {
            Self::F32 => network.clone(),
            Self::Bf16 => named::map(network.clone(), |tensor| {
                let is_cast = !stays_in_f32(tensor.name);
                is_cast.then(|| tensor.values().cast(FloatDType::BF16))
            }),
        }
    }

    /// The images for that network.
    pub(super) fn images(self, images: Tensor<4>) -> Tensor<4> {
        match self {
            Self::F32 => images,
            Self::Bf16 => images.cast(FloatDType::BF16),
        }
    }
}
