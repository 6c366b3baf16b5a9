//! axe-core, which finds barriers for people with disabilities in a page, from the npm registry.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use which::which;

use crate::apt;
use crate::call::{self, step};
use crate::error::{Naming, XtaskError};
use crate::places::Places;

/// The package, with its exact version.
const PACKAGE: &str = "axe-core@4.10.3";

/// The script in it.
const SCRIPT: &str = "node_modules/axe-core/axe.min.js";

/// The message when it cannot be installed.
pub const MISSING: &str =
    "no npm, which installs axe-core; install it (Debian: apt-get install npm)";

/// The script, installed into the user's cache if it is missing; `None` without npm.
///
/// # Errors
/// [`XtaskError`] when the cache cannot be written or npm fails.
pub fn ensure(places: &Places) -> Result<Option<PathBuf>, XtaskError> {
    let folder = places.tools().join(PACKAGE);
    let script = folder.join(SCRIPT);
    if script.is_file() {
        return Ok(Some(script));
    }
    if which("npm").is_err() {
        apt::try_install(&["npm"]);
    }
    let Ok(npm) = which("npm") else {
        return Ok(None);
    };
    fs::create_dir_all(&folder).named(&folder)?;
    step("installing axe-core", || {
        call::run(
            Command::new(npm)
                .args(["install", "--ignore-scripts", "--no-audit", "--no-fund"])
                .args(["--no-package-lock", "--prefix"])
                .arg(&folder)
                .arg(PACKAGE),
        )
    })?;
    Ok(Some(script))
}
