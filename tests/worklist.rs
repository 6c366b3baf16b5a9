//! The built page in headless Chromium: the list of films is arranged, exported, cleared and read blind, and a
//! film is reported.
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
    let csv = visit.saved("export-csv");
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
    assert_eq!(visit.text("export-note"), "");

    // The order and the selection on screen are those of the files.
    visit.choose_value("worklist-order", "covid19");
    visit.choose_value("worklist-filter", "answer");
    let saved = visit.saved("export-csv");
    let mut csv = csv::Reader::from_reader(saved.as_bytes());
    let csv: Vec<csv::StringRecord> = csv.records().map(Result::unwrap).collect();
    let files: Vec<&str> = csv.iter().map(|row| &row[0]).collect();
    assert_eq!(files, visit.rows("data-file"));
    let falling: Vec<f64> = csv.iter().map(|row| row[1].parse().unwrap()).collect();
    assert!(
        falling.is_sorted_by(|one, other| one >= other),
        "{falling:?}"
    );
    assert!(csv.iter().all(|row| &row[6] == "answer"));
    visit.key("j");
    visit.key("x");
    let json: Value = serde_json::from_str(&visit.saved("export-json")).unwrap();
    assert_eq!(json["readings"].as_array().unwrap().len(), files.len());
    let notes = json["notes"].as_array().unwrap().iter();
    let flagged: Vec<&Value> = notes.filter(|note| note["flagged"] == true).collect();
    assert_eq!(flagged.len(), 1);
    assert_eq!(flagged[0]["sha256"].as_str().unwrap().len(), 64);

    visit.choose_value("worklist-filter", "all");
    visit.search("COVID hannover_0001");
    visit.wait_for("document.querySelectorAll('[data-testid=worklist-row]').length === 1");
    visit.search("nothing like this");
    visit.wait_for("document.querySelector('.nothing')");
    visit.search("");
    visit.drop_files(&[("=1+1.jpg", &films::truncated_jpeg())]);
    visit.films(15, LIMIT);
    visit.saved("export-csv");
    assert!(visit.text("export-note").contains("formulas"));
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
    visit.wait_for("document.querySelector('[data-testid=pause]')");
    visit.click("pause");
    visit.wait_for("document.querySelectorAll('[data-testid=worklist-row]').length === 14");
    let none_works = "!document.querySelector('[data-testid=worklist-row][data-state=working]')";
    visit.wait_for(none_works);
    let states = visit.rows("data-state");
    let waiting = states.iter().filter(|state| *state == "waiting").count();
    assert!(waiting > 0, "{states:?}");
    // A film that a script brings is classified meanwhile.
    let film = &real_films::bundled()[0];
    assert_eq!(visit.classify("a", &film.bytes())["decision"], "answer");
    assert_eq!(visit.rows("data-state"), states, "nothing was started");
    visit.click("cancel");
    visit.wait_for("document.querySelector('[data-testid=continue-cancelled]')");
    let failed = visit.rows("data-state");
    let cancelled = failed
        .iter()
        .zip(&states)
        .filter(|(now, before)| now != before);
    assert_eq!(cancelled.count(), waiting);
    visit.click("continue-cancelled");
    visit.films(14, LIMIT);
    let done = visit.rows("data-state");
    assert_eq!(done.iter().filter(|state| *state == "done").count(), 13);

    let files = visit.rows("data-file");
    visit.click("clear-all");
    visit.wait_for("document.querySelector('[data-testid=undo-clear]')");
    assert!(visit.rows("data-file").is_empty());
    assert_eq!(visit.text("result"), "");
    visit.click("undo-clear");
    visit.wait_for("document.querySelectorAll('[data-testid=worklist-row]').length === 14");
    assert_eq!(visit.rows("data-file"), files);
    assert_eq!(visit.rows("data-state"), done);
}

#[test]
fn a_reader_who_reads_blind_is_compared_with_the_model_and_the_labels() {
    let (site, folder) = (Site::shipped(), folder());
    let Some(visit) = visit_with(&site, &folder.path().join("films"), 14) else {
        return;
    };
    visit.click("blind");
    visit.wait_for("document.querySelector('[data-testid=reader]') || document.querySelector('[data-decision=refuse]')",
    );
    visit.choose_value("worklist-filter", "unread");
    visit.search("jpg /");
    let decisions = visit.rows("data-decision");
    assert!(
        decisions.iter().all(|it| it.is_empty() || it == "refuse"),
        "{decisions:?}"
    );
    let csv = visit.saved("export-csv");
    assert!(
        !csv.contains(",answer,") && !csv.contains(",abstain,"),
        "{csv}"
    );
    visit.choose_value("worklist-filter", "all");
    visit.search("hannover");
    let text = visit.text("worklist");
    assert!(
        !text.contains("hannover"),
        "folders would tell the class: {text}"
    );
    // The four films of COVID-19 and more: right, right, wrong.
    let listed = visit.rows("data-file");
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
        visit.key(class);
        visit.key("s");
        visit.wait_for("document.querySelector('[data-testid=reader-said]')");
        assert_ne!(visit.attribute("result", "data-decision"), "");
    }
    visit.click("compare-readers");
    visit.wait_for("document.querySelector('[data-testid=reader-truth]')");
    let sensitivity = visit.text("reader-sensitivity-covid19");
    assert!(sensitivity.starts_with("66.7"), "{sensitivity}");
    assert_eq!(visit.text("reader-sensitivity-normal"), "–");
    assert!(visit.text("reader-agreement").contains("of 3 films"));
    assert!(!visit.text("reader-kappa").is_empty());
    let readings = visit.saved("export-readings");
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
    visit.click("report");
    visit.wait_for("document.querySelector('[data-testid=report-sheet]').open");
    let text = visit.text("report-sheet");
    assert!(!text.contains("JANE"), "{text}");
    let zone = visit.browser.script(
        "const parts = new Intl.DateTimeFormat('en', { timeStyle: 'long' }).formatToParts();
        return parts.find((part) => part.type === 'timeZoneName').value;",
        &[],
    );
    for part in [
        "Calibrated probabilities",
        "SHA-256 of the film",
        zone.as_str().unwrap(),
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
    visit.wait_for(
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
                return [picture.width, dark / data.length * 4];
            })), 'data:,');
            document.querySelector('[data-testid=report-png]').click();
        })",
        &[],
    );
    assert_eq!(png[0], 1240);
    let dark = png[1].as_f64().unwrap();
    assert!((0.02..0.4).contains(&dark), "{dark} of the page is dark");
    visit.click("report-close");
    visit.wait_for("!document.querySelector('[data-testid=report-sheet]')");
    visit.click("report");
    visit.wait_for("document.querySelector('[data-testid=report-sheet]').open");
    assert_eq!(visit.text("report-typed"), "", "a reference is not kept");
    assert_eq!(visit.requests(), 0);
}

/// The number of pages of a PDF file.
fn pages(pdf: &[u8]) -> usize {
    let text = String::from_utf8_lossy(pdf);
    let all = text.matches("/Type /Page").count();
    all - text.matches("/Type /Pages").count()
}
