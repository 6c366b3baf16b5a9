//! The exponential moving average (EMA) of the weights, which is validated and kept in their place.
//!
//! Source: Tarvainen and Valpola, "Mean teachers are better role models" (2017). The decay rises with
//! the steps, so that the random start is soon forgotten; running statistics of batch norms are
//! averaged like weights.

use burn::module::Module;
use burn::tensor::Tensor;
use networks::named;
use networks::network::Network;

/// The average, on the device that trains.
#[derive(Debug, Clone)]
pub(super) struct Ema {
    decay: f64,
    steps: u32,
    network: Network,
}

impl Ema {
    /// Starts from the current weights.
    pub(super) fn new(decay: f64, learning: &Network) -> Self {
        Self::resume(decay, 0, learning.valid())
    }

    /// Continues an average over `steps` steps; `network` is one for inference.
    pub(super) const fn resume(decay: f64, steps: u32, network: Network) -> Self {
        Self {
            decay,
            steps,
            network,
        }
    }

    /// The averaged network, for inference.
    pub(super) const fn network(&self) -> &Network {
        &self.network
    }

    /// The averaged network as it is now, for inference.
    pub(super) fn snapshot(&self) -> Network {
        // A mere clone would share its running statistics with the average, which moves on.
        self.network.valid()
    }

    /// Puts a resized network, one for inference, in the place of the averaged one.
    pub(super) fn replace(&mut self, network: Network) {
        self.network = network;
    }

    /// Steps averaged over.
    pub(super) const fn steps(&self) -> u32 {
        self.steps
    }

    /// Takes in the weights after a step.
    pub(super) fn update(&mut self, learning: &Network) {
        let decay = decay(self.decay, self.steps);
        self.network = mix(self.network.clone(), &learning.valid(), 1.0 - decay);
        self.steps = self.steps.saturating_add(1);
    }
}

/// The decay of a step: it rises to `limit`.
fn decay(limit: f64, steps: u32) -> f64 {
    let steps = f64::from(steps);
    limit.min((1.0 + steps) / (10.0 + steps))
}

/// The average moved towards a module of the same shape by a share of the way.
fn mix<M: Module>(average: M, towards: &M, share: f64) -> M {
    let mut towards = tensors(towards).into_iter();
    named::map(average, |tensor| {
        // Both are visited in one order, so there is a tensor for each.
        let towards = towards.next()?;
        let average = tensor.values();
        Some(between(average, towards, share))
    })
}

/// A share of the way from one tensor to another; a weight that does not change keeps its bits.
fn between(from: Tensor<1>, to: Tensor<1>, share: f64) -> Tensor<1> {
    #[cfg(feature = "libtorch")]
    {
        use networks::libtorch::bridge::{of_burn, to_burn};

        if let (Some(from), Some(to)) = (of_burn(from.clone()), of_burn(to.clone())) {
            return to_burn(from.lerp(&to, share));
        }
    }
    from.clone() + (to - from).mul_scalar(share)
}

fn tensors<M: Module>(module: &M) -> Vec<Tensor<1>> {
    let mut tensors = Vec::new();
    named::visit(module, |tensor| tensors.push(tensor.values()));
    tensors
}

#[cfg(test)]
mod tests {
    use super::*;
    use burn::nn::{BatchNorm, BatchNormConfig};
    use burn::tensor::Device;
    use model::zoo::Architecture;
    use networks::network::is_statistic;
    use networks::synthetic::fill;

    #[test]
    fn the_decay_rises_to_its_limit() {
        for (steps, expected) in [(0, 0.1), (8, 0.5), (80, 0.9), (10_000, 0.999)] {
            assert!((decay(0.999, steps) - expected).abs() < 1e-9, "{steps}");
        }
    }

    /// Weight, bias, mean and variance of one channel.
    fn values(norm: &BatchNorm) -> Vec<f32> {
        let values = tensors(norm).into_iter();
        values.map(|tensor| tensor.into_scalar()).collect()
    }

    #[test]
    fn weights_and_running_statistics_move_a_share_of_the_way() {
        let device = Device::flex();
        let average = BatchNormConfig::new(1).init(&device);
        assert_eq!(values(&average), [1.0, 0.0, 0.0, 1.0]);
        let learning = BatchNormConfig::new(1)
            .with_momentum(0.5)
            .init(&device.autodiff());
        let films = Tensor::<2>::from_floats([[1.0], [5.0]], &learning.gamma.val().device());
        learning.forward(films);
        // The batch has mean 3 and variance 4, half of which go in.
        assert_eq!(values(&learning.valid()), [1.0, 0.0, 1.5, 2.5]);
        let mixed = mix(average, &learning.valid(), 0.25);
        assert_eq!(values(&mixed), [1.0, 0.0, 0.375, 1.375]);
    }

    /// The running statistics of all batch norms.
    fn statistics(network: &Network) -> Vec<f32> {
        let mut found = Vec::new();
        named::visit(network, |tensor| {
            if is_statistic(tensor.name) {
                found.extend(tensor.values().into_data().try_into_vec::<f32>().unwrap());
            }
        });
        found
    }

    #[test]
    fn a_snapshot_keeps_its_running_statistics_when_the_average_moves_on() {
        let device = Device::flex().autodiff();
        let network = || Network::new(Architecture::CoAtNetTiny, 32, &device).unwrap();
        let mut ema = Ema::new(0.5, &network());
        let snapshot = ema.snapshot();
        let before = statistics(&snapshot);
        ema.update(&fill(network()));
        assert_ne!(statistics(ema.network()), before);
        assert_eq!(statistics(&snapshot), before);
    }
}
