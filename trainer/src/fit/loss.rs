//! Class-weighted cross entropy: on the device for the gradients, on the host for the figures.
//!
//! It is linear in the targets: a film that is half of one class and half of another costs, and
//! weighs, half of what it would as each of the two.

use burn::tensor::activation::log_softmax;
use burn::tensor::{Device, Tensor, TensorData};
use model::class::{Class, PerClass};

use crate::data::target::Target;
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
    /// Weights from how many films of each class are shown, which is the sampler's to say
    /// ([`crate::data::sampling::Sampler::class_counts`]): where it balances the classes, balanced
    /// weights are equal. A class without films counts as one film.
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

    /// What the log probability of each class counts for a film.
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

    /// What a film weighs.
    fn film_weight(&self, target: Target) -> f32 {
        let shares = target.shares();
        let parts = Class::ALL.map(|class| self.weights[class] * shares[class]);
        parts.into_iter().sum()
    }

    /// What films weigh together.
    pub fn weight(&self, targets: &[Target]) -> f32 {
        let weights = targets.iter().map(|&target| self.film_weight(target));
        weights.sum()
    }

    /// The mean loss of a batch, for gradients.
    ///
    /// # Shapes
    /// - logits: `[films, classes]`
    /// - output: `[1]`
    pub fn on_device(
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

    /// Adds films to a tally; `logits` holds three numbers a film. An answer is right when it is
    /// the class with the greatest share.
    pub fn tally(&self, tally: &mut Tally, logits: &[f32], targets: &[impl Into<Target> + Copy]) {
        let (films, _) = logits.as_chunks::<{ Class::COUNT }>();
        for (logits, &target) in films.iter().zip(targets) {
            let target: Target = target.into();
            let values = logits.map(f64::from);
            let greatest = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let total: f64 = values.iter().map(|value| (value - greatest).exp()).sum();
            let norm = greatest + total.ln();
            for (factor, value) in self.factors(target).into_iter().zip(values) {
                tally.loss -= f64::from(factor) * (value - norm);
            }
            tally.weight += f64::from(self.film_weight(target));
            tally.films += 1;
            tally.right += u64::from(is_top(logits, target.greatest()));
        }
    }
}

fn is_top(logits: &[f32; Class::COUNT], truth: Class) -> bool {
    let own = logits[truth.index()];
    let first_greater = logits[..truth.index()].iter().any(|&other| other >= own);
    !first_greater && logits.iter().all(|&other| other <= own)
}

impl Tally {
    /// Adds a film that is judged elsewhere, by its loss.
    pub fn add(&mut self, loss: f64, right: bool) {
        self.loss += loss;
        self.weight += 1.0;
        self.right += u64::from(right);
        self.films += 1;
    }

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

    /// The loss of one film.
    fn loss_of(loss: &Loss, logits: &[f32], target: Target) -> (f64, f64) {
        let mut tally = Tally::default();
        loss.tally(&mut tally, logits, &[target]);
        (tally.loss, tally.weight)
    }

    #[test]
    fn a_mixed_film_costs_and_weighs_what_its_parts_do_in_their_shares() {
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
    fn mixed_films_cost_the_same_on_host_and_device_and_count_by_their_greater_part() {
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
        let mut tally = Tally::default();
        loss.tally(&mut tally, &LOGITS, &targets);
        assert!((f64::from(found) - tally.loss()).abs() < 1e-6);
        // The greatest logits are those of COVID-19, pneumonia, pneumonia and normal.
        assert!((tally.accuracy() - 0.75).abs() < 1e-12);
    }

    #[test]
    fn smoothing_shares_out_a_part_of_the_truth() {
        let loss = Loss::new(ClassWeights::None, PerClass([1, 1, 1]), 0.3);
        let factors = loss.factors(Class::Normal.into());
        for (target, expected) in factors.into_iter().zip([0.1, 0.8, 0.1]) {
            assert!((target - expected).abs() < 1e-6);
        }
        let [_, own, _] = loss.unsmoothed().factors(Class::Normal.into());
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
    fn balanced_weights_of_films_that_are_shown_equally_often_are_all_1() {
        let loss = Loss::new(ClassWeights::Balanced, PerClass([33; 3]), 0.0);
        assert!(
            loss.weights()
                .0
                .iter()
                .all(|weight| (weight - 1.0).abs() < 1e-6)
        );
    }

    #[test]
    fn a_logit_that_is_no_number_shows_in_the_loss() {
        let mut tally = Tally::default();
        let loss = Loss::new(ClassWeights::None, PerClass([1, 1, 1]), 0.0);
        loss.tally(&mut tally, &[0.0, f32::NAN, 0.0], &[Class::Covid19]);
        assert!(tally.loss().is_nan());
    }
}
