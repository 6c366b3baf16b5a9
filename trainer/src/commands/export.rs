//! `export`: writes a run's best weights as a calibrated model folder with scorecard and model card.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::Arc;

use burn::tensor::Device;
use metrics::{Scored, fit_temperature};
use model::calibration::{Calibration, Logits};
use model::class::Class;
use model::scorecard::FILE_NAME;
use model::scorecard::results::{ProbeResult, TrainingRecord};
use model::weights::NumberFormat;
use networks::network::Network;
use serde::Serialize;

use crate::cli::Export;
use crate::commands::evaluate;
use crate::console;
use crate::data::Split;
use crate::data::pack::Pack;
use crate::error::TrainerError;
use crate::evaluation::card;
use crate::evaluation::error::EvaluationError;
use crate::evaluation::figures;
use crate::evaluation::probe::{ProbeFigures, Prober};
use crate::evaluation::rounding::Rounding;
use crate::evaluation::words;
use crate::files::output::{self, has_keys};
use crate::files::{self, StagedFolder, regular};
use crate::fit::EpochFigures;
use crate::fit::run_folder::{RunError, RunFolder};
use crate::host::device::ComputeDevice;
use crate::host::model_folder::{About, ModelFolder};

/// The result of `export`.
#[derive(Debug, Serialize)]
struct ExportSummary<'a> {
    out: String,
    bytes: usize,
    shards: usize,
    temperature: f32,
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

    let staged = StagedFolder::beside(&options.out)?;
    folder.write_into(staged.path())?;
    let page = card::markdown(&folder.scorecard);
    files::write(&staged.path().join(card::FILE_NAME), page.as_bytes())?;
    let written = ModelFolder::read(staged.path())?;
    let logits = Logits(written.golden_logits()?);
    let golden_difference = written.scorecard.golden.verify(logits)?;
    staged.publish()?;

    let scorecard = &written.scorecard;
    let summary = ExportSummary {
        out: options.out.display().to_string(),
        bytes: scorecard.weight_bytes(),
        shards: scorecard.shards.len(),
        temperature: scorecard.calibration.temperature(),
        golden_difference,
        rounding,
        results: &scorecard.results,
    };
    Ok(console::result(json, &summary, &lines(&summary))?)
}

/// The folder is replaced as a whole, so it may contain nothing but an old model.
fn check_target(out: &Path) -> Result<(), TrainerError> {
    let Ok(entries) = fs::read_dir(out) else {
        return Ok(());
    };
    let head = regular::head(&out.join(FILE_NAME), output::HEAD_BYTES);
    let is_model = head.is_ok_and(|head| has_keys(&head, &["format_version", "shards"]));
    for entry in entries {
        let name = entry?.file_name();
        let name = name.to_string_lossy();
        let belongs_to_model = [FILE_NAME, card::FILE_NAME].contains(&&*name) || is_shard(&name);
        if !(is_model && belongs_to_model) {
            return Err(TrainerError::Usage(format!(
                "{} contains {name}, which does not belong to a model; choose another --out",
                out.display()
            )));
        }
    }
    Ok(())
}

/// Whether a file is named like a shard: `weights.NNN.bin`.
fn is_shard(name: &str) -> bool {
    let number = name.strip_prefix("weights.");
    let number = number.and_then(|rest| rest.strip_suffix(".bin"));
    number.is_some_and(|number| number.len() >= 3 && number.bytes().all(|it| it.is_ascii_digit()))
}

/// Fits the temperature on the validation split and fills in the results of all splits and the probes.
/// Given the weights as trained, returns how storing them changed the predictions.
fn judge_all(
    folder: &mut ModelFolder,
    trained: Option<&Network>,
    engine: &ComputeDevice,
    pack: &Arc<Pack>,
) -> Result<Vec<Rounding>, TrainerError> {
    let network = folder.network(&engine.device)?;
    let side = folder.scorecard.input.side;
    let on = |network: &Network, split| {
        console::note(&format!("evaluating {split}"));
        let forward = |inputs: &[_]| engine.classify(network, inputs);
        evaluate::judge_split(forward, pack, side, split)
    };
    let val = on(&network, Split::Val)?;
    let fit = fit_temperature(&val.labelled_logits()).ok_or(EvaluationError::NoTemperature)?;
    #[expect(clippy::cast_possible_truncation, reason = "the page computes in f32")]
    let temperature = fit.temperature as f32;
    let card = &mut folder.scorecard;
    card.calibration = Calibration::new(temperature).map_err(EvaluationError::from)?;
    let counts = pack.index().counts();
    let mut rounding = Vec::new();
    for split in [Split::Val, Split::Test, Split::External] {
        if counts.in_split(split) == 0 {
            continue;
        }
        let again;
        let judged = if split == Split::Val {
            &val
        } else {
            again = on(&network, split)?;
            &again
        };
        let films = evaluate::score(judged, pack, card)?;
        card.results.push(figures::figures(split, &films).result());
        if let Some(trained) = trained {
            let exact = on(trained, split)?.scored(card.calibration);
            let stored: Vec<Scored> = films.iter().map(|film| film.scored).collect();
            let exact = exact.map_err(EvaluationError::from)?;
            rounding.extend(Rounding::between(split, &stored, &exact));
        }
    }
    card.probes = probes(engine, &network, pack, card.input.side)?;
    Ok(rounding)
}

/// The probes for shortcuts on the validation split.
fn probes(
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
    let found = prober.run(Split::Val, &train, &val)?;
    let all = found.masks.into_iter().chain([found.source_probe.figures]);
    let result = |probe: ProbeFigures| {
        probe.accuracy.map(|accuracy| ProbeResult {
            name: probe.name,
            films: probe.films,
            accuracy,
            chance: probe.chance,
        })
    };
    Ok(all.filter_map(result).collect())
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
    let sources: BTreeSet<&str> = record
        .films
        .iter()
        .filter(|row| row.split == Split::Train.word())
        .map(|row| row.source.as_str())
        .collect();
    let summary = format!(
        "Trained from {start} on {} films of {} sources for {epochs} epochs in {} on {device}; the weights are those of epoch {}, chosen on {} validation films.",
        counts.in_split(Split::Train),
        sources.len(),
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
        "{}: {} shards, {:.1} MB, temperature {:.3}, golden check: difference {:.1e}",
        summary.out,
        summary.shards,
        summary.bytes as f64 / 1e6,
        summary.temperature,
        summary.golden_difference
    )];
    lines.extend(summary.rounding.iter().map(Rounding::line));
    lines.extend(summary.results.iter().flat_map(words::lines));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_old_model_is_replaced() {
        let root = tempfile::tempdir().unwrap();
        let model = [FILE_NAME, card::FILE_NAME, "weights.000.bin"];
        let cases: [(&[&str], bool); 6] = [
            (&[], true),
            (&model, true),
            (&model[..1], true),
            (&model[1..], false),
            (&[FILE_NAME, "weights.pt"], false),
            (&[FILE_NAME, "notes.txt"], false),
        ];
        for (number, (names, expected)) in cases.into_iter().enumerate() {
            let folder = root.path().join(number.to_string());
            fs::create_dir(&folder).unwrap();
            for name in names {
                fs::write(folder.join(name), r#"{"format_version": 1, "shards": []}"#).unwrap();
            }
            assert_eq!(check_target(&folder).is_ok(), expected, "{names:?}");
        }
        assert!(check_target(&root.path().join("new")).is_ok());
        fs::write(root.path().join("1").join(FILE_NAME), "{}").unwrap();
        assert!(check_target(&root.path().join("1")).is_err());
    }
}
