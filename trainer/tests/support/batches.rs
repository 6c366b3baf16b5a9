//! Runs whose steps have several batches, which several devices may share.

use std::process::Command;

use super::runs::{TestRuns, last_line};

impl TestRuns {
    /// The command that trains the smoke recipe with four batches of three films per step.
    pub(crate) fn training(&self, run: &str, devices: &str, more: &[&str]) -> Command {
        let mut command = self.smoke(run);
        command.args(["--devices", devices]);
        command.args(["--set", "batch=3", "--set", "accumulate=4"]);
        command.args(more);
        command
    }

    /// Trains, which must succeed.
    pub(crate) fn train(&self, run: &str, devices: &str, more: &[&str]) {
        let output = self.training(run, devices, more).output().unwrap();
        assert!(output.status.success(), "{}", last_line(&output));
    }
}
