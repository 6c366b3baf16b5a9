//! The program `pneumoscope`: prepares films, trains, evaluates, exports and runs classifiers.
//!
//! Six rooms: [`data`] turns lists and pictures into batches; [`fit`] trains as a [`recipe`] says; `gate`
//! fits and judges what tells films from other pictures;
//! `evaluation` measures a model, compares it with others, and writes reports and the model card;
//! [`host`] opens devices and runs models on them, and keeps model folders and the tables of
//! `predict`; `commands` puts these together, one file a command. `cli` is what the user types;
//! `console`, `files` and [`random`] serve all rooms; `foreign` reads the weights of other libraries;
//! [`readable`] has all readers side by side, for who gives them damaged files.
//!
//! Only what the program and the integration tests need is public, so that the compiler finds dead
//! code.

#[cfg(all(feature = "remote", any(feature = "wgpu", feature = "cuda")))]
compile_error!(
    "burn's remote devices do not work beside the features wgpu and cuda: build with `--no-default-features --features remote`, and with libtorch for NVIDIA cards"
);

mod cli;
mod commands;
mod console;
pub mod data;
mod error;
mod evaluation;
mod files;
pub mod fit;
mod foreign;
mod gate;
pub mod host;
pub mod random;
pub mod readable;
pub mod recipe;

use std::process::ExitCode;

use clap::Parser;

/// Runs the program: parses the command line, runs the command, and prints an error as the last
/// line. The exit code is 0, 1 (failed) or 2 (wrong usage).
pub fn run() -> ExitCode {
    let cli = cli::Cli::parse();
    match commands::run(&cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            console::note(&format!("error: {error}"));
            ExitCode::from(error.exit_code())
        }
    }
}
