//! `cargo xtask fuzz`: feeds mutated files to each reader, from films of tests and files made by code.

mod targets;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Args;

use self::targets::{TARGETS, Target};
use crate::call::{self, step};
use crate::error::{Naming, XtaskError};
use crate::places::Places;

/// Counts the code that a file reaches: the stable equivalents of what cargo-fuzz passes. Without
/// `-Clink-dead-code`, with which a library of burn cannot be compiled.
const COVERAGE: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=3 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table -Ccodegen-units=1";

/// The longest file in bytes, the time for it in seconds, and the memory in MiB for one allocation and
/// for all.
const LIMITS: [&str; 4] = [
    "-max_len=65536",
    "-timeout=5",
    "-malloc_limit_mb=64",
    "-rss_limit_mb=1024",
];

/// The folders whose films are mutated.
const FILMS: [&str; 3] = ["fuzz/seeds", "model/tests/dicom", "model/tests/films"];

/// Where there is one, a folder in memory: the trainer's readers open a file for each run.
const IN_MEMORY: &str = "/dev/shm";

/// Feeds mutated files to the readers until each has seen a number of them; a crash is an error.
#[derive(Debug, Args)]
pub struct Fuzz {
    /// Readers by name; all without one.
    readers: Vec<String>,
    /// Files for each reader.
    #[arg(long, default_value_t = 1_000_000)]
    runs: u64,
    /// Minutes for all of them together, in place of a number of files.
    #[arg(long, conflicts_with = "runs")]
    minutes: Option<u64>,
}

/// Builds the programs and runs them for each reader.
///
/// # Errors
/// [`XtaskError::Command`] when a reader crashes, hangs or takes too much memory. The file is below
/// `fuzz/crashes` in the target folder: make it a case of a test, such as `model/tests/hostile.rs`.
pub fn run(places: &Places, options: &Fuzz) -> Result<(), XtaskError> {
    let known = TARGETS.map(|target| target.name);
    let is_unknown = |name: &&String| !known.contains(&name.as_str());
    if let Some(unknown) = options.readers.iter().find(is_unknown) {
        return Err(XtaskError::UnknownReader {
            name: unknown.clone(),
            known: known.join(", "),
        });
    }
    let is_asked = |target: &&Target| {
        options.readers.is_empty() || options.readers.iter().any(|name| name == target.name)
    };
    let asked: Vec<&Target> = TARGETS.iter().filter(is_asked).collect();
    let (limit, what) = match options.minutes {
        Some(minutes) => {
            // 0 would be no limit.
            let seconds = (minutes * 60 / asked.len() as u64).max(1);
            let limit = format!("-max_total_time={seconds}");
            (limit, format!("{seconds} s of files"))
        }
        None => (
            format!("-runs={}", options.runs),
            format!("{} files", options.runs),
        ),
    };
    let folder = places.target.join("fuzz");
    let programs = step("building the fuzzed readers", || {
        build(places, &folder, &asked)
    })?;
    for target in asked {
        step(&format!("{what} for {}", target.name), || {
            fuzz(places, &folder, &programs, target, &limit)
        })?;
    }
    Ok(())
}

/// Builds the programs that have these readers; returns their folder.
fn build(places: &Places, folder: &Path, targets: &[&Target]) -> Result<PathBuf, XtaskError> {
    let mut cargo = call::cargo();
    // With a target, the flags do not apply to build scripts, which lack libFuzzer.
    let host = host_triple()?;
    cargo
        .current_dir(&places.root)
        .args(["build", "--release", "--manifest-path", "fuzz/Cargo.toml"])
        .args(["--target", &host, "--target-dir"])
        .arg(folder)
        .env("RUSTFLAGS", COVERAGE);
    let mut programs: Vec<&str> = targets.iter().map(|target| target.program).collect();
    programs.dedup();
    for program in programs {
        cargo.args(["--bin", program]);
        if program == "trainer" {
            cargo.args(["--features", "trainer"]);
        }
    }
    call::run(&mut cargo)?;
    Ok(folder.join(host).join("release"))
}

/// The system that this program runs on, as the compiler names it.
fn host_triple() -> Result<String, XtaskError> {
    let host = call::answer(Command::new("rustc").args(["--print", "host-tuple"]))?;
    Ok(host.trim().to_owned())
}

/// Runs a program on the seeds of a reader and what it makes of them.
fn fuzz(
    places: &Places,
    folder: &Path,
    programs: &Path,
    target: &Target,
    limit: &str,
) -> Result<(), XtaskError> {
    let corpus = folder.join("corpus").join(target.name);
    let crashes = folder.join("crashes").join(target.name);
    let in_memory = Path::new(IN_MEMORY);
    let scratch = if in_memory.is_dir() {
        in_memory
    } else {
        folder
    };
    let scratch = scratch.join(format!("fuzz-{}-{}", target.name, std::process::id()));
    for folder in [&corpus, &crashes, &scratch] {
        fs::create_dir_all(folder).named(folder)?;
    }
    let program = || {
        let mut program = Command::new(programs.join(target.program));
        program
            .current_dir(&scratch)
            .env("FUZZ_READER", target.reader);
        program
    };
    let mut fuzzed = program();
    fuzzed
        .arg(&corpus)
        .arg(limit)
        .arg(format!("-artifact_prefix={}/", crashes.display()))
        .arg("-print_final_stats=1")
        .args(LIMITS);
    let result = call::run(program().env("FUZZ_SEEDS", &corpus))
        .and_then(|()| copy_films(places, &corpus, target))
        .and_then(|()| has_seeds(&corpus, target))
        .and_then(|()| call::run(&mut fuzzed));
    fs::remove_dir_all(&scratch).named(&scratch)?;
    result
}

/// Copies the films that a reader begins with.
fn copy_films(places: &Places, to: &Path, target: &Target) -> Result<(), XtaskError> {
    let fits = |name: &str| {
        let mut ends = target.films.iter();
        ends.any(|(start, end)| name.starts_with(start) && name.ends_with(end))
    };
    for folder in FILMS {
        let folder = places.root.join(folder);
        for entry in fs::read_dir(&folder).named(&folder)? {
            let path = entry.named(&folder)?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if fits(&name) {
                fs::copy(&path, to.join(&*name)).named(&path)?;
            }
        }
    }
    Ok(())
}

/// Without seeds, libFuzzer would begin with nothing and find nothing.
fn has_seeds(corpus: &Path, target: &Target) -> Result<(), XtaskError> {
    if fs::read_dir(corpus).named(corpus)?.next().is_some() {
        Ok(())
    } else {
        Err(XtaskError::NoSeeds(target.name))
    }
}
