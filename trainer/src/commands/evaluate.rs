//! `evaluate`: the figures, predictions and report of a model on a split.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use metrics::Scored;
use model::answer_set::Level;
use model::distance::Distance;
use model::fitted::Fitted;
use model::input::NetworkInput;
use model::output::NetworkOutput;
use model::reading::{Evidence, Reading};
use model::scorecard::Scorecard;

use crate::cli::Evaluate;
use crate::console;
use crate::data::Split;
use crate::data::pack::Pack;
use crate::error::TrainerError;
use crate::evaluation::changed::ChangedFilms;
use crate::evaluation::convergence::{Convergence, TrainGap};
use crate::evaluation::error::EvaluationError;
use crate::evaluation::figures;
use crate::evaluation::judge::{Judged, judge};
use crate::evaluation::left_out;
use crate::evaluation::record::{Evaluation, METRICS, PREDICTIONS, REPORT};
use crate::evaluation::report::EvaluationReport;
use crate::evaluation::report::errors::{self, ErrorPicture};
use crate::evaluation::report::page::is_own_page;
use crate::evaluation::scored_film::{self, ScoredFilm};
use crate::evaluation::without::Without;
use crate::evaluation::words::all_lines;
use crate::evaluation::{lens, stress, without};
use crate::files;
use crate::files::output::Outputs;
use crate::fit::run_folder::{RunError, RunFolder};
use crate::gate::figures::GateFigures;
use crate::host::classifier::Classifier;
use crate::host::device::DeviceError;
use crate::host::model_folder::ModelFolder;
use crate::host::prediction_table::{is_table, to_csv};

/// Films in a batch.
const BATCH: usize = 16;

/// Evaluates.
pub(crate) fn run(options: &Evaluate, json: bool) -> Result<(), TrainerError> {
    check_output(options)?;
    let folder = ModelFolder::read(&options.weights)?;
    let scorecard = &folder.scorecard;
    let epochs = match run_of(options, scorecard)? {
        Some(run) => run.figures()?,
        None => Vec::new(),
    };
    let pack = open_pack(&options.data, scorecard)?;
    let (positions, without) = positions(options, &pack)?;
    let mut warnings = warnings(scorecard, &pack);
    warnings.extend(without.as_ref().map(|without| {
        let Without { films, list } = without;
        format!("{films} films of the split are left out: {list} names them.")
    }));
    for warning in &warnings {
        console::note(&format!("warning: {warning}"));
    }
    let classifier = Classifier::open(options.device.clone(), &folder)?;
    let forward = |inputs: &[_]| classifier.classify(inputs);
    let side = scorecard.input.side;
    let judged = judge_films(forward, &pack, side, positions)?;
    let distance = scorecard.distance.as_ref();
    let films = scored_film::score(&judged, &pack, scorecard.calibration, distance)
        .map_err(EvaluationError::from)?;
    let figures = figures::figures(options.split, &films, scorecard.answer_sets.as_ref());
    let accuracy = figures.accuracy;
    let mut evaluation = Evaluation::new(scorecard, &pack.index().list_sha256, figures);
    evaluation.without = without;
    evaluation.operating_points = scorecard.operating_points.without_results();
    let scored: Vec<Scored> = films.iter().map(|film| film.scored).collect();
    let split = options.split.word();
    metrics::add_point_results(&mut evaluation.operating_points, split, &scored);
    if options.split == Split::Val {
        let groups = distance.map(Distance::groups);
        evaluation.left_out_sources = left_out::by_source(&judged, &pack, groups)?;
    }
    evaluation.convergence = Convergence::of(&epochs);
    if options.train_gap {
        let train = judge_split(forward, &pack, side, Split::Train)?;
        evaluation.train_gap = TrainGap::between(&train.confusion(), accuracy);
    }
    let gate = scorecard.gate.as_ref();
    evaluation.gate = gate.map(|gate| GateFigures::of(gate, &pack)).transpose()?;
    let changed = ChangedFilms::of(scorecard, &pack, forward);
    if !options.skip_lens {
        evaluation.lens = lens::results(&changed, options.split, &judged)?;
    }
    if options.stress {
        evaluation.stress = Some(stress::stress(
            &changed,
            options.split,
            &judged.positions,
            gate,
        )?);
    }
    let mut lines = all_lines(&evaluation);
    if let Some(out) = &options.out {
        files::make_folder(out)?;
        let text = serde_json::to_vec_pretty(&evaluation)?;
        files::write(&out.join(METRICS), &text)?;
        let table = predictions(&judged, &pack, scorecard, options.level)?;
        files::write(&out.join(PREDICTIONS), &table)?;
        let page = EvaluationReport {
            evaluation: &evaluation,
            scorecard,
            films: &films,
            epochs: &epochs,
            errors: &error_pictures(&judged, &films, &pack, side)?,
            warnings: &warnings,
        };
        files::write(&out.join(REPORT), page.html()?.as_bytes())?;
        lines.push(format!("written to {}", out.display()));
    }
    Ok(console::result(json, &evaluation, &lines)?)
}

