//! Folders, archives and gestures in headless Chromium: every film is classified, everything else is
//! counted or explained.
#![allow(
    clippy::unwrap_used,
    reason = "helpers of tests fail by panicking, as tests do"
)]

use std::fs;
use std::time::Duration;

use tests::browser::SOON;
use tests::containers::{self, NOTES};
use tests::site::Site;
use tests::visit::{CLASSES, Shown, Visit};
use tests::{films, real_films};

/// How long the films of a test may take.
const ANSWERS: Duration = Duration::from_mins(10);

/// A visit whose engine is ready; `None` when no browser is installed.
fn ready(site: &Site) -> Option<Visit> {
    let visit = Visit::start(site, "?engine=cpu")?;
    visit.ready();
    Some(visit)
}

/// Waits for the films and returns their names; all must be answered.
fn answered(visit: &Visit, count: usize) -> Vec<String> {
    let films = visit.films(count, ANSWERS);
    for film in &films {
        assert_eq!(film.state, "done", "{film:?} {}", visit.page_text());
    }
    films.into_iter().map(|film| film.name).collect()
}

/// The result shown for the film at an index in the list.
fn result(visit: &Visit, index: usize) -> Shown {
    visit.select(index);
    visit.shown()
}

/// Compares a result with that of the same bytes given by a script.
fn check(visit: &Visit, shown: &Shown, bytes: &[u8]) {
    let said = visit.classify("film", bytes);
    for class in CLASSES {
        let difference = (said[class].as_f64().unwrap() - shown.probabilities[class]).abs();
        assert!(difference < 1e-6, "{shown:?}, {said}");
    }
}

#[test]
fn a_patient_cd_is_searched_for_films() {
    let site = Site::shipped();
    let Some(visit) = ready(&site) else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let cd = folder.path().join("CD");
    let films = containers::patient_cd(&cd);
    visit.drop_paths(&[&cd]);
    let names = answered(&visit, films.len());
    let expected: Vec<String> = films.iter().map(|(path, _)| format!("CD/{path}")).collect();
    assert_eq!(names, expected);
    for (index, (_, bytes)) in films.iter().enumerate() {
        check(&visit, &result(&visit, index), bytes);
    }
    let documents = NOTES + 4;
    let line = format!(
        "{} files left out: 2 hidden, 1 of the system, 1 DICOMDIR, 1 program, \
         {documents} texts and documents.",
        documents + 5
    );
    assert_eq!(visit.text("left-out"), line);
    assert_eq!(visit.requests(), 0);
    visit.screenshot("patient-cd");

    visit.choose_folder(&cd);
    let chosen = answered(&visit, 2 * films.len());
    assert_eq!(chosen[films.len()..], expected);
    assert_eq!(visit.text("left-out"), line);
}

#[test]
fn an_archive_is_replaced_by_its_films() {
    let site = Site::shipped();
    let Some(visit) = ready(&site) else {
        return;
    };
    let film = &real_films::dicom()[0];
    let (dicom, png) = (film.bytes(), films::film());
    let inner = containers::zip(&[("film.png", &png)]);
    let archive = containers::zip(&[
        ("films/film 10.png", &png),
        ("films/film 9", &dicom),
        ("__MACOSX/films/._film 9", b"\0\x05\x16\x07"),
        ("broken.png", &films::truncated_jpeg()),
        ("inner.zip", &inner),
        ("readme.txt", &films::text()),
    ]);
    visit.drop_files(&[("films.zip", &archive)]);
    let listed = visit.films(3, ANSWERS);
    let names: Vec<&str> = listed.iter().map(|film| film.name.as_str()).collect();
    let expected = ["broken.png", "films/film 9", "films/film 10.png"];
    assert_eq!(names, expected.map(|name| format!("films.zip/{name}")));
    let states: Vec<&str> = listed.iter().map(|film| film.state.as_str()).collect();
    assert_eq!(states, ["failed", "done", "done"]);
    check(&visit, &result(&visit, 1), &dicom);
    check(&visit, &result(&visit, 2), &png);
    assert_eq!(
        visit.text("left-out"),
        "3 files left out: 1 of the system, 1 text or document, 1 other archive."
    );
    let refused = visit.classify("films.zip", &archive);
    assert_eq!(refused["decision"], "refuse");
    assert!(refused["reasons"].to_string().contains("ZIP"), "{refused}");

    let half = &archive[..archive.len() / 2];
    let empty = containers::zip(&[("readme.txt", &films::text())]);
    for (archive, reason) in [(half, "incomplete"), (empty.as_slice(), "no films")] {
        visit.drop_files(&[("other.zip", archive)]);
        let message = visit.error();
        assert!(message.contains(reason), "{message}");
    }
    visit.screenshot("broken-archive");
    visit.drop_files(&[("film.png", &png)]);
    check(&visit, &visit.shown(), &png);
}

