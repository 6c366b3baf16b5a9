//! The choice between the two models in headless Chromium.
#![allow(
    clippy::unwrap_used,
    reason = "helpers of tests fail by panicking, as tests do"
)]

use std::fs;

use model::scorecard::Scorecard;
use serde_json::json;
use tests::browser::{Browser, SOON, WebGpu};
use tests::films;
use tests::site::{Site, places};
use tests::visit::Visit;

/// The scorecard of a folder.
fn scorecard(folder: &str) -> Scorecard {
    let path = places().root.join("static").join(folder).join("model.json");
    Scorecard::parse(&fs::read(path).unwrap()).unwrap()
}

/// The network's name in the scorecard of a folder, as the page writes it.
fn network(folder: &str) -> String {
    scorecard(folder).architecture.to_string()
}

/// Opens the page in a browser that reports a connection.
fn with_connection(site: &Site, saves_data: bool, kind: &str) -> Option<Visit> {
    let browser = Browser::start(WebGpu::Software, None)?;
    let script = format!(
        "Object.defineProperty(Navigator.prototype, 'connection', {{
            get: () => ({{ saveData: {saves_data}, effectiveType: '{kind}' }}) }});
        new MutationObserver(() => {{
            window.offered ||= document.querySelector('[data-testid=use-light]') !== null;
        }}).observe(document, {{ childList: true, subtree: true }});"
    );
    browser.devtools(
        "Page.addScriptToEvaluateOnNewDocument",
        &json!({ "source": script }),
    );
    browser.open(&site.address("?engine=cpu"));
    Some(Visit { browser })
}

fn chosen(visit: &Visit) -> String {
    let value = "return document.querySelector('[data-testid=model-choice]').value";
    visit
        .browser
        .script(value, &[])
        .as_str()
        .unwrap()
        .to_owned()
}

#[test]
fn the_light_model_needs_no_file_of_the_other_and_each_can_be_left_again() {
    let site = Site::changed(|page| fs::remove_dir_all(page.join("model")).unwrap());
    let Some(visit) = Visit::start(&site, "?engine=cpu&model=light") else {
        return;
    };
    visit.ready();
    assert_eq!(chosen(&visit), "light");
    visit.drop_files(&[("film.png", &films::film())]);
    let first = visit.shown();
    visit.choose_value("model-choice", "full");
    assert_eq!(visit.settled(), "failed");
    assert!(visit.page_text().contains("model/model.json"));
    visit.choose_value("model-choice", "light");
    visit.ready();
    assert_eq!(visit.shown(), first);
}

#[test]
fn films_are_read_again_by_the_other_model() {
    let site = Site::shipped();
    let Some(visit) = Visit::start(&site, "?engine=cpu&model=light") else {
        return;
    };
    visit.ready();
    let film = films::film();
    let some = [("one.png", &film[..]), ("two.png", &film[..])];
    visit.drop_files(&some);
    visit.films(2, SOON);
    let light = visit.shown();
    visit.choose_value("model-choice", "full");
    visit.ready();
    let read = visit.films(2, SOON);
    assert!(read.iter().all(|film| film.state == "done"), "{read:?}");
    let full = visit.shown();
    let [one, other] = ["model", "model-light"].map(|folder| scorecard(folder).shards);
    assert_eq!(full.probabilities == light.probabilities, one == other);
    assert!(visit.page_text().contains(&network("model")));
    assert_eq!(visit.requests(), 0);
    visit.browser.open(&site.address("?engine=cpu"));
    visit.ready();
    assert_eq!(chosen(&visit), "full");
    visit.drop_files(&some);
    visit.films(2, SOON);
    assert_eq!(visit.shown(), full);
}

#[test]
fn a_browser_that_saves_data_takes_the_light_model_and_a_slow_one_is_offered_it() {
    let site = Site::shipped();
    let Some(saving) = with_connection(&site, true, "4g") else {
        return;
    };
    saving.ready();
    assert_eq!(chosen(&saving), "light");
    assert!(saving.page_text().contains(&network("model-light")));
    saving.browser.quit();
    for (kind, offered) in [("3g", true), ("4g", false)] {
        let visit = with_connection(&site, false, kind).unwrap();
        visit.ready();
        assert_eq!(chosen(&visit), "full");
        let was = visit.browser.script("return window.offered === true", &[]);
        assert_eq!(was, offered, "{kind}");
        visit.browser.quit();
    }
}
