//! `prepare`: makes a pack of lists and images, with a report of what was left out.

mod decoding;
mod findings;
mod listed;
mod outliers;
mod report;

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
use crate::data::leak;
use crate::data::pack::{PackWriter, PackedFilm};
use crate::data::split::{self, Shares, SplitError};
use crate::data::{Listing, Split, duplicates, likeness};
use crate::error::TrainerError;
use crate::files::{self, StagedFolder};

/// Makes the pack.
///
/// # Errors
/// [`TrainerError`] with the list, line or file; then there is no pack. What was found until then is
/// reported all the same.
pub(crate) fn run(options: &Prepare, json: bool) -> Result<(), TrainerError> {
    check(options)?;
    let inputs = inputs(options)?;
    let mut report = PrepareReport::default();
    let made = make(options, &inputs, &mut report);
    for finding in report.findings() {
        console::note(&finding);
    }
    let summary = match &made {
        Ok(()) => report.summary(&options.out),
        Err(TrainerError::Lists(_) | TrainerError::Split(_)) if json => Vec::new(),
        Err(_) => return made,
    };
    console::result(json, &report, &summary)?;
    made
}

fn make(
    options: &Prepare,
    inputs: &[InputSpec],
    report: &mut PrepareReport,
) -> Result<(), TrainerError> {
    let listed = listed::films(options)?;
    report.add_lists(&listed);
    for note in report.notes() {
        console::note(&note);
    }
    if !listed.matched.problems.is_empty() {
        return Err(listed.matched.problems.into());
    }
    let films = listed.matched.films;
    let outliers = outliers::listed(options)?;
    let stop = stop_on_ctrl_c()?;
    let staged = StagedFolder::beside(&options.out)?;
    let mut writer = PackWriter::new(staged.path(), inputs)?;
    let (stored, unreadable) = decoding::store_all(&films, inputs, &mut writer, &stop)?;
    if let (true, Some(first)) = (stored.is_empty(), unreadable.first()) {
        return Err(TrainerError::NoReadableFilms {
            films: unreadable.len(),
            first: first.file.clone(),
            reason: first.reason.clone(),
        });
    }
    report.unreadable = unreadable;
    let films = with_splits(&stored, options, report)?;
    let outliers = outliers::store_all(outliers, &mut writer, &stop)?;
    let index = writer.finish(films, outliers)?;
    report.add_pack(&index);
    let text = serde_json::to_vec_pretty(&report)?;
    files::write(&staged.path().join("report.json"), &text)?;
    if stop.load(Ordering::Relaxed) {
        return Err(TrainerError::Stopped);
    }
    Ok(staged.publish()?)
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
