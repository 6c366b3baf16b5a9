//! `prepare`: lists and images become a pack, with a report of what was left out.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use model::class::Class;
use model::input::spec::InputSpec;
use model::input::{self, Limits};
use model::weights::sha256;
use model::zoo::SIDE_STEP;
use rayon::prelude::*;
use serde::Serialize;

use crate::cli::Prepare;
use crate::console::{self, Progress};
use crate::dataset::listing;
use crate::dataset::pack::{Film, Index, PackWriter};
use crate::dataset::resolve::{self, Resolved};
use crate::dataset::split::{self, Shares};
use crate::dataset::{Counts, Listing, Split};
use crate::error::TrainerError;
use crate::files::{self, StagedFolder};

/// Films that are decoded at once; bounds the memory.
const CHUNK: usize = 64;

/// What `prepare` did and left out; `report.json` in the pack.
#[derive(Debug, Default, Serialize)]
struct Report {
    films: usize,
    side: u32,
    list_sha256: String,
    counts: Counts,
    patients: BTreeMap<Split, usize>,
    missing: Vec<String>,
    unlisted: Vec<String>,
    listed_twice: Vec<String>,
    unreadable: Vec<Unreadable>,
    duplicates: Vec<Duplicate>,
}

/// A file that could not be decoded.
#[derive(Debug, Serialize)]
struct Unreadable {
    file: String,
    reason: String,
}

/// A file that was left out because another one has the same pixels.
#[derive(Debug, Serialize)]
struct Duplicate {
    file: String,
    same_as: String,
    reason: &'static str,
}

/// A film as decoded.
struct Decoded {
    plane: Vec<u16>,
    // Of width, height and all pixels before resizing.
    sha256: String,
}

/// A film whose plane is in the pack.
struct Stored {
    listing: Listing,
    plane: u64,
    sha256: String,
}

/// Makes the pack.
///
/// # Errors
/// [`TrainerError`] with the list, line or file.
pub fn run(options: &Prepare, json: bool) -> Result<(), TrainerError> {
    check(options)?;
    let listings = listings(options)?;
    let listed = listings.len();
    let Resolved {
        films,
        missing,
        repeated,
        unlisted,
    } = resolve::resolve(listings, &options.images)?;
    if films.is_empty() {
        return Err(TrainerError::NoFilms {
            listed,
            folder: options.images.display().to_string(),
            first: missing.into_iter().next().unwrap_or_default(),
        });
    }
    let mut report = Report {
        side: options.side,
        missing,
        unlisted,
        listed_twice: repeated,
        ..Report::default()
    };
    let spec = InputSpec::with_side(options.side);
    let staged = StagedFolder::beside(&options.out)?;
    let mut writer = PackWriter::new(staged.path())?;
    let stored = decode_all(&films, &spec, &mut writer, &mut report)?;
    let kept = without_duplicates(stored, &mut report);
    let shares = Shares {
        val: options.val,
        test: options.test,
    };
    let kept_listings: Vec<&Listing> = kept.iter().map(|film| &film.listing).collect();
    let splits = split::complete(&kept_listings, shares, options.seed)?;
    let films = kept.into_iter().zip(splits).map(pack_film).collect();
    let mut index = Index::new(&spec, films);
    writer.finish(&mut index)?;
    report.films = index.films.len();
    report.list_sha256.clone_from(&index.list_sha256);
    report.counts = index.counts();
    report.patients = patients(&index);
    let text = serde_json::to_vec_pretty(&report)?;
    files::write(&staged.path().join("report.json"), &text)?;
    staged.publish()?;
    Ok(console::result(json, &report, &lines(&report, options))?)
}

fn check(options: &Prepare) -> Result<(), TrainerError> {
    let shares = [options.val, options.test];
    if shares.iter().any(|share| !(0.0..1.0).contains(share)) || shares.iter().sum::<f64>() >= 1.0 {
        return Err(TrainerError::Usage(
            "--val and --test must be shares of at least 0 that leave something for training"
                .to_owned(),
        ));
    }
    if options.side == 0 || !options.side.is_multiple_of(SIDE_STEP) {
        return Err(TrainerError::Usage(format!(
            "--side {} does not fit: it must be a multiple of {SIDE_STEP}",
            options.side
        )));
    }
    if options.out.exists() {
        return Err(TrainerError::Usage(format!(
            "{} exists already; choose another --out or remove it",
            options.out.display()
        )));
    }
    Ok(())
}

