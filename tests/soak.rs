//! Thousands of films in one page and through `predict`: none is lost, and memory does not grow. `cargo xtask soak`
//! runs the long form; without it, the films are too few to judge the memory.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    reason = "helpers of tests fail by panicking, as tests do"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use tests::browser::SOON;
use tests::injected::site_with;
use tests::memory;
use tests::site;
use tests::visit::Visit;
use tests::{films, real_films};
use xtask::commands::soak::{FILMS_IN_PAGE, FILMS_OF_PROGRAM};

/// Films that are dropped at once.
const AT_ONCE: usize = 50;

/// Films in the short form.
const SHORT: usize = 100;

/// How many of the first films are left out when the memory is judged: a quarter.
const WARM_UP: usize = 4;

/// What the memory may grow by while the other films are read.
const MAX_GROWTH: f64 = 0.01;

/// What a drop may take on a slow machine.
const LIMIT: Duration = Duration::from_mins(10);

/// How often a program's memory is read.
const PAUSE: Duration = Duration::from_millis(250);

/// A file and whether it can be read.
struct Sample {
    name: String,
    bytes: Vec<u8>,
    is_good: bool,
}

/// Nine good files and a bad one, over and over: other films each time, and other kinds of damage.
fn samples(count: usize) -> Vec<Sample> {
    let good = real_films::bundled();
    let bad = [
        ("jpg", films::truncated_jpeg()),
        ("png", Vec::new()),
        ("dcm", vec![7; 5000]),
        ("tif", b"II*\0\x08\0\0\0\xff\xff".to_vec()),
        ("jpg", b"a letter and no film".to_vec()),
    ];
    let sample = |number: usize| {
        let is_good = number % 10 != 9;
        let (kind, bytes) = if is_good {
            ("jpg", good[number % good.len()].bytes())
        } else {
            let (kind, bytes) = &bad[number / 10 % bad.len()];
            (*kind, bytes.clone())
        };
        let name = format!("{number:05}.{kind}");
        Sample {
            name,
            bytes,
            is_good,
        }
    };
    (0..count).map(sample).collect()
}

/// The number of films that `cargo xtask soak` asks for, or of the short form.
fn wanted(variable: &str) -> usize {
    let asked = std::env::var(variable).ok();
    asked.map_or(SHORT, |count| count.parse().unwrap())
}

/// Checks a table of `predict` or of the page: one row for each file, the same one for the same film.
fn check(table: &str, samples: &[Sample]) {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), samples.len());
    let mut answers: BTreeMap<&[u8], Vec<&str>> = BTreeMap::new();
    for (row, sample) in rows.iter().zip(samples) {
        assert!(row[0].ends_with(&sample.name), "{} {row:?}", sample.name);
        let answer: Vec<&str> = row.iter().skip(1).collect();
        assert_eq!(sample.is_good, !answer[0].is_empty(), "{row:?}");
        let first = answers
            .entry(&sample.bytes)
            .or_insert_with(|| answer.clone());
        assert_eq!(*first, answer, "{}", sample.name);
    }
}

/// Judges a series of memory in kibibytes, if it is long enough.
fn judge(what: &str, films: usize, series: &[u64]) {
    let late = &series[series.len() / WARM_UP..];
    let growth = memory::growth(late);
    println!(
        "{what}: {films} films, memory grows by {:.2} % over the last {}: {} to {} MiB",
        100.0 * growth,
        films - films / WARM_UP,
        late[0] / 1024,
        late[late.len() - 1] / 1024
    );
    if films > SHORT {
        assert!(growth < MAX_GROWTH, "{series:?}");
    }
}

#[test]
fn a_page_reads_films_for_hours() {
    let samples = samples(wanted(FILMS_IN_PAGE));
    let site = site_with(memory::COLLECT_ON_REQUEST);
    let Some(visit) = Visit::start(&site, "?engine=cpu") else {
        return;
    };
    visit.ready();
    visit.cached();
    let mut series = Vec::new();
    for (number, some) in samples.chunks(AT_ONCE).enumerate() {
        let files: Vec<_> = some
            .iter()
            .map(|it| (it.name.as_str(), &*it.bytes))
            .collect();
        visit.drop_files(&files);
        let all = number * AT_ONCE + files.len();
        let taken = format!(
            "document.querySelector('[data-testid=worklist-count]')?.innerText.replace(/\\D/g, '')
                .includes('{all}')"
        );
        assert!(visit.browser.wait(&taken, SOON), "{}", visit.page_text());
        let finished =
            "document.querySelector('[data-testid=worklist-progress] progress') === null";
        assert!(visit.browser.wait(finished, LIMIT), "{}", visit.page_text());
        series.push(visit.browser.memory());
    }
    check(&visit.saved("export-csv"), &samples);
    assert_eq!(visit.attribute("engine-status", "data-state"), "ready");
    assert_eq!(visit.requests(), 0);
    judge("page", samples.len(), &series);
}

#[test]
fn a_program_reads_films_for_hours() {
    let samples = samples(wanted(FILMS_OF_PROGRAM));
    let folder = tempfile::tempdir().unwrap();
    let films = folder.path().join("films");
    fs::create_dir(&films).unwrap();
    for sample in &samples {
        fs::write(films.join(&sample.name), &sample.bytes).unwrap();
    }
    let table = folder.path().join("table.csv");
    let series = predicted(&films, &table);
    check(&fs::read_to_string(&table).unwrap(), &samples);
    judge("predict", samples.len(), &series);
}

/// Predicts the films of a folder; returns the program's memory meanwhile.
fn predicted(films: &Path, table: &Path) -> Vec<u64> {
    let places = site::places();
    let started = Instant::now();
    let mut program = Command::new(places.program("pneumoscope"))
        .args(["predict", "--weights"])
        .arg(places.root.join("static/model"))
        .arg(films)
        .arg("--out")
        .arg(table)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut series = Vec::new();
    while program.try_wait().unwrap().is_none() {
        series.push(memory::of_process(program.id()));
        std::thread::sleep(PAUSE);
    }
    assert!(program.wait().unwrap().success());
    println!("predict: {:.0} s", started.elapsed().as_secs_f64());
    // The last sample may be of a process that is ending.
    series.pop();
    series
}
