//! Installs system packages for the tests where apt-get works without interaction.

use std::process::Command;

use which::which;

use crate::call::{self, say, step};
use crate::error::XtaskError;

/// Tries to install packages. The caller reports what is still missing.
pub(crate) fn try_install(packages: &[&str]) {
    if which("apt-get").is_err() {
        return;
    }
    let installed = step(&format!("installing {}", packages.join(", ")), || {
        call::run(&mut apt_get(&["update", "-qq"]))?;
        let quietly = ["install", "-y", "-qq", "--no-install-recommends"];
        call::run(apt_get(&quietly).args(packages))
    });
    if let Err::<(), XtaskError>(error) = installed {
        say(&error.to_string());
    }
}

/// `apt-get`, with `sudo` for users other than root.
fn apt_get(arguments: &[&str]) -> Command {
    let root = call::try_answer(Command::new("id").arg("-u")).is_some_and(|id| id == "0");
    let mut command = if root {
        Command::new("apt-get")
    } else {
        let mut sudo = Command::new("sudo");
        sudo.args(["--non-interactive", "apt-get"]);
        sudo
    };
    command
        .args(arguments)
        .env("DEBIAN_FRONTEND", "noninteractive");
    command
}
