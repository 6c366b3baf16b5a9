//! Failing starts in headless Chromium: the engine falls back, or the page shows a message.
#![allow(
    clippy::unwrap_used,
    reason = "helpers of tests fail by panicking, as tests do"
)]

use std::fs;
use std::path::Path;

use tests::browser::SOON;
use tests::films;
use tests::site::{Apart, Site};
use tests::visit::Visit;
use xtask::offline;

/// The page with a part of one of its scripts replaced.
fn with(script: &str, part: &str, other: &str) -> Site {
    Site::changed(|page: &Path| {
        let path = page.join(script);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(part), "{script} contains `{part}`");
        fs::write(path, text.replace(part, other)).unwrap();
        offline::stamp(page).unwrap();
    })
}

/// Checks that a page still classifies films and that its console says what failed.
fn falls_back(site: &Site, reason: &str) {
    let Some(visit) = Visit::start(site, "?engine=cpu") else {
        return;
    };
    assert_eq!(visit.ready(), "cpu");
    visit.drop_files(&[("film.png", &films::film())]);
    visit.shown();
    let console = visit.browser.console().join("\n");
    assert!(console.contains(reason), "{reason}: {console}");
}

#[test]
fn without_shared_memory_the_plain_engine_is_used() {
    let site = with("worker_threads.js", "maximum:16384", "maximum:1");
    falls_back(&site, "WebAssembly.Memory");
}

#[test]
fn the_engine_uses_one_thread_if_others_do_not_start() {
    let site = with("threads.js", "import(main)", "import('./gone.js')");
    falls_back(&site, "gone.js");
}

#[test]
fn a_thread_that_crashes_does_not_count_as_started() {
    let crash = "postMessage({ json: 'a crash of the test' })";
    let site = with("threads.js", "postMessage(READY)", crash);
    falls_back(&site, "a crash of the test");
}

/// JavaScript: whether the message is visible.
const VISIBLE: &str =
    "document.getElementById('no-start').checkVisibility({ visibilityProperty: true })";

#[test]
fn a_page_that_cannot_start_says_what_it_requires() {
    // The message appears by itself if the script that would show it is the broken one.
    for (script, part) in [("ui.js", "export"), ("boot.js", "function")] {
        let site = with(script, part, "} export");
        let Some(visit) = Visit::start(&site, "") else {
            return;
        };
        let visible = visit.browser.wait(VISIBLE, SOON);
        assert!(visible, "{script}: {}", visit.page_text());
    }
}

#[test]
fn a_page_that_starts_shows_no_such_message() {
    let site = Site::shipped();
    let Some(visit) = Visit::start(&site, "?engine=cpu") else {
        return;
    };
    visit.ready();
    assert_eq!(
        visit.browser.script(&format!("return {VISIBLE}"), &[]),
        false
    );
}

/// The file with the content of the page.
const CONTENT: &str = "split_content.wasm";

#[test]
fn a_page_without_its_content_says_so_and_keeps_what_it_was_given_until_a_retry() {
    let site = Apart::start();
    let content = site.folder().join(CONTENT);
    let aside = site.folder().join("aside");
    fs::rename(&content, &aside).unwrap();
    let Some(visit) = Visit::open(&site.address("?engine=cpu")) else {
        return;
    };
    assert_eq!(visit.settled(), "failed");
    let error = visit.text("error");
    assert!(error.contains("part of this page"), "{error}");
    visit.screenshot("without-content");
    visit.drop_files(&[("film.png", &films::film())]);
    fs::rename(&aside, &content).unwrap();
    let retry = "document.querySelector('[data-testid=error] button').click()";
    visit.browser.script(retry, &[]);
    assert_eq!(visit.ready(), "cpu");
    let expected = visit.shown();
    assert_eq!(expected.probabilities.len(), 3, "{expected:?}");
    assert_eq!(visit.requests(), 0);
}

/// The page with files to which something is added that changes nothing but their hashes.
fn altered(names: &[&str]) -> Site {
    Site::changed(|page: &Path| {
        for name in names {
            let path = page.join(name);
            let mut content = fs::read(&path).unwrap();
            content.extend(if path.extension().is_some_and(|it| it == "wasm") {
                // A custom section.
                &b"\0\x02\x01a"[..]
            } else {
                b"/* altered */"
            });
            fs::write(path, content).unwrap();
        }
    })
}

#[test]
fn an_altered_file_is_refused_and_named() {
    for name in [
        "intact.js",
        "trusted.js",
        "theme.js",
        "tokens.css",
        "style.css",
        "ui.js",
        "split.js",
        "ui_bg.wasm",
    ] {
        let site = altered(&[name]);
        let Some(visit) = Visit::start(&site, "") else {
            return;
        };
        let named = format!("{VISIBLE} && document.body.innerText.includes({name:?})");
        let refused = visit.browser.wait(&named, SOON);
        assert!(refused, "{name}: {}", visit.page_text());
        let started = visit
            .browser
            .script("return window.pneumoscope !== undefined", &[]);
        assert_eq!(started, false, "{name}");
    }
}

#[test]
fn an_altered_script_that_would_say_so_is_refused_too() {
    let site = altered(&["boot.js"]);
    let Some(visit) = Visit::start(&site, "") else {
        return;
    };
    assert!(visit.browser.wait(VISIBLE, SOON), "{}", visit.page_text());
}

#[test]
fn the_content_of_another_build_is_refused() {
    let site = altered(&[CONTENT]);
    let Some(visit) = Visit::start(&site, "?engine=cpu") else {
        return;
    };
    assert_eq!(visit.settled(), "failed");
    let console = visit.browser.console().join("\n");
    assert!(console.contains("integrity"), "{console}");
}

#[test]
fn an_altered_engine_is_refused() {
    falls_back(&altered(&["worker_threads_bg.wasm"]), "integrity");
    let both = altered(&["worker_bg.wasm", "worker_threads_bg.wasm"]);
    let Some(visit) = Visit::start(&both, "?engine=cpu") else {
        return;
    };
    assert_eq!(visit.settled(), "failed");
    let error = visit.text("error");
    assert!(error.contains("engine"), "{error}");
    visit.screenshot("altered-engine");
}
