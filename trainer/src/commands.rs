//! The commands, one a file; each combines the other rooms and prints the result.

pub(crate) mod augment_preview;
pub(crate) mod calibrate;
pub(crate) mod compare;
pub(crate) mod evaluate;
pub(crate) mod explain;
pub(crate) mod export;
pub(crate) mod import;
pub(crate) mod inspect;
pub(crate) mod merge;
pub(crate) mod predict;
pub(crate) mod prepare;
pub(crate) mod probe;
mod publishing;
pub(crate) mod serve_device;
pub(crate) mod throughput;
pub(crate) mod train;

use crate::cli::{Cli, Command};
use crate::error::TrainerError;

/// Runs the command that the user typed.
pub(crate) fn run(cli: &Cli) -> Result<(), TrainerError> {
    match &cli.command {
        Command::Prepare(options) => prepare::run(options, cli.json),
        Command::Train(options) => train::run(options, cli.json),
        Command::Throughput(options) => throughput::run(options, cli.json),
        Command::AugmentPreview(options) => augment_preview::run(options, cli.json),
        Command::Evaluate(options) => evaluate::run(options, cli.json),
        Command::Compare(options) => compare::run(options, cli.json),
        Command::Probe(options) => probe::run(options, cli.json),
        Command::Export(options) => export::run(options, cli.json),
        Command::Calibrate(options) => calibrate::run(options, cli.json),
        Command::Import(options) => import::run(options, cli.json),
        Command::Predict(options) => predict::run(options, cli.json),
        Command::Explain(options) => explain::run(options, cli.json),
        Command::Merge(options) => merge::run(options, cli.json),
        Command::Inspect(options) => inspect::run(options, cli.json),
        Command::ServeDevice(options) => serve_device::run(options, cli.json),
    }
}
