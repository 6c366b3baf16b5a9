//! `cargo xtask check`: formatting, house rules, lints, licences and documentation; runs no other tests.

use std::process::Command;

use crate::advisories;
use crate::call::{self, step};
use crate::error::XtaskError;
use crate::page;
use crate::places::Places;
use crate::rustflags;
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

/// Arguments for the trainer with remote devices. It is a separate build without GPUs: burn's remote
/// backend adds 150 crates and does not work with fusion.
pub(crate) const REMOTE: [&str; 5] = [
    "-p",
    "trainer",
    "--no-default-features",
    "--features",
    "remote",
];

/// Arguments for the splitter, which xtask must not depend on: see its manifest.
pub(crate) const SPLITTER: [&str; 2] = ["-p", "splitter"];

/// Arguments for the program that writes the bill of materials, apart for the same reason.
pub(crate) const SBOM: [&str; 2] = ["-p", "sbom"];

/// Arguments for the browser's build, which shares compiled crates with the page.
pub(crate) const WASM: [&str; 6] = [
    "-p",
    "app",
    "--target",
    WASM_TARGET,
    "--profile",
    page::PROFILE,
];

/// Runs all checks, fast ones first, and stops at the first failure.
///
/// # Errors
/// [`XtaskError::Command`] names the check that failed.
pub fn run(places: &Places) -> Result<(), XtaskError> {
    let here = |mut command: Command, arguments: &[&str]| {
        command.current_dir(&places.root).args(arguments);
        command
    };
    let cargo = |arguments: &[&str]| here(call::cargo(), arguments);
    let for_browser = |arguments: &[&str]| Ok(here(rustflags::cargo(places, &[])?, arguments));
    step("formatting (rustfmt)", || {
        call::run(&mut cargo(&["fmt", "--all", "--check"]))
    })?;
    step("house rules (tests/tidy.rs)", || {
        call::run(
            cargo(&["test", "--quiet", "--release"])
                .args(NATIVE)
                .args(["--test", "tidy"]),
        )
    })?;
    let deny = Tool::cargo_deny().ensure(places)?;
    step("licences, bans and sources (cargo-deny)", || {
        call::run(
            Command::new(&deny)
                .current_dir(&places.root)
                .args(["check", "licenses", "bans", "sources"]),
        )
    })?;
    advisories::check(places, &deny)?;
    tools::ensure_wasm_target()?;
    let strict = ["--all-targets", "--", "-D", "warnings"];
    step("lints of the native packages (clippy)", || {
        call::run(cargo(&["clippy", "--release"]).args(NATIVE).args(strict))
    })?;
    for (what, package) in [
        ("remote devices", &REMOTE[..]),
        ("the splitter", &SPLITTER),
        ("the bill of materials", &SBOM),
    ] {
        step(&format!("lints of {what} (clippy)"), || {
            call::run(cargo(&["clippy", "--release"]).args(package).args(strict))
        })?;
    }
    step("lints of the page (clippy)", || {
        call::run(for_browser(&["clippy"])?.args(WASM).args(strict))
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
            for_browser(&["doc", "--no-deps"])?
                .args(WASM)
                .env(strict.0, strict.1),
        )
    })
}
