//! `cargo xtask check`: form, rules, lints, licences and documentation; no test is run.

use std::process::Command;

use crate::call::{self, step};
use crate::error::XtaskError;
use crate::page;
use crate::places::Places;
use crate::tools::{self, Tool, WASM_TARGET};

/// The packages that run natively.
pub(crate) const NATIVE: [&str; 14] = [
    "-p",
    "model",
    "-p",
    "inference",
    "-p",
    "networks",
    "-p",
    "metrics",
    "-p",
    "trainer",
    "-p",
    "xtask",
    "-p",
    "tests",
];

/// What selects the trainer with devices that other processes serve. It is built by itself, without
/// graphics cards: burn's part for them brings 150 crates along, and does not work with its fusion.
pub(crate) const REMOTE: [&str; 5] = [
    "-p",
    "trainer",
    "--no-default-features",
    "--features",
    "remote",
];

/// What selects the browser's build, so that it is shared with the page's.
pub(crate) const WASM: [&str; 6] = [
    "-p",
    "app",
    "--target",
    WASM_TARGET,
    "--profile",
    page::PROFILE,
];

/// Runs all checks, the quick ones first; stops at the first that fails.
///
/// # Errors
/// [`XtaskError::Command`] names the check that failed.
pub fn run(places: &Places) -> Result<(), XtaskError> {
    let cargo = |arguments: &[&str]| {
        let mut command = call::cargo();
        command.current_dir(&places.root).args(arguments);
        command
    };
    step("form (rustfmt)", || {
        call::run(&mut cargo(&["fmt", "--all", "--check"]))
    })?;
    step("rules of the house (tests/tidy.rs)", || {
        call::run(
            cargo(&["test", "--quiet", "--release"])
                .args(NATIVE)
                .args(["--test", "tidy"]),
        )
    })?;
    let deny = Tool::cargo_deny().ensure(places)?;
    step("licences, bans and sources (cargo-deny)", || {
        call::run(
            Command::new(deny)
                .current_dir(&places.root)
                .args(["check", "licenses", "bans", "sources"]),
        )
    })?;
    tools::ensure_wasm_target()?;
    let strict = ["--all-targets", "--", "-D", "warnings"];
    step("lints of the native packages (clippy)", || {
        call::run(cargo(&["clippy", "--release"]).args(NATIVE).args(strict))
    })?;
    step("lints of remote devices (clippy)", || {
        call::run(cargo(&["clippy", "--release"]).args(REMOTE).args(strict))
    })?;
    step("lints of the page (clippy)", || {
        call::run(cargo(&["clippy"]).args(WASM).args(strict))
    })?;
    let strict = ("RUSTDOCFLAGS", "-D warnings");
    step("documentation of the native packages", || {
        call::run(
            cargo(&["doc", "--release", "--no-deps"])
                .args(NATIVE)
                .env(strict.0, strict.1),
        )
    })?;
    step("documentation of the page", || {
        call::run(
            cargo(&["doc", "--no-deps"])
                .args(WASM)
                .env(strict.0, strict.1),
        )
    })
}
