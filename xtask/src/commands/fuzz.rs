//! `cargo xtask fuzz`: feeds mutated files to each decoder, from the films of the decoders' tests.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Args;

use crate::call::{self, step};
use crate::error::{Naming, XtaskError};
use crate::places::Places;

/// Counts the code that a file reaches: the stable equivalents of what cargo-fuzz passes.
const COVERAGE: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=3 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table -Clink-dead-code -Ccodegen-units=1";

/// The longest file in bytes, the time for it in seconds, and the memory in MiB for one allocation and
/// for all.
const LIMITS: [&str; 4] = [
    "-max_len=65536",
    "-timeout=20",
    "-malloc_limit_mb=64",
    "-rss_limit_mb=2048",
];

/// The folders whose films are mutated.
const SEEDS: [&str; 3] = ["fuzz/seeds", "model/tests/dicom", "model/tests/films"];

/// A decoder: its name and what the names of films that reach it begin and end with.
struct Decoder {
    name: &'static str,
    seeds: &'static [(&'static str, &'static str)],
}

const fn decoder(name: &'static str, seeds: &'static [(&'static str, &'static str)]) -> Decoder {
    Decoder { name, seeds }
}

/// All decoders of `model::input` and `model::archive`.
const DECODERS: [Decoder; 14] = [
    decoder("archive", &[("", ".zip")]),
    decoder("bmp", &[("", ".bmp")]),
    decoder(
        "dicom",
        &[("c_", ".dcm"), ("px_", ".dcm"), ("ts_deflated", ".dcm")],
    ),
    decoder(
        "dicom-jpeg",
        &[
            ("drawn_jpeg_", ".dcm"),
            ("frag_baseline", ".dcm"),
            ("ts_jpeg_", ".dcm"),
        ],
    ),
    decoder(
        "dicom-jpeg2000",
        &[
            ("drawn_jpeg2000", ".dcm"),
            ("frag_j2k", ".dcm"),
            ("ts_j2k", ".dcm"),
        ],
    ),
    decoder(
        "dicom-jpegls",
        &[("drawn_jpegls", ".dcm"), ("ts_jpegls", ".dcm")],
    ),
    decoder("dicom-rle", &[("ts_rle", ".dcm")]),
    decoder("gif", &[("", ".gif")]),
    decoder("gzip", &[("", ".gz")]),
    decoder("jpeg", &[("", ".jpg")]),
    decoder("jpeg2000", &[("", ".jp2"), ("", ".j2k")]),
    decoder("png", &[("", ".png")]),
    decoder("tiff", &[("", ".tif")]),
    decoder("webp", &[("", ".webp")]),
];

/// Feeds mutated files to the decoders until each has seen a number of them; a crash is an error.
#[derive(Debug, Args)]
pub struct Fuzz {
    /// Decoders by name; all without one.
    decoders: Vec<String>,
    /// Files for each decoder.
    #[arg(long, default_value_t = 1_000_000)]
    runs: u64,
}

/// Builds the program and runs it for each decoder.
///
/// # Errors
/// [`XtaskError::Command`] when a decoder crashes, hangs or takes too much memory. The file is below
/// `fuzz/crashes` in the target folder: make it a seed in `fuzz/seeds` and a case of
/// `model/tests/hostile.rs`.
pub fn run(places: &Places, options: &Fuzz) -> Result<(), XtaskError> {
    let known = DECODERS.map(|decoder| decoder.name);
    if let Some(unknown) = options
        .decoders
        .iter()
        .find(|name| !known.contains(&name.as_str()))
    {
        return Err(XtaskError::UnknownDecoder {
            name: unknown.clone(),
            known: known.join(", "),
        });
    }
    let folder = places.target.join("fuzz");
    let program = step("building the fuzzed decoders", || build(places, &folder))?;
    for decoder in &DECODERS {
        let is_asked = options.decoders.iter().any(|name| name == decoder.name);
        if is_asked || options.decoders.is_empty() {
            let what = format!("{} files for {}", options.runs, decoder.name);
            step(&what, || {
                fuzz(places, &folder, &program, decoder, options.runs)
            })?;
        }
    }
    Ok(())
}

fn build(places: &Places, folder: &Path) -> Result<PathBuf, XtaskError> {
    let mut cargo = call::cargo();
    // With a target, the flags do not apply to build scripts, which lack libFuzzer.
    let host = host_triple()?;
    cargo
        .current_dir(&places.root)
        .args(["build", "--release", "--manifest-path", "fuzz/Cargo.toml"])
        .args(["--target", &host, "--target-dir"])
        .arg(folder)
        .env("RUSTFLAGS", COVERAGE);
    call::run(&mut cargo)?;
    Ok(folder.join(host).join("release/fuzz"))
}

/// The system that this program runs on, as the compiler names it.
fn host_triple() -> Result<String, XtaskError> {
    let host = call::answer(Command::new("rustc").args(["--print", "host-tuple"]))?;
    Ok(host.trim().to_owned())
}

/// Runs the program on the seeds of a decoder and what it makes of them.
fn fuzz(
    places: &Places,
    folder: &Path,
    program: &Path,
    decoder: &Decoder,
    runs: u64,
) -> Result<(), XtaskError> {
    let corpus = folder.join("corpus").join(decoder.name);
    let crashes = folder.join("crashes").join(decoder.name);
    for folder in [&corpus, &crashes] {
        fs::create_dir_all(folder).named(folder)?;
    }
    let mut seeds = 0;
    for folder in SEEDS {
        seeds += copy_seeds(&places.root.join(folder), &corpus, decoder)?;
    }
    if seeds == 0 {
        return Err(XtaskError::NoSeeds(decoder.name));
    }
    let mut fuzz = Command::new(program);
    fuzz.arg(&corpus)
        .arg(format!("-runs={runs}"))
        .arg(format!("-artifact_prefix={}/", crashes.display()))
        .arg("-print_final_stats=1")
        .args(LIMITS);
    call::run(&mut fuzz)
}

/// Copies the films that reach a decoder from a folder, which may not exist; their number.
fn copy_seeds(from: &Path, to: &Path, decoder: &Decoder) -> Result<usize, XtaskError> {
    let mut copied = 0;
    if !from.is_dir() {
        return Ok(copied);
    }
    for entry in fs::read_dir(from).named(from)? {
        let path = entry.named(from)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let fits = |(start, end): &(&str, &str)| name.starts_with(start) && name.ends_with(end);
        if decoder.seeds.iter().any(fits) {
            fs::copy(&path, to.join(&*name)).named(&path)?;
            copied += 1;
        }
    }
    Ok(copied)
}