/// All films that the lists, the table or the folders name.
fn listings(options: &Prepare) -> Result<Vec<Listing>, TrainerError> {
    if options.list.is_empty() && options.test_list.is_empty() {
        if let Some(table) = &options.labels {
            return Ok(listing::read(table)?);
        }
        let files = resolve::pictures(&options.images)?;
        let source = options.images.file_name();
        let source = source.map_or_else(|| "folder".into(), |name| name.to_string_lossy());
        return Ok(listing::from_folders(&files, &source));
    }
    let mut listings = Vec::new();
    for path in &options.list {
        listings.extend(listing::read(path)?);
    }
    for path in &options.test_list {
        let test = listing::read(path)?.into_iter();
        listings.extend(test.map(|film| Listing {
            split: Some(Split::Test),
            ..film
        }));
    }
    if let Some(table) = &options.labels {
        add_columns(&mut listings, listing::read(table)?)?;
    }
    Ok(listings)
}

/// Completes listed films by the table's columns; the test list's split stays.
fn add_columns(listings: &mut [Listing], table: Vec<Listing>) -> Result<(), TrainerError> {
    let rows: BTreeMap<String, Listing> = table
        .into_iter()
        .map(|row| (row.file.clone(), row))
        .collect();
    for listing in listings {
        let Some(row) = rows.get(&listing.file) else {
            continue;
        };
        if row.class != listing.class {
            return Err(TrainerError::LabelsDisagree {
                file: listing.file.clone(),
                list: listing.class.to_string(),
                table: row.class.to_string(),
            });
        }
        let split = listing.split.or(row.split);
        *listing = Listing {
            split,
            ..row.clone()
        };
    }
    Ok(())
}

/// Decodes on all cores, a chunk at a time, and stores the planes in the order of the lists.
fn decode_all(
    films: &[(Listing, PathBuf)],
    spec: &InputSpec,
    writer: &mut PackWriter,
    report: &mut Report,
) -> Result<Vec<Stored>, TrainerError> {
    let mut progress = Progress::new("decoding", films.len());
    let mut stored = Vec::with_capacity(films.len());
    for chunk in films.chunks(CHUNK) {
        let decoded: Vec<Result<Decoded, String>> = chunk
            .par_iter()
            .map(|(_, path)| decode(path, spec))
            .collect();
        for ((listing, _), decoded) in chunk.iter().zip(decoded) {
            match decoded {
                Ok(Decoded { plane, sha256 }) => stored.push(Stored {
                    listing: listing.clone(),
                    plane: writer.push(&plane)?,
                    sha256,
                }),
                Err(reason) => report.unreadable.push(Unreadable {
                    file: listing.file.clone(),
                    reason,
                }),
            }
        }
        progress.advance(chunk.len(), "");
    }
    progress.finish();
    Ok(stored)
}

fn decode(path: &Path, spec: &InputSpec) -> Result<Decoded, String> {
    let bytes = files::read(path).map_err(|error| error.to_string())?;
    let film = input::decode(&bytes, Limits::default()).map_err(|error| error.to_string())?;
    let plane = spec.plane(&film).map_err(|error| error.to_string())?;
    let size = [film.width(), film.height()];
    let pixels: Vec<u8> = size
        .iter()
        .flat_map(|length| length.to_le_bytes())
        .chain(film.grey().iter().flat_map(|grey| grey.to_le_bytes()))
        .collect();
    Ok(Decoded {
        plane,
        sha256: sha256(&pixels),
    })
}

