//! Class-weighted cross entropy: on the device for the gradients, on the host for the figures.

use burn::tensor::activation::log_softmax;
use burn::tensor::{Device, Tensor, TensorData};
use model::class::{Class, PerClass};

use crate::recipe::ClassWeights;

/// The loss of a recipe on a set of films.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Loss {
    weights: PerClass<f32>,
    smoothing: f32,
}

/// Sums over films, for means over any number of batches.
#[derive(Debug, Clone, Copy, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Tally {
    /// Sum of weighted losses.
    loss: f64,
    /// Sum of the weights.
    weight: f64,
    /// Right answers.
    right: u64,
    /// Films.
    films: u64,
}

impl Loss {
    /// Weights from the training films' counts; a class without films counts as one film.
    pub fn new(kind: ClassWeights, counts: PerClass<u64>, smoothing: f32) -> Self {
        let total: u64 = counts.0.iter().sum();
        let weights = match kind {
            ClassWeights::None => PerClass([1.0; Class::COUNT]),
            ClassWeights::Balanced => {
                counts.map(|films| total as f32 / (Class::COUNT as f32 * films.max(1) as f32))
            }
        };
        Self { weights, smoothing }
    }

    /// The weights of the classes.
    pub const fn weights(&self) -> PerClass<f32> {
        self.weights
    }

    /// The same loss without smoothing, to judge with.
    #[must_use]
    pub const fn unsmoothed(self) -> Self {
        Self {
            smoothing: 0.0,
            ..self
        }
    }

    /// What the log probability of each class counts for a film of `truth`.
    fn targets(&self, truth: Class) -> [f32; Class::COUNT] {
        let shared = self.smoothing / Class::COUNT as f32;
        Class::ALL.map(|class| {
            let own = if class == truth {
                1.0 - self.smoothing
            } else {
                0.0
            };
            self.weights[truth] * (own + shared)
        })
    }

    /// What films of these classes count together.
    pub fn weight(&self, classes: &[Class]) -> f32 {
        classes.iter().map(|&class| self.weights[class]).sum()
    }

    /// The mean loss of a batch, for gradients.
    ///
    /// # Shapes
    /// - logits: `[films, classes]`
    /// - output: `[1]`
    pub fn on_device(&self, logits: Tensor<2>, classes: &[Class], device: &Device) -> Tensor<1> {
        let targets: Vec<f32> = classes.iter().flat_map(|&c| self.targets(c)).collect();
        let weight = self.weight(classes);
        let shape = [classes.len(), Class::COUNT];
        let targets = Tensor::<2>::from_data(TensorData::new(targets, shape), device);
        (log_softmax(logits, 1) * targets).sum().div_scalar(-weight)
    }

    /// Adds films to a tally; `logits` holds three numbers a film.
    pub fn tally(&self, tally: &mut Tally, logits: &[f32], classes: &[Class]) {
        let (films, _) = logits.as_chunks::<{ Class::COUNT }>();
        for (logits, &truth) in films.iter().zip(classes) {
            let values = logits.map(f64::from);
            let greatest = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let total: f64 = values.iter().map(|value| (value - greatest).exp()).sum();
            let norm = greatest + total.ln();
            for (target, value) in self.targets(truth).into_iter().zip(values) {
                tally.loss -= f64::from(target) * (value - norm);
            }
            tally.weight += f64::from(self.weights[truth]);
            tally.films += 1;
            tally.right += u64::from(is_top(logits, truth));
        }
    }
}

fn is_top(logits: &[f32; Class::COUNT], truth: Class) -> bool {
    let own = logits[truth.index()];
    let first_greater = logits[..truth.index()].iter().any(|&other| other >= own);
    !first_greater && logits.iter().all(|&other| other <= own)
}

impl Tally {
    /// The mean loss; not a number when a logit was none.
    pub fn loss(&self) -> f64 {
        self.loss / self.weight
    }

    /// Share of right answers.
    pub fn accuracy(&self) -> f64 {
        self.right as f64 / self.films as f64
    }

    /// Films counted.
    pub const fn films(&self) -> u64 {
        self.films
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use burn::nn::loss::CrossEntropyLossConfig;
    use burn::tensor::Int;

    const LOGITS: [f32; 12] = [
        2.0, -1.0, 0.5, 0.1, 0.2, 0.3, -3.0, 1.0, 1.5, 0.0, 4.0, -2.0,
    ];
    const TRUTH: [Class; 4] = [
        Class::Covid19,
        Class::Normal,
        Class::Pneumonia,
        Class::Covid19,
    ];

    #[test]
    fn host_device_and_burn_agree() {
        let device = Device::flex();
        let loss = Loss::new(ClassWeights::Balanced, PerClass([10, 20, 30]), 0.0);
        let logits = Tensor::<2>::from_data(TensorData::new(LOGITS.to_vec(), [4, 3]), &device);
        let found: f32 = loss
            .on_device(logits.clone(), &TRUTH, &device)
            .into_scalar();
        let mut tally = Tally::default();
        loss.tally(&mut tally, &LOGITS, &TRUTH);
        let targets = Tensor::<1, Int>::from_ints([0, 1, 2, 0], &device);
        let burns: f32 = CrossEntropyLossConfig::new()
            .with_weights(Some(loss.weights().0.to_vec()))
            .init(&device)
            .forward(logits, targets)
            .into_scalar();
        assert!((found - burns).abs() < 1e-6);
        assert!((f64::from(found) - tally.loss()).abs() < 1e-6);
        assert!((tally.accuracy() - 0.5).abs() < 1e-12);
    }

    #[test]
    fn smoothing_shares_out_a_part_of_the_truth() {
        let loss = Loss::new(ClassWeights::None, PerClass([1, 1, 1]), 0.3);
        let targets = loss.targets(Class::Normal);
        for (target, expected) in targets.into_iter().zip([0.1, 0.8, 0.1]) {
            assert!((target - expected).abs() < 1e-6);
        }
        let [_, own, _] = loss.unsmoothed().targets(Class::Normal);
        assert!((own - 1.0).abs() < 1e-6);
    }

    #[test]
    fn balanced_weights_make_every_class_count_the_same() {
        let counts = PerClass([100, 50, 10]);
        let loss = Loss::new(ClassWeights::Balanced, counts, 0.0);
        for (class, &films) in counts.iter() {
            assert!((loss.weights()[class] * films as f32 - 160.0 / 3.0).abs() < 1e-3);
        }
    }

    #[test]
    fn a_logit_that_is_no_number_shows_in_the_loss() {
        let mut tally = Tally::default();
        let loss = Loss::new(ClassWeights::None, PerClass([1, 1, 1]), 0.0);
        loss.tally(&mut tally, &[0.0, f32::NAN, 0.0], &[Class::Covid19]);
        assert!(tally.loss().is_nan());
    }
}
