//! Calls other programs and reports each step with its duration.

use std::process::{Command, Stdio};
use std::time::Instant;

use crate::error::XtaskError;

/// Runs one step; reports its start and its duration on stderr.
///
/// # Errors
/// Whatever the step returns.
pub fn step<T>(what: &str, run: impl FnOnce() -> Result<T, XtaskError>) -> Result<T, XtaskError> {
    say(what);
    let started = Instant::now();
    let result = run();
    let state = if result.is_ok() { "done" } else { "failed" };
    say(&format!(
        "{what}: {state} in {:.1} s",
        started.elapsed().as_secs_f64()
    ));
    result
}

/// Prints a line of the build tool on stderr.
pub fn say(line: &str) {
    eprintln!("xtask: {line}");
}

/// Runs a program to its end; all of its output goes to stderr.
///
/// # Errors
/// [`XtaskError::Start`] or [`XtaskError::Command`].
pub fn run(command: &mut Command) -> Result<(), XtaskError> {
    command.stdin(Stdio::null()).stdout(std::io::stderr());
    let status = command.status().map_err(|source| start(command, source))?;
    if status.success() {
        return Ok(());
    }
    Err(XtaskError::Command {
        command: words(command),
        status: status.to_string(),
    })
}

/// Runs a program and returns what it wrote to stdout; its stderr goes to ours.
///
/// # Errors
/// [`XtaskError::Start`], [`XtaskError::Command`], or [`XtaskError::Answer`] when the output is not text.
pub fn answer(command: &mut Command) -> Result<String, XtaskError> {
    command.stdin(Stdio::null()).stderr(Stdio::inherit());
    let output = command.output().map_err(|source| start(command, source))?;
    if !output.status.success() {
        return Err(XtaskError::Command {
            command: words(command),
            status: output.status.to_string(),
        });
    }
    String::from_utf8(output.stdout).map_err(|error| XtaskError::Answer {
        program: program(command),
        answer: error.to_string(),
    })
}

/// The bytes that a program wrote to stdout, or `None` when it failed; its stderr goes to ours.
///
/// # Errors
/// [`XtaskError::Start`] when there is no such program.
pub fn bytes(command: &mut Command) -> Result<Option<Vec<u8>>, XtaskError> {
    command.stdin(Stdio::null()).stderr(Stdio::inherit());
    let output = command.output().map_err(|source| start(command, source))?;
    Ok(output.status.success().then_some(output.stdout))
}

/// A program's output, or `None` when it is missing or fails.
pub fn try_answer(command: &mut Command) -> Option<String> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?; // a missing program is expected here
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The error for a program that did not start.
pub(crate) fn start(command: &Command, source: std::io::Error) -> XtaskError {
    XtaskError::Start {
        program: program(command),
        source,
    }
}

/// The cargo that runs this program, so that the toolchain is the same. Without the variables that cargo
/// set for this package: crates whose build scripts watch them would be recompiled in each checkout.
pub fn cargo() -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    let of_package = |name: &str| {
        ["CARGO_PKG_", "CARGO_MANIFEST_"]
            .iter()
            .any(|of| name.starts_with(of))
    };
    for (name, _) in std::env::vars_os() {
        if name.to_str().is_some_and(of_package) {
            cargo.env_remove(name);
        }
    }
    cargo
}

fn program(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}

fn words(command: &Command) -> String {
    std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failing_program_is_named_with_its_arguments() {
        let error = run(cargo().arg("no-such-command").stderr(Stdio::null())).unwrap_err();
        assert!(error.to_string().contains("no-such-command"), "{error}");
    }

    #[test]
    fn a_missing_program_has_no_answer() {
        assert_eq!(try_answer(&mut Command::new("no-such-program-here")), None);
        assert!(answer(&mut Command::new("no-such-program-here")).is_err());
    }
}
