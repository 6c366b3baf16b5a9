//! `evaluate`: a model and a split become figures, predictions and a report.

use std::path::Path;
use std::sync::Arc;

use model::class::Class;
use model::input::NetworkInput;
use model::reading::Reading;
use model::scorecard::Scorecard;

use crate::cli::Evaluate;
use crate::console;
use crate::data::Split;
use crate::data::pack::Pack;
use crate::error::TrainerError;
use crate::evaluation::convergence::{Convergence, TrainGap};
use crate::evaluation::figures::{self, Answered, EvaluationError};
use crate::evaluation::judge::{Judged, judge};
use crate::evaluation::record::{Evaluation, METRICS, PREDICTIONS, REPORT};
use crate::evaluation::report::{Report, mistakes};
use crate::evaluation::words::all_lines;
use crate::files;
use crate::fit::run_folder::{RunError, RunFolder};
use crate::host::classifier::Classifier;
use crate::host::device::DeviceError;
use crate::host::model_folder::ModelFolder;

/// Films that are judged at once.
const BATCH: usize = 16;

/// Evaluates.
///
/// # Errors
/// [`TrainerError`] with the file at fault.
pub(crate) fn run(options: &Evaluate, json: bool) -> Result<(), TrainerError> {
    let folder = ModelFolder::read(&options.weights)?;
    let scorecard = &folder.scorecard;
    let epochs = match run_of(options, scorecard)? {
        Some(run) => run.figures()?,
        None => Vec::new(),
    };
    let pack = open_pack(&options.data, scorecard)?;
    let warnings = warnings(scorecard, &pack);
    for warning in &warnings {
        console::note(&format!("warning: {warning}"));
    }
    let classifier = Classifier::open(options.device.clone(), &folder)?;
    let forward = |inputs: &[_]| classifier.logits(inputs);
    let side = scorecard.input.side;
    let judged = judge_split(forward, &pack, side, options.split)?;
    let answered = answers(&judged, &pack, scorecard)?;
    let figures = figures::figures(options.split, &answered);
    let accuracy = figures.accuracy;
    let mut evaluation = Evaluation::new(scorecard, &pack.index().list_sha256, figures);
    evaluation.convergence = Convergence::of(&epochs);
    if options.train_gap {
        let train = judge_split(forward, &pack, side, Split::Train)?;
        evaluation.train_gap = TrainGap::between(&train.confusion(), accuracy);
    }
    let mut lines = all_lines(&evaluation);
    if let Some(out) = &options.out {
        files::make_folder(out)?;
        let text = serde_json::to_vec_pretty(&evaluation)?;
        files::write(&out.join(METRICS), &text)?;
        let table = predictions(&judged, &pack, scorecard)?;
        files::write(&out.join(PREDICTIONS), &table)?;
        let page = Report {
            evaluation: &evaluation,
            scorecard,
            films: &answered,
            epochs: &epochs,
            mistakes: &pictures(&judged, &answered, &pack, side)?,
            warnings: &warnings,
        };
        files::write(&out.join(REPORT), page.html()?.as_bytes())?;
        lines.push(format!("written to {}", out.display()));
    }
    Ok(console::result(json, &evaluation, &lines)?)
}

/// Opens a pack whose films are prepared as the model needs them.
pub(super) fn open_pack(path: &Path, scorecard: &Scorecard) -> Result<Arc<Pack>, TrainerError> {
    let pack = Pack::open(path)?;
    pack.admit(&scorecard.input)?;
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

/// What speaks against figures of this model on this pack; whole sentences.
pub(super) fn warnings(scorecard: &Scorecard, pack: &Pack) -> Vec<String> {
    let trained_on = &scorecard.training.list_sha256;
    if *trained_on == pack.index().list_sha256 {
        return Vec::new();
    }
    vec![
        "The pack is not the one that the model was trained on: if its splits differ, the model may have learned from the films that it is judged on here.".to_owned(),
    ]
}

/// The answers for the films of a split.
pub(super) fn judge_split(
    forward: impl Fn(&[NetworkInput]) -> Result<Vec<[f32; Class::COUNT]>, DeviceError>,
    pack: &Arc<Pack>,
    side: u32,
    split: Split,
) -> Result<Judged, TrainerError> {
    let positions = pack.positions(split)?;
    Ok(judge(forward, pack, side, positions, BATCH).map_err(EvaluationError::from)?)
}

/// The run that the model comes from: the one that was named, or the one whose `best` it is.
fn run_of(options: &Evaluate, scorecard: &Scorecard) -> Result<Option<RunFolder>, TrainerError> {
    let Some(path) = &options.run else {
        let weights = std::path::absolute(&options.weights)?;
        let run = weights.parent().map(RunFolder::open);
        return Ok(run
            .and_then(Result::ok)
            .filter(|run| run.best() == weights.components().as_path()));
    };
    let run = match RunFolder::open(path) {
        Err(RunError::NoRun(path)) => {
            return Err(TrainerError::Usage(format!(
                "--run {} is no run folder; give the folder that `pneumoscope train --out` made",
                path.display()
            )));
        }
        run => run?,
    };
    let best = ModelFolder::read(&run.best())?.scorecard.training;
    let exported = &scorecard.training;
    if (&best.recipe, best.best_epoch) == (&exported.recipe, exported.best_epoch) {
        return Ok(Some(run));
    }
    Err(TrainerError::Usage(format!(
        "--run {} is not the run that {} comes from: its recipe or best epoch differs",
        path.display(),
        options.weights.display()
    )))
}

/// The surest mistakes with their pictures.
fn pictures<'a>(
    judged: &Judged,
    answered: &[Answered<'a>],
    pack: &Pack,
    side: u32,
) -> Result<Vec<(Answered<'a>, String)>, TrainerError> {
    let mut pictures = Vec::new();
    for at in mistakes::surest(answered) {
        let plane = pack.plane(side, judged.positions[at])?;
        let picture = mistakes::data_uri(&plane, side);
        pictures.extend(picture.map(|picture| (answered[at], picture)));
    }
    Ok(pictures)
}

/// The rows of `predict` with the truth and what is known of the film beside them.
fn predictions(
    judged: &Judged,
    pack: &Pack,
    scorecard: &Scorecard,
) -> Result<Vec<u8>, TrainerError> {
    let mut table = csv::Writer::from_writer(Vec::new());
    let header = Reading::CSV_HEADER.into_iter();
    table.write_record(header.chain(["truth", "source", "age_group", "patient", "view"]))?;
    for (&position, &logits) in judged.positions.iter().zip(&judged.logits) {
        let film = pack.film(position);
        let row = super::predict::reading(&film.file, logits, scorecard).csv_row();
        let known = [
            film.class.label(),
            &film.source,
            &film.age_group,
            &film.patient,
            &film.view,
        ];
        table.write_record(row.iter().map(String::as_str).chain(known))?;
    }
    Ok(table
        .into_inner()
        .map_err(csv::IntoInnerError::into_error)?)
}
