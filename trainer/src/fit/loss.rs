//! Class-weighted cross entropy: on the device for the gradients, on the host for the metrics.
//!
//! It is linear in the targets: loss and weight of a film that is half of one class and half of another
//! are the means of those it would have as either.

use burn::tensor::activation::log_softmax;
use burn::tensor::{Device, Tensor, TensorData};
use metrics::{argmax, log_sum_exp};
use model::class::{Class, PerClass};

use crate::data::target::Target;
use crate::recipe::ClassWeights;

/// The loss of a recipe on a set of films.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Loss {
    pub(super) weights: PerClass<f32>,
    smoothing: f32,
}

/// Sums over films, for mean loss and accuracy over any number of batches.
#[derive(Debug, Clone, Copy, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub(crate) struct LossSums {
    /// Sum of weighted losses.
    loss: f64,
    /// Sum of the weights.
    weight: f64,
    /// Correct predictions.
    right: u64,
    /// Films.
    films: u64,
}

impl Loss {
    /// Weights from the number of films of each class that an epoch shows
    /// ([`crate::data::sampling::Sampler::class_counts`]): where sampling balances the classes, balanced
    /// weights are equal. A class without films counts as one film.
    pub(super) fn new(kind: ClassWeights, counts: PerClass<u64>, smoothing: f32) -> Self {
        let total: u64 = counts.0.iter().sum();
        let weights = match kind {
            ClassWeights::None => PerClass([1.0; Class::COUNT]),
            ClassWeights::Balanced => {
                counts.map(|films| total as f32 / (Class::COUNT as f32 * films.max(1) as f32))
            }
        };
        Self { weights, smoothing }
    }

    /// The same loss without label smoothing, for validation.
    #[must_use]
    pub(super) const fn unsmoothed(self) -> Self {
        Self {
            smoothing: 0.0,
            ..self
        }
    }

    /// The factor of each log probability in the loss of a film.
    fn factors(&self, target: Target) -> [f32; Class::COUNT] {
        let shared = self.smoothing / Class::COUNT as f32;
        let mut factors = [0.0; Class::COUNT];
        for (truth, share) in target.shares().iter() {
            for (class, factor) in Class::ALL.into_iter().zip(&mut factors) {
                let own = if class == truth {
                    1.0 - self.smoothing
                } else {
                    0.0
                };
                *factor += share * (self.weights[truth] * (own + shared));
            }
        }
        factors
    }

    /// The weight of a film.
    fn film_weight(&self, target: Target) -> f32 {
        let shares = target.shares();
        let parts = Class::ALL.map(|class| self.weights[class] * shares[class]);
        parts.into_iter().sum()
    }

    /// The total weight of films.
    pub(super) fn weight(&self, targets: &[Target]) -> f32 {
        let weights = targets.iter().map(|&target| self.film_weight(target));
        weights.sum()
    }

    /// The mean loss of a batch, for gradients.
    ///
    /// # Shapes
    /// - logits: `[films, classes]`
    /// - output: `[1]`
    pub(super) fn on_device(
        &self,
        logits: Tensor<2>,
        targets: &[impl Into<Target> + Copy],
        device: &Device,
    ) -> Tensor<1> {
        let targets: Vec<Target> = targets.iter().map(|&target| target.into()).collect();
        let factors: Vec<f32> = targets.iter().flat_map(|&it| self.factors(it)).collect();
        let weight = self.weight(&targets);
        let shape = [targets.len(), Class::COUNT];
        let factors = Tensor::<2>::from_data(TensorData::new(factors, shape), device);
        (log_softmax(logits, 1) * factors).sum().div_scalar(-weight)
    }

    /// Adds films to sums; `logits` holds three numbers a film. A prediction is correct when it is the
    /// class with the largest share of the target.
    pub(super) fn add_to(
        &self,
        sums: &mut LossSums,
        logits: &[f32],
        targets: &[impl Into<Target> + Copy],
    ) {
        let (films, _) = logits.as_chunks::<{ Class::COUNT }>();
        for (logits, &target) in films.iter().zip(targets) {
            let target: Target = target.into();
            let values = logits.map(f64::from);
            let norm = log_sum_exp(&values);
            for (factor, value) in self.factors(target).into_iter().zip(values) {
                sums.loss -= f64::from(factor) * (value - norm);
            }
            sums.weight += f64::from(self.film_weight(target));
            sums.films += 1;
            sums.right += u64::from(argmax(logits) == target.max().index());
        }
    }
}

impl LossSums {
    /// Adds a film of weight 1.
    pub(super) fn add(&mut self, loss: f64, right: bool) {
        self.loss += loss;
        self.weight += 1.0;
        self.right += u64::from(right);
        self.films += 1;
    }

    /// The mean loss; NaN when a logit was NaN.
    pub(super) fn loss(&self) -> f64 {
        self.loss / self.weight
    }

