//! A forward and backward pass of a batch: by burn, or on libtorch by its own automatic differentiation.

use burn::optim::GradientsParams;
use burn::tensor::Tensor;
use networks::network::Network;

use crate::recipe::Precision;

/// A batch that has passed through the network forward.
pub(super) enum Pass {
    /// Recorded by burn: the network whose parameters the gradients are of, and logits with autodiff.
    Burn(Box<(Network, Tensor<2>)>),
    /// Recorded by libtorch.
    #[cfg(feature = "libtorch")]
    Libtorch(networks::libtorch::Pass),
}

impl Pass {
    /// Passes images through a network that learns. Its batch norms note the batch's statistics.
    pub(super) fn forward(network: &Network, precision: Precision, images: Tensor<4>) -> Self {
        #[cfg(feature = "libtorch")]
        if let Some(pass) =
            networks::libtorch::Pass::forward(network, images.clone(), precision == Precision::Bf16)
        {
            return Self::Libtorch(pass);
        }
        let computing = precision.network(network);
        let logits = computing.forward(precision.images(images));
        Self::Burn(Box::new((network.clone(), logits)))
    }

    /// The logits, without autodiff, and the gradients of the loss, which is given the logits.
    pub(super) fn backward(
        self,
        loss: impl FnOnce(Tensor<2>) -> Tensor<1>,
    ) -> (Tensor<2>, GradientsParams) {
        match self {
            Self::Burn(recorded) => {
                let (network, logits) = *recorded;
                let gradients = loss(logits.clone()).backward();
                let gradients = GradientsParams::from_grads(gradients, &network);
                (logits.inner(), gradients)
            }
            #[cfg(feature = "libtorch")]
            Self::Libtorch(pass) => {
                let logits = pass.logits();
                let leaf = Tensor::from_inner(logits.clone()).require_grad();
                let mut gradients = loss(leaf.clone()).backward();
                let gradient = leaf.grad_remove(&mut gradients);
                let gradients = gradient.map_or_else(GradientsParams::new, |it| pass.backward(it));
                (logits, gradients)
            }
        }
    }
}
