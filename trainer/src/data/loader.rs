//! Loads batches on other threads, so that the device never waits for a film.
//!
//! The content of a batch depends on its plan alone: films are read and varied on all threads, and come
//! out in their order with the same numbers as on one thread.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

use model::class::Class;
use model::input::{InputSpec, NetworkInput};
use rayon::prelude::*;

use super::augment;
use super::mixing;
use super::pack::{Pack, PackError};
use super::target::Target;
use crate::random::Stream;
use crate::recipe::Augmentation;

/// The most batches that wait for the device.
const AHEAD: usize = 4;

/// Purposes of the seed; the sampler has 3.
const PURPOSE_ORDER: u64 = 1;
const PURPOSE_AUGMENT: u64 = 2;
const PURPOSE_MIX: u64 = 4;

/// Films ready for the network.
#[derive(Debug)]
pub(crate) struct Batch {
    /// The films' positions in the pack.
    pub(crate) positions: Vec<usize>,
    /// The films as the network takes them.
    pub(crate) inputs: Vec<NetworkInput>,
    /// What the network should answer.
    pub(crate) targets: Vec<Target>,
    /// The class of each film before it was mixed with another.
    pub(crate) classes: Vec<Class>,
}

/// How the films of an epoch are varied.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Variation {
    /// By how much.
    pub(crate) augmentation: Augmentation,
    /// The run's seed.
    pub(crate) seed: u64,
    /// The epoch, counted from 1.
    pub(crate) epoch: u32,
}

/// A film as an epoch shows it; some sampling shows a film several times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sample {
    /// The film's position in the pack.
    pub(crate) position: usize,
    /// How often the epoch has shown the film before.
    pub(crate) shown_before: u32,
}

/// A batch whose films are not yet read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BatchPlan {
    /// Counted from 0 in its epoch.
    pub(crate) number: usize,
    /// The films in order.
    pub(crate) samples: Vec<Sample>,
}

/// An epoch's batches: the films shuffled by seed and epoch and cut in order. A film may occur more than
/// once; each sample is varied in another way.
///
/// A last batch of a single film is left out unless it is the only one, because batch norms need several.
pub(crate) fn epoch_batches(
    mut positions: Vec<usize>,
    batch: usize,
    seed: u64,
    epoch: u32,
) -> Vec<BatchPlan> {
    Stream::new(seed, &[PURPOSE_ORDER, u64::from(epoch)]).shuffle(&mut positions);
    let mut batches = in_batches(&positions, batch);
    if batches.len() > 1 && batches.last().is_some_and(|last| last.samples.len() == 1) {
        batches.pop();
    }
    batches
}

/// Films in batches, in their order.
pub(crate) fn in_batches(positions: &[usize], batch: usize) -> Vec<BatchPlan> {
    let mut shown = BTreeMap::<usize, u32>::new();
    let mut sample = |&position: &usize| {
        let times = shown.entry(position).or_default();
        *times += 1;
        Sample {
            position,
            shown_before: *times - 1,
        }
    };
    let batches = positions.chunks(batch).enumerate();
    let plan = |(number, films): (usize, &[usize])| BatchPlan {
        number,
        samples: films.iter().map(&mut sample).collect(),
    };
    batches.map(plan).collect()
}

/// Starts to load batches of films of a side; they arrive in order. Without a variation films stay as
/// they are.
///
/// Dropping the receiver ends the thread.
pub(crate) fn load(
    pack: Arc<Pack>,
    side: u32,
    batches: Vec<BatchPlan>,
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

/// Reads a batch of films of a side: with a variation for training, without one for validation.
///
/// # Errors
/// [`PackError`] when the pack cannot be read or has no such side.
pub(crate) fn read(
    pack: &Pack,
    side: u32,
    plan: &BatchPlan,
    variation: Option<&Variation>,
) -> Result<Batch, PackError> {
    let spec = pack.spec(side)?;
    let samples = plan.samples.par_iter();
    let mut inputs = samples
        .map(|&sample| input(pack, &spec, sample, variation))
        .collect::<Result<Vec<_>, PackError>>()?;
    let positions: Vec<usize> = plan.samples.iter().map(|sample| sample.position).collect();
    let films = positions.iter().map(|&position| pack.film(position));
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
        positions,
        inputs,
        targets,
        classes,
    })
}

