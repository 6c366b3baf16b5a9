//! Runs the program `pneumoscope`.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

/// A command that is ready to run; each `@` at the end of a word stands for the next path.
pub(crate) fn command(line: &str, paths: &[&Path]) -> Command {
    let mut paths = paths.iter();
    let arguments = line
        .split_whitespace()
        .map(|word| match word.strip_suffix('@') {
            Some(start) => format!("{start}{}", paths.next().unwrap().display()),
            None => word.to_owned(),
        });
    let mut command = Command::new(env!("CARGO_BIN_EXE_pneumoscope"));
    command.args(arguments);
    // Tuning every kernel on a software adapter takes minutes.
    command.env("CUBECL_AUTOTUNE_LEVEL", "minimal");
    command
}

/// Runs a command that must succeed and reads its JSON.
pub(crate) fn json(line: &str, paths: &[&Path]) -> Value {
    let output = command(&format!("{line} --json"), paths).output().unwrap();
    let success = output.status.success();
    assert!(success, "{line}: {}", errors(&output));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// How a command failed.
pub(crate) struct Failure {
    pub(crate) code: i32,
    /// The last line on stderr.
    pub(crate) error: String,
}

/// Runs a command that must fail.
pub(crate) fn failure(line: &str, paths: &[&Path]) -> Failure {
    let output = command(line, paths).output().unwrap();
    let errors = errors(&output);
    let last = errors.trim_end().lines().last();
    assert!(!output.status.success(), "{line}");
    Failure {
        code: output.status.code().unwrap(),
        error: last.unwrap_or_default().to_owned(),
    }
}

/// All of stderr.
pub(crate) fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}
