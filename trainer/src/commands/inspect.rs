//! `inspect`: checks a model folder and says what it is.

use serde::Serialize;

use model::calibration::Logits;
use model::scorecard::Scorecard;

use crate::cli::Inspect;
use crate::console;
use crate::error::TrainerError;
use crate::evaluation::words;
use crate::host::model_folder::ModelFolder;

/// A checked model folder.
#[derive(Debug, Serialize)]
struct Outcome<'a> {
    weights: String,
    bytes: usize,
    /// Every shard has the length and SHA-256 of the scorecard.
    hashes_verified: bool,
    /// How far the golden logits are off on this processor.
    golden_difference: f32,
    scorecard: &'a Scorecard,
}

/// Inspects.
///
/// # Errors
/// [`TrainerError`] when anything about the folder is wrong.
pub(crate) fn run(options: &Inspect, json: bool) -> Result<(), TrainerError> {
    let folder = ModelFolder::read(&options.weights)?;
    let scorecard = &folder.scorecard;
    let logits = Logits(folder.golden_logits()?);
    let outcome = Outcome {
        weights: options.weights.display().to_string(),
        bytes: scorecard.weight_bytes(),
        hashes_verified: true,
        golden_difference: scorecard.golden.verify(logits)?,
        scorecard,
    };
    Ok(console::result(json, &outcome, &lines(&outcome))?)
}

fn lines(outcome: &Outcome<'_>) -> Vec<String> {
    let card = outcome.scorecard;
    let training = &card.training;
    let mut lines = vec![
        format!(
            "{}: {}, {} px, {:.2} M parameters, {:.2} G multiply-accumulates a film",
            outcome.weights,
            card.architecture,
            card.input.side,
            card.parameters as f64 / 1e6,
            card.macs as f64 / 1e9
        ),
        format!(
            "weights: {} shards, {:.1} MB in {}, {} tensors; every SHA-256 is right",
            card.shards.len(),
            outcome.bytes as f64 / 1e6,
            card.number_format,
            card.tensors.len()
        ),
    ];
    for shard in &card.shards {
        lines.push(format!("  {} {} {}", shard.file, shard.bytes, shard.sha256));
    }
    lines.extend([
        format!(
            "golden check: off by {:.1e}, allowed {:.0e}",
            outcome.golden_difference, card.golden.tolerance
        ),
        format!("temperature: {:.3}", card.calibration.temperature()),
        format!("training: {}", training.summary),
        format!(
            "made {} by version {} on {}; licence: {}",
            card.date, card.code_version, training.device, card.licence
        ),
    ]);
    for result in &card.results {
        lines.extend(words::lines(result));
    }
    lines.extend(card.limits.iter().map(|limit| format!("limit: {limit}")));
    lines
}
