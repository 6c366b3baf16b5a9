//! `predict`: images become rows of probabilities; a bad file is a row with its reason.

use std::path::{Path, PathBuf};

use model::calibration::Logits;
use model::class::{Class, PerClass};
use model::input::{Limits, NetworkInput};
use model::reading::{Decision, Reading};
use model::scorecard::Scorecard;
use serde::Serialize;

use crate::cli::Predict;
use crate::console::{self, Progress};
use crate::data::resolve;
use crate::error::TrainerError;
use crate::files;
use crate::host::classifier::Classifier;
use crate::host::device::DeviceError;
use crate::host::model_folder::ModelFolder;
use crate::host::shard::{PartOf, Shard};
use crate::host::table::Table;

/// Films that are decoded and classified at once.
const BATCH: usize = 8;

/// The result of `predict`.
#[derive(Debug, Serialize)]
struct Outcome {
    files: usize,
    /// Of the files, those that a former run had classified.
    resumed: usize,
    /// Of the others, those that cannot be judged.
    refused: usize,
    out: Option<String>,
    readings: Vec<Reading>,
}

/// Classifies files.
///
/// # Errors
/// [`TrainerError`] when the model or device cannot be used; a bad file is no error.
pub(crate) fn run(options: &Predict, json: bool) -> Result<(), TrainerError> {
    let folder = ModelFolder::read(&options.weights)?;
    let (files, part) = own_files(options, &folder.scorecard)?;
    let classifier = Classifier::open(options.device.clone(), &folder)?;
    let (mut table, resumed) = open_table(options, &files, &part)?;
    let mut progress = Progress::new("classifying", files.len());
    progress.advance(resumed, "");
    let mut readings = Vec::with_capacity(files.len() - resumed);
    for chunk in files[resumed..].chunks(BATCH) {
        for reading in classify(&classifier, &folder.scorecard, chunk)? {
            if let Some(table) = &mut table {
                table.push(&reading.csv_row())?;
            }
            readings.push(reading);
        }
        progress.advance(chunk.len(), "");
    }
    progress.finish();
    let lines = match &options.out {
        Some(out) => vec![format!("{} rows in {}", files.len(), out.display())],
        None => vec![text(&readings)?],
    };
    let refused = |reading: &&Reading| reading.decision == Decision::Refuse;
    let outcome = Outcome {
        files: files.len(),
        resumed,
        refused: readings.iter().filter(refused).count(),
        out: options.out.as_ref().map(|path| path.display().to_string()),
        readings,
    };
    Ok(console::result(json, &outcome, &lines)?)
}

/// The files, or those of the shard, and of what they are a part.
fn own_files(
    options: &Predict,
    scorecard: &Scorecard,
) -> Result<(Vec<PathBuf>, PartOf), TrainerError> {
    let mut files = expand(&options.paths)?;
    if options.shard.is_some() {
        files.sort();
        files.dedup();
    }
    let shard = options.shard.unwrap_or(Shard::WHOLE);
    let part = PartOf::new(shard, &files, &serde_json::to_vec(scorecard)?);
    Ok((shard.choose(&files), part))
}

/// The table, if one is asked for, and the number of rows it has already. Beside it lies a note of
/// what it is a part.
fn open_table(
    options: &Predict,
    files: &[PathBuf],
    part: &PartOf,
) -> Result<(Option<Table>, usize), TrainerError> {
    let Some(out) = &options.out else {
        return Ok((None, 0));
    };
    let begun = out.metadata().is_ok_and(|table| table.len() > 0);
    if !(options.resume && begun) {
        // The old rows go before the new note comes, so that no table has another's note.
        let mut table = Table::create(out)?;
        part.write(out)?;
        table.push(&Reading::CSV_HEADER)?;
        return Ok((Some(table), 0));
    }
    if PartOf::read(out).map_err(TrainerError::NoPart)? != *part {
        return Err(TrainerError::OtherPart(out.display().to_string()));
    }
    let names: Vec<String> = files
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    let (table, rows) = Table::resume(out, &Reading::CSV_HEADER, &names)?;
    Ok((Some(table), rows))
}

/// The readings as a table for people and pipes.
fn text(readings: &[Reading]) -> Result<String, TrainerError> {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(Reading::CSV_HEADER)?;
    for reading in readings {
        table.write_record(reading.csv_row())?;
    }
    let table = table
        .into_inner()
        .map_err(csv::IntoInnerError::into_error)?;
    Ok(String::from_utf8_lossy(&table).trim_end().to_owned())
}

/// The files as given; folders become the pictures in them, sorted.
fn expand(paths: &[PathBuf]) -> Result<Vec<PathBuf>, TrainerError> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            // Whatever is wrong with it becomes its row.
            files.push(path.clone());
            continue;
        }
        let pictures = resolve::pictures(path)?;
        if pictures.is_empty() {
            return Err(TrainerError::NoPictures(path.display().to_string()));
        }
        files.extend(pictures.into_iter().map(|picture| path.join(picture)));
    }
    Ok(files)
}

fn classify(
    classifier: &Classifier,
    scorecard: &Scorecard,
    files: &[PathBuf],
) -> Result<Vec<Reading>, DeviceError> {
    let prepared: Vec<Result<NetworkInput, String>> =
        files.iter().map(|path| prepare(path, scorecard)).collect();
    let inputs: Vec<NetworkInput> = prepared
        .iter()
        .filter_map(|input| input.as_ref().ok().cloned())
        .collect();
    let mut logits = classifier.logits(&inputs)?.into_iter();
    let readings = files.iter().zip(prepared).map(|(path, input)| {
        let name = path.display().to_string();
        match input.map(|_| logits.next()) {
            Ok(Some(logits)) => reading(&name, logits, scorecard),
            Ok(None) => Reading::refuse(name, "the device gave no answer for this film"),
            Err(reason) => Reading::refuse(name, reason),
        }
    });
    Ok(readings.collect())
}

fn prepare(path: &Path, scorecard: &Scorecard) -> Result<NetworkInput, String> {
    let limits = Limits::default();
    let bytes = files::read_picture(path, limits).map_err(|error| error.to_string())?;
    let input = scorecard.input.prepare(&bytes, limits);
    input.map_err(|error| error.to_string())
}

/// What a film's logits say, calibrated.
pub(super) fn reading(name: &str, logits: [f32; Class::COUNT], scorecard: &Scorecard) -> Reading {
    match scorecard.calibration.apply(Logits(PerClass(logits))) {
        Ok(probabilities) => Reading::answer(name, probabilities),
        Err(error) => Reading::refuse(name, error.to_string()),
    }
}
