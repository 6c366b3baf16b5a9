//! Batches, made on threads of their own so that the device never waits for a film.
//!
//! What a batch holds depends on its plan alone: films are read and varied on as many threads as
//! there are, and come out in their order with the numbers that one thread would give.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

use model::class::Class;
use model::input::NetworkInput;
use rayon::prelude::*;

use super::augment;
use super::mixing;
use super::pack::{Pack, PackError};
use super::target::Target;
use crate::random::Stream;
use crate::recipe::Augmentation;

/// Batches that may wait for the device.
const AHEAD: usize = 4;

/// What a seed is used for; keeps the streams apart. The sampler has 3.
const PURPOSE_ORDER: u64 = 1;
const PURPOSE_AUGMENT: u64 = 2;
const PURPOSE_MIX: u64 = 4;

/// Films ready for the network, with what they show.
#[derive(Debug)]
pub struct Batch {
    /// The films' inputs.
    pub inputs: Vec<NetworkInput>,
    /// What is to be learned from them.
    pub targets: Vec<Target>,
    /// What each film showed before it was mixed with another.
    pub classes: Vec<Class>,
}

/// How the films of an epoch are varied.
#[derive(Debug, Clone, Copy)]
pub struct Variation {
    /// By how much.
    pub augmentation: Augmentation,
    /// The run's seed.
    pub seed: u64,
    /// The epoch, counted from 1.
    pub epoch: u32,
}

/// A film's turn in an epoch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turn {
    /// The film's position in the pack.
    pub position: usize,
    /// How often the epoch has shown the film before.
    pub before: u32,
}

/// A batch whose films are not yet read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Counted from 0 in its epoch.
    pub number: usize,
    /// Its films in order.
    pub turns: Vec<Turn>,
}

/// An epoch's batches: the films shuffled by seed and epoch and cut in order. A film may stand
/// there more than once; each turn is varied in another way.
///
/// A last batch of a single film is left out where there are others, because a batch norm learns
/// nothing from one.
pub fn epoch_batches(mut positions: Vec<usize>, batch: usize, seed: u64, epoch: u32) -> Vec<Plan> {
    Stream::new(seed, &[PURPOSE_ORDER, u64::from(epoch)]).shuffle(&mut positions);
    let mut batches = in_batches(&positions, batch);
    if batches.len() > 1 && batches.last().is_some_and(|last| last.turns.len() == 1) {
        batches.pop();
    }
    batches
}

/// Films in batches, in their order.
pub fn in_batches(positions: &[usize], batch: usize) -> Vec<Plan> {
    let mut shown = BTreeMap::<usize, u32>::new();
    let mut turn = |&position: &usize| {
        let times = shown.entry(position).or_default();
        *times += 1;
        Turn {
            position,
            before: *times - 1,
        }
    };
    let batches = positions.chunks(batch).enumerate();
    let plan = |(number, films): (usize, &[usize])| Plan {
        number,
        turns: films.iter().map(&mut turn).collect(),
    };
    batches.map(plan).collect()
}

/// Starts to load batches of films of a side; they arrive in order. Without a variation films come as they are.
///
/// Dropping the receiver ends the thread.
pub fn load(
    pack: Arc<Pack>,
    side: u32,
    batches: Vec<Plan>,
    variation: Option<Variation>,
) -> Receiver<Result<Batch, PackError>> {
    let (sender, receiver) = sync_channel(AHEAD);
    thread::spawn(move || {
        for plan in batches {
            let batch = read(&pack, side, &plan, variation.as_ref());
            let failed = batch.is_err();
            if sender.send(batch).is_err() || failed {
                return;
            }
        }
    });
    receiver
}

/// Reads a batch of films of a side as training, with a variation, or judging, without one, gets it.
///
/// # Errors
/// [`PackError`] when the pack cannot be read or has no such side.
pub fn read(
    pack: &Pack,
    side: u32,
    plan: &Plan,
    variation: Option<&Variation>,
) -> Result<Batch, PackError> {
    let spec = pack.spec(side)?;
    let turns = plan.turns.par_iter();
    let mut inputs = turns
        .map(|&turn| Ok(spec.normalise(&plane(pack, side, turn, variation)?)))
        .collect::<Result<Vec<_>, PackError>>()?;
    let films = plan.turns.iter().map(|turn| pack.film(turn.position));
    let classes: Vec<Class> = films.map(|film| film.class).collect();
    let mut targets: Vec<Target> = classes.iter().copied().map(Target::from).collect();
    if let Some(variation) = variation {
        let purpose = [PURPOSE_MIX, u64::from(variation.epoch), plan.number as u64];
        let mut stream = Stream::new(variation.seed, &purpose);
        mixing::mix(
            &mut inputs,
            &mut targets,
            &variation.augmentation,
            &mut stream,
        );
    }
    Ok(Batch {
        inputs,
        targets,
        classes,
    })
}

