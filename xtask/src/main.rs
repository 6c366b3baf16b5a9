//! The program behind `cargo xtask`: reads the command line and calls one command.

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use xtask::call::say;
use xtask::commands::{
    bench::{self, Bench},
    bundle_trainer::{self, BundleTrainer},
    check,
    cross::{self, Cross},
    dist::{self, Dist},
    fuzz::{self, Fuzz},
    reproduce::{self, Reproduce},
    serve::{self, Serve},
    size,
    soak::{self, Soak},
    test::{self, Test},
    verify::{self, Verify},
};
use xtask::error::XtaskError;
use xtask::places::Places;

/// Builds, serves, tests and packs Pneumoscope; installs what that needs.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Serve(Serve),
    Test(Test),
    /// Checks form, house rules, lints, licences and documentation.
    Check,
    Dist(Dist),
    /// Shows the size of each file the page loads, raw and compressed.
    Size,
    BundleTrainer(BundleTrainer),
    Bench(Bench),
    Cross(Cross),
    Fuzz(Fuzz),
    Soak(Soak),
    Verify(Verify),
    Reproduce(Reproduce),
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    match Places::find().and_then(|places| run(&places, &cli.command)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(XtaskError::NotPassed) => ExitCode::FAILURE,
        Err(error) => {
            say(&format!("error: {error}"));
            ExitCode::FAILURE
        }
    }
}

fn run(places: &Places, command: &Command) -> Result<(), XtaskError> {
    match command {
        Command::Serve(options) => serve::run(places, options),
        Command::Test(options) => test::run(places, options),
        Command::Check => check::run(places),
        Command::Dist(options) => dist::run(places, options),
        Command::Size => size::run(places),
        Command::BundleTrainer(options) => bundle_trainer::run(places, options),
        Command::Bench(options) => bench::run(places, options),
        Command::Cross(options) => cross::run(places, options),
        Command::Fuzz(options) => fuzz::run(places, options),
        Command::Soak(options) => soak::run(places, options),
        Command::Verify(options) => verify::run(places, options),
        Command::Reproduce(options) => reproduce::run(places, options),
    }
}
