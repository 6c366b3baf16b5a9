//! The pages beside the films, the example and the theme, in headless Chromium.
#![allow(
    clippy::unwrap_used,
    reason = "helpers of tests fail by panicking, as tests do"
)]

use std::fs;

use model::scorecard::Scorecard;
use serde_json::json;
use tests::browser::SOON;
use tests::site::{Site, places};
use tests::visit::Visit;

fn click(visit: &Visit, id: &str) {
    let click = format!("document.querySelector('[data-testid={id}]').click()");
    visit.browser.script(&click, &[]);
}

fn go_to(visit: &Visit, page: &str) {
    let link = format!("document.querySelector('.pages a[href=\"#{page}\"]').click()");
    visit.browser.script(&link, &[]);
    let there = format!("document.querySelector('[data-page={page}]') !== null");
    assert!(visit.browser.wait(&there, SOON), "{page}");
}

#[test]
fn the_example_is_answered_without_a_request() {
    let site = Site::shipped();
    let Some(visit) = Visit::start(&site, "?engine=cpu") else {
        return;
    };
    visit.ready();
    let offered = "document.querySelector('[data-testid=example]') !== null";
    assert!(visit.browser.wait(offered, SOON));
    assert!(visit.page_text().contains("CC BY 3.0"));
    visit.forget();
    click(&visit, "example");
    assert!(!visit.shown().probabilities.is_empty());
    assert_eq!(visit.requests(), 0);
}

#[test]
fn the_scorecard_is_drawn_as_it_is_shipped() {
    let site = Site::shipped();
    let Some(visit) = Visit::start(&site, "?engine=cpu") else {
        return;
    };
    visit.ready();
    go_to(&visit, "model");
    let path = places().root.join("static/model/model.json");
    let scorecard = Scorecard::parse(&fs::read(path).unwrap()).unwrap();
    for split in ["test", "external", "val"] {
        let result = scorecard.result(split).unwrap();
        visit.choose_value("split", split);
        let counts = visit.browser.script(
            "return [...document.querySelectorAll('.confusion tbody tr')].map(row =>
                [...row.querySelectorAll('td')].map(cell => parseInt(cell.firstChild.data)))",
            &[],
        );
        assert_eq!(counts, json!(result.confusion), "{split}");
        let drawn = visit.browser.script(
            "return [document.querySelectorAll('.curve').length,
                document.querySelectorAll('.dot').length,
                document.querySelectorAll('.sources tbody tr').length]",
            &[],
        );
        let (bins, sources) = (result.reliability.len(), result.sources.len());
        assert!(bins > 0, "{split}");
        assert_eq!(
            drawn,
            json!([result.classes.len(), bins, sources]),
            "{split}"
        );
    }
    let hash = "return document.body.innerText.includes(arguments[0])";
    let hash = visit
        .browser
        .script(hash, &[json!(scorecard.training.list_sha256)]);
    assert_eq!(hash, true);
    visit.screenshot("model");
}

#[test]
fn the_engine_is_examined_between_films() {
    let site = Site::shipped();
    let Some(visit) = Visit::start(&site, "?engine=cpu") else {
        return;
    };
    visit.ready();
    go_to(&visit, "diagnosis");
    let report = visit.diagnosis();
    for part in [
        "golden check: passed",
        "operation attention",
        "engine: Ready on the CPU",
    ] {
        assert!(report.contains(part), "{part}: {report}");
    }
    go_to(&visit, "privacy");
    assert!(visit.page_text().contains("default-src 'none'"));
    assert_eq!(visit.requests(), 0);
}

#[test]
fn the_theme_that_is_chosen_is_there_on_the_next_visit() {
    let site = Site::shipped();
    let Some(visit) = Visit::start(&site, "?engine=cpu") else {
        return;
    };
    visit.ready();
    let theme = "return document.documentElement.dataset.theme";
    assert_eq!(visit.browser.script(theme, &[]), "light");
    for chosen in ["contrast", "dark"] {
        visit.choose_value("theme", chosen);
        assert_eq!(visit.browser.script(theme, &[]), chosen);
        visit.browser.reload();
        assert_eq!(visit.browser.script(theme, &[]), chosen);
        visit.ready();
    }
    visit.choose_value("theme", "");
    assert_eq!(visit.browser.script(theme, &[]), "light");
}

#[test]
fn the_tour_has_four_steps_can_be_skipped_and_called_back() {
    let site = Site::shipped();
    let Some(visit) = Visit::start(&site, "?engine=cpu") else {
        return;
    };
    visit.ready();
    let marked = || {
        let script =
            "return [...document.querySelectorAll('.toured')].map(part => part.className).join()";
        let found = visit.browser.script(script, &[]);
        found.as_str().unwrap().to_owned()
    };
    visit.click("tour-offer");
    let mut seen = Vec::new();
    for step in 1..=4 {
        let shown = format!(
            "document.querySelector('[data-testid=tour]')?.innerText.includes('{step} of 4')"
        );
        // The heading of a step is in capitals by style alone.
        visit.wait_for(&shown.replace("innerText", "textContent"));
        let focus = visit
            .browser
            .script("return document.activeElement.dataset.testid", &[]);
        assert_eq!(focus, "tour", "step {step} has the focus");
        assert_eq!(
            marked().split(',').filter(|name| !name.is_empty()).count(),
            1,
            "step {step}"
        );
        seen.push(visit.text("tour"));
        visit.click("tour-next");
    }
    seen.dedup();
    assert_eq!(seen.len(), 4);
    visit.wait_for("document.querySelector('[data-testid=tour]') === null");
    assert_eq!(marked(), "");
    visit.browser.script("location.hash = 'model'", &[]);
    visit.wait_for("document.querySelector('[data-page=model]') !== null");
    visit.click("tour-start");
    visit.wait_for("document.querySelector('[data-testid=tour]') !== null");
    visit.wait_for("document.querySelector('.drop-zone.toured')?.offsetParent !== null");
    visit.click("tour-next");
    visit.click("tour-back");
    visit.click("tour-skip");
    visit.wait_for("document.querySelector('[data-testid=tour]') === null");
    assert_eq!(marked(), "");
}