/// Keeps one of each set of films with the same pixels, or none where their labels differ.
///
/// The one in the most protected split stays, so that nothing leaks into training.
fn without_duplicates(stored: Vec<Stored>, report: &mut Report) -> Vec<Stored> {
    let mut copies: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (position, film) in stored.iter().enumerate() {
        copies.entry(&film.sha256).or_default().push(position);
    }
    let mut dropped = vec![false; stored.len()];
    for positions in copies.into_values().filter(|copies| copies.len() > 1) {
        let listing = |position: usize| &stored[position].listing;
        let classes: BTreeSet<Class> = positions.iter().map(|&at| listing(at).class).collect();
        let agree = classes.len() == 1;
        // `max_by_key` takes the last of equals; reversed, the first in the lists.
        let keeper = positions
            .iter()
            .rev()
            .copied()
            .max_by_key(|&at| listing(at).split);
        for &position in positions.iter().filter(|&&at| !agree || Some(at) != keeper) {
            let same_as = positions.iter().copied().find(|&at| at != position);
            let same_as = if agree { keeper } else { same_as };
            dropped[position] = true;
            report.duplicates.push(Duplicate {
                file: listing(position).file.clone(),
                same_as: same_as.map_or_else(String::new, |at| listing(at).file.clone()),
                reason: if agree {
                    "same pixels, same label"
                } else {
                    "same pixels, different labels: all copies left out"
                },
            });
        }
    }
    let films = stored.into_iter().zip(dropped);
    films
        .filter_map(|(film, dropped)| (!dropped).then_some(film))
        .collect()
}

fn pack_film((film, split): (Stored, Split)) -> Film {
    let listing = film.listing;
    Film {
        file: listing.file,
        class: listing.class,
        patient: listing.patient,
        source: listing.source,
        split,
        age_group: listing.age_group,
        view: listing.view,
        plane: film.plane,
    }
}

fn patients(index: &Index) -> BTreeMap<Split, usize> {
    let mut patients: BTreeMap<Split, BTreeSet<&str>> = BTreeMap::new();
    for film in &index.films {
        patients
            .entry(film.split)
            .or_default()
            .insert(&film.patient);
    }
    patients
        .into_iter()
        .map(|(split, patients)| (split, patients.len()))
        .collect()
}

fn lines(report: &Report, options: &Prepare) -> Vec<String> {
    let mut lines = vec![format!(
        "{}: {} films of {} px, list {}",
        options.out.display(),
        report.films,
        report.side,
        report.list_sha256
    )];
    lines.extend(report.counts.lines());
    let mut left_out = |count: usize, what: &str| {
        if count > 0 {
            lines.push(format!("{count} {what}; see report.json in the pack"));
        }
    };
    left_out(report.missing.len(), "listed files are missing");
    left_out(report.unreadable.len(), "files cannot be read");
    left_out(report.duplicates.len(), "files are copies of others");
    left_out(report.listed_twice.len(), "files are listed twice");
    left_out(report.unlisted.len(), "files are in no list");
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stored(file: &str, class: Class, split: Option<Split>, sha256: &str) -> Stored {
        Stored {
            listing: Listing {
                file: file.to_owned(),
                class,
                patient: file.to_owned(),
                source: "s".to_owned(),
                split,
                age_group: "unknown".to_owned(),
                view: String::new(),
            },
            plane: 0,
            sha256: sha256.to_owned(),
        }
    }

    #[test]
    fn of_copies_the_one_in_the_most_protected_split_stays() {
        let films = vec![
            stored("a", Class::Normal, Some(Split::Train), "1"),
            stored("b", Class::Normal, Some(Split::Test), "1"),
            stored("c", Class::Normal, Some(Split::Train), "2"),
            stored("d", Class::Normal, None, "3"),
            stored("e", Class::Normal, None, "3"),
        ];
        let mut report = Report::default();
        let kept = without_duplicates(films, &mut report);
        let names: Vec<&str> = kept.iter().map(|film| film.listing.file.as_str()).collect();
        assert_eq!(names, ["b", "c", "d"]);
        assert_eq!(report.duplicates[0].file, "a");
        assert_eq!(report.duplicates[0].same_as, "b");
    }

    #[test]
    fn copies_with_different_labels_are_all_left_out() {
        let films = vec![
            stored("a", Class::Normal, None, "1"),
            stored("b", Class::Covid19, None, "1"),
            stored("c", Class::Normal, None, "2"),
        ];
        let mut report = Report::default();
        let kept = without_duplicates(films, &mut report);
        assert_eq!(kept.len(), 1);
        assert_eq!(report.duplicates.len(), 2);
        assert!(report.duplicates[0].reason.contains("different labels"));
    }
}
