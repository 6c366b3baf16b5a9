//! The built page in headless Chromium: the list of films is arranged, exported, read blind, kept and cleared.
#![allow(
    clippy::unwrap_used,
    reason = "helpers of tests fail by panicking, as tests do"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};
use tempfile::TempDir;
use tests::browser::SOON;
use tests::site::{self, Site};
use tests::visit::{CLASSES, Visit};
use tests::{films, real_films};

/// How long the films of a test may take.
const LIMIT: Duration = Duration::from_mins(10);

/// How far a probability of the page may be from the program's.
const TOLERANCE: f64 = 2e-3;

/// The bundled films in folders of their classes, a picture that is no film, and a file that is no picture.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let films = folder.path().join("films");
    for film in real_films::bundled() {
        let class = films.join(&film.label);
        fs::create_dir_all(&class).unwrap();
        fs::write(class.join(film.name()), film.bytes()).unwrap();
    }
    fs::write(films.join("page.png"), films::page_of_text()).unwrap();
    fs::write(films.join("=broken.jpg"), films::truncated_jpeg()).unwrap();
    folder
}

/// A visit with all films of a folder finished.
fn visit_with(site: &Site, folder: &Path, count: usize) -> Option<Visit> {
    let visit = Visit::start(site, "?engine=cpu")?;
    visit.ready();
    visit.drop_paths(&[folder]);
    visit.films(count, LIMIT);
    Some(visit)
}

fn click(visit: &Visit, id: &str) {
    let click = format!("document.querySelector('[data-testid={id}]').click()");
    visit.browser.script(&click, &[]);
}

fn wait(visit: &Visit, expression: &str) {
    assert!(
        visit.browser.wait(expression, LIMIT),
        "{expression}: {}",
        visit.page_text()
    );
}

/// What a button saves.
fn saved(visit: &Visit, id: &str) -> String {
    let saved = visit.browser.promised(
        &format!(
            "new Promise(resolve => {{
                URL.createObjectURL = blob => (resolve(blob.text()), 'data:,');
                document.querySelector('[data-testid={id}]').click();
            }})"
        ),
        &[],
    );
    saved.as_str().unwrap().to_owned()
}

/// An attribute of each row, in the order on screen; empty where it is absent.
fn rows(visit: &Visit, attribute: &str) -> Vec<String> {
    let rows = visit.browser.script(
        "return [...document.querySelectorAll('[data-testid=worklist-row]')].map(row =>
            row.getAttribute(arguments[0]) ?? '')",
        &[json!(attribute)],
    );
    let rows = rows.as_array().unwrap().iter();
    rows.map(|row| row.as_str().unwrap().to_owned()).collect()
}

fn key(visit: &Visit, key: &str) {
    visit.browser.script(
        "document.body.dispatchEvent(new KeyboardEvent('keydown',
            { key: arguments[0], bubbles: true, cancelable: true }))",
        &[json!(key)],
    );
}

fn search(visit: &Visit, words: &str) {
    visit.browser.script(
        "const field = document.querySelector('[data-testid=worklist-search]');
        field.value = arguments[0];
        field.dispatchEvent(new Event('input', { bubbles: true }));",
        &[json!(words)],
    );
}

/// The rows of a table, by file.
fn table(csv: &str) -> BTreeMap<String, BTreeMap<String, String>> {
    let mut table = csv::Reader::from_reader(csv.as_bytes());
    let rows = table.deserialize::<BTreeMap<String, String>>();
    rows.map(|row| {
        let row = row.unwrap();
        (row["file"].clone(), row)
    })
    .collect()
}