    /// Share of correct predictions.
    pub(super) fn accuracy(&self) -> f64 {
        self.right as f64 / self.films as f64
    }

    /// Films counted.
    pub(super) const fn films(&self) -> u64 {
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
        let mut sums = LossSums::default();
        loss.add_to(&mut sums, &LOGITS, &TRUTH);
        let targets = Tensor::<1, Int>::from_ints([0, 1, 2, 0], &device);
        let burns: f32 = CrossEntropyLossConfig::new()
            .with_weights(Some(loss.weights.0.to_vec()))
            .init(&device)
            .forward(logits, targets)
            .into_scalar();
        assert!((found - burns).abs() < 1e-6);
        assert!((f64::from(found) - sums.loss()).abs() < 1e-6);
        assert!((sums.accuracy() - 0.5).abs() < 1e-12);
    }

    /// The loss of one film.
    fn loss_of(loss: &Loss, logits: &[f32], target: Target) -> (f64, f64) {
        let mut sums = LossSums::default();
        loss.add_to(&mut sums, logits, &[target]);
        (sums.loss, sums.weight)
    }

    #[test]
    fn loss_and_weight_of_a_mixed_film_are_mixed_in_the_same_shares() {
        let counts = PerClass([10, 20, 30]);
        for smoothing in [0.0, 0.1] {
            let loss = Loss::new(ClassWeights::Balanced, counts, smoothing);
            let (one, two) = (Target::from(Class::Covid19), Target::from(Class::Pneumonia));
            let logits = &LOGITS[..3];
            let (one_loss, one_weight) = loss_of(&loss, logits, one);
            let (two_loss, two_weight) = loss_of(&loss, logits, two);
            let (mixed_loss, mixed_weight) = loss_of(&loss, logits, one.mixed(two, 0.3));
            assert!((mixed_loss - (0.3 * one_loss + 0.7 * two_loss)).abs() < 1e-6);
            assert!((mixed_weight - (0.3 * one_weight + 0.7 * two_weight)).abs() < 1e-6);
        }
    }

    #[test]
    fn the_loss_of_mixed_films_is_the_same_on_host_and_device() {
        let device = Device::flex();
        let loss = Loss::new(ClassWeights::Balanced, PerClass([10, 20, 30]), 0.1);
        let mixed = |one: Class, two: Class| Target::from(one).mixed(two.into(), 0.7);
        let targets = [
            mixed(Class::Covid19, Class::Normal),
            mixed(Class::Normal, Class::Pneumonia),
            mixed(Class::Pneumonia, Class::Covid19),
            mixed(Class::Normal, Class::Covid19),
        ];
        let logits = Tensor::<2>::from_data(TensorData::new(LOGITS.to_vec(), [4, 3]), &device);
        let found: f32 = loss.on_device(logits, &targets, &device).into_scalar();
        let mut sums = LossSums::default();
        loss.add_to(&mut sums, &LOGITS, &targets);
        assert!((f64::from(found) - sums.loss()).abs() < 1e-6);
        // The largest logits are those of COVID-19, pneumonia, pneumonia and normal.
        assert!((sums.accuracy() - 0.75).abs() < 1e-12);
    }

    #[test]
    fn smoothing_gives_a_share_of_the_true_class_to_all() {
        let loss = Loss::new(ClassWeights::None, PerClass([1, 1, 1]), 0.3);
        let factors = loss.factors(Class::Normal.into());
        for (target, expected) in factors.into_iter().zip([0.1, 0.8, 0.1]) {
            assert!((target - expected).abs() < 1e-6);
        }
        let [_, own, _] = loss.unsmoothed().factors(Class::Normal.into());
        assert!((own - 1.0).abs() < 1e-6);
    }

    #[test]
    fn balanced_weights_give_every_class_the_same_total() {
        let counts = PerClass([100, 50, 10]);
        let loss = Loss::new(ClassWeights::Balanced, counts, 0.0);
        for (class, &films) in counts.iter() {
            assert!((loss.weights[class] * films as f32 - 160.0 / 3.0).abs() < 1e-3);
        }
    }

    #[test]
    fn balanced_weights_of_classes_of_equal_size_are_all_1() {
        let loss = Loss::new(ClassWeights::Balanced, PerClass([33; 3]), 0.0);
        assert!(
            loss.weights
                .0
                .iter()
                .all(|weight| (weight - 1.0).abs() < 1e-6)
        );
    }

    #[test]
    fn a_logit_that_is_nan_makes_the_loss_nan() {
        let mut sums = LossSums::default();
        let loss = Loss::new(ClassWeights::None, PerClass([1, 1, 1]), 0.0);
        loss.add_to(&mut sums, &[0.0, f32::NAN, 0.0], &[Class::Covid19]);
        assert!(sums.loss().is_nan());
    }
}