fn check_output(options: &Evaluate) -> Result<(), TrainerError> {
    let Some(out) = &options.out else {
        return Ok(());
    };
    let inputs = [
        Some(&options.weights),
        Some(&options.data),
        options.run.as_ref(),
        options.without.as_ref(),
    ];
    let inputs = inputs.into_iter().flatten().map(PathBuf::as_path);
    Ok(Outputs::new(options.overwrite, inputs).admit_all(
        out,
        &[
            (METRICS, Evaluation::begins),
            (PREDICTIONS, is_table),
            (REPORT, is_own_page),
        ],
    )?)
}

/// Opens a pack and checks that its films are prepared as the model needs them.
pub(super) fn open_pack(path: &Path, scorecard: &Scorecard) -> Result<Arc<Pack>, TrainerError> {
    let pack = Pack::open(path)?;
    pack.admit(&scorecard.input)?;
    Ok(Arc::new(pack))
}

/// The films to evaluate, and what is left out of the split.
fn positions(
    options: &Evaluate,
    pack: &Pack,
) -> Result<(Vec<usize>, Option<Without>), EvaluationError> {
    let Some(list) = &options.without else {
        return Ok((pack.positions(options.split)?, None));
    };
    let (kept, without) = without::positions(pack, options.split, list)?;
    Ok((kept, Some(without)))
}

/// Limits of the figures of this model on this pack; whole sentences.
pub(super) fn warnings(scorecard: &Scorecard, pack: &Pack) -> Vec<String> {
    let trained_on = &scorecard.training.list_sha256;
    if *trained_on == pack.index().list_sha256 {
        return Vec::new();
    }
    vec![
        "This is not the pack that the model was trained on: if its splits differ, the model may have been trained on films that it is evaluated on here.".to_owned(),
    ]
}

/// Runs films through the network.
pub(super) fn judge_films(
    forward: impl Fn(&[NetworkInput]) -> Result<Vec<NetworkOutput>, DeviceError>,
    pack: &Arc<Pack>,
    side: u32,
    positions: Vec<usize>,
) -> Result<Judged, TrainerError> {
    Ok(judge(forward, pack, side, positions, BATCH).map_err(EvaluationError::from)?)
}

/// Runs the films of a split through the network.
pub(super) fn judge_split(
    forward: impl Fn(&[NetworkInput]) -> Result<Vec<NetworkOutput>, DeviceError>,
    pack: &Arc<Pack>,
    side: u32,
    split: Split,
) -> Result<Judged, TrainerError> {
    judge_films(forward, pack, side, pack.positions(split)?)
}

/// The run that the model comes from: the one of `--run`, or the one whose `best` it is.
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
                "--run {} is not a run folder; give the --out folder of `pneumoscope train`",
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

/// The most confident errors with their pictures.
fn error_pictures<'a>(
    judged: &Judged,
    films: &[ScoredFilm<'a>],
    pack: &Pack,
    side: u32,
) -> Result<Vec<ErrorPicture<'a>>, TrainerError> {
    let mut pictures = Vec::new();
    for at in errors::most_confident(films) {
        let plane = pack.plane(side, judged.positions[at])?;
        let film = films[at];
        pictures.extend(errors::data_uri(&plane, side).map(|uri| ErrorPicture { film, uri }));
    }
    Ok(pictures)
}

/// The rows of `predict` without the gate, whose figures stand apart, with label, source, age group, patient and view of each film,
/// and the percentile of its distance.
fn predictions(
    judged: &Judged,
    pack: &Pack,
    scorecard: &Scorecard,
    level: Level,
) -> Result<Vec<u8>, TrainerError> {
    let columns = [
        "truth",
        "source",
        "age_group",
        "patient",
        "view",
        "distance_percentile",
    ];
    let columns = columns.map(str::to_owned);
    let header = Reading::CSV_HEADER.map(str::to_owned).into_iter();
    let films = judged.positions.iter().zip(&judged.outputs);
    let fitted = Fitted::of(scorecard);
    let rows = films.map(|(&position, output)| {
        let film = pack.film(position);
        let evidence = Evidence::new(None, output, scorecard.distance.as_ref());
        let reading = Reading::of(&film.file, &fitted, &evidence, level);
        let distance = reading.distance.as_ref();
        let percentile = distance.map(|it| it.percentile.to_string());
        let columns = [
            film.class.label(),
            &film.source,
            &film.age_group,
            &film.patient,
            &film.view,
            &percentile.unwrap_or_default(),
        ];
        let columns = columns.map(str::to_owned);
        reading.csv_row().into_iter().chain(columns)
    });
    Ok(to_csv(std::iter::once(header.chain(columns)).chain(rows))?)
}