#[test]
fn the_frames_of_a_dicom_file_are_classified_on_request() {
    let site = Site::shipped();
    let Some(visit) = ready(&site) else {
        return;
    };
    visit.drop_files(&[("several", &containers::dicom(3))]);
    let message = visit.error();
    assert!(message.contains("3 images"), "{message}");
    visit.screenshot("frames");
    visit.browser.script(
        "document.querySelector('.result-panel .failure button').click()",
        &[],
    );
    assert_eq!(answered(&visit, 3), ["several#1", "several#2", "several#3"]);
    let shown = result(&visit, 1);
    check(&visit, &shown, &containers::dicom(1));
    let caution = visit.text("caution");
    assert!(caution.contains("burned into"), "{caution}");
    assert!(visit.text("drop-zone").contains("PA"));
    let page = visit.page_text();
    assert!(!page.contains("DOE") && !page.contains("JANE"), "{page}");
    visit.screenshot("burned-in");
}

#[test]
fn a_hundred_and_twenty_films_are_all_classified() {
    let site = Site::shipped();
    let Some(visit) = ready(&site) else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let all = folder.path().join("films");
    fs::create_dir(&all).unwrap();
    let films = real_films::bundled();
    for number in 1..=120 {
        let film = &films[(number - 1) % (films.len() - 1)];
        let bytes = if number == 120 {
            films[0].bytes()
        } else {
            film.bytes()
        };
        fs::write(all.join(format!("{number}.jpg")), bytes).unwrap();
    }
    let early = memory(&visit);
    visit.drop_paths(&[&all]);
    let names = answered(&visit, 120);
    let numbered: Vec<String> = (1..=120).map(|n| format!("films/{n}.jpg")).collect();
    assert_eq!(names, numbered, "in natural order");
    let late = memory(&visit);
    println!("{early:.0} MiB before the films, {late:.0} MiB after 120");
    assert!(late < early + 50.0, "{early:.0} MiB, then {late:.0} MiB");
    let (first, last) = (result(&visit, 0), result(&visit, 119));
    assert_eq!(first, last);
    check(&visit, &first, &films[0].bytes());
    visit.screenshot("120-films");
}

/// Memory of the main worker's WebAssembly, and JavaScript's of the page, in mebibytes.
fn memory(visit: &Visit) -> f64 {
    let report = visit.diagnosis();
    let worker = report.split_once("worker's memory: ").unwrap().1;
    let worker: f64 = worker.split_once(" MiB").unwrap().0.parse().unwrap();
    let page = "location.hash = ''; return performance.memory.usedJSHeapSize / 1048576";
    worker + visit.browser.script(page, &[]).as_f64().unwrap()
}

#[test]
fn every_gesture_has_a_film_or_a_message() {
    let site = Site::shipped();
    let Some(visit) = ready(&site) else {
        return;
    };
    let lit = || {
        let lit = "return document.querySelector('.drop-zone').classList.contains('hovered')";
        visit.browser.script(lit, &[]) == true
    };
    visit.drop_text("text/plain", "The lungs are clear.");
    let message = visit.error();
    assert!(message.contains("text"), "{message}");
    visit.drop_text("text/uri-list", "https://example.org/film.png");
    let message = visit.error();
    assert!(message.contains("link"), "{message}");
    let folder = tempfile::tempdir().unwrap();
    let empty = folder.path().join("nothing");
    fs::create_dir_all(empty.join("deeper")).unwrap();
    visit.drop_paths(&[&empty]);
    let message = visit.error();
    assert!(
        message.contains("nothing") && message.contains("empty"),
        "{message}"
    );
    fs::write(empty.join("notes.txt"), films::text()).unwrap();
    visit.drop_paths(&[&empty]);
    let message = visit.error();
    assert!(message.contains("film"), "{message}");
    assert_eq!(
        visit.text("left-out"),
        "1 file left out: 1 text or document."
    );
    visit.screenshot("no-films");
    assert!(!lit());

    let film = folder.path().join("film.png");
    let bundled = real_films::bundled();
    fs::write(&film, bundled[0].bytes()).unwrap();
    visit.choose(&film);
    let first = visit.shown();
    let gone = visit
        .browser
        .wait("!document.querySelector('[data-testid=error]')", SOON);
    assert!(gone, "the message goes with the next gesture");
    visit.choose(&film);
    answered(&visit, 2);
    fs::write(&film, bundled[1].bytes()).unwrap();
    visit.choose(&film);
    answered(&visit, 3);
    assert_eq!(
        [0, 1].map(|index| result(&visit, index)),
        [first.clone(), first]
    );
    check(&visit, &result(&visit, 2), &bundled[1].bytes());
    visit.drop_beside(&film);
    answered(&visit, 4);
    assert!(!lit());
    let address = visit.browser.script("return location.pathname", &[]);
    assert_eq!(address, "/");
}
