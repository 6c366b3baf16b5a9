//! A training step: a forward and backward pass for each of its micro-batches, and their mean.
//!
//! Whether one device computes all micro-batches or several share them, the mean is the same up to the
//! order of the additions: every one starts from the same weights and batch norm statistics and draws
//! its dropout from a seed of its own.

use std::sync::{Arc, Mutex, PoisonError};

use burn::module::Module;
use burn::optim::{GradientsAccumulator, GradientsParams};
use burn::tensor::{Device, Tensor};
use networks::named;
use networks::network::{self, Network, is_statistic};

use super::loss::Loss;
use super::pass::Pass;
use crate::data::loader::Batch;
use crate::data::target::Target;
use crate::host::device::{ComputeDevice, DeviceError};
use crate::recipe::Precision;

/// Films that go through the network together.
#[derive(Debug)]
pub(super) struct MicroBatch {
    /// The position among the step's micro-batches.
    index: usize,
    batch: Batch,
    /// Fixes the dropout.
    seed: u64,
    /// Its share of the step's loss, `0..=1`.
    share: f32,
}

/// The network's output for a micro-batch, before the step.
#[derive(Debug)]
pub(super) struct Output {
    index: usize,
    /// `[films, classes]`, on the device: read only when the whole step is queued, so that a GPU never
    /// waits for the host.
    pub(super) logits: Tensor<2>,
    /// The targets of the films.
    pub(super) targets: Vec<Target>,
}

/// The summed results of micro-batches.
pub(super) struct StepSum {
    gradients: GradientsAccumulator<Network>,
    /// The running statistics after each micro-batch, summed, in the order of a visit.
    statistics: Vec<Tensor<1>>,
    outputs: Vec<Output>,
}

/// The batches of a step as its micro-batches; `seed` returns that of each position.
pub(super) fn micro_batches(
    batches: Vec<Batch>,
    loss: &Loss,
    seed: impl Fn(usize) -> u64,
) -> Vec<MicroBatch> {
    let weights: Vec<f32> = batches
        .iter()
        .map(|batch| loss.weight(&batch.targets))
        .collect();
    let total: f32 = weights.iter().sum();
    let batches = batches.into_iter().zip(weights).enumerate();
    batches
        .map(|(index, (batch, weight))| MicroBatch {
            index,
            batch,
            seed: seed(index),
            share: weight / total,
        })
        .collect()
}

/// A device with all it needs to compute its micro-batches.
#[derive(Debug, Clone)]
pub(super) struct Worker {
    pub(super) engine: ComputeDevice,
    pub(super) precision: Precision,
    /// Held from seeding to drawing, where several devices draw from one generator of random numbers.
    pub(super) generator: Option<Arc<Mutex<()>>>,
}

impl Worker {
    /// Passes micro-batches through the network, forward and backward, one after another.
    ///
    /// `network` is for inference, on this device.
    pub(super) fn compute(
        &self,
        network: &Network,
        loss: &Loss,
        micro_batches: Vec<MicroBatch>,
    ) -> Result<StepSum, DeviceError> {
        let device = self.engine.device.clone().autodiff();
        let mut sum = StepSum {
            gradients: GradientsAccumulator::new(),
            statistics: Vec::new(),
            outputs: Vec::with_capacity(micro_batches.len()),
        };
        for micro_batch in micro_batches {
            // A mere clone would share its running statistics with the other micro-batches.
            let copy = network.valid().train();
            let pass = self.forward(&copy, &micro_batch, &device)?;
            let (logits, gradients) = pass.backward(|logits| {
                loss.on_device(logits, &micro_batch.batch.targets, &device)
                    .mul_scalar(micro_batch.share)
            });
            sum.gradients.accumulate(&copy, gradients);
            sum.add_statistics(statistics(&copy));
            sum.outputs.push(Output {
                index: micro_batch.index,
                logits,
                targets: micro_batch.batch.targets,
            });
        }
        Ok(sum)
    }

