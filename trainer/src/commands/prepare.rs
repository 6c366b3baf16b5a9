//! `prepare`: makes a pack of lists and images, with a report of what was left out.

mod decoding;
mod report;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use model::input::InputSpec;
use model::input::spec::MAX_SIDE;
use model::zoo::SIDE_STEP;

use self::decoding::StoredFilm;
use self::report::PrepareReport;
use crate::cli::Prepare;
use crate::console;
use crate::data::fingerprint::Fingerprint;
use crate::data::hold_out::hold_out;
use crate::data::leak;
use crate::data::listing::ListRow;
use crate::data::matching::{self, Resolved};
use crate::data::pack::{PackWriter, PackedFilm};
use crate::data::resolve;
use crate::data::split::{self, Shares, SplitError};
use crate::data::{Listing, Split, duplicates, likeness, listing};
use crate::error::TrainerError;
use crate::files::{self, StagedFolder};

/// Makes the pack.
///
/// # Errors
/// [`TrainerError`] with the list, line or file; then there is no pack.
pub(crate) fn run(options: &Prepare, json: bool) -> Result<(), TrainerError> {
    check(options)?;
    let inputs = inputs(options)?;
    let (listings, unmatched) = listings(options)?;
    let resolved = resolved(listings, options)?;
    let mut report = PrepareReport::of(&resolved);
    report.unmatched_labels = unmatched;
    let stop = stop_on_ctrl_c()?;
    let staged = StagedFolder::beside(&options.out)?;
    let mut writer = PackWriter::new(staged.path(), &inputs)?;
    let (stored, unreadable) = decoding::store_all(&resolved.films, &inputs, &mut writer, &stop)?;
    if let (true, Some(first)) = (stored.is_empty(), unreadable.first()) {
        return Err(TrainerError::NoReadableFilms {
            films: unreadable.len(),
            first: first.file.clone(),
            reason: first.reason.clone(),
        });
    }
    report.unreadable = unreadable;
    let films = with_splits(&stored, options, &mut report)?;
    let index = writer.finish(films)?;
    report.add_pack(&index);
    let text = serde_json::to_vec_pretty(&report)?;
    files::write(&staged.path().join("report.json"), &text)?;
    if stop.load(Ordering::Relaxed) {
        return Err(TrainerError::Stopped);
    }
    staged.publish()?;
    for finding in report.findings() {
        console::note(&finding);
    }
    Ok(console::result(
        json,
        &report,
        &report.summary(&options.out),
    )?)
}

fn check(options: &Prepare) -> Result<(), TrainerError> {
    let shares = [options.val, options.test];
    if shares.iter().any(|share| !(0.0..1.0).contains(share)) || shares.iter().sum::<f64>() >= 1.0 {
        return Err(TrainerError::Usage(
            "--val and --test must be at least 0 and together below 1".to_owned(),
        ));
    }
    if options.out.exists() {
        return Err(TrainerError::Usage(format!(
            "{} already exists; choose another --out or remove it",
            options.out.display()
        )));
    }
    Ok(())
}

/// How films are prepared for each side, smallest first.
fn inputs(options: &Prepare) -> Result<Vec<InputSpec>, TrainerError> {
    let mut sides = options.side.clone();
    sides.sort_unstable();
    sides.dedup();
    let fits = |side: u32| side > 0 && side.is_multiple_of(SIDE_STEP) && side <= MAX_SIDE;
    if let Some(side) = sides.iter().find(|&&side| !fits(side)) {
        return Err(TrainerError::Usage(format!(
            "--side {side}: it must be a multiple of {SIDE_STEP} and at most {MAX_SIDE}"
        )));
    }
    let input = |side| InputSpec {
        contrast: options.contrast.into(),
        ..InputSpec::with_side(side)
    };
    Ok(sides.into_iter().map(input).collect())
}

/// The listed films with their files, without the sources that are held out.
fn resolved(listings: Vec<Listing>, options: &Prepare) -> Result<Resolved, TrainerError> {
    let listed = listings.len();
    let mut resolved = matching::resolve(listings, &options.images)?;
    match resolved.missing.first() {
        Some(first) if resolved.films.is_empty() => Err(TrainerError::NoFilms {
            listed,
            folder: options.images.display().to_string(),
            first: first.clone(),
        }),
        _ => {
            resolved.films = hold_out(resolved.films, &options.hold_out)
                .map_err(|error| TrainerError::Usage(error.to_string()))?;
            Ok(resolved)
        }
    }
}

