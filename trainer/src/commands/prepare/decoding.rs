//! Decodes films on all cores and stores their planes, block by block.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use model::gate::Glance;
use model::input::{self, InputSpec, Limits};
use rayon::prelude::*;
use serde::Serialize;

use crate::console::{self, Progress};
use crate::data::Listing;
use crate::data::fingerprint::Fingerprint;
use crate::data::matching::ListedFile;
use crate::data::pack::PackWriter;
use crate::error::TrainerError;
use crate::files::film::FilmFile;

/// Films of a block for each core. Only their planes wait to be written; decoded films are dropped at
/// once, so memory does not grow with the number of films.
const FILMS_A_CORE: usize = 32;

/// A film whose planes are in the pack; copies with the same pixels share them.
pub(super) struct StoredFilm {
    pub(super) listing: Listing,
    pub(super) plane: u64,
    pub(super) print: Fingerprint,
}

/// A file that could not be decoded.
#[derive(Debug, Serialize)]
pub(super) struct UnreadableFile {
    pub(super) file: String,
    pub(super) reason: String,
}

/// A decoded film that waits to be stored.
struct DecodedFilm {
    planes: Vec<Vec<u16>>,
    glance: Glance,
    print: Fingerprint,
}

/// Stores the planes of all films that can be read, in the order of the lists.
pub(super) fn store_all(
    films: &[ListedFile],
    inputs: &[InputSpec],
    writer: &mut PackWriter,
    stop: &AtomicBool,
) -> Result<(Vec<StoredFilm>, Vec<UnreadableFile>), TrainerError> {
    let started = Instant::now();
    let mut progress = Progress::new("decoding", films.len());
    let (mut stored, mut unreadable) = (Vec::with_capacity(films.len()), Vec::new());
    let mut planes_of: BTreeMap<String, u64> = BTreeMap::new();
    for chunk in films.chunks(FILMS_A_CORE * rayon::current_num_threads()) {
        if stop.load(Ordering::Relaxed) {
            return Err(TrainerError::Stopped);
        }
        let decoded: Vec<Result<DecodedFilm, String>> = chunk
            .par_iter()
            .map(|film| decode(&film.file, inputs))
            .collect();
        for (film, decoded) in chunk.iter().zip(decoded) {
            match decoded {
                Ok(DecodedFilm {
                    planes,
                    glance,
                    print,
                }) => {
                    let plane = match planes_of.get(&print.sha256) {
                        Some(&plane) => plane,
                        None => writer.push(&planes, &glance)?,
                    };
                    planes_of.insert(print.sha256.clone(), plane);
                    stored.push(StoredFilm {
                        listing: film.listing.clone(),
                        plane,
                        print,
                    });
                }
                Err(reason) => unreadable.push(UnreadableFile {
                    file: film.listing.file.clone(),
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

fn decode(file: &FilmFile, inputs: &[InputSpec]) -> Result<DecodedFilm, String> {
    let refused = |error: input::InputError| error.to_string();
    let radiograph = file.decode(Limits::default());
    let radiograph = radiograph.map_err(|error| error.to_string())?;
    let planes = inputs.iter().map(|input| input.plane(&radiograph));
    Ok(DecodedFilm {
        planes: planes.collect::<Result<_, _>>().map_err(refused)?,
        glance: Glance::of(&radiograph).map_err(refused)?,
        print: Fingerprint::of(&radiograph).map_err(refused)?,
    })
}
