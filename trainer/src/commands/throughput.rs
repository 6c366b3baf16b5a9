//! `throughput`: times the steps of a recipe on a device.

use serde::Serialize;

use crate::cli::Throughput;
use crate::console;
use crate::error::TrainerError;
use crate::fit::throughput::throughput;
use crate::host::device::ComputeDevice;
use crate::recipe::Recipe;

/// How fast a recipe trains.
#[derive(Debug, Serialize)]
struct ThroughputSummary {
    device: String,
    architecture: String,
    side: u32,
    films_per_step: usize,
    /// Films a second of each step.
    films_per_second: Vec<f64>,
    median: f64,
    best: f64,
}

/// Times.
pub(crate) fn run(options: &Throughput, json: bool) -> Result<(), TrainerError> {
    let recipe = Recipe::read(&options.config, &options.set)?;
    let engine = ComputeDevice::open(options.device.clone())?;
    let films_per_second = throughput(&recipe, &engine, options.steps)?;
    let mut sorted = films_per_second.clone();
    sorted.sort_by(f64::total_cmp);
    let summary = ThroughputSummary {
        device: engine.label(),
        architecture: recipe.architecture.to_string(),
        side: recipe.side,
        films_per_step: recipe.batch * recipe.accumulate,
        median: sorted[sorted.len() / 2],
        best: sorted[sorted.len() - 1],
        films_per_second,
    };
    let line = format!(
        "{} at {} px on {}: {:.1} films a second (median of {} steps of {} films; best {:.1})",
        summary.architecture,
        summary.side,
        summary.device,
        summary.median,
        options.steps,
        summary.films_per_step,
        summary.best,
    );
    Ok(console::result(json, &summary, &[line])?)
}
