//! The built page in headless Firefox, on the CPU: a film, many films, an explanation, a reload without the network.
#![allow(
    clippy::unwrap_used,
    reason = "helpers of tests fail by panicking, as tests do"
)]

use std::time::Duration;

use tests::browser::Browser;
use tests::site::{Apart, Site};
use tests::visit::Visit;
use tests::{films, profile, real_films};

/// What films and maps may take on a slow machine.
const LIMIT: Duration = Duration::from_mins(10);

/// How far a probability may be from the one in Chromium; both run the same WebAssembly.
const TOLERANCE: f64 = 1e-4;

#[test]
fn firefox_answers_as_chromium_does() {
    let site = Site::shipped();
    let film = &real_films::bundled()[0];
    let Some(visit) = Visit::in_firefox(&site.address("?engine=cpu")) else {
        return;
    };
    assert_eq!(visit.ready(), "cpu");
    visit.drop_files(&[(&film.name(), &film.bytes())]);
    let firefox = visit.shown();
    visit.screenshot("firefox");
    drop(visit);
    let Some(visit) = Visit::start(&site, "?engine=cpu") else {
        return;
    };
    visit.ready();
    visit.drop_files(&[(&film.name(), &film.bytes())]);
    let chromium = visit.shown();
    assert_eq!(firefox.decision, chromium.decision);
    assert_eq!(firefox.set, chromium.set);
    assert_eq!(firefox.reasons, chromium.reasons);
    for (class, probability) in &chromium.probabilities {
        let other = firefox.probabilities[class];
        assert!(
            (probability - other).abs() < TOLERANCE,
            "{class}: {probability} {other}"
        );
    }
}

#[test]
fn a_batch_with_a_bad_file_is_finished_and_saved_in_firefox() {
    let site = Site::shipped();
    let Some(visit) = Visit::in_firefox(&site.address("")) else {
        return;
    };
    visit.ready();
    let films = real_films::bundled();
    visit.drop_films(&films);
    visit.drop_files(&[("broken.jpg", &films::truncated_jpeg())]);
    let count = films.len() + 1;
    let listed = visit.films(count, LIMIT);
    let failed: Vec<_> = listed
        .iter()
        .filter(|film| film.state == "failed")
        .collect();
    assert_eq!(failed.len(), 1, "{listed:?}");
    assert_eq!(failed[0].name, "broken.jpg");
    let saved = visit.saved("export-csv");
    assert_eq!(saved.trim().lines().count(), 1 + count, "{saved}");
    assert_eq!(visit.requests(), 0);
}

#[test]
fn an_answer_is_explained_in_firefox() {
    let site = Site::shipped();
    let Some(visit) = Visit::in_firefox(&site.address("?engine=cpu")) else {
        return;
    };
    visit.ready();
    let film = &real_films::bundled()[0];
    visit.drop_files(&[(&film.name(), &film.bytes())]);
    visit.shown();
    visit.explain();
    visit.screenshot("firefox-explained");
}

#[test]
fn firefox_opens_the_page_again_without_its_host() {
    let mut site = Apart::start();
    let Some(visit) = Visit::in_firefox(&site.address("?engine=cpu")) else {
        return;
    };
    visit.ready();
    visit.cached();
    site.cut();
    // WebDriver's reload passes by the service worker in Firefox.
    visit.browser.open(&site.address("?engine=cpu"));
    visit.ready();
    let film = &real_films::bundled()[0];
    visit.drop_files(&[(&film.name(), &film.bytes())]);
    assert_eq!(visit.shown().decision, "answer");
}

#[test]
fn a_private_window_of_firefox_answers_and_leaves_nothing() {
    let site = Site::shipped();
    let host = site.origin().replace("http://", "");
    let film = &real_films::bundled()[0];
    for is_private in [false, true] {
        let folder = tempfile::tempdir().unwrap();
        let Some(browser) = Browser::start_firefox_in(folder.path(), is_private) else {
            return;
        };
        browser.resize(1200, 900);
        browser.open(&site.address("?engine=cpu"));
        let visit = Visit { browser };
        assert_eq!(visit.ready(), "cpu");
        visit.drop_files(&[("kept-by-mistake.jpg", &film.bytes())]);
        assert_eq!(visit.shown().decision, "answer");
        visit.click("keep-list");
        visit.wait_for("document.querySelector('[data-testid=keep-list]').checked");
        visit.browser.quit();
        assert_eq!(profile::has(folder.path(), &host), !is_private);
        assert!(!profile::has(folder.path(), "kept-by-mistake") || !is_private);
    }
}
