//! Packages of the system, for the tests; only where apt-get works without questions.

use std::process::Command;

use crate::call::{self, say, step};
use crate::error::XtaskError;
use crate::places;

/// Tries to install packages. What is then missing is the caller's to find and to name.
pub(crate) fn try_install(packages: &[&str]) {
    if places::on_path("apt-get").is_none() {
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

/// `apt-get`, through `sudo` for those who are not root.
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
