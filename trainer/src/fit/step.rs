//! What one step learns: its films in parts, each forward and backward by itself, and their mean.
//!
//! Whether one device goes through all parts or several share them, the mean is the same, up to the
//! order in which it is added up: every part starts from the same weights and batch norm
//! statistics and draws its dropout from a seed of its own.

use std::sync::{Mutex, PoisonError};

use burn::module::{Module, ModuleMapper, ModuleVisitor, Param, ParamId};
use burn::optim::{GradientsAccumulator, GradientsParams};
use burn::tensor::{Device, Tensor};
use networks::network::{self, Network, is_statistic};

use super::loss::Loss;
use crate::data::loader::Batch;
use crate::data::target::Target;
use crate::host::device::{DeviceError, Engine};
use crate::recipe::Precision;

/// Films that go through the network together.
#[derive(Debug)]
pub(super) struct Part {
    /// The place among the step's parts.
    index: usize,
    batch: Batch,
    /// Fixes the dropout.
    seed: u64,
    /// The films' share of the step's loss, `0..=1`.
    share: f32,
}

/// What the network said about the films of a part, before the step.
#[derive(Debug)]
pub(super) struct Answer {
    index: usize,
    /// As many numbers a film as there are classes.
    pub(super) logits: Vec<f32>,
    /// What was to be learned from the films.
    pub(super) targets: Vec<Target>,
}

/// What some parts of a step have added up.
pub(super) struct Sum {
    gradients: GradientsAccumulator<Network>,
    /// The running statistics after each part, added up, in the order of a visit.
    statistics: Vec<(ParamId, Tensor<1>)>,
    answers: Vec<Answer>,
}

/// The batches of a step as its parts; `seed` gives each its own.
pub(super) fn parts(batches: Vec<Batch>, loss: &Loss, seed: impl Fn(usize) -> u64) -> Vec<Part> {
    let weights: Vec<f32> = batches
        .iter()
        .map(|batch| loss.weight(&batch.targets))
        .collect();
    let total: f32 = weights.iter().sum();
    let parts = batches.into_iter().zip(weights).enumerate();
    parts
        .map(|(index, (batch, weight))| Part {
            index,
            batch,
            seed: seed(index),
            share: weight / total,
        })
        .collect()
}

/// Goes through parts one by one on a device.
///
/// `network` is for inference and lies on that device. Where several devices draw from one
/// generator of random numbers, `generator` is held while one seeds it and draws.
pub(super) fn learn(
    (engine, precision): (&Engine, Precision),
    network: &Network,
    loss: &Loss,
    parts: Vec<Part>,
    generator: Option<&Mutex<()>>,
) -> Result<Sum, DeviceError> {
    let device = engine.device.clone().autodiff();
    let mut sum = Sum {
        gradients: GradientsAccumulator::new(),
        statistics: Vec::new(),
        answers: Vec::with_capacity(parts.len()),
    };
    let mut answers = Vec::with_capacity(parts.len());
    for part in parts {
        // A mere clone would share its running statistics with those of the other parts.
        let copy = network.valid().train();
        let narrowed = precision.network(&copy);
        let images = precision.images(network::images(&part.batch.inputs, &device));
        let logits = {
            let _turn = generator.map(|turn| turn.lock().unwrap_or_else(PoisonError::into_inner));
            device.seed(part.seed);
            let logits = narrowed.forward(images);
            if generator.is_some() {
                // What waits to be fused would draw only after the next device has seeded.
                device
                    .flush()
                    .map_err(|error| engine.failed(error.to_string()))?;
            }
            logits
        };
        let gradients = loss
            .on_device(logits.clone(), &part.batch.targets, &device)
            .mul_scalar(part.share)
            .backward();
        let gradients = GradientsParams::from_grads(gradients, &copy);
        sum.gradients.accumulate(&copy, gradients);
        sum.add_statistics(statistics(&narrowed));
        answers.push((part, logits.inner()));
    }
    // Read only now, so that a card computes one part while the next is prepared.
    for (part, logits) in answers {
        sum.answers.push(Answer {
            index: part.index,
            logits: engine.read(logits)?,
            targets: part.batch.targets,
        });
    }
    Ok(sum)
}

impl Sum {
    /// The sum with its tensors on another device.
    pub(super) fn moved_to(mut self, device: &Device, network: &Network) -> Self {
        let gradients = self.gradients.grads().to_device(device, network);
        self.gradients.accumulate(network, gradients);
        for (_, statistic) in &mut self.statistics {
            *statistic = statistic.clone().to_device(device);
        }
        self
    }

    /// Adds what was learned from other parts, on the same device.
    pub(super) fn add(&mut self, mut other: Self, network: &Network) {
        self.gradients.accumulate(network, other.gradients.grads());
        self.add_statistics(other.statistics);
        self.answers.append(&mut other.answers);
    }

    fn add_statistics(&mut self, more: Vec<(ParamId, Tensor<1>)>) {
        if self.statistics.is_empty() {
            self.statistics = more;
            return;
        }
        for ((_, sum), (_, statistic)) in self.statistics.iter_mut().zip(more) {
            *sum = sum.clone() + statistic;
        }
    }