/// All films of the lists, the table or the folders, and the files of the table that no list names.
fn listings(options: &Prepare) -> Result<(Vec<Listing>, Vec<String>), TrainerError> {
    if options.list.is_empty() && options.test_list.is_empty() {
        let listings = match &options.labels {
            Some(table) => listing::read(table)?,
            None => from_folders(options)?,
        };
        return Ok((listings, Vec::new()));
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
    let unmatched = match &options.labels {
        Some(table) => add_columns(&mut listings, listing::rows(table)?)?,
        None => Vec::new(),
    };
    if !options.test_list.is_empty() {
        // With a test list, the others are for training; only validation may be taken from them.
        for listing in &mut listings {
            listing.split.get_or_insert(Split::Train);
        }
    }
    Ok((listings, unmatched))
}

fn from_folders(options: &Prepare) -> Result<Vec<Listing>, TrainerError> {
    let files = resolve::pictures(&options.images)?;
    let source = options.images.file_name();
    let source = source.map_or_else(|| "folder".into(), |name| name.to_string_lossy());
    let listings = listing::from_folders(&files, &source);
    if listings.is_empty() {
        return Err(TrainerError::Usage(format!(
            "no list is given, and {} has no images in folders named by class (normal/..) or by split and class (train/normal/..); give --list or --labels",
            options.images.display()
        )));
    }
    Ok(listings)
}

/// Overwrites columns of listed films with the cells of a table, except splits that a list gives. Returns
/// the files of the table that are not listed.
fn add_columns(listings: &mut [Listing], table: Vec<ListRow>) -> Result<Vec<String>, TrainerError> {
    let mut listed: BTreeMap<String, Vec<&mut Listing>> = BTreeMap::new();
    for listing in listings {
        let of_file = listed.entry(listing.file.clone()).or_default();
        of_file.push(listing);
    }
    let mut unmatched = Vec::new();
    for row in table {
        let Some(films) = listed.get_mut(&row.file) else {
            unmatched.push(row.file);
            continue;
        };
        for film in films {
            if row.class != film.class {
                return Err(TrainerError::LabelsDisagree {
                    file: row.file,
                    list: film.class.to_string(),
                    table: row.class.to_string(),
                });
            }
            film.split = film.split.or(row.split);
            let columns = [
                (&mut film.patient, &row.patient),
                (&mut film.source, &row.source),
                (&mut film.age_group, &row.age_group),
                (&mut film.view, &row.view),
            ];
            for (column, cell) in columns {
                if let Some(cell) = cell {
                    column.clone_from(cell);
                }
            }
        }
    }
    Ok(unmatched)
}

/// Ctrl-C stops between two blocks of films, so that the unfinished folder is removed.
fn stop_on_ctrl_c() -> Result<Arc<AtomicBool>, TrainerError> {
    let stop = Arc::new(AtomicBool::new(false));
    let asked = stop.clone();
    ctrlc::set_handler(move || asked.store(true, Ordering::Relaxed))?;
    Ok(stop)
}

/// Leaves out copies and contradictions, and gives every other film a split.
fn with_splits(
    stored: &[StoredFilm],
    options: &Prepare,
    report: &mut PrepareReport,
) -> Result<Vec<PackedFilm>, TrainerError> {
    let listings: Vec<&Listing> = stored.iter().map(|film| &film.listing).collect();
    let prints: Vec<&Fingerprint> = stored.iter().map(|film| &film.print).collect();
    let links = likeness::links(&prints);
    let fates = duplicates::fates(&listings, &links, options.near_duplicates);
    let kept = duplicates::kept(&listings, &links, &fates);
    report.add_copies(&listings, &fates, &kept);
    let kept_listings: Vec<&Listing> = kept.films.iter().map(|&film| listings[film]).collect();
    let shares = Shares {
        val: options.val,
        test: options.test,
    };
    let splits = split::complete(&kept_listings, &kept.groups, shares, options.seed)?;
    let divided = leak::divided_pictures(&kept_listings, &kept.links, &splits);
    if !divided.is_empty() && !options.allow_near_duplicates {
        return Err(SplitError::NearDuplicates(divided).into());
    }
    report.near_duplicates_across_splits = divided;
    let films = kept.films.iter().zip(splits);
    Ok(films
        .map(|(&film, split)| pack_film(&stored[film], split))
        .collect())
}

fn pack_film(film: &StoredFilm, split: Split) -> PackedFilm {
    let listing = film.listing.clone();
    PackedFilm {
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
