//! Many films at once: each gets the same result as alone, even if helpers crash.
#![allow(
    clippy::unwrap_used,
    reason = "helpers of tests fail by panicking, as tests do"
)]

use std::time::Duration;

use serde_json::{Value, json};
use tests::browser::SOON;
use tests::real_films;
use tests::site::Site;
use tests::visit::{CLASSES, Visit};

/// How long all of them may take.
const ANSWERS: Duration = Duration::from_mins(10);

/// Counts the workers that the page starts from now on and their films; `killed` of them crash on their
/// first film, as if the browser had terminated them.
const WATCH: &str = "window.helpers = 0; window.read = 0; window.killed = 0;
    const Started = Worker;
    window.Worker = class extends Started {
        constructor(...all) { super(...all); window.helpers++; }
        postMessage(message, transfer) {
            super.postMessage(message, transfer);
            if (!message.json.startsWith('{\"Read\"')) return;
            window.read++;
            if (window.killed > 0) {
                window.killed--;
                this.terminate();
                const crash = new ErrorEvent('error', { message: 'terminated by the test' });
                setTimeout(() => this.dispatchEvent(crash));
            }
        }
    };";

/// Twelve real films, each with another name.
fn some_films() -> Vec<(String, Vec<u8>)> {
    let films = real_films::bundled();
    assert_eq!(films.len(), 12);
    let numbered = films.iter().enumerate();
    numbered
        .map(|(number, film)| (format!("film {number}"), film.bytes()))
        .collect()
}

/// Drops all films and returns their probabilities in order.
fn dropped(visit: &Visit, films: &[(String, Vec<u8>)]) -> Vec<Vec<f64>> {
    let count = "document.querySelectorAll('[data-testid=worklist-row][data-state=done]').length";
    let all: Vec<(&str, &[u8])> = films
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
        .collect();
    let before = visit.browser.script(&format!("return {count}"), &[]);
    let goal = before.as_u64().unwrap() + films.len() as u64;
    visit.drop_files(&all);
    let answered = visit.browser.wait(&format!("{count} >= {goal}"), ANSWERS);
    assert!(answered, "{}", visit.page_text());
    (0..films.len())
        .map(|index| {
            visit.browser.script(
                "[...document.querySelectorAll('[data-testid=worklist-row] .film-button')]
                    .at(arguments[0] - arguments[1]).click()",
                &[json!(index), json!(films.len())],
            );
            let name = &films[index].0;
            let shown = format!(
                "document.querySelector('[data-testid=result][data-file=\"{name}\"]') !== null"
            );
            assert!(visit.browser.wait(&shown, SOON));
            let probabilities = visit.shown().probabilities;
            CLASSES.map(|class| probabilities[class]).to_vec()
        })
        .collect()
}

fn number(visit: &Visit, name: &str) -> u64 {
    let value: Value = visit.browser.script(&format!("return window.{name}"), &[]);
    value.as_u64().unwrap()
}

#[test]
fn films_dropped_together_get_the_same_results_as_each_alone() {
    let site = Site::shipped();
    let Some(visit) = Visit::start(&site, "?engine=cpu") else {
        return;
    };
    visit.ready();
    let films = some_films();
    let alone: Vec<Vec<f64>> = films
        .iter()
        .map(|(name, bytes)| {
            let said = visit.classify(name, bytes);
            CLASSES.map(|class| said[class].as_f64().unwrap()).to_vec()
        })
        .collect();
    let agree = |together: &[Vec<f64>]| {
        for (film, (together, alone)) in together.iter().zip(&alone).enumerate() {
            for (together, alone) in together.iter().zip(alone) {
                assert!(
                    (together - alone).abs() < 1e-6,
                    "film {film}: {together}, {alone}"
                );
            }
        }
    };
    visit.browser.script(WATCH, &[]);
    agree(&dropped(&visit, &films));
    let cores = visit
        .browser
        .script("return navigator.hardwareConcurrency", &[]);
    if cores == 1 {
        println!("no helpers on a single core");
        return;
    }
    assert!(number(&visit, "helpers") > 0, "a helper was started");
    visit.screenshot("many");

    // The helpers are ready and idle now.
    let before = number(&visit, "read");
    agree(&dropped(&visit, &films));
    assert!(
        number(&visit, "read") > before,
        "a helper has classified films"
    );

    let (before, helpers) = (number(&visit, "read"), number(&visit, "helpers"));
    visit.browser.script("window.killed = 1", &[]);
    agree(&dropped(&visit, &films));
    assert_eq!(number(&visit, "killed"), 0, "a helper crashed on a film");
    assert!(number(&visit, "read") > before);
    let state = visit.attribute("engine-status", "data-state");
    assert_eq!(state, "ready");
    println!("{helpers} helpers, then {}", number(&visit, "helpers"));

    assert_eq!(visit.requests(), 0);
}
