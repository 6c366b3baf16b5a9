//! The built page in headless Chromium: the shortcut lens of a film.
#![allow(
    clippy::unwrap_used,
    reason = "helpers of tests fail by panicking, as tests do"
)]

use std::time::Duration;

use serde_json::Value;
use tests::site::Site;
use tests::visit::Visit;
use tests::{films, real_films};

/// What a browser has for seven copies on a slow machine.
const LIMIT: Duration = Duration::from_mins(5);

/// The changes, and whether the lungs can be seen after each.
const CHANGES: [(&str, bool); 7] = [
    ("lungs-hidden", false),
    ("border-hidden", true),
    ("letters-hidden", true),
    ("mirrored", true),
    ("re-encoded", true),
    ("turned", true),
    ("cropped", true),
];

fn click(visit: &Visit) {
    let click = "document.querySelector('[data-testid=lens] button').click()";
    visit.browser.script(click, &[]);
}

/// Change and outcome of each copy, once there are seven.
fn copies(visit: &Visit) -> Vec<(String, bool)> {
    let seven = "document.querySelectorAll('[data-testid=lens-view]').length === 7";
    assert!(visit.browser.wait(seven, LIMIT), "{}", visit.page_text());
    let copies = visit.browser.script(
        "return [...document.querySelectorAll('[data-testid=lens-view]')].map(view => {
            const canvas = view.querySelector('canvas');
            const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
            const drawn = new Set(pixels.data).size > 2;
            return [view.dataset.change, view.dataset.stays, drawn];
        })",
        &[],
    );
    let copy = |copy: &Value| {
        assert_eq!(copy[2], true, "{copy} is drawn");
        let stays = copy[1].as_str().unwrap().parse().unwrap();
        (copy[0].as_str().unwrap().to_owned(), stays)
    };
    copies.as_array().unwrap().iter().map(copy).collect()
}

#[test]
fn a_film_is_checked_for_shortcuts_on_request() {
    let site = Site::shipped();
    let Some(visit) = Visit::start(&site, "?engine=cpu") else {
        return;
    };
    visit.ready();
    let film = &real_films::bundled()[0];
    visit.drop_files(&[(&film.name(), &film.bytes())]);
    let shown = visit.shown();
    assert!(!shown.probabilities.is_empty(), "{shown:?}");
    click(&visit);
    let found = copies(&visit);
    let changes: Vec<&str> = found.iter().map(|(change, _)| change.as_str()).collect();
    assert_eq!(changes, CHANGES.map(|(change, _)| change));
    let expected = |change: &str| CHANGES.iter().find(|(it, _)| *it == change).unwrap().1;
    let sound = found
        .iter()
        .all(|(change, stays)| *stays == expected(change));
    let verdict = visit.text("lens-verdict");
    assert_eq!(verdict.contains("as it should"), sound, "{verdict}");
    assert_eq!(found[0].1, verdict.contains("do not trust it"), "{verdict}");
    assert_eq!(visit.shown(), shown, "the result stays");
    assert_eq!(visit.requests(), 0);
    visit.screenshot("lens");
    visit.browser.resize(390, 844);
    visit.screenshot("lens-narrow");
}

#[test]
fn a_refused_picture_is_not_checked_and_another_film_has_a_lens_of_its_own() {
    let site = Site::shipped();
    let Some(visit) = Visit::start(&site, "?engine=cpu") else {
        return;
    };
    visit.ready();
    visit.drop_files(&[("page.png", &films::page_of_text())]);
    assert_eq!(visit.shown().decision, "refuse");
    let offered = "return document.querySelectorAll('[data-testid=lens]').length";
    assert_eq!(visit.browser.script(offered, &[]), 0);
    let [one, other, ..] = &real_films::bundled()[..] else {
        panic!("there are twelve films");
    };
    visit.drop_files(&[(&one.name(), &one.bytes())]);
    visit.shown();
    click(&visit);
    // The next film comes while the lens is at work.
    visit.drop_files(&[(&other.name(), &other.bytes())]);
    visit.shown();
    let views = "return document.querySelectorAll('[data-testid=lens-view]').length";
    assert_eq!(visit.browser.script(views, &[]), 0);
    visit.select(1);
    copies(&visit);
}
