//! `calibrate`: the same weights with calibration, answer sets and operating points for other films. The
//! distances stay those to the films that the weights were trained on, as percentiles among the others.

use model::calibration::Calibration;
use model::scorecard::results::{CalibrationRecord, SplitResult};
use serde::Serialize;

use crate::cli::Calibrate;
use crate::commands::evaluate;
use crate::commands::publishing::{Published, check_target, fit_and_judge, publish};
use crate::console;
use crate::data::Split;
use crate::error::TrainerError;
use crate::evaluation::words;
use crate::files::output;
use crate::gate::fit::fit_gate;
use crate::host::classifier::Classifier;
use crate::host::model_folder::ModelFolder;

/// The result of `calibrate`.
#[derive(Debug, Serialize)]
struct CalibrateSummary<'a> {
    out: String,
    before: Calibration,
    calibration: Calibration,
    calibrated_on: Option<&'a CalibrationRecord>,
    golden_difference: f32,
    results: &'a [SplitResult],
}

/// Calibrates; on an error, an existing model folder is left unchanged.
pub(crate) fn run(options: &Calibrate, json: bool) -> Result<(), TrainerError> {
    check_target(&options.out)?;
    output::admit_replaced(&options.out, [&*options.weights, &*options.data])?;
    let mut folder = ModelFolder::read(&options.weights)?;
    let pack = evaluate::open_pack(&options.data, &folder.scorecard)?;
    check_splits(options, &folder, &pack.index().list_sha256)?;
    for warning in evaluate::warnings(&folder.scorecard, &pack) {
        console::note(&format!("warning: {warning}"));
    }
    // Without pictures of other things, a gate is worse than one that was fitted with them.
    if !pack.index().outliers.is_empty() {
        folder.scorecard.gate = Some(fit_gate(&pack)?);
    }
    let classifier = Classifier::open(options.device.clone(), &folder)?;
    let before = folder.scorecard.calibration;
    let forward = |inputs: &[_]| classifier.classify(inputs);
    fit_and_judge(&mut folder.scorecard, &pack, &options.split, forward)?;
    env!("CARGO_PKG_VERSION").clone_into(&mut folder.scorecard.code_version);
    let Published {
        folder: written,
        golden_difference,
    } = publish(&folder, &options.out)?;
    let card = &written.scorecard;
    let summary = CalibrateSummary {
        out: options.out.display().to_string(),
        before,
        calibration: card.calibration,
        calibrated_on: card.calibrated_on.as_ref(),
        golden_difference,
        results: &card.results,
    };
    let mut lines = vec![format!(
        "{}: golden check: difference {golden_difference:.1e}",
        summary.out
    )];
    lines.extend(words::fitted(card));
    lines.extend(summary.results.iter().flat_map(words::lines));
    Ok(console::result(json, &summary, &lines)?)
}

/// The films must be new to the network, and some must be left to judge it by.
fn check_splits(
    options: &Calibrate,
    folder: &ModelFolder,
    list_sha256: &str,
) -> Result<(), TrainerError> {
    let usage = |text: &str| Err(TrainerError::Usage(text.to_owned()));
    let of_judging = |split: &Split| matches!(split, Split::Test | Split::External);
    if options.split.iter().any(of_judging) {
        return usage("--split must be val, or train and val: test and external are for judging");
    }
    if options.split.contains(&Split::Train) && folder.scorecard.training.list_sha256 == list_sha256
    {
        return usage(
            "--split train is for films that the model was not trained on, but this is the pack of its training; use val",
        );
    }
    Ok(())
}
