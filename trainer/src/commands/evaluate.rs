//! `evaluate`: a model and a split become figures, predictions and a report.

use std::path::Path;
use std::sync::Arc;

use model::reading::Reading;
use model::scorecard::Scorecard;

use crate::cli::Evaluate;
use crate::console;
use crate::dataset::pack::Pack;
use crate::device::Engine;
use crate::error::TrainerError;
use crate::evaluation::{self, Answered, EvaluationError};
use crate::files;
use crate::judge::{Judged, judge};
use crate::model_folder::ModelFolder;
use crate::report;

/// Films that are judged at once.
pub(super) const BATCH: usize = 16;

/// Evaluates.
///
/// # Errors
/// [`TrainerError`] with the file at fault.
pub fn run(options: &Evaluate, json: bool) -> Result<(), TrainerError> {
    let folder = ModelFolder::read(&options.weights)?;
    let scorecard = &folder.scorecard;
    let pack = open_pack(&options.data, scorecard)?;
    let positions = pack.positions(options.split)?;
    let engine = Engine::open(options.device.clone())?;
    let network = folder.network(&engine.device)?;
    let judged =
        judge(&engine, &network, &pack, positions, BATCH).map_err(EvaluationError::from)?;
    let answered = answers(&judged, &pack, scorecard)?;
    let metrics = evaluation::metrics(options.split, &answered);
    let mut lines = evaluation::lines(&metrics.result);
    if let Some(out) = &options.out {
        files::make_folder(out)?;
        let text = serde_json::to_vec_pretty(&metrics)?;
        files::write(&out.join("metrics.json"), &text)?;
        let table = predictions(&judged, &pack, scorecard)?;
        files::write(&out.join("predictions.csv"), &table)?;
        let page = report::html(&metrics, scorecard);
        files::write(&out.join("report.html"), page.as_bytes())?;
        lines.push(format!("written to {}", out.display()));
    }
    Ok(console::result(json, &metrics, &lines)?)
}

/// Opens a pack whose films are prepared as the model needs them.
pub(super) fn open_pack(path: &Path, scorecard: &Scorecard) -> Result<Arc<Pack>, TrainerError> {
    let pack = Pack::open(path)?;
    if pack.index().side != scorecard.input.side {
        return Err(TrainerError::Side {
            pack: pack.index().side,
            what: "the model",
            needed: scorecard.input.side,
        });
    }
    Ok(Arc::new(pack))
}

/// Calibrates the logits and puts the films beside them.
pub(super) fn answers<'a>(
    judged: &Judged,
    pack: &'a Pack,
    scorecard: &Scorecard,
) -> Result<Vec<Answered<'a>>, EvaluationError> {
    let scored = judged.scored(scorecard.calibration)?;
    let films = judged.positions.iter().map(|&at| pack.film(at));
    Ok(films
        .zip(scored)
        .map(|(film, scored)| Answered { film, scored })
        .collect())
}

/// The rows of `predict` with the truth and the film's source beside them.
fn predictions(
    judged: &Judged,
    pack: &Pack,
    scorecard: &Scorecard,
) -> Result<Vec<u8>, TrainerError> {
    let mut table = csv::Writer::from_writer(Vec::new());
    let header = Reading::CSV_HEADER.into_iter();
    table.write_record(header.chain(["truth", "source", "age_group", "patient"]))?;
    for (&position, &logits) in judged.positions.iter().zip(&judged.logits) {
        let film = pack.film(position);
        let row = super::predict::reading(&film.file, logits, scorecard).csv_row();
        let known = [
            film.class.label(),
            &film.source,
            &film.age_group,
            &film.patient,
        ];
        table.write_record(row.iter().map(String::as_str).chain(known))?;
    }
    Ok(table
        .into_inner()
        .map_err(csv::IntoInnerError::into_error)?)
}