    /// The answers in the order of the parts.
    pub(super) fn take_answers(&mut self) -> Vec<Answer> {
        let mut answers = std::mem::take(&mut self.answers);
        answers.sort_by_key(|answer| answer.index);
        answers
    }

    /// The gradients of the mean loss of all films, and the network with the mean of the parts'
    /// running statistics.
    pub(super) fn finish(mut self, network: Network, parts: usize) -> (Network, GradientsParams) {
        let means: Vec<(ParamId, Tensor<1>)> = self
            .statistics
            .into_iter()
            .map(|(id, sum)| (id, sum.div_scalar(parts as f32)))
            .collect();
        let network = network.map(&mut StatisticsSetter { means });
        (network, self.gradients.grads())
    }
}

/// The running statistics of all batch norms, in the order of a visit.
fn statistics(network: &Network) -> Vec<(ParamId, Tensor<1>)> {
    struct Collector {
        statistic: bool,
        found: Vec<(ParamId, Tensor<1>)>,
    }
    impl ModuleVisitor for Collector {
        fn enter_module(&mut self, name: &str, _container: &str) {
            self.statistic = is_statistic(name);
        }

        fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
            if self.statistic {
                self.found.push((param.id, param.val().flatten(0, D - 1)));
            }
        }
    }
    let mut collector = Collector {
        statistic: false,
        found: Vec::new(),
    };
    // While it trains, a batch norm's statistics lag one step behind.
    network.valid().visit(&mut collector);
    collector.found
}

struct StatisticsSetter {
    means: Vec<(ParamId, Tensor<1>)>,
}

impl ModuleMapper for StatisticsSetter {
    fn map_float<const D: usize>(&mut self, param: Param<Tensor<D>>) -> Param<Tensor<D>> {
        let found = self.means.iter().find(|(id, _)| *id == param.id);
        match found {
            Some((id, mean)) => {
                let mean = mean.clone().reshape(param.shape());
                Param::initialized(*id, Tensor::from_inner(mean))
            }
            None => param,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
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

    struct Reader<'a> {
        gradients: &'a GradientsParams,
        values: Vec<f32>,
    }

    impl ModuleVisitor for Reader<'_> {
        fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
            if let Some(gradient) = self.gradients.get::<D>(param.id) {
                self.values.extend(gradient.into_data().iter::<f32>());
            }
        }
    }

    /// What a step learns from these batches, the first `split` of them apart: gradients, then
    /// statistics.
    fn learned(batches: &[&[usize]], split: usize) -> [Vec<f32>; 2] {
        learned_in(Precision::F32, batches, split)
    }

    fn learned_in(precision: Precision, batches: &[&[usize]], split: usize) -> [Vec<f32>; 2] {
        let engine = Engine::open(DeviceChoice::Cpu).unwrap();
        let network = network(&engine.device.clone().autodiff());
        let batches: Vec<Batch> = batches.iter().map(|films| batch(films)).collect();
        let count = batches.len();
        let mut parts = parts(batches, &loss(), |_| 0);
        let learn =
            |parts| learn((&engine, precision), &network.valid(), &loss(), parts, None).unwrap();
        let rest = parts.split_off(split);
        let mut sum = learn(parts);
        if !rest.is_empty() {
            sum.add(learn(rest), &network);
        }
        assert_eq!(sum.take_answers().len(), count);
        let (network, gradients) = sum.finish(network, count);
        let mut reader = Reader {
            gradients: &gradients,
            values: Vec::new(),
        };
        network.visit(&mut reader);
        let statistics = statistics(&network).into_iter();
        let values = statistics.flat_map(|(_, tensor)| {
            let values: Vec<f32> = tensor.into_data().try_into_vec().unwrap();
            values
        });
        [reader.values, values.collect()]
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
    fn parts_count_by_the_weight_of_their_films() {
        let batches = vec![batch(&[0, 1]), batch(&[2])];
        let parts = parts(batches, &loss(), |_| 0);
        let weights = loss().weights().0;
        let total: f32 = weights.iter().sum();
        let expected = [(weights[0] + weights[1]) / total, weights[2] / total];
        for (part, expected) in parts.iter().zip(expected) {
            assert!((part.share - expected).abs() < 1e-6);
        }
    }

    #[test]
    fn films_shown_twice_in_a_step_teach_what_they_teach_once() {
        let films: &[usize] = &[0, 1, 2, 4];
        let once = learned(&[films], 1);
        assert!(once[0].len() > 100_000);
        assert_close(&once, &learned(&[films, films], 2));
    }

    #[test]
    fn mixed_precision_teaches_the_same_but_for_rounding() {
        let films: &[usize] = &[0, 1, 2, 4];
        let [exact, exact_statistics] = learned(&[films], 1);
        let [mixed, statistics] = learned_in(Precision::Bf16, &[films], 1);
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
    fn it_does_not_matter_who_goes_through_which_part() {
        let batches: [&[usize]; 3] = [&[0, 1, 2], &[3, 4, 5], &[7, 8]];
        assert_close(&learned(&batches, 3), &learned(&batches, 1));
    }
}
