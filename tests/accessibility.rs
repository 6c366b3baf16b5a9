//! WCAG 2.2 A and AA by axe-core, on every screen in every theme, in headless Chromium.
#![allow(
    clippy::unwrap_used,
    reason = "helpers of tests fail by panicking, as tests do"
)]

use std::env;
use std::fs;

use serde_json::Value;
use tests::browser::SOON;
use tests::films;
use tests::site::{Site, places};
use tests::visit::Visit;
use xtask::axe;

/// The themes that can be chosen.
const THEMES: [&str; 3] = ["light", "dark", "contrast"];

/// The script of axe-core; reports the test as skipped where it cannot be installed.
fn script() -> Option<String> {
    let Some(path) = axe::ensure(places()).unwrap() else {
        assert!(env::var_os("CI").is_none(), "{}", axe::MISSING);
        println!("skipped: {}", axe::MISSING);
        return None;
    };
    Some(fs::read_to_string(path).unwrap())
}

/// The violations on a screen in each theme and at each width, a line each.
fn violations(visit: &Visit, screen: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (theme, width) in THEMES.into_iter().flat_map(|it| [(it, 1280), (it, 390)]) {
        visit.browser.resize(width, 900);
        visit.choose_value("theme", theme);
        let run = "axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })
            .then(({ violations }) => violations.map(({ id, help, nodes }) =>
                `${id}: ${help}: ${nodes.map(({ target, failureSummary }) =>
                    `${target} (${failureSummary.split('\\n').pop().trim()})`).slice(0, 6).join('; ')}`))";
        let lines = visit.browser.promised(run, &[]);
        let lines = lines.as_array().unwrap().iter();
        let lines = lines.filter_map(Value::as_str);
        found.extend(lines.map(|line| format!("{screen}, {theme}, {width} px: {line}")));
    }
    found
}

fn go_to(visit: &Visit, page: &str) {
    let go = format!("location.hash = '{page}'");
    visit.browser.script(&go, &[]);
    let there = format!("document.querySelector('[data-page={page}]') !== null");
    assert!(visit.browser.wait(&there, SOON), "{page}");
}

fn go_to_films_in_arabic(visit: &Visit) {
    visit.browser.script("location.hash = 'films'", &[]);
    visit.choose_value("language", "ar");
    visit.wait_for("document.documentElement.dir === 'rtl'");
}

#[test]
fn no_screen_has_a_barrier_that_axe_finds() {
    let site = Site::shipped();
    let Some(axe) = script() else { return };
    let Some(visit) = Visit::start(&site, "?engine=cpu") else {
        return;
    };
    visit.ready();
    visit.browser.script(&axe, &[]);
    let mut found = violations(&visit, "empty");
    visit.click("tour-start");
    visit.wait_for("document.querySelector('[data-testid=tour]') !== null");
    found.extend(violations(&visit, "tour"));
    visit.click("tour-skip");
    visit.drop_files(&[("film.png", &films::film())]);
    visit.shown();
    found.extend(violations(&visit, "answer"));
    visit.drop_files(&[("cat.jpg", &films::picture("cat.jpg"))]);
    visit.shown();
    found.extend(violations(&visit, "refusal"));
    visit.drop_files(&[("broken.png", b"no film"), ("film-2.png", &films::film())]);
    visit.films(4, SOON);
    found.extend(violations(&visit, "list"));
    for page in ["model", "privacy", "diagnosis"] {
        go_to(&visit, page);
        found.extend(violations(&visit, page));
    }
    go_to_films_in_arabic(&visit);
    found.extend(violations(&visit, "list, from right to left"));
    assert!(found.is_empty(), "{}", found.join("\n"));
}
