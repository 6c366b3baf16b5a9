//! The moving average of the weights over the steps, which is judged and kept in their place.
//!
//! Source: Tarvainen and Valpola, "Mean teachers are better role models" (2017). The decay rises with
//! the steps, so that the random start is soon forgotten; running statistics of batch norms are
//! averaged like weights.

use burn::module::{Module, ModuleMapper, ModuleVisitor, Param};
use burn::tensor::Tensor;
use networks::network::Network;

/// An average on the learning network's device.
#[derive(Debug, Clone)]
pub struct Average {
    decay: f64,
    steps: u32,
    network: Network,
}

impl Average {
    /// Starts from the weights as they are.
    pub fn new(decay: f64, learning: &Network) -> Self {
        Self::resume(decay, 0, learning.valid())
    }

    /// Goes on with an average over `steps` steps; `network` is one for inference.
    pub const fn resume(decay: f64, steps: u32, network: Network) -> Self {
        Self {
            decay,
            steps,
            network,
        }
    }

    /// The averaged network, for inference.
    pub const fn network(&self) -> &Network {
        &self.network
    }

    /// Puts another network in its place, one for inference: the same for inputs of another side.
    pub fn replace(&mut self, network: Network) {
        self.network = network;
    }

    /// Steps averaged over.
    pub const fn steps(&self) -> u32 {
        self.steps
    }

    /// Takes in the weights after a step.
    pub fn follow(&mut self, learning: &Network) {
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
    let mut collector = Collector(Vec::new());
    towards.visit(&mut collector);
    average.map(&mut Mixer {
        towards: collector.0.into_iter(),
        share,
    })
}

/// Every tensor of a module, flat.
struct Collector(Vec<Tensor<1>>);

impl ModuleVisitor for Collector {
    fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
        let tensor = param.val();
        let length = [tensor.shape().num_elements()];
        self.0.push(tensor.reshape(length));
    }
}

struct Mixer {
    towards: std::vec::IntoIter<Tensor<1>>,
    share: f64,
}

impl ModuleMapper for Mixer {
    fn map_float<const D: usize>(&mut self, param: Param<Tensor<D>>) -> Param<Tensor<D>> {
        // Both are visited in one order, so there is a tensor for each.
        let Some(towards) = self.towards.next() else {
            return param;
        };
        param.map(|average| {
            let towards = towards.reshape(average.shape());
            // In this form a weight that stands still stays as it is to the bit.
            average.clone() + (towards - average).mul_scalar(self.share)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use burn::nn::{BatchNorm, BatchNormConfig};
    use burn::tensor::Device;

    #[test]
    fn the_decay_rises_to_its_limit() {
        for (steps, expected) in [(0, 0.1), (8, 0.5), (80, 0.9), (10_000, 0.999)] {
            assert!((decay(0.999, steps) - expected).abs() < 1e-9, "{steps}");
        }
    }

    /// Weight, bias, mean and variance of one channel.
    fn values(norm: &BatchNorm) -> Vec<f32> {
        let mut collector = Collector(Vec::new());
        norm.visit(&mut collector);
        let values = collector.0.into_iter();
        values.map(|tensor| tensor.into_scalar()).collect()
    }

    #[test]
    fn weights_and_running_statistics_move_a_share_of_the_way() {
        let device = Device::flex();
        let average = BatchNormConfig::new(1).init(&device);
        assert_eq!(values(&average), [1.0, 0.0, 0.0, 1.0]);
        let learner = BatchNormConfig::new(1)
            .with_momentum(0.5)
            .init(&device.autodiff());
        let films = Tensor::<2>::from_floats([[1.0], [5.0]], &learner.gamma.val().device());
        learner.forward(films);
        // The batch has mean 3 and variance 4, half of which go in.
        assert_eq!(values(&learner.valid()), [1.0, 0.0, 1.5, 2.5]);
        let mixed = mix(average, &learner.valid(), 0.25);
        assert_eq!(values(&mixed), [1.0, 0.0, 0.375, 1.375]);
    }
}
