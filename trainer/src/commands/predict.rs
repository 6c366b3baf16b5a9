//! `predict`: classifies images, one CSV row a file; an unreadable file is a row with the reason.

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
use crate::host::archive_shard::{ArchiveShard, ShardManifest};
use crate::host::classifier::Classifier;
use crate::host::device::DeviceError;
use crate::host::model_folder::ModelFolder;
use crate::host::prediction_table::{PredictionTable, to_csv};

/// Films in a batch.
const BATCH: usize = 8;

/// The result of `predict`.
#[derive(Debug, Serialize)]
struct PredictSummary {
    files: usize,
    /// Files that an earlier run had classified.
    resumed: usize,
    /// Files of this run that were refused.
    refused: usize,
    out: Option<String>,
    readings: Vec<Reading>,
}

/// Classifies files; a file that cannot be read is not an error.
pub(crate) fn run(options: &Predict, json: bool) -> Result<(), TrainerError> {
    let folder = ModelFolder::read(&options.weights)?;
    let Work { files, manifest } = Work::new(options, &folder.scorecard)?;
    let classifier = Classifier::open(options.device.clone(), &folder)?;
    let mut table = match &options.out {
        Some(out) => Some(open_table(out, options.resume, &files, &manifest)?),
        None => None,
    };
    let resumed = table.as_ref().map_or(0, PredictionTable::rows);
    let mut progress = Progress::new("classifying", files.len());
    progress.skip(resumed);
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
    let summary = PredictSummary {
        files: files.len(),
        resumed,
        refused: readings.iter().filter(refused).count(),
        out: options.out.as_ref().map(|path| path.display().to_string()),
        readings,
    };
    Ok(console::result(json, &summary, &lines)?)
}

/// The files to classify, and the manifest of their table.
struct Work {
    files: Vec<PathBuf>,
    manifest: ShardManifest,
}

impl Work {
    /// All files, or those of the shard.
    fn new(options: &Predict, scorecard: &Scorecard) -> Result<Self, TrainerError> {
        let mut files = expand(&options.paths)?;
        if options.shard.is_some() {
            files.sort();
            files.dedup();
        }
        let shard = options.shard.unwrap_or(ArchiveShard::WHOLE);
        Ok(Self {
            manifest: ShardManifest::new(shard, &files, &serde_json::to_vec(scorecard)?),
            files: shard.choose(&files),
        })
    }
}

/// Opens the table of `--out` with its manifest beside it: an empty one, or one to resume.
fn open_table(
    out: &Path,
    resume: bool,
    files: &[PathBuf],
    manifest: &ShardManifest,
) -> Result<PredictionTable, TrainerError> {
    let begun = out.metadata().is_ok_and(|table| table.len() > 0);
    if !(resume && begun) {
        // The old rows are removed before the new manifest is written, so that no table has the
        // manifest of another.
        let mut table = PredictionTable::create(out)?;
        manifest.write(out)?;
        table.push(&Reading::CSV_HEADER)?;
        return Ok(table);
    }
    if ShardManifest::read(out).map_err(TrainerError::NoManifest)? != *manifest {
        return Err(TrainerError::OtherShard(out.display().to_string()));
    }
    let names = files.iter().map(|path| path.display().to_string());
    let names: Vec<String> = names.collect();
    Ok(PredictionTable::resume(out, &Reading::CSV_HEADER, &names)?)
}

/// The readings as CSV for stdout.
fn text(readings: &[Reading]) -> Result<String, TrainerError> {
    let header = Reading::CSV_HEADER.map(str::to_owned);
    let rows = readings.iter().map(Reading::csv_row);
    let table = to_csv(std::iter::once(header).chain(rows))?;
    Ok(String::from_utf8_lossy(&table).trim_end().to_owned())
}

/// The files as given; a folder becomes the images in it, sorted.
fn expand(paths: &[PathBuf]) -> Result<Vec<PathBuf>, TrainerError> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            // A file that is missing or unreadable becomes a row with the reason.
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
            Ok(None) => Reading::refuse(name, "the device returned no result for this film"),
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

/// The reading of a film: its logits, calibrated.
pub(super) fn reading(name: &str, logits: [f32; Class::COUNT], scorecard: &Scorecard) -> Reading {
    match scorecard.calibration.apply(Logits(PerClass(logits))) {
        Ok(probabilities) => Reading::answer(name, probabilities),
        Err(error) => Reading::refuse(name, error.to_string()),
    }
}