/// What `pneumoscope predict` writes for a folder.
fn predicted(folder: &TempDir) -> String {
    let program = site::places().program("pneumoscope");
    assert!(
        program.is_file(),
        "{} is missing: cargo build --release -p trainer",
        program.display()
    );
    let output = Command::new(program)
        .current_dir(folder.path())
        .arg("predict")
        .arg("--weights")
        .arg(site::places().root.join("static/model"))
        .arg("films")
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_list_is_arranged_and_saved_as_the_program_writes_it() {
    let (site, folder) = (Site::shipped(), folder());
    let Some(visit) = visit_with(&site, &folder.path().join("films"), 14) else {
        return;
    };
    let csv = saved(&visit, "export-csv");
    let program = predicted(&folder);
    assert_eq!(csv.lines().next(), program.lines().next());
    let (page, program) = (table(&csv), table(&program));
    assert_eq!(page.len(), 14);
    for (file, row) in &page {
        let expected = &program[file];
        for (column, value) in row {
            let expected = &expected[column];
            if CLASSES.contains(&column.as_str()) && !expected.is_empty() {
                let digits = value.split_once('.').unwrap().1.len();
                assert_eq!(digits, 6, "{value}");
                let (page, program) = (value.parse::<f64>(), expected.parse::<f64>());
                let difference = (page.unwrap() - program.unwrap()).abs();
                assert!(difference < TOLERANCE, "{file}: {value} and {expected}");
            } else {
                assert_eq!(value, expected, "{file}: {column}");
            }
        }
    }
    assert!(visit.text("export-note").contains("formulas"));

    // The order and the selection on screen are those of the files.
    visit.choose_value("worklist-order", "covid19");
    visit.choose_value("worklist-filter", "answer");
    let mut csv = csv::Reader::from_reader(saved(&visit, "export-csv").into_bytes());
    let csv: Vec<csv::StringRecord> = csv.records().map(Result::unwrap).collect();
    let files: Vec<&str> = csv.iter().map(|row| &row[0]).collect();
    assert_eq!(files, rows(&visit, "data-file"));
    let falling: Vec<f64> = csv.iter().map(|row| row[1].parse().unwrap()).collect();
    assert!(
        falling.is_sorted_by(|one, other| one >= other),
        "{falling:?}"
    );
    assert!(csv.iter().all(|row| &row[6] == "answer"));
    key(&visit, "j");
    key(&visit, "x");
    let json: Value = serde_json::from_str(&saved(&visit, "export-json")).unwrap();
    assert_eq!(json["readings"].as_array().unwrap().len(), files.len());
    let notes = json["notes"].as_array().unwrap().iter();
    let flagged: Vec<&Value> = notes.filter(|note| note["flagged"] == true).collect();
    assert_eq!(flagged.len(), 1);
    assert_eq!(flagged[0]["sha256"].as_str().unwrap().len(), 64);

    visit.choose_value("worklist-filter", "all");
    search(&visit, "COVID hannover_0001");
    wait(
        &visit,
        "document.querySelectorAll('[data-testid=worklist-row]').length === 1",
    );
    search(&visit, "nothing like this");
    wait(&visit, "document.querySelector('.nothing')");
    search(&visit, "");
    visit.screenshot("worklist");
    visit.browser.resize(390, 844);
    visit.screenshot("worklist-narrow");
    assert_eq!(visit.requests(), 0);
}

#[test]
fn films_are_paused_cancelled_and_continued_with() {
    let (site, folder) = (Site::shipped(), folder());
    let Some(visit) = Visit::start(&site, "?engine=cpu") else {
        return;
    };
    visit.ready();
    visit.drop_paths(&[&folder.path().join("films")]);
    wait(&visit, "document.querySelector('[data-testid=pause]')");
    click(&visit, "pause");
    wait(
        &visit,
        "document.querySelectorAll('[data-testid=worklist-row]').length === 14",
    );
    let none_works = "!document.querySelector('[data-testid=worklist-row][data-state=working]')";
    wait(&visit, none_works);
    let states = rows(&visit, "data-state");
    let waiting = states.iter().filter(|state| *state == "waiting").count();
    assert!(waiting > 0, "{states:?}");
    // A film that a script brings is classified meanwhile.
    let film = &real_films::bundled()[0];
    assert_eq!(visit.classify("a", &film.bytes())["decision"], "answer");
    assert_eq!(rows(&visit, "data-state"), states, "nothing was started");
    click(&visit, "cancel");
    wait(
        &visit,
        "document.querySelector('[data-testid=continue-cancelled]')",
    );
    let failed = rows(&visit, "data-state");
    let cancelled = failed
        .iter()
        .zip(&states)
        .filter(|(now, before)| now != before);
    assert_eq!(cancelled.count(), waiting);
    click(&visit, "continue-cancelled");
    visit.films(14, LIMIT);
    let done = rows(&visit, "data-state");
    assert_eq!(done.iter().filter(|state| *state == "done").count(), 13);

    let files = rows(&visit, "data-file");
    click(&visit, "clear-all");
    wait(&visit, "document.querySelector('[data-testid=undo-clear]')");
    assert!(rows(&visit, "data-file").is_empty());
    assert_eq!(visit.text("result"), "");
    click(&visit, "undo-clear");
    wait(
        &visit,
        "document.querySelectorAll('[data-testid=worklist-row]').length === 14",
    );
    assert_eq!(rows(&visit, "data-file"), files);
    assert_eq!(rows(&visit, "data-state"), done);
}

#[test]
fn a_reader_who_reads_blind_is_compared_with_the_model_and_the_labels() {
    let (site, folder) = (Site::shipped(), folder());
    let Some(visit) = visit_with(&site, &folder.path().join("films"), 14) else {
        return;
    };
    click(&visit, "blind");
    wait(
        &visit,
        "document.querySelector('[data-testid=reader]') || document.querySelector('[data-decision=refuse]')",
    );
    visit.choose_value("worklist-filter", "unread");
    search(&visit, "jpg /");
    let decisions = rows(&visit, "data-decision");
    assert!(
        decisions.iter().all(|it| it.is_empty() || it == "refuse"),
        "{decisions:?}"
    );
    let csv = saved(&visit, "export-csv");
    assert!(
        !csv.contains(",answer,") && !csv.contains(",abstain,"),
        "{csv}"
    );
    visit.choose_value("worklist-filter", "all");
    search(&visit, "hannover");
    // The four films of COVID-19 and more: right, right, wrong.
    let listed = rows(&visit, "data-file");
    let covid: Vec<usize> = (0..listed.len())
        .filter(|at| listed[*at].contains("COVID-19/"))
        .collect();
    for (at, class) in covid.iter().zip(["c", "c", "n"]) {
        visit.select(*at);
        assert_eq!(visit.text("result"), "", "nothing of the answer is shown");
        let answer = "document.querySelector('.result-panel').textContent.includes('%')";
        assert_eq!(
            visit.browser.script(&format!("return {answer}"), &[]),
            false
        );
        key(&visit, class);
        key(&visit, "s");
        wait(
            &visit,
            "document.querySelector('[data-testid=reader-said]')",
        );
        assert_ne!(visit.attribute("result", "data-decision"), "");
    }
    click(&visit, "compare-readers");
    wait(
        &visit,
        "document.querySelector('[data-testid=reader-truth]')",
    );
    let sensitivity = visit.text("reader-sensitivity-covid19");
    assert!(sensitivity.starts_with("66.7"), "{sensitivity}");
    assert_eq!(visit.text("reader-sensitivity-normal"), "–");
    assert!(visit.text("reader-agreement").contains("of 3 films"));
    assert!(!visit.text("reader-kappa").is_empty());
    let readings = saved(&visit, "export-readings");
    assert_eq!(readings.lines().count(), 4, "{readings}");
    assert!(readings.contains(",COVID-19,sure,"), "{readings}");
    visit.screenshot("read-blind");
}

#[test]
fn a_report_names_no_patient_and_is_printed_on_one_page() {
    let site = Site::shipped();
    let Some(visit) = Visit::start(&site, "?engine=cpu") else {
        return;
    };
    visit.ready();
    let film = &real_films::bundled()[0];
    visit.drop_files(&[("JANE DOE.jpg", &film.bytes())]);
    visit.shown();
    click(&visit, "report");
    wait(
        &visit,
        "document.querySelector('[data-testid=report-sheet]').open",
    );
    let text = visit.text("report-sheet");
    assert!(!text.contains("JANE"), "{text}");
    for part in [
        "Calibrated probabilities",
        "SHA-256 of the film",
        "UTC",
        "research",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    visit.browser.script(
        "const field = document.querySelector('[data-testid=report-reference]');
        field.value = 'Case 7';
        field.dispatchEvent(new Event('input', { bubbles: true }));",
        &[],
    );
    wait(
        &visit,
        "document.querySelector('[data-testid=report-typed]').textContent.includes('Case 7')",
    );
    visit.screenshot("report");
    for (width, height) in [(8.27, 11.69), (8.5, 11.0)] {
        let paper = json!({ "paperWidth": width, "paperHeight": height, "printBackground": true });
        let printed = visit.browser.devtools("Page.printToPDF", &paper);
        let pdf = BASE64_STANDARD
            .decode(printed["data"].as_str().unwrap())
            .unwrap();
        assert_eq!(pages(&pdf), 1, "on {width} x {height} inches");
    }
    let png = visit.browser.promised(
        "new Promise(resolve => {
            URL.createObjectURL = blob => (resolve(createImageBitmap(blob).then(picture => {
                const canvas = new OffscreenCanvas(picture.width, picture.height);
                const context = canvas.getContext('2d');
                context.drawImage(picture, 0, 0);
                const { data } = context.getImageData(0, 0, picture.width, picture.height);
                let dark = 0;
                for (let at = 0; at < data.length; at += 4) dark += data[at] < 128;
                return [blob.type, picture.width, dark / data.length * 4];
            })), 'data:,');
            document.querySelector('[data-testid=report-png]').click();
        })",
        &[],
    );
    assert_eq!(png[0], "image/png");
    assert_eq!(png[1], 1240);
    let dark = png[2].as_f64().unwrap();
    assert!((0.02..0.4).contains(&dark), "{dark} of the page is dark");
    click(&visit, "report-close");
    wait(
        &visit,
        "!document.querySelector('[data-testid=report-sheet]')",
    );
    click(&visit, "report");
    wait(
        &visit,
        "document.querySelector('[data-testid=report-sheet]').open",
    );
    assert_eq!(visit.text("report-typed"), "", "a reference is not kept");
    assert_eq!(visit.requests(), 0);
}

