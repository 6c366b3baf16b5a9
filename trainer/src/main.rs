//! The program `pneumoscope`.

use std::process::ExitCode;

fn main() -> ExitCode {
    trainer::run()
}
