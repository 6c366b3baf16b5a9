//! `cargo xtask bench`: the page's engines and onnxruntime-web, timed in one run of one browser.
//!
//! The peer's own script does the timing, so that it is independent; see its README. Both sides run the
//! same network, CoAtNet-0 at 224 px with synthetic weights.

mod visits;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Args;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::call::{self, step};
use crate::commands::check::NATIVE;
use crate::error::{Naming, XtaskError};
use crate::host::Host;
use crate::page;
use crate::places::Places;

/// Pairs of engines, the peer's first, with the target ratios of our time to the peer's: ready, first
/// and warm.
const PAIRS: [(&str, &str, [f64; 3]); 3] = [
    ("wasm-1", "cpu-1", [0.5, 0.75, 0.75]),
    ("wasm-2", "cpu-2", [0.5, 0.8, 0.8]),
    ("webgpu", "webgpu", [0.5, 0.08, 0.08]),
];

/// Compares the engines' times with onnxruntime-web; without a graphics card this takes minutes.
#[derive(Debug, Args)]
pub struct Bench {
    /// Folder of the peer's page and script (`bench.mjs`, `package-lock.json`).
    #[arg(long, value_name = "DIR")]
    peer: PathBuf,
    /// The same network for the peer, written by its `export_onnx.py`.
    #[arg(long, value_name = "FILE")]
    onnx: PathBuf,
    /// Rounds of each pair.
    #[arg(long, default_value_t = 3, value_name = "N")]
    rounds: u32,
    /// Maximum warm runs of each round.
    #[arg(long, default_value_t = 10, value_name = "N")]
    runs: u32,
    /// Maximum seconds of warm runs in each round.
    #[arg(long, default_value_t = 30, value_name = "N")]
    seconds: u32,
    /// Number format of our weights: f32, f16 or i8.
    #[arg(long, default_value = "i8", value_name = "FORMAT")]
    format: String,
    /// Prints the whole report as JSON instead of tables.
    #[arg(long)]
    json: bool,
}

/// The part of the script's report that the table shows.
#[derive(Debug, Deserialize)]
struct BenchReport {
    when: String,
    machine: Machine,
    browser: String,
    app_over_peer: Vec<Ratio>,
    peer: std::collections::BTreeMap<String, EngineTimes>,
    app: std::collections::BTreeMap<String, EngineTimes>,
}

#[derive(Debug, Deserialize)]
struct Machine {
    cpu: Option<String>,
    cores: u32,
}

/// The ratios of one pair: our time divided by the peer's.
#[derive(Debug, Deserialize)]
struct Ratio {
    peer: String,
    app: String,
    ready: Option<f64>,
    first: Option<f64>,
    warm: Option<f64>,
    warm_by_round: Vec<Option<f64>>,
}

/// One engine's times in milliseconds.
#[derive(Debug, Deserialize)]
struct EngineTimes {
    ready_ms: Times,
    first_ms: Times,
    warm_ms: Times,
    bytes: Option<f64>,
    adapter: Option<String>,
    version: Option<String>,
    logits_off_by: Option<f64>,
}

#[derive(Debug, Deserialize)]
struct Times {
    median: Option<f64>,
}

/// Builds the page, puts the reference network into a copy of it, times and prints.
///
/// # Errors
/// [`XtaskError`] when something cannot be built or the script fails.
pub fn run(places: &Places, options: &Bench) -> Result<(), XtaskError> {
    let folder = places.root.join("target/bench");
    let site = copy_of_page(places, &folder, &options.format)?;
    let script = install_peer(&options.peer, &folder.join("peer"))?;
    let onnx = fs::canonicalize(&options.onnx).named(&options.onnx)?;
    let visits = step("visiting the page", || {
        visits::measure(places, &site, options.rounds)
    })?;
    let host = Host::start(&site, 0)?;
    let pairs = PAIRS
        .map(|(peer, app, _)| format!("{peer}={app}"))
        .join(",");
    let answer = step("timing", || {
        call::answer(
            Command::new("node")
                .arg(script)
                .arg("--model")
                .arg(&onnx)
                .args(["--app", &(host.address() + "bench.html")])
                .args(["--pairs", &pairs])
                .args(["--rounds", &options.rounds.to_string()])
                .args(["--runs", &options.runs.to_string()])
                .args(["--seconds", &options.seconds.to_string()]),
        )
    })?;
    if options.json {
        print!("{{\"engines\":{answer},\"page\":{visits}}}");
        return Ok(());
    }
    print!("{}", table(&parsed("bench.mjs", &answer)?));
    print!("{}", visits::table(&parsed("visits", &visits)?));
    Ok(())
}

fn parsed<T: DeserializeOwned>(program: &str, answer: &str) -> Result<T, XtaskError> {
    serde_json::from_str(answer).map_err(|error| XtaskError::Answer {
        program: program.to_owned(),
        answer: error.to_string(),
    })
}

/// A copy of the page with the reference network as its model.
fn copy_of_page(places: &Places, folder: &Path, format: &str) -> Result<PathBuf, XtaskError> {
    let built = page::build(places)?;
    let site = folder.join("page");
    if site.exists() {
        fs::remove_dir_all(&site).named(&site)?;
    }
    for file in page::files(&built)? {
        let name = file.strip_prefix(&built).unwrap_or(&file);
        if !name.starts_with("model") {
            copy(&file, &site.join(name))?;
        }
    }
    step("writing the reference network", || {
        call::run(
            call::cargo()
                .current_dir(&places.root)
                .args(["build", "--quiet", "--release"])
                .args(NATIVE)
                .args([
                    "--bin",
                    "reference_model",
                    "--bin",
                    "visits",
                    "--bin",
                    "host",
                ]),
        )?;
        let program = places.program("reference_model");
        call::run(Command::new(program).arg(site.join("model")).arg(format))
    })?;
    Ok(site)
}

