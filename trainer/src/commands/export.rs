//! `export`: writes a run's best weights as a calibrated model folder with scorecard and model card.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use burn::tensor::Device;
use model::calibration::Calibration;
use model::class::Class;
use model::scorecard::results::{ProbeResult, TrainingRecord};
use model::weights::NumberFormat;
use networks::network::Network;
use serde::Serialize;

use crate::cli::Export;
use crate::commands::evaluate;
use crate::commands::publishing::{Published, check_target, fit_and_judge, publish};
use crate::console;
use crate::data::Split;
use crate::data::pack::Pack;
use crate::error::TrainerError;
use crate::evaluation::distances::training_sources;
use crate::evaluation::error::EvaluationError;
use crate::evaluation::probe::Prober;
use crate::evaluation::rounding::Rounding;
use crate::evaluation::words;
use crate::files::output;
use crate::fit::EpochFigures;
use crate::fit::run_folder::{RunError, RunFolder};
use crate::gate::fit::fit_gate;
use crate::host::device::ComputeDevice;
use crate::host::model_folder::{About, ModelFolder};

/// The result of `export`.
#[derive(Debug, Serialize)]
struct ExportSummary<'a> {
    out: String,
    bytes: usize,
    shards: usize,
    calibration: Calibration,
    golden_difference: f32,
    /// Changes of the predictions by the number format; empty for f32.
    rounding: Vec<Rounding>,
    results: &'a [model::scorecard::results::SplitResult],
}

/// Exports; on an error, an existing model folder is left unchanged.
pub(crate) fn run(options: &Export, json: bool) -> Result<(), TrainerError> {
    check_target(&options.out)?;
    let run = RunFolder::open(&options.run)?;
    let inputs = [&*options.run, &*options.data, &*run.best()];
    output::admit_replaced(&options.out, inputs)?;
    let best = ModelFolder::read(&run.best())?;
    let pack = evaluate::open_pack(&options.data, &best.scorecard)?;
    let record = &best.scorecard.training;
    if record.list_sha256 != pack.index().list_sha256 {
        return Err(RunError::OtherPack {
            path: options.run.clone(),
            started: record.list_sha256.clone(),
            given: pack.index().list_sha256.clone(),
        }
        .into());
    }
    let engine = ComputeDevice::open(options.device.clone())?;
    let about = About {
        architecture: best.scorecard.architecture,
        input: best.scorecard.input,
        training: training_record(record.clone(), &run.figures()?, &run, &pack)?,
    };
    let exact = best.network(&Device::flex())?;
    // From here on the weights as stored are used, so that the results are those of the exported model.
    let mut folder = ModelFolder::assemble(&exact, options.format.into(), about)?;
    let trained = match folder.scorecard.number_format {
        NumberFormat::F32 => None,
        NumberFormat::F16 | NumberFormat::I8 => Some(best.network(&engine.device)?),
    };
    let rounding = judge_all(&mut folder, trained.as_ref(), &engine, &pack)?;
    let scorecard = &mut folder.scorecard;
    scorecard.limits = limits(&pack);
    scorecard.limits.extend(options.limits.iter().cloned());
    scorecard.licence = options
        .licence
        .clone()
        .unwrap_or_else(|| "Not stated; ask the author of the model.".to_owned());

    let Published {
        folder: written,
        golden_difference,
    } = publish(&folder, &options.out)?;

    let scorecard = &written.scorecard;
    let summary = ExportSummary {
        out: options.out.display().to_string(),
        bytes: scorecard.weight_bytes(),
        shards: scorecard.shards.len(),
        calibration: scorecard.calibration,
        golden_difference,
        rounding,
        results: &scorecard.results,
    };
    Ok(console::result(json, &summary, &lines(&summary))?)
}