    fn forward(
        &self,
        network: &Network,
        micro_batch: &MicroBatch,
        device: &Device,
    ) -> Result<Pass, DeviceError> {
        let images = network::images(&micro_batch.batch.inputs, device);
        let generator = self.generator.as_deref();
        let _held = generator.map(|held| held.lock().unwrap_or_else(PoisonError::into_inner));
        device.seed(micro_batch.seed);
        let pass = Pass::forward(network, self.precision, images);
        if generator.is_some() {
            // Operations that still wait to be fused would draw only after the next device has seeded.
            device
                .flush()
                .map_err(|error| self.engine.failed(error.to_string()))?;
        }
        Ok(pass)
    }
}

impl StepSum {
    /// The sum with its tensors on another device.
    pub(super) fn moved_to(mut self, device: &Device, network: &Network) -> Self {
        let gradients = self.gradients.grads().to_device(device, network);
        self.gradients.accumulate(network, gradients);
        for statistic in &mut self.statistics {
            *statistic = statistic.clone().to_device(device);
        }
        for output in &mut self.outputs {
            output.logits = output.logits.clone().to_device(device);
        }
        self
    }

    /// Adds the sum of other micro-batches, on the same device.
    pub(super) fn add(&mut self, mut other: Self, network: &Network) {
        self.gradients.accumulate(network, other.gradients.grads());
        self.add_statistics(other.statistics);
        self.outputs.append(&mut other.outputs);
    }

    fn add_statistics(&mut self, more: Vec<Tensor<1>>) {
        if self.statistics.is_empty() {
            self.statistics = more;
            return;
        }
        for (sum, statistic) in self.statistics.iter_mut().zip(more) {
            *sum = sum.clone() + statistic;
        }
    }

    /// Takes the outputs, in the order of the micro-batches.
    pub(super) fn take_outputs(&mut self) -> Vec<Output> {
        let mut outputs = std::mem::take(&mut self.outputs);
        outputs.sort_by_key(|output| output.index);
        outputs
    }

    /// The network with the mean of the running statistics of `count` micro-batches, and the gradients
    /// of the mean loss of all films.
    pub(super) fn finish(mut self, network: Network, count: usize) -> (Network, GradientsParams) {
        let mut sums = self.statistics.into_iter();
        let network = named::map(network, |tensor| {
            let sum = is_statistic(tensor.name).then(|| sums.next())?;
            Some(sum?.div_scalar(count as f32))
        });
        (network, self.gradients.grads())
    }
}

