//! The rotation task: predict by which of four right angles a film is rotated. It needs no labels and
//! makes weights that another training can start from.
//!
//! Source: Gidaris, Singh, Komodakis, "Unsupervised Representation Learning by Predicting Image
//! Rotations" (2018). The network is the same but for its last layer, which has four outputs.

use burn::nn::loss::CrossEntropyLossConfig;
use burn::tensor::{Device, Int, Tensor};
use metrics::{argmax, log_sum_exp};
use model::input::NetworkInput;
use networks::network::{self, Network};

use super::learner::Learner;
use super::loss::LossSums;
use super::pass::Pass;
use super::{Fit, FitError, Validation};
use crate::console::Progress;
use crate::data::loader::{self, Batch};
use crate::random::Stream;

/// The rotations: by 0, 90, 180 and 270 degrees.
const ROTATIONS: usize = 4;

/// A purpose of the seed, beside the others of training.
const PURPOSE_ROTATION: u64 = 13;

/// The network with one output for each rotation.
pub(super) fn with_outputs(network: Network, device: &Device) -> Network {
    network.with_outputs(ROTATIONS, device)
}

impl Fit<'_> {
    /// A step on films that are rotated at random.
    pub(super) fn rotation_step(
        &self,
        learner: &mut Learner,
        batches: &[Batch],
        learning_rate: f64,
    ) -> Result<(), FitError> {
        let position = &learner.position;
        let epoch = position.epochs_done + 1;
        let purpose = [
            PURPOSE_ROTATION,
            u64::from(epoch),
            position.steps_done as u64,
        ];
        let mut stream = Stream::new(self.recipe.seed, &purpose);
        let device = self.engine.device.clone().autodiff();
        device.seed(stream.next_u64());
        let films = batches.iter().flat_map(|batch| &batch.inputs);
        let (inputs, rotations) = rotated(films, |_| stream.below(ROTATIONS));
        let images = network::images(&inputs, &device);
        let pass = Pass::forward(&learner.network, self.recipe.precision, images);
        let (logits, gradients) = pass.backward(|logits| {
            let loss = CrossEntropyLossConfig::new().init(&device);
            loss.forward(logits, targets(&rotations, &device))
        });
        learner.update(learning_rate, learner.network.clone(), gradients);
        let logits = self.engine.read(logits)?;
        add_to(&mut learner.position.sums, &logits, &rotations);
        Ok(())
    }

    /// Validates on films that are rotated in the same way every time. The balanced accuracy is the mean
    /// over the rotations.
    pub(super) fn validate_rotation(
        &self,
        network: &Network,
        side: u32,
        positions: &[usize],
    ) -> Result<Validation, FitError> {
        let batches = loader::in_batches(positions, self.recipe.batch);
        let mut progress = Progress::new("validating", positions.len());
        let mut sums = LossSums::default();
        let mut right = [0_u32; ROTATIONS];
        let mut films = [0_u32; ROTATIONS];
        let mut shown = 0;
        for batch in loader::load(self.pack.clone(), side, batches, None) {
            let batch = batch?;
            let (inputs, rotations) =
                rotated(batch.inputs.iter(), |film| (shown + film) % ROTATIONS);
            let images = network::images(&inputs, &self.engine.device);
            let logits = self.engine.read(network.forward(images))?;
            add_to(&mut sums, &logits, &rotations);
            for (logits, &truth) in logits.as_chunks::<ROTATIONS>().0.iter().zip(&rotations) {
                films[truth] += 1;
                right[truth] += u32::from(argmax(logits) == truth);
            }
            shown += rotations.len();
            progress.advance(rotations.len(), "");
        }
        progress.finish();
        let accuracies = right.iter().zip(films).filter(|(_, films)| *films > 0);
        let accuracies: Vec<f64> = accuracies
            .map(|(&right, films)| f64::from(right) / f64::from(films))
            .collect();
        Ok(Validation {
            sums,
            balanced_accuracy: accuracies.iter().sum::<f64>() / accuracies.len() as f64,
        })
    }
}

/// Films, each rotated by the number of right angles that `rotation` returns for its index, and these
/// numbers.
fn rotated<'a>(
    films: impl Iterator<Item = &'a NetworkInput>,
    mut rotation: impl FnMut(usize) -> usize,
) -> (Vec<NetworkInput>, Vec<usize>) {
    let films = films.enumerate().map(|(index, film)| {
        let rotation = rotation(index);
        let once = |film: NetworkInput, _| quarter_turn(&film);
        ((0..rotation).fold(film.clone(), once), rotation)
    });
    films.unzip()
}

/// A film rotated clockwise by a right angle.
fn quarter_turn(film: &NetworkInput) -> NetworkInput {
    let side = film.side as usize;
    let value = |pixel: usize| film.values[(side - 1 - pixel % side) * side + pixel / side];
    NetworkInput {
        side: film.side,
        values: (0..side * side).map(value).collect(),
    }
}

fn targets(rotations: &[usize], device: &Device) -> Tensor<1, Int> {
    let rotations: Vec<i32> = rotations
        .iter()
        .map(|&rotation| i32::try_from(rotation).unwrap_or_default())
        .collect();
    Tensor::from_ints(rotations.as_slice(), device)
}

fn add_to(sums: &mut LossSums, logits: &[f32], rotations: &[usize]) {
    for (logits, &truth) in logits.as_chunks::<ROTATIONS>().0.iter().zip(rotations) {
        let values = logits.map(f64::from);
        let loss = log_sum_exp(&values) - values[truth];
        sums.add(loss, argmax(logits) == truth);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_film_is_rotated_clockwise_by_its_number_of_right_angles() {
        let film = NetworkInput {
            side: 2,
            values: vec![1.0, 2.0, 3.0, 4.0],
        };
        let films = [film.clone(), film.clone(), film.clone(), film];
        let (films, rotations) = rotated(films.iter(), |index| index);
        assert_eq!(rotations, [0, 1, 2, 3]);
        let expected = [
            [1.0, 2.0, 3.0, 4.0],
            [3.0, 1.0, 4.0, 2.0],
            [4.0, 3.0, 2.0, 1.0],
            [2.0, 4.0, 1.0, 3.0],
        ];
        for (film, expected) in films.iter().zip(expected) {
            assert_eq!(film.values, expected);
        }
    }

    #[test]
    fn the_sums_hold_the_cross_entropy() {
        let mut found = LossSums::default();
        add_to(
            &mut found,
            &[0.0, 0.0, 0.0, 0.0, 9.0, 0.0, 0.0, 0.0],
            &[2, 0],
        );
        // ln 4, and almost 0.
        let expected = f64::midpoint(4.0_f64.ln(), (3.0 * (-9.0_f64).exp()).ln_1p());
        assert!((found.loss() - expected).abs() < 1e-9);
        assert!((found.accuracy() - 0.5).abs() < 1e-12);
    }
}