/// The number of pages of a PDF file.
fn pages(pdf: &[u8]) -> usize {
    let text = String::from_utf8_lossy(pdf);
    let all = text.matches("/Type /Page").count();
    all - text.matches("/Type /Pages").count()
}

#[test]
fn a_list_survives_a_reload_only_if_the_user_says_so() {
    let site = Site::shipped();
    let Some(visit) = Visit::start(&site, "?engine=cpu") else {
        return;
    };
    visit.ready();
    let bundled = &real_films::bundled()[..3];
    let films: Vec<(String, Vec<u8>)> = bundled.iter().map(|it| (it.name(), it.bytes())).collect();
    let films: Vec<(&str, &[u8])> = films
        .iter()
        .map(|(name, it)| (name.as_str(), &**it))
        .collect();
    visit.drop_files(&films);
    visit.films(3, LIMIT);
    let kept = "indexedDB.databases().then(all => all.length)";
    assert_eq!(
        visit.browser.promised(kept, &[]),
        0,
        "nothing is stored without a yes"
    );
    visit.browser.reload();
    visit.ready();
    assert!(rows(&visit, "data-file").is_empty());

    visit.drop_files(&films);
    visit.films(3, LIMIT);
    click(&visit, "keep-list");
    wait(
        &visit,
        "document.querySelector('[data-testid=keep-list]').checked",
    );
    key(&visit, "x");
    let csv = saved(&visit, "export-csv");
    std::thread::sleep(Duration::from_secs(2));
    visit.browser.reload();
    visit.ready();
    wait(
        &visit,
        "document.querySelectorAll('[data-testid=worklist-row]').length === 3",
    );
    assert_eq!(saved(&visit, "export-csv"), csv);
    assert!(visit.text("without-files").starts_with("3 films"));
    let flags = "return document.querySelectorAll('.flag[aria-pressed=true]').length";
    assert_eq!(visit.browser.script(flags, &[]), 1);
    assert!(
        visit.text("result").contains('%'),
        "answers are there without the films"
    );
    visit.screenshot("kept-list");

    // The same films find their rows; another film of the same name and size does not.
    let mut other = films[2].1.to_vec();
    let last = other.len() - 3;
    other[last] ^= 1;
    visit.drop_files(&[films[0], films[1], (films[2].0, &other)]);
    wait(
        &visit,
        "document.querySelectorAll('[data-testid=worklist-row]').length === 4",
    );
    visit.films(4, LIMIT);
    assert!(visit.text("without-files").starts_with("1 film"));
    visit.select(0);
    wait(&visit, "document.querySelector('.drop-zone canvas')");
    visit.films(4, LIMIT);

    click(&visit, "keep-list");
    let forgotten = visit.browser.promised(
        "new Promise(async resolve => {
            for (let n = 0; n < 100; n++) {
                if ((await indexedDB.databases()).length === 0) return resolve(true);
                await new Promise(wait => setTimeout(wait, 100));
            }
            resolve(false);
        })",
        &[],
    );
    assert_eq!(forgotten, true);
    visit.browser.reload();
    visit.ready();
    let there = "document.querySelector('[data-testid=worklist-row]')";
    assert!(!visit.browser.wait(there, SOON.min(Duration::from_secs(2))));
}

