//! Starts that go wrong, in headless Chromium: the engine does with less, or the page says a sentence.
#![allow(
    clippy::unwrap_used,
    reason = "helpers of tests fail by panicking, as tests do"
)]

use std::fs;
use std::path::Path;

use tests::browser::SOON;
use tests::films;
use tests::site::Site;
use tests::visit::Visit;
use xtask::offline;

/// The page with a part of one of its scripts exchanged.
fn with(script: &str, part: &str, other: &str) -> Site {
    Site::changed(|page: &Path| {
        let path = page.join(script);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(part), "{script} holds `{part}`");
        fs::write(path, text.replace(part, other)).unwrap();
        offline::stamp(page).unwrap();
    })
}

/// A page that cannot start as it would, but answers, and whose console says why.
fn answers_although(site: &Site, reason: &str) {
    let Some(visit) = Visit::start(site, "?engine=cpu") else {
        return;
    };
    assert_eq!(visit.ready(), "cpu");
    visit.drop_files(&[("drawn.png", &films::drawn())]);
    visit.shown();
    let console = visit.browser.console().join("\n");
    assert!(console.contains(reason), "{reason}: {console}");
}

#[test]
fn where_memory_cannot_be_shared_the_plain_engine_answers() {
    let site = with("worker_threads.js", "maximum:16384", "maximum:1");
    answers_although(&site, "WebAssembly.Memory");
}

#[test]
fn where_a_thread_does_not_start_the_engine_answers_with_one() {
    let site = with("threads.js", "import(main)", "import('./gone.js')");
    answers_although(&site, "gone.js");
}

#[test]
fn a_thread_that_crashes_is_not_taken_for_one_that_started() {
    let crash = "postMessage({ json: 'a crash of the test' })";
    let site = with("threads.js", "postMessage(READY)", crash);
    answers_although(&site, "a crash of the test");
}

/// True in the page where the sentence can be seen.
const SEEN: &str =
    "document.getElementById('no-start').checkVisibility({ visibilityProperty: true })";

#[test]
fn where_a_script_cannot_be_read_the_page_says_what_it_needs() {
    // The sentence comes by itself where the script that would show it is the one.
    for (script, part) in [("ui.js", "export"), ("boot.js", "import")] {
        let site = with(script, part, "} export");
        let Some(visit) = Visit::start(&site, "") else {
            return;
        };
        let seen = visit.browser.wait(SEEN, SOON);
        assert!(seen, "{script}: {}", visit.page_text());
    }
}

#[test]
fn a_page_that_starts_says_nothing_of_the_kind() {
    let site = Site::shipped();
    let Some(visit) = Visit::start(&site, "?engine=cpu") else {
        return;
    };
    visit.ready();
    assert_eq!(visit.browser.script(&format!("return {SEEN}"), &[]), false);
}
