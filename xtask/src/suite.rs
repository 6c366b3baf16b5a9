//! Builds test programs with cargo and runs them one by one.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde::Deserialize;

use crate::call;
use crate::error::XtaskError;
use crate::test_summary::{OutputParser, SuiteResult};

/// A test program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suite {
    /// Package and target, as shown in the table.
    pub name: String,
    /// The program, or the wasm file that a runner loads.
    pub program: PathBuf,
    /// The package's folder, the working directory of its tests.
    pub folder: PathBuf,
}

/// The part of cargo's messages that names a program.
#[derive(Deserialize)]
struct Artifact {
    executable: Option<PathBuf>,
    manifest_path: PathBuf,
    profile: Profile,
    target: Target,
}

#[derive(Deserialize)]
struct Profile {
    test: bool,
}

#[derive(Deserialize)]
struct Target {
    name: String,
    kind: Vec<String>,
}

/// Builds the tests that the arguments of `cargo test` select, with that cargo.
///
/// # Errors
/// [`XtaskError`] when they do not compile.
pub fn build(
    mut cargo: Command,
    root: &Path,
    arguments: &[&str],
) -> Result<Vec<Suite>, XtaskError> {
    let messages = call::answer(
        cargo
            .current_dir(root)
            .args([
                "test",
                "--no-run",
                "--message-format=json-render-diagnostics",
            ])
            .args(arguments),
    )?;
    Ok(suites(&messages))
}

/// The test programs in cargo's messages, by name.
fn suites(messages: &str) -> Vec<Suite> {
    let artifacts = messages
        .lines()
        // Other kinds of message lack these fields.
        .filter_map(|line| serde_json::from_str::<Artifact>(line).ok())
        .filter(|artifact| artifact.profile.test);
    let mut suites: Vec<Suite> = artifacts
        .filter_map(|artifact| {
            let folder = artifact.manifest_path.parent()?.to_owned();
            let package = folder.file_name()?.to_string_lossy().into_owned();
            let kind = artifact.target.kind.first().map(String::as_str);
            let name = match kind {
                Some("test") => format!("{package}/{}", artifact.target.name),
                Some("bin") => format!("{package} (program {})", artifact.target.name),
                _ => package,
            };
            Some(Suite {
                name,
                program: artifact.executable?,
                folder,
            })
        })
        .collect();
    suites.sort_by(|a, b| a.name.cmp(&b.name));
    suites
}

impl Suite {
    /// Runs the program itself, with variables in its environment.
    ///
    /// # Errors
    /// [`XtaskError`] when it cannot be started or its output cannot be read.
    pub fn run(&self, variables: &[(&str, String)]) -> Result<SuiteResult, XtaskError> {
        let mut command = Command::new(&self.program);
        command.arg("--show-output");
        command.envs(variables.iter().map(|(name, value)| (name, value)));
        watch(self.in_folder(&mut command))
    }

    /// Runs the program by a runner, whose command `set_up` may change.
    ///
    /// # Errors
    /// As [`Self::run`].
    pub fn run_with(
        &self,
        runner: &Path,
        set_up: impl FnOnce(&mut Command),
    ) -> Result<SuiteResult, XtaskError> {
        let mut command = Command::new(runner);
        command.arg(&self.program);
        set_up(&mut command);
        watch(self.in_folder(&mut command))
    }

    fn in_folder<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command
            .current_dir(&self.folder)
            .env("CARGO_MANIFEST_DIR", &self.folder)
    }
}

/// Runs a test program, shows its output and counts the results.
///
/// # Errors
/// As [`Suite::run`].
pub fn watch(command: &mut Command) -> Result<SuiteResult, XtaskError> {
    command.stdin(Stdio::null()).stdout(Stdio::piped());
    let mut child = command
        .spawn()
        .map_err(|source| call::start(command, source))?;
    let mut parser = OutputParser::default();
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).split(b'\n') {
            let line = line.map_err(|source| call::start(command, source))?;
            let line = String::from_utf8_lossy(&line);
            eprintln!("{line}");
            parser.line(&line);
        }
    }
    let status = child
        .wait()
        .map_err(|source| call::start(command, source))?;
    Ok(parser.finish(status.success()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_test_programs_are_taken_from_cargos_messages() {
        let artifact = |name: &str, kind: &str, test: bool| {
            format!(
                r#"{{"reason":"compiler-artifact","manifest_path":"here/model/Cargo.toml","target":{{"name":"{name}","kind":["{kind}"]}},"profile":{{"test":{test}}},"executable":"there/{name}"}}"#
            )
        };
        let messages = [
            artifact("model", "lib", true),
            artifact("oracle", "test", true),
            artifact("pneumoscope", "bin", false),
            r#"{"reason":"build-finished","success":true}"#.to_owned(),
        ];
        let names: Vec<String> = suites(&messages.join("\n"))
            .into_iter()
            .map(|suite| suite.name)
            .collect();
        assert_eq!(names, ["model", "model/oracle"]);
    }
}
