//! `cargo xtask cross`: the tests of all that computes answers, compiled for 64-bit ARM and emulated.

use std::path::Path;

use clap::Args;
use which::which;

use crate::apt;
use crate::call::{self, step};
use crate::commands::test::{is_asked, record, report};
use crate::error::XtaskError;
use crate::places::Places;
use crate::suite;
use crate::test_summary::TestSummary;
use crate::tools;

/// 64-bit ARM, as in phones, in Apple's computers and in many servers.
const TARGET: &str = "aarch64-unknown-linux-gnu";

/// Links for it. Cargo reads the variable.
const LINKER: (&str, &str) = (
    "CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_LINKER",
    "aarch64-linux-gnu-gcc",
);

/// Runs its programs.
const EMULATOR: &str = "qemu-aarch64";

/// Its C library; the emulator reads the variable.
const LIBRARIES: (&str, &str) = ("QEMU_LD_PREFIX", "/usr/aarch64-linux-gnu");

/// Debian's packages of these.
const DEBIAN: [&str; 3] = [
    "gcc-aarch64-linux-gnu",
    "libc6-dev-arm64-cross",
    "qemu-user",
];

/// The packages whose numbers must be the same everywhere, with the engine's threads.
const PACKAGES: [&str; 10] = [
    "-p",
    "model",
    "-p",
    "inference",
    "-p",
    "networks",
    "-p",
    "metrics",
    "--features",
    "inference/rayon",
];

/// Runs the tests of decoders, preprocessing, networks, engine and figures for 64-bit ARM, emulated by qemu.
#[derive(Debug, Args)]
pub struct Cross {
    /// Runs only the suites whose name contains one of these words.
    suites: Vec<String>,
}

/// Runs the tests and prints the table.
///
/// # Errors
/// [`XtaskError::NotInstalled`] names what is missing; [`XtaskError::NotPassed`] after the table; others when
/// the tests cannot be built.
pub fn run(places: &Places, options: &Cross) -> Result<(), XtaskError> {
    if !is_installed() {
        apt::try_install(&DEBIAN);
    }
    if !is_installed() {
        return Err(XtaskError::NotInstalled {
            what: "a linker and an emulator for 64-bit ARM",
            packages: DEBIAN.join(" "),
        });
    }
    tools::ensure_target(TARGET)?;
    let suites = step("building the tests for 64-bit ARM", || {
        let mut cargo = call::cargo();
        cargo.env(LINKER.0, LINKER.1);
        let arguments = [&["--release", "--target", TARGET][..], &PACKAGES].concat();
        suite::build(cargo, &places.root, &arguments)
    })?;
    let mut summary = TestSummary::default();
    for suite in suites
        .iter()
        .filter(|suite| is_asked(&options.suites, &suite.name))
    {
        record(&mut summary, &suite.name, || {
            suite.run_with(Path::new(EMULATOR), |command| {
                command.arg("--show-output").env(LIBRARIES.0, LIBRARIES.1);
            })
        });
    }
    report(&summary)
}

fn is_installed() -> bool {
    let programs = [LINKER.1, EMULATOR];
    programs.iter().all(|program| which(program).is_ok()) && Path::new(LIBRARIES.1).is_dir()
}
