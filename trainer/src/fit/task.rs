//! Learning by which of four right angles a film is turned: needs no labels, and gives weights that
//! another training can start from.
//!
//! Source: Gidaris, Singh, Komodakis, "Unsupervised Representation Learning by Predicting Image
//! Rotations" (2018). The network is the same but for its last layer, which has four outputs.

use burn::nn::loss::CrossEntropyLossConfig;
use burn::optim::GradientsParams;
use burn::tensor::{Device, Int, Tensor};
use model::input::NetworkInput;
use networks::network::{self, Network};

use super::loss::Tally;
use super::{Fit, FitError, Learner};
use crate::console::Progress;
use crate::data::loader::{self, Batch};
use crate::random::Stream;
use crate::recipe::Task;

/// The angles: 0, 90, 180 and 270 degrees.
const TURNS: usize = 4;

/// What the seed is used for, beside the other purposes of training.
const PURPOSE_TURN: u64 = 13;

/// The network of a task: with as many outputs as there are answers.
pub(super) fn network(task: Task, network: Network, device: &Device) -> Network {
    match task {
        Task::Rotation => network.with_outputs(TURNS, device),
        Task::Classes => network,
    }
}

impl Fit<'_> {
    /// A step on turned films.
    pub(super) fn turn_step(
        &self,
        learner: &mut Learner,
        batches: &[Batch],
        rate: f64,
    ) -> Result<(), FitError> {
        let position = &mut learner.position;
        let epoch = position.epochs_done + 1;
        let purpose = [PURPOSE_TURN, u64::from(epoch), position.steps_done as u64];
        let mut stream = Stream::new(self.recipe.seed, &purpose);
        let device = self.engine.device.clone().autodiff();
        device.seed(stream.next_u64());
        let films = batches.iter().flat_map(|batch| &batch.inputs);
        let (inputs, turns) = turned(films, |_| stream.below(TURNS));
        let logits = learner.network.forward(network::images(&inputs, &device));
        let gradients = CrossEntropyLossConfig::new()
            .init(&device)
            .forward(logits.clone(), targets(&turns, &device))
            .backward();
        let gradients = GradientsParams::from_grads(gradients, &learner.network);
        learner.network = learner
            .optimizer
            .step(rate, learner.network.clone(), gradients);
        if let Some(average) = &mut learner.average {
            average.follow(&learner.network);
        }
        let logits = self.engine.read(logits.inner())?;
        tally(&mut position.tally, &logits, &turns);
        position.steps_done += 1;
        let loss = position.tally.loss();
        if loss.is_finite() {
            Ok(())
        } else {
            Err(FitError::Diverged {
                loss,
                epoch,
                step: position.steps_done,
            })
        }
    }

    /// Judges on films that are turned in the same way every time: what the loss needs, and the
    /// mean over the angles of the share that is told rightly.
    pub(super) fn judge_turns(
        &self,
        network: &Network,
        side: u32,
        positions: &[usize],
    ) -> Result<(Tally, f64), FitError> {
        let batches = loader::in_batches(positions, self.recipe.batch);
        let mut progress = Progress::new("judging", positions.len());
        let mut judged = Tally::default();
        let mut right = [0_u32; TURNS];
        let mut films = [0_u32; TURNS];
        let mut shown = 0;
        for batch in loader::load(self.pack.clone(), side, batches, None) {
            let batch = batch?;
            let (inputs, turns) = turned(batch.inputs.iter(), |film| (shown + film) % TURNS);
            let images = network::images(&inputs, &self.engine.device);
            let logits = self.engine.read(network.forward(images))?;
            tally(&mut judged, &logits, &turns);
            for (logits, &turn) in logits.as_chunks::<TURNS>().0.iter().zip(&turns) {
                films[turn] += 1;
                right[turn] += u32::from(is_top(logits, turn));
            }
            shown += turns.len();
            progress.advance(turns.len(), "");
        }
        progress.finish();
        let shares = right.iter().zip(films).filter(|(_, films)| *films > 0);
        let shares: Vec<f64> = shares
            .map(|(&right, films)| f64::from(right) / f64::from(films))
            .collect();
        Ok((judged, shares.iter().sum::<f64>() / shares.len() as f64))
    }
}

/// Films, each turned as `turn` says of its place, and their turns.
fn turned<'a>(
    films: impl Iterator<Item = &'a NetworkInput>,
    mut turn: impl FnMut(usize) -> usize,
) -> (Vec<NetworkInput>, Vec<usize>) {
    let films = films.enumerate().map(|(place, film)| {
        let turns = turn(place);
        let once = |film: NetworkInput, _| quarter(&film);
        ((0..turns).fold(film.clone(), once), turns)
    });
    films.unzip()
}

/// A film turned by a right angle, clockwise.
fn quarter(film: &NetworkInput) -> NetworkInput {
    let side = film.side as usize;
    let value = |place: usize| film.values[(side - 1 - place % side) * side + place / side];
    NetworkInput {
        side: film.side,
        values: (0..side * side).map(value).collect(),
    }
}

fn targets(turns: &[usize], device: &Device) -> Tensor<1, Int> {
    let turns: Vec<i32> = turns
        .iter()
        .map(|&turn| i32::try_from(turn).unwrap_or_default())
        .collect();
    Tensor::from_ints(turns.as_slice(), device)
}

fn tally(tally: &mut Tally, logits: &[f32], turns: &[usize]) {
    for (logits, &turn) in logits.as_chunks::<TURNS>().0.iter().zip(turns) {
        let values = logits.map(f64::from);
        let greatest = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let total: f64 = values.iter().map(|value| (value - greatest).exp()).sum();
        tally.add(greatest + total.ln() - values[turn], is_top(logits, turn));
    }
}

fn is_top(logits: &[f32; TURNS], turn: usize) -> bool {
    let mut others = logits
        .iter()
        .enumerate()
        .filter(|(other, _)| *other != turn);
    others.all(|(_, logit)| *logit < logits[turn])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_film_is_turned_clockwise_by_its_number_of_right_angles() {
        let film = NetworkInput {
            side: 2,
            values: vec![1.0, 2.0, 3.0, 4.0],
        };
        let films = [film.clone(), film.clone(), film.clone(), film];
        let (films, turns) = turned(films.iter(), |place| place);
        assert_eq!(turns, [0, 1, 2, 3]);
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
    fn the_tally_holds_the_cross_entropy() {
        let mut found = Tally::default();
        tally(
            &mut found,
            &[0.0, 0.0, 0.0, 0.0, 9.0, 0.0, 0.0, 0.0],
            &[2, 0],
        );
        // ln 4, and next to nothing.
        let expected = f64::midpoint(4.0_f64.ln(), (3.0 * (-9.0_f64).exp()).ln_1p());
        assert!((found.loss() - expected).abs() < 1e-9);
        assert!((found.accuracy() - 0.5).abs() < 1e-12);
    }
}