/// The running statistics of all batch norms, flat, in the order of a visit.
fn statistics(network: &Network) -> Vec<Tensor<1>> {
    let mut found = Vec::new();
    // While it trains, a batch norm's statistics lag one step behind.
    named::visit(&network.valid(), |tensor| {
        if is_statistic(tensor.name) {
            found.push(tensor.values());
        }
    });
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fit::adam::flat_gradients;
    use crate::host::device::DeviceChoice;
    use crate::recipe::ClassWeights;
    use model::class::{Class, PerClass};
    use model::input::NetworkInput;
    use model::zoo::{Architecture, Config};
    use networks::synthetic::fill;

    const SIDE: u32 = 32;

    fn batch(films: &[usize]) -> Batch {
        let input = |film: usize| NetworkInput {
            side: SIDE,
            values: (0..(SIDE * SIDE) as usize)
                .map(|pixel| (pixel * (film + 3) % 17) as f32 / 8.0 - 1.0)
                .collect(),
        };
        let class = |film: usize| Class::ALL[film % Class::COUNT];
        Batch {
            positions: films.to_vec(),
            inputs: films.iter().map(|&film| input(film)).collect(),
            targets: films.iter().map(|&film| class(film).into()).collect(),
            classes: films.iter().map(|&film| class(film)).collect(),
        }
    }

    fn loss() -> Loss {
        Loss::new(ClassWeights::Balanced, PerClass([5, 20, 9]), 0.1)
    }

    /// Without dropout: tests that run side by side draw from one generator.
    fn network(device: &Device) -> Network {
        let Config::CoAtNet(mut config) = Architecture::CoAtNetTiny.config() else {
            panic!("the tiny network is a CoAtNet");
        };
        config.dropout = 0.0;
        fill(Network::from_config(
            Config::CoAtNet(config),
            SIDE as usize,
            device,
        ))
    }

    fn values(tensors: impl IntoIterator<Item = Tensor<1>>) -> Vec<f32> {
        let values = |tensor: Tensor<1>| tensor.into_data().try_into_vec::<f32>().unwrap();
        tensors.into_iter().flat_map(values).collect()
    }

    /// Gradients and statistics of a step on these batches, the first `split` of them computed apart.
    fn computed(batches: &[&[usize]], split: usize) -> [Vec<f32>; 2] {
        computed_in(Precision::F32, batches, split)
    }

    fn computed_in(precision: Precision, batches: &[&[usize]], split: usize) -> [Vec<f32>; 2] {
        let worker = Worker {
            engine: ComputeDevice::open(DeviceChoice::Cpu).unwrap(),
            precision,
            generator: None,
        };
        let network = network(&worker.engine.device.clone().autodiff());
        let batches: Vec<Batch> = batches.iter().map(|films| batch(films)).collect();
        let count = batches.len();
        let mut first = micro_batches(batches, &loss(), |_| 0);
        let compute = |some| worker.compute(&network.valid(), &loss(), some).unwrap();
        let rest = first.split_off(split);
        let mut sum = compute(first);
        if !rest.is_empty() {
            sum.add(compute(rest), &network);
        }
        assert_eq!(sum.take_outputs().len(), count);
        let (network, gradients) = sum.finish(network, count);
        let gradients = flat_gradients(&network, gradients).into_iter().flatten();
        [values(gradients), values(statistics(&network))]
    }

    fn assert_close(one: &[Vec<f32>; 2], other: &[Vec<f32>; 2]) {
        for (one, other) in one.iter().zip(other) {
            assert_eq!(one.len(), other.len());
            let size = one.iter().map(|value| value.abs()).fold(0.0, f32::max);
            assert!(size > 0.0);
            for (one, other) in one.iter().zip(other) {
                assert!((one - other).abs() < 1e-5 * size.max(1.0), "{one} {other}");
            }
        }
    }

    #[test]
    fn micro_batches_count_by_the_weight_of_their_films() {
        let batches = vec![batch(&[0, 1]), batch(&[2])];
        let found = micro_batches(batches, &loss(), |_| 0);
        let weights = loss().weights.0;
        let total: f32 = weights.iter().sum();
        let expected = [(weights[0] + weights[1]) / total, weights[2] / total];
        for (micro_batch, expected) in found.iter().zip(expected) {
            assert!((micro_batch.share - expected).abs() < 1e-6);
        }
    }

    #[test]
    fn a_batch_twice_in_a_step_has_the_gradient_of_one() {
        let films: &[usize] = &[0, 1, 2, 4];
        let once = computed(&[films], 1);
        assert!(once[0].len() > 100_000);
        assert_close(&once, &computed(&[films, films], 2));
    }

    #[test]
    fn mixed_precision_has_the_same_gradient_up_to_rounding() {
        let films: &[usize] = &[0, 1, 2, 4];
        let [exact, exact_statistics] = computed(&[films], 1);
        let [mixed, statistics] = computed_in(Precision::Bf16, &[films], 1);
        assert_eq!(exact.len(), mixed.len());
        let dot = |one: &[f32], other: &[f32]| -> f32 {
            one.iter().zip(other).map(|(one, other)| one * other).sum()
        };
        let cosine = dot(&exact, &mixed) / (dot(&exact, &exact) * dot(&mixed, &mixed)).sqrt();
        assert!(cosine > 0.99 && cosine < 0.999_999, "{cosine}");
        for (exact, found) in exact_statistics.iter().zip(&statistics) {
            assert!(
                (exact - found).abs() < 0.02 * exact.abs().max(1.0),
                "{exact} {found}"
            );
        }
    }

    #[test]
    fn the_step_does_not_depend_on_how_micro_batches_are_shared_out() {
        let batches: [&[usize]; 3] = [&[0, 1, 2], &[3, 4, 5], &[7, 8]];
        assert_close(&computed(&batches, 3), &computed(&batches, 1));
    }
}