/// Fits the gate, fits everything else on the validation split, and fills in the results of all splits and the probes. Given the weights
/// as trained, returns how storing them changed the predictions.
fn judge_all(
    folder: &mut ModelFolder,
    trained: Option<&Network>,
    engine: &ComputeDevice,
    pack: &Arc<Pack>,
) -> Result<Vec<Rounding>, TrainerError> {
    let network = folder.network(&engine.device)?;
    let card = &mut folder.scorecard;
    card.gate = Some(fit_gate(pack)?);
    let forward = |inputs: &[_]| engine.classify(&network, inputs);
    let judged = fit_and_judge(card, pack, &[Split::Val], forward)?;
    let mut rounding = Vec::new();
    for (split, stored) in judged {
        let Some(trained) = trained else { break };
        console::note(&format!("evaluating {split} with the weights as trained"));
        let forward = |inputs: &[_]| engine.classify(trained, inputs);
        let exact = evaluate::judge_split(forward, pack, card.input.side, split)?;
        let [stored, exact] = [stored, exact].map(|judged| judged.scored(card.calibration));
        let stored = stored.map_err(EvaluationError::from)?;
        let exact = exact.map_err(EvaluationError::from)?;
        rounding.extend(Rounding::between(split, &stored, &exact));
    }
    card.probes = source_probe(engine, &network, pack, card.input.side)?;
    Ok(rounding)
}

/// Whether the features tell the source of validation films.
fn source_probe(
    engine: &ComputeDevice,
    network: &Network,
    pack: &Pack,
    side: u32,
) -> Result<Vec<ProbeResult>, TrainerError> {
    let prober = Prober {
        engine,
        network,
        pack,
        side,
    };
    let (train, val) = (pack.positions(Split::Train)?, pack.positions(Split::Val)?);
    let probe = prober.source_probe(&train, &val)?.figures;
    let result = probe.accuracy.map(|accuracy| ProbeResult {
        name: probe.name,
        films: probe.films,
        accuracy,
        chance: probe.chance,
    });
    Ok(result.into_iter().collect())
}

/// The record of the whole run; the record of the best weights ends with their epoch.
fn training_record(
    record: TrainingRecord,
    figures: &[EpochFigures],
    run: &RunFolder,
    pack: &Pack,
) -> Result<TrainingRecord, TrainerError> {
    let epochs = u32::try_from(figures.len()).unwrap_or(u32::MAX);
    let seconds: f64 = figures.iter().map(|epoch| epoch.seconds).sum();
    let origin = run.origin()?;
    let device = origin.devices.join(", then ");
    let start = origin.start.as_deref().unwrap_or("random weights");
    let counts = pack.index().counts();
    let summary = format!(
        "Trained from {start} on {} films of {} sources for {epochs} epochs in {} on {device}; the weights are those of epoch {}, chosen on {} validation films.",
        counts.in_split(Split::Train),
        training_sources(&record).len(),
        duration(seconds),
        record.best_epoch,
        counts.in_split(Split::Val),
    );
    Ok(TrainingRecord {
        summary,
        device,
        epochs,
        seconds,
        ..record
    })
}

fn duration(seconds: f64) -> String {
    if seconds < 7200.0 {
        format!("{:.0} minutes", seconds / 60.0)
    } else {
        format!("{:.1} hours", seconds / 3600.0)
    }
}

/// Limits of the model that follow from its use and its pack.
fn limits(pack: &Pack) -> Vec<String> {
    let mut limits = vec![
        "For research and teaching: not a medical device, not for diagnosis.".to_owned(),
        "Made for frontal chest radiographs; predictions for any other image are meaningless."
            .to_owned(),
    ];
    let mut sources: BTreeMap<&str, BTreeSet<Class>> = BTreeMap::new();
    for film in &pack.index().films {
        if film.split == Split::Train {
            sources.entry(&film.source).or_default().insert(film.class);
        }
    }
    let single = sources.values().filter(|classes| classes.len() == 1);
    let single = single.count();
    if single > 0 {
        limits.push(format!(
            "Training sources with one class only: {single} of {}. The model may distinguish sources instead of diseases; read the results by source.",
            sources.len()
        ));
    }
    limits.push(
        "Class frequencies are those of the collections, not of a patient population.".to_owned(),
    );
    limits
}

fn lines(summary: &ExportSummary<'_>) -> Vec<String> {
    let mut lines = vec![format!(
        "{}: {} shards, {:.1} MB, {}, golden check: difference {:.1e}",
        summary.out,
        summary.shards,
        summary.bytes as f64 / 1e6,
        summary.calibration,
        summary.golden_difference
    )];
    lines.extend(summary.rounding.iter().map(Rounding::line));
    lines.extend(summary.results.iter().flat_map(words::lines));
    lines
}
