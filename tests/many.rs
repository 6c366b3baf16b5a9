//! Many films at once: all are answered as each alone, whatever becomes of the helpers.
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

/// How long they may take together.
const ANSWERS: Duration = Duration::from_mins(10);

/// Notes the workers that the page starts from now on and what they are asked; `killed` of them die
/// over their first film, as if the browser had ended them.
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
                const death = new ErrorEvent('error', { message: 'ended by the test' });
                setTimeout(() => this.dispatchEvent(death));
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

/// Drops all films and returns the probabilities of each, in their order.
fn dropped(visit: &Visit, films: &[(String, Vec<u8>)]) -> Vec<Vec<f64>> {
    let count = "document.querySelectorAll('[data-testid=film][data-state=answered]').length";
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
        .map(|place| {
            visit.browser.script(
                "[...document.querySelectorAll('[data-testid=film] button')]
                    .at(arguments[0] - arguments[1]).click()",
                &[json!(place), json!(films.len())],
            );
            let name = &films[place].0;
            let shown = format!("document.querySelector('[data-file=\"{name}\"]') !== null");
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
fn films_dropped_together_are_answered_as_each_alone() {
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
        println!("one core only: there are no helpers here");
        return;
    }
    assert!(number(&visit, "helpers") > 0, "a helper was started");
    visit.screenshot("many");

    // The helpers are ready now and rest.
    let before = number(&visit, "read");
    agree(&dropped(&visit, &films));
    assert!(number(&visit, "read") > before, "a helper has read films");

    let (before, helpers) = (number(&visit, "read"), number(&visit, "helpers"));
    visit.browser.script("window.killed = 1", &[]);
    agree(&dropped(&visit, &films));
    assert_eq!(number(&visit, "killed"), 0, "a helper died over a film");
    assert!(number(&visit, "read") > before);
    let state = visit.attribute("engine-status", "data-state");
    assert_eq!(state, "ready");
    println!("{helpers} helpers, then {}", number(&visit, "helpers"));

    assert_eq!(visit.requests(), 0);
}