/// Reads a film's grey values, varied where there is a variation.
fn plane(
    pack: &Pack,
    side: u32,
    turn: Turn,
    variation: Option<&Variation>,
) -> Result<Vec<u16>, PackError> {
    let plane = pack.plane(side, turn.position)?;
    let Some(variation) = variation else {
        return Ok(plane);
    };
    let purpose = [
        PURPOSE_AUGMENT,
        u64::from(variation.epoch),
        turn.position as u64,
        u64::from(turn.before),
    ];
    let stream = Stream::new(variation.seed, &purpose);
    Ok(augment::vary(
        &plane,
        side,
        &variation.augmentation,
        &stream,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Split;
    use crate::data::augment::tests::EVERYTHING;
    use crate::data::pack::{Film, PackWriter};
    use model::input::InputSpec;

    fn positions(plans: &[Plan]) -> Vec<usize> {
        let turns = plans.iter().flat_map(|plan| &plan.turns);
        turns.map(|turn| turn.position).collect()
    }

    fn sizes(plans: &[Plan]) -> Vec<usize> {
        plans.iter().map(|plan| plan.turns.len()).collect()
    }

    #[test]
    fn every_film_is_seen_once_an_epoch_in_another_order_each_time() {
        let batches = |epoch| epoch_batches((0..30).collect(), 8, 1, epoch);
        let (first, second) = (batches(1), batches(2));
        assert_ne!(first, second);
        assert_eq!(first, batches(1));
        assert_eq!(sizes(&first), [8, 8, 8, 6]);
        let mut films = positions(&first);
        films.sort_unstable();
        assert_eq!(films, (0..30).collect::<Vec<_>>());
    }

    #[test]
    fn a_single_film_makes_no_batch_of_its_own() {
        let sizes = |films| sizes(&epoch_batches((0..films).collect(), 8, 1, 1));
        assert_eq!(sizes(17), [8, 8]);
        assert_eq!(sizes(1), [1]);
    }

    #[test]
    fn batches_and_the_turns_of_a_film_are_counted() {
        let plans = in_batches(&[4, 5, 4, 4, 5], 2);
        let numbers: Vec<usize> = plans.iter().map(|plan| plan.number).collect();
        assert_eq!(numbers, [0, 1, 2]);
        let turns = plans.iter().flat_map(|plan| &plan.turns);
        let before: Vec<u32> = turns.map(|turn| turn.before).collect();
        assert_eq!(before, [0, 0, 1, 2, 1]);
    }

    /// A pack of six noisy films, two of each class.
    fn pack(folder: &std::path::Path) -> Pack {
        let mut writer = PackWriter::new(folder, &[InputSpec::with_side(32)]).unwrap();
        let film = |number: usize| {
            let mut stream = Stream::new(1, &[number as u64]);
            let plane: Vec<u16> = (0..32 * 32)
                .map(|_| u16::try_from(stream.below(65_536)).unwrap())
                .collect();
            Film {
                file: format!("{number}.png"),
                class: Class::from_index(number % 3).unwrap(),
                patient: number.to_string(),
                source: "drawn".to_owned(),
                split: Split::Train,
                age_group: "unknown".to_owned(),
                view: String::new(),
                plane: writer.push(&[plane]).unwrap(),
            }
        };
        let films = (0..6).map(film).collect();
        writer.finish(films).unwrap();
        Pack::open(folder).unwrap()
    }

    fn variation() -> Variation {
        Variation {
            augmentation: Augmentation {
                mixup: 0.4,
                cutmix: 1.0,
                ..EVERYTHING
            },
            seed: 5,
            epoch: 2,
        }
    }

    #[test]
    fn a_batch_is_the_same_on_any_number_of_threads() {
        let folder = tempfile::tempdir().unwrap();
        let pack = pack(folder.path());
        let plans = epoch_batches(vec![0, 1, 2, 3, 4, 5, 5, 0], 4, 5, 2);
        let on = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
            let batches = pool.build().unwrap().install(|| {
                let batches = plans
                    .iter()
                    .map(|plan| read(&pack, 32, plan, Some(&variation())));
                batches.collect::<Result<Vec<Batch>, _>>().unwrap()
            });
            batches
                .into_iter()
                .map(|batch| (batch.inputs, batch.targets))
                .collect::<Vec<_>>()
        };
        let one = on(1);
        assert_eq!(one, on(3));
        assert_eq!(one, on(8));
    }

    #[test]
    fn a_batch_does_not_depend_on_where_loading_starts() {
        let folder = tempfile::tempdir().unwrap();
        let pack = Arc::new(pack(folder.path()));
        let mut plans = epoch_batches((0..6).collect(), 2, 5, 2);
        let whole: Vec<Batch> = load(pack.clone(), 32, plans.clone(), Some(variation()))
            .into_iter()
            .collect::<Result<_, _>>()
            .unwrap();
        let rest = plans.split_off(1);
        let films = load(pack, 32, rest, Some(variation()));
        for (one, other) in whole.iter().skip(1).zip(films) {
            let other = other.unwrap();
            assert_eq!(one.inputs, other.inputs);
            assert_eq!(one.targets, other.targets);
        }
    }

    #[test]
    fn a_film_that_is_shown_twice_is_varied_in_two_ways_and_judging_varies_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let pack = pack(folder.path());
        let plan = &in_batches(&[3, 3], 2)[0];
        let variation = Variation {
            augmentation: EVERYTHING,
            ..variation()
        };
        let varied = read(&pack, 32, plan, Some(&variation)).unwrap();
        assert_ne!(varied.inputs[0], varied.inputs[1]);
        let judged = read(&pack, 32, plan, None).unwrap();
        let whole = pack
            .spec(32)
            .unwrap()
            .normalise(&pack.plane(32, 3).unwrap());
        assert_eq!(judged.inputs, [whole.clone(), whole]);
        assert_eq!(judged.targets, [Target::from(Class::Covid19); 2]);
    }
}
