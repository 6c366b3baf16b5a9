//! `inspect`: verifies a model folder and describes it.

use serde::Serialize;

use model::calibration::Logits;
use model::scorecard::Scorecard;

use crate::cli::Inspect;
use crate::console;
use crate::error::TrainerError;
use crate::evaluation::words;
use crate::host::model_folder::ModelFolder;

/// A verified model folder.
#[derive(Debug, Serialize)]
struct InspectSummary<'a> {
    weights: String,
    bytes: usize,
    /// Every shard has the length and SHA-256 given in the scorecard.
    hashes_verified: bool,
    /// The largest difference of the golden logits on this computer; weights without a head have none.
    golden_difference: Option<f32>,
    scorecard: &'a Scorecard,
}

/// Verifies and describes.
pub(crate) fn run(options: &Inspect, json: bool) -> Result<(), TrainerError> {
    let folder = ModelFolder::read(&options.weights)?;
    let scorecard = &folder.scorecard;
    let golden_difference = if folder.has_head() {
        let logits = Logits(folder.golden_logits()?);
        Some(scorecard.golden.verify(logits)?)
    } else {
        None
    };
    let summary = InspectSummary {
        weights: options.weights.display().to_string(),
        bytes: scorecard.weight_bytes(),
        hashes_verified: true,
        golden_difference,
        scorecard,
    };
    Ok(console::result(json, &summary, &lines(&summary))?)
}

fn lines(summary: &InspectSummary<'_>) -> Vec<String> {
    let card = summary.scorecard;
    let training = &card.training;
    let mut lines = vec![
        format!(
            "{}: {}, {} px, {:.2} M parameters, {:.2} G multiply-accumulates per film",
            summary.weights,
            card.architecture,
            card.input.side,
            card.parameters as f64 / 1e6,
            card.macs as f64 / 1e9
        ),
        format!(
            "weights: {} shards, {:.1} MB in {}, {} tensors; every SHA-256 verified",
            card.shards.len(),
            summary.bytes as f64 / 1e6,
            card.number_format,
            card.tensors.len()
        ),
    ];
    for shard in &card.shards {
        lines.push(format!("  {} {} {}", shard.file, shard.bytes, shard.sha256));
    }
    lines.extend([
        match summary.golden_difference {
            Some(difference) => format!(
                "golden check: difference {difference:.1e}, tolerance {:.0e}",
                card.golden.tolerance
            ),
            None => "golden check: none, because the weights have no head".to_owned(),
        },
        format!("training: {}", training.summary),
        format!(
            "written {} by version {}, trained on {}; licence: {}",
            card.date, card.code_version, training.device, card.licence
        ),
    ]);
    lines.extend(words::fitted(card));
    for result in &card.results {
        lines.extend(words::lines(result));
    }
    lines.extend(card.limits.iter().map(|limit| format!("limit: {limit}")));
    lines
}
