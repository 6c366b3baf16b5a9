//! Decodes films on all cores and stores their planes, a few at a time.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use model::input::{self, InputSpec, Limits};
use rayon::prelude::*;
use serde::Serialize;

use crate::console::{self, Progress};
use crate::data::Listing;
use crate::data::fingerprint::Fingerprint;
use crate::data::pack::PackWriter;
use crate::error::TrainerError;
use crate::files;

/// Films for each core between two visits to the disk. Only their planes wait; a decoded film is
/// held no longer than a core works on it, so memory does not grow with the number of films.
const FILMS_A_CORE: usize = 32;

/// A film whose planes are in the pack; copies with the same pixels share them.
pub(super) struct Stored {
    pub(super) listing: Listing,
    pub(super) plane: u64,
    pub(super) print: Fingerprint,
}

/// A file that could not be decoded.
#[derive(Debug, Serialize)]
pub(super) struct Unreadable {
    pub(super) file: String,
    pub(super) reason: String,
}

/// A film as it waits to be stored.
struct Prepared {
    planes: Vec<Vec<u16>>,
    print: Fingerprint,
}

/// Stores the planes of all films that can be read, in the order of the lists.
pub(super) fn store_all(
    films: &[(Listing, PathBuf)],
    inputs: &[InputSpec],
    writer: &mut PackWriter,
    stop: &AtomicBool,
) -> Result<(Vec<Stored>, Vec<Unreadable>), TrainerError> {
    let started = Instant::now();
    let mut progress = Progress::new("decoding", films.len());
    let (mut stored, mut unreadable) = (Vec::with_capacity(films.len()), Vec::new());
    let mut places: BTreeMap<String, u64> = BTreeMap::new();
    for chunk in films.chunks(FILMS_A_CORE * rayon::current_num_threads()) {
        if stop.load(Ordering::Relaxed) {
            return Err(TrainerError::Stopped);
        }
        let prepared: Vec<Result<Prepared, String>> = chunk
            .par_iter()
            .map(|(_, path)| prepare(path, inputs))
            .collect();
        for ((listing, _), prepared) in chunk.iter().zip(prepared) {
            match prepared {
                Ok(Prepared { planes, print }) => {
                    let plane = match places.get(&print.sha256) {
                        Some(&place) => place,
                        None => writer.push(&planes)?,
                    };
                    places.insert(print.sha256.clone(), plane);
                    stored.push(Stored {
                        listing: listing.clone(),
                        plane,
                        print,
                    });
                }
                Err(reason) => unreadable.push(Unreadable {
                    file: listing.file.clone(),
                    reason,
                }),
            }
        }
        progress.advance(chunk.len(), "");
    }
    progress.finish();
    let seconds = started.elapsed().as_secs_f64();
    console::note(&format!(
        "decoded {} films in {seconds:.1} s ({:.0} films/s)",
        films.len(),
        films.len() as f64 / seconds
    ));
    Ok((stored, unreadable))
}

fn prepare(path: &Path, inputs: &[InputSpec]) -> Result<Prepared, String> {
    let limits = Limits::default();
    let refused = |error: input::InputError| error.to_string();
    let bytes = files::read_picture(path, limits).map_err(|error| error.to_string())?;
    let film = input::decode(&bytes, limits).map_err(refused)?;
    let planes = inputs.iter().map(|input| input.plane(&film));
    Ok(Prepared {
        planes: planes.collect::<Result<_, _>>().map_err(refused)?,
        print: Fingerprint::of(&film).map_err(refused)?,
    })
}