/// Reads a film, and varies it where there is a variation.
fn input(
    pack: &Pack,
    spec: &InputSpec,
    sample: Sample,
    variation: Option<&Variation>,
) -> Result<NetworkInput, PackError> {
    let plane = pack.plane(spec.side, sample.position)?;
    let Some(variation) = variation else {
        return Ok(spec.normalise(&plane));
    };
    let purpose = [
        PURPOSE_AUGMENT,
        u64::from(variation.epoch),
        sample.position as u64,
        u64::from(sample.shown_before),
    ];
    let stream = Stream::new(variation.seed, &purpose);
    let augmentation = &variation.augmentation;
    Ok(augment::vary(&plane, spec, augmentation, &stream))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Split;
    use crate::data::augment::tests::EVERYTHING;
    use crate::data::pack::{PackWriter, PackedFilm};
    use model::gate::Glance;

    fn positions(plans: &[BatchPlan]) -> Vec<usize> {
        let samples = plans.iter().flat_map(|plan| &plan.samples);
        samples.map(|sample| sample.position).collect()
    }

    fn sizes(plans: &[BatchPlan]) -> Vec<usize> {
        plans.iter().map(|plan| plan.samples.len()).collect()
    }

    #[test]
    fn every_epoch_shows_every_film_once_in_another_order() {
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
    fn a_last_batch_of_a_single_film_is_left_out() {
        let sizes = |films| sizes(&epoch_batches((0..films).collect(), 8, 1, 1));
        assert_eq!(sizes(17), [8, 8]);
        assert_eq!(sizes(1), [1]);
    }

    #[test]
    fn batches_and_the_samples_of_a_film_are_counted() {
        let plans = in_batches(&[4, 5, 4, 4, 5], 2);
        let numbers: Vec<usize> = plans.iter().map(|plan| plan.number).collect();
        assert_eq!(numbers, [0, 1, 2]);
        let samples = plans.iter().flat_map(|plan| &plan.samples);
        let shown_before: Vec<u32> = samples.map(|sample| sample.shown_before).collect();
        assert_eq!(shown_before, [0, 0, 1, 2, 1]);
    }

    /// Not looked at here.
    fn glance() -> Glance {
        Glance {
            width: 32,
            height: 32,
            plane: vec![0; 64 * 64],
        }
    }

    /// A pack of six noisy films, two of each class.
    fn pack(folder: &std::path::Path) -> Pack {
        let mut writer = PackWriter::new(folder, &[InputSpec::with_side(32)]).unwrap();
        let film = |number: usize| {
            let mut stream = Stream::new(1, &[number as u64]);
            let plane: Vec<u16> = (0..32 * 32)
                .map(|_| u16::try_from(stream.below(65_536)).unwrap())
                .collect();
            PackedFilm {
                file: format!("{number}.png"),
                class: Class::from_index(number % 3).unwrap(),
                patient: number.to_string(),
                source: "drawn".to_owned(),
                split: Split::Train,
                age_group: "unknown".to_owned(),
                view: String::new(),
                plane: writer.push(&[plane], &glance()).unwrap(),
            }
        };
        let films = (0..6).map(film).collect();
        writer.finish(films, Vec::new()).unwrap();
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
    fn a_batch_does_not_depend_on_the_batch_that_loading_starts_with() {
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
    fn a_film_shown_twice_is_varied_in_two_ways_and_validation_varies_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let pack = pack(folder.path());
        let plan = &in_batches(&[3, 3], 2)[0];
        let variation = Variation {
            augmentation: EVERYTHING,
            ..variation()
        };
        let varied = read(&pack, 32, plan, Some(&variation)).unwrap();
        assert_ne!(varied.inputs[0], varied.inputs[1]);
        let unvaried = read(&pack, 32, plan, None).unwrap();
        let whole = pack
            .spec(32)
            .unwrap()
            .normalise(&pack.plane(32, 3).unwrap());
        assert_eq!(unvaried.inputs, [whole.clone(), whole]);
        assert_eq!(unvaried.targets, [Target::from(Class::Covid19); 2]);
    }
}
