//! Batches, made on a thread of their own so that the device never waits for a film.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

use model::class::Class;
use model::input::NetworkInput;

use super::augment;
use super::pack::{Pack, PackError};
use crate::random::Stream;
use crate::recipe::Augmentation;

/// Batches that may wait for the device.
const AHEAD: usize = 4;

/// What a seed is used for; keeps the streams apart.
const PURPOSE_ORDER: u64 = 1;
const PURPOSE_AUGMENT: u64 = 2;

/// Films ready for the network, with what they truly show.
#[derive(Debug)]
pub struct Batch {
    /// The films' inputs.
    pub inputs: Vec<NetworkInput>,
    /// Their classes.
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

/// The order of an epoch's films: shuffled by seed and epoch.
///
/// Batches are cut from it in order; a last batch of a single film is left out where there are
/// others, because a batch norm learns nothing from one.
pub fn epoch_batches(
    mut positions: Vec<usize>,
    batch: usize,
    seed: u64,
    epoch: u32,
) -> Vec<Vec<usize>> {
    Stream::new(seed, &[PURPOSE_ORDER, u64::from(epoch)]).shuffle(&mut positions);
    let mut batches = in_batches(&positions, batch);
    if batches.len() > 1 && batches.last().is_some_and(|last| last.len() == 1) {
        batches.pop();
    }
    batches
}

/// Films in batches, in their order.
pub fn in_batches(positions: &[usize], batch: usize) -> Vec<Vec<usize>> {
    positions.chunks(batch).map(<[usize]>::to_vec).collect()
}

/// Starts to load batches of films of a side; they arrive in order. Without a variation films come as they are.
///
/// Dropping the receiver ends the thread.
pub fn load(
    pack: Arc<Pack>,
    side: u32,
    batches: Vec<Vec<usize>>,
    variation: Option<Variation>,
) -> Receiver<Result<Batch, PackError>> {
    let (sender, receiver) = sync_channel(AHEAD);
    thread::spawn(move || {
        for positions in batches {
            let batch = read(&pack, side, &positions, variation.as_ref());
            let failed = batch.is_err();
            if sender.send(batch).is_err() || failed {
                return;
            }
        }
    });
    receiver
}

fn read(
    pack: &Pack,
    side: u32,
    positions: &[usize],
    variation: Option<&Variation>,
) -> Result<Batch, PackError> {
    let spec = pack.spec(side)?;
    let mut batch = Batch {
        inputs: Vec::with_capacity(positions.len()),
        classes: Vec::with_capacity(positions.len()),
    };
    for &position in positions {
        let mut plane = pack.plane(side, position)?;
        if let Some(variation) = variation {
            let purpose = [PURPOSE_AUGMENT, u64::from(variation.epoch), position as u64];
            let mut stream = Stream::new(variation.seed, &purpose);
            plane = augment::vary(&plane, side, &variation.augmentation, &mut stream);
        }
        batch.inputs.push(spec.normalise(&plane));
        batch.classes.push(pack.film(position).class);
    }
    Ok(batch)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_film_is_seen_once_an_epoch_in_another_order_each_time() {
        let batches = |epoch| epoch_batches((0..30).collect(), 8, 1, epoch);
        let (first, second) = (batches(1), batches(2));
        assert_ne!(first, second);
        assert_eq!(first, batches(1));
        let sizes: Vec<usize> = first.iter().map(Vec::len).collect();
        assert_eq!(sizes, [8, 8, 8, 6]);
        let mut films = first.concat();
        films.sort_unstable();
        assert_eq!(films, (0..30).collect::<Vec<_>>());
    }

    #[test]
    fn a_single_film_makes_no_batch_of_its_own() {
        let sizes = |films| -> Vec<usize> {
            let batches = epoch_batches((0..films).collect(), 8, 1, 1);
            batches.iter().map(Vec::len).collect()
        };
        assert_eq!(sizes(17), [8, 8]);
        assert_eq!(sizes(1), [1]);
    }
}
