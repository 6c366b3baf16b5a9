//! The program: parses, runs, prints the last line, exits with 0, 1 or 2.

use std::process::ExitCode;

use clap::Parser;
use trainer::cli::Cli;
use trainer::{commands, console};

fn main() -> ExitCode {
    let cli = Cli::parse();
    match commands::run(&cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            console::note(&format!("error: {error}"));
            ExitCode::from(error.exit_code())
        }
    }
}