#[test]
fn films_of_a_kept_list_are_opened_again_by_reference() {
    let site = Site::shipped();
    let Some(visit) = Visit::start(&site, "?engine=cpu") else {
        return;
    };
    visit.ready();
    let film = &real_films::bundled()[0];
    let (name, bytes) = (film.name(), film.bytes());
    // A browser without a window asks nobody for permission, except for files of the page's own.
    visit.browser.promised(
        "(async (name, text) => {
            const folder = await navigator.storage.getDirectory();
            const handle = await folder.getFileHandle(name, { create: true });
            const file = await handle.createWritable();
            await file.write(Uint8Array.from(atob(text), letter => letter.charCodeAt(0)));
            await file.close();
            DataTransferItem.prototype.getAsFileSystemHandle = async () => handle;
        })(arguments[0], arguments[1])",
        &[json!(name), json!(BASE64_STANDARD.encode(&bytes))],
    );
    visit.drop_files(&[(&name, &bytes)]);
    visit.films(1, LIMIT);
    let shown = visit.shown();
    click(&visit, "keep-list");
    wait(
        &visit,
        "document.querySelector('[data-testid=keep-list]').checked",
    );
    std::thread::sleep(Duration::from_secs(2));
    visit.browser.reload();
    visit.ready();
    wait(&visit, "document.querySelector('[data-testid=reopen]')");
    assert!(visit.text("without-files").starts_with("1 film"));
    click(&visit, "reopen");
    wait(
        &visit,
        "!document.querySelector('[data-testid=without-files]')",
    );
    // The film is shown, so it is read again for its picture.
    wait(&visit, "document.querySelector('.drop-zone canvas')");
    visit.films(1, LIMIT);
    assert_eq!(visit.shown(), shown);
    assert_eq!(visit.requests(), 0);
}