/// Copies the peer, which may be read-only, and installs its dependencies; returns its script.
fn install_peer(from: &Path, to: &Path) -> Result<PathBuf, XtaskError> {
    let modules = to.join("node_modules");
    for file in page::files(from)? {
        let name = file.strip_prefix(from).unwrap_or(&file);
        if !name.starts_with("node_modules") {
            copy(&file, &to.join(name))?;
        }
    }
    // The script compares logits with a file next to its folder.
    let expected = "oracle/fixtures/coatnet0_full.json";
    let source = from.join("..").join(expected);
    if source.is_file() {
        copy(&source, &to.join("..").join(expected))?;
    }
    if !modules.is_dir() {
        step("installing the peer", || {
            call::run(Command::new("npm").arg("ci").current_dir(to))
        })?;
    }
    Ok(to.join("bench.mjs"))
}

/// Copies a file's content, not its permissions.
fn copy(from: &Path, to: &Path) -> Result<(), XtaskError> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder).named(folder)?;
    }
    let content = fs::read(from).named(from)?;
    fs::write(to, content).named(to)
}

fn table(report: &BenchReport) -> String {
    let mut text = String::new();
    let mut line = |words: std::fmt::Arguments<'_>| {
        // Writing to a string cannot fail.
        let _: std::fmt::Result = writeln!(text, "{words}");
    };
    let cpu = report.machine.cpu.as_deref().unwrap_or("unknown processor");
    line(format_args!(
        "{}, {} cores of {cpu}, Chromium {}",
        report.when, report.machine.cores, report.browser
    ));
    line(format_args!(
        "{:<16} {:<6} {:>10} {:>10} {:>7} {:>7}",
        "engine", "time", "peer, ms", "ours, ms", "ratio", "target"
    ));
    for ratio in &report.app_over_peer {
        let (Some(peer), Some(app)) = (report.peer.get(&ratio.peer), report.app.get(&ratio.app))
        else {
            continue;
        };
        let targets = PAIRS
            .into_iter()
            .find(|(name, ..)| *name == ratio.peer)
            .map(|(_, _, targets)| targets);
        let times = [
            ("ready", &peer.ready_ms, &app.ready_ms, ratio.ready),
            ("first", &peer.first_ms, &app.first_ms, ratio.first),
            ("warm", &peer.warm_ms, &app.warm_ms, ratio.warm),
        ];
        for (index, (name, theirs, ours, share)) in times.into_iter().enumerate() {
            line(format_args!(
                "{:<16} {name:<6} {:>10} {:>10} {:>7} {:>7}",
                if index == 0 {
                    label(&ratio.app, app)
                } else {
                    String::new()
                },
                number(theirs.median, 0),
                number(ours.median, 0),
                number(share, 3),
                number(targets.map(|targets| targets[index]), 2),
            ));
        }
        let rounds: Vec<String> = ratio.warm_by_round.iter().map(|r| number(*r, 3)).collect();
        line(format_args!(
            "{:<16} warm by round {}; onnxruntime-web {}; bytes {} and {}; logit differences {} and {}",
            "",
            rounds.join(", "),
            peer.version.as_deref().unwrap_or("?"),
            number(peer.bytes, 0),
            number(app.bytes, 0),
            scientific(peer.logits_off_by),
            scientific(app.logits_off_by),
        ));
    }
    text
}

/// The adapter of an engine, or its name.
fn label(name: &str, side: &EngineTimes) -> String {
    side.adapter
        .clone()
        .unwrap_or_else(|| name.to_owned())
        .chars()
        .take(16)
        .collect()
}

fn number(value: Option<f64>, digits: usize) -> String {
    value.map_or_else(|| "-".to_owned(), |value| format!("{value:.digits$}"))
}

fn scientific(value: Option<f64>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| format!("{value:.0e}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_both_times_the_ratio_and_the_target() {
        let side = |warm: f64| {
            format!(
                r#"{{"ready_ms":{{"median":100}},"first_ms":{{"median":50}},"warm_ms":{{"median":{warm}}},
                "bytes":9,"adapter":null,"version":"1.30.0","logits_off_by":1e-6}}"#
            )
        };
        let json = format!(
            r#"{{"when":"today","machine":{{"cpu":"X","cores":2}},"browser":"156",
            "peer":{{"wasm-1":{}}},"app":{{"cpu-1":{}}},
            "app_over_peer":[{{"peer":"wasm-1","app":"cpu-1","ready":1.0,"first":1.0,"warm":0.5,
            "warm_by_round":[0.5,null]}}]}}"#,
            side(400.0),
            side(200.0)
        );
        let text = table(&serde_json::from_str(&json).unwrap());
        let words: Vec<&str> = text
            .lines()
            .find(|line| line.contains(" warm "))
            .unwrap()
            .split_whitespace()
            .collect();
        assert_eq!(words, ["warm", "400", "200", "0.500", "0.75"]);
        assert!(text.contains("warm by round 0.500, -; onnxruntime-web 1.30.0"));
    }
}
