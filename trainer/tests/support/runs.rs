//! Runs of `pneumoscope train` on synthetic films.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

use super::drawn;

/// A temporary folder with a pack, for runs.
pub(crate) struct TestRuns {
    root: TempDir,
}

impl TestRuns {
    pub(crate) fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        drawn::pack(&root.path().join("pack"));
        Self { root }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    /// The command that trains the smoke recipe.
    pub(crate) fn smoke(&self, run: &str) -> Command {
        let recipe = Path::new(env!("CARGO_MANIFEST_DIR")).join("recipes/smoke.toml");
        let mut command = Command::new(env!("CARGO_BIN_EXE_pneumoscope"));
        command.arg("train").arg("--config").arg(recipe);
        command.arg("--data").arg(self.path("pack"));
        command.arg("--out").arg(self.path(run));
        command
    }
}

/// The last line on stderr.
pub(crate) fn last_line(output: &Output) -> String {
    let complaint = String::from_utf8_lossy(&output.stderr);
    complaint.trim_end().lines().last().unwrap_or("").to_owned()
}
