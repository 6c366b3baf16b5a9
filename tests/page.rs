//! The built page in headless Chromium: films, failures, network, policy, keyboard, engines.
#![allow(
    clippy::unwrap_used,
    reason = "helpers of tests fail by panicking, as tests do"
)]

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::json;
use tests::browser::{Browser, SOON, WebGpu};
use tests::site::Site;
use tests::visit::{CLASSES, Shown, Visit};
use tests::{films, netlog, real_films};
use xtask::host::Host;

/// Key codes of WebDriver.
const TAB: char = '\u{E004}';
const ENTER: char = '\u{E007}';

/// A real film.
fn film() -> (String, Vec<u8>) {
    let film = &real_films::bundled()[0];
    (film.name(), film.bytes())
}

fn check_answer(shown: &Shown) {
    assert_eq!(shown.decision, "answer", "{shown:?}");
    assert_eq!(shown.probabilities.len(), CLASSES.len());
    let sum: f64 = shown.probabilities.values().sum();
    assert!((sum - 1.0).abs() < 1e-4, "{shown:?}");
    let range = 0.0..=1.0;
    assert!(
        shown.probabilities.values().all(|p| range.contains(p)),
        "{shown:?}"
    );
}

#[test]
fn a_film_dropped_on_the_page_is_classified() {
    let site = Site::shipped();
    let Some(visit) = Visit::start(&site, "?engine=cpu") else {
        return;
    };
    assert_eq!(visit.ready(), "cpu");
    let (name, bytes) = film();
    visit.drop_files(&[(&name, &bytes)]);
    check_answer(&visit.shown());
    assert!(visit.page_text().contains("not a medical device"));
    visit.screenshot("dropped");
    visit.browser.resize(400, 900);
    visit.screenshot("dropped-narrow");
}

#[test]
fn a_film_chosen_from_the_disk_or_pasted_is_classified() {
    let site = Site::shipped();
    let Some(visit) = Visit::start(&site, "?engine=cpu") else {
        return;
    };
    visit.ready();
    let (name, bytes) = film();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(&name);
    std::fs::write(&path, &bytes).unwrap();
    visit.choose(&path);
    let chosen = visit.shown();
    check_answer(&chosen);
    visit.drop_files(&[("words.png", &films::text())]);
    visit.error();
    visit.paste(&name, &bytes);
    assert_eq!(visit.shown(), chosen);
}

#[test]
fn an_invalid_file_gets_a_message_and_the_next_film_works() {
    let site = Site::shipped();
    let Some(visit) = Visit::start(&site, "?engine=cpu") else {
        return;
    };
    visit.ready();
    let bad = [
        ("words.png", films::text()),
        ("half.jpg", films::truncated_jpeg()),
        ("huge.png", films::huge_png()),
        ("empty.png", Vec::new()),
    ];
    let mut messages = BTreeSet::new();
    for (name, bytes) in bad {
        visit.drop_files(&[(name, &bytes)]);
        let message = visit.error();
        assert!(
            message.contains(' ') && !message.contains("Error("),
            "{message}"
        );
        println!("{name}: {message}");
        messages.insert(message);
    }
    assert_eq!(messages.len(), 4, "each fault has its own message");
    visit.screenshot("refused");
    let (name, bytes) = film();
    visit.drop_files(&[(&name, &bytes)]);
    check_answer(&visit.shown());
}

#[test]
fn no_request_is_made_after_the_page_is_ready() {
    let site = Site::shipped();
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("netlog.json");
    let visit = Visit::start_with(&site, "?engine=cpu", WebGpu::Software, Some(&log));
    let Some(visit) = visit else {
        return;
    };
    visit.ready();
    let ready = netlog::now();
    let (name, bytes) = film();
    visit.drop_files(&[(&name, &bytes)]);
    visit.shown();
    assert_eq!(visit.requests(), 0);
    visit.browser.quit();

    let origin = site.origin();
    let inside = format!("{origin}/");
    let requests = netlog::read(&log);
    let ours: Vec<_> = requests
        .iter()
        .filter(|request| request.initiator == origin)
        .collect();
    assert!(
        ours.iter().any(|request| request.url.contains("/model/")),
        "the log contains the worker's requests"
    );
    for request in ours {
        let local = request.url.starts_with(&inside);
        assert!(local || request.url.starts_with("blob:"), "{request:?}");
        assert!(request.at <= ready, "{request:?} after {ready}");
    }
}

/// Verifies the network log of the test above with a worker that requests a known file.
#[test]
fn the_network_log_contains_the_requests_of_workers() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [
        ("index.html", "<script src='page.js'></script>"),
        (
            "page.js",
            "new Worker('worker.js').onmessage = () => { window.done = true; };",
        ),
        (
            "worker.js",
            "fetch('asked-for').then(() => postMessage(1));",
        ),
    ] {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    // The policy of the page would stop this worker.
    let host = Host::without_headers(folder.path(), 0).unwrap();
    let log = folder.path().join("netlog.json");
    let Some(browser) = Browser::start(WebGpu::Absent, Some(&log)) else {
        return;
    };
    let opened = netlog::now();
    browser.open(&host.address());
    assert!(browser.wait("window.done === true", SOON));
    let done = netlog::now();
    browser.quit();
    let requests = netlog::read(&log);
    let asked = format!("{}asked-for", host.address());
    let found = requests.iter().find(|request| request.url == asked);
    let found = found.expect("the worker's request");
    let origin = host.address().trim_end_matches('/').to_owned();
    assert_eq!(found.initiator, origin);
    let times = opened..=done;
    assert!(times.contains(&found.at), "{} in {times:?}", found.at);
}

#[test]
fn the_page_follows_its_policy_and_is_cross_origin_isolated() {
    let site = Site::shipped();
    let Some(visit) = Visit::start(&site, "?engine=cpu") else {
        return;
    };
    visit.ready();
    let alone = visit.browser.script("return crossOriginIsolated", &[]);
    assert_eq!(alone, true);
    let elsewhere = visit.browser.promised(
        "fetch('http://127.0.0.2:9/').then(() => 'sent', () => 'refused')",
        &[],
    );
    assert_eq!(elsewhere, "refused");
    let console = visit.browser.console();
    let refused = |line: &&String| line.contains("127.0.0.2") || line.contains("GPU");
    let complaints: Vec<_> = console.iter().filter(|line| !refused(line)).collect();
    assert!(complaints.is_empty(), "{complaints:?}");
}

#[test]
fn the_page_can_be_used_with_the_keyboard_alone() {
    let site = Site::shipped();
    let Some(visit) = Visit::start(&site, "?engine=cpu") else {
        return;
    };
    visit.ready();
    // The file dialog belongs to the system; tested is that a key opens it.
    visit.browser.script(
        "document.querySelector('[data-testid=file-input]').addEventListener('click',
            event => { window.chooserOpened = true; event.preventDefault(); })",
        &[],
    );
    let mut reached = String::new();
    for _ in 0..12 {
        visit.browser.press(TAB);
        let focus = visit.browser.script(
            "const focus = document.activeElement;
            return [focus.dataset.testid ?? '',
                focus.getAttribute('aria-label') || focus.innerText || focus.labels?.[0]?.innerText || '']",
            &[],
        );
        let part = |index: usize| focus[index].as_str().unwrap_or_default().to_owned();
        if ["drop-zone", "file-input"].contains(&part(0).as_str()) {
            assert_ne!(part(1), "", "the focused element has a name");
            reached = part(0);
            break;
        }
    }
    assert_ne!(reached, "", "Tab reaches the file input");
    visit.screenshot("keyboard");
    visit.browser.press(ENTER);
    let opened = visit.browser.wait("window.chooserOpened === true", SOON);
    assert!(opened, "Enter on {reached} opens the file dialog");
}

#[test]
fn without_webgpu_the_page_uses_the_cpu_and_says_why() {
    let site = Site::shipped();
    let Some(visit) = Visit::start_with(&site, "", WebGpu::Absent, None) else {
        return;
    };
    assert_eq!(visit.ready(), "cpu");
    let why = visit.text("engine-status");
    assert!(why.contains("WebGPU"), "{why}");
    let (name, bytes) = film();
    visit.drop_files(&[(&name, &bytes)]);
    check_answer(&visit.shown());
    visit.screenshot("without-webgpu");
}

#[test]
fn a_software_adapter_is_named_and_not_used_by_default() {
    let site = Site::shipped();
    let Some(visit) = Visit::start(&site, "") else {
        return;
    };
    let engine = visit.ready();
    let why = visit.text("engine-status");
    println!("engine {engine}: {why}");
    let hardware = visit.browser.promised(
        "navigator.gpu.requestAdapter().then(adapter =>
            Boolean(adapter) && !/swiftshader|llvmpipe/i.test(
                adapter.info.vendor + adapter.info.architecture + adapter.info.description))",
        &[],
    );
    if hardware == true {
        assert_eq!(engine, "webgpu", "{why}");
    } else {
        assert_eq!(engine, "cpu", "{why}");
        assert!(!why.is_empty());
    }
}

#[test]
fn weights_that_are_altered_truncated_or_missing_are_named_and_rejected() {
    for fault in ["altered", "truncated", "missing"] {
        let site = Site::changed(|page| {
            let shard = page.join("model/weights.000.bin");
            let mut bytes = std::fs::read(&shard).unwrap();
            let middle = bytes.len() / 2;
            match fault {
                "altered" => bytes[middle] ^= 1,
                "truncated" => bytes.truncate(middle),
                _ => return std::fs::remove_file(&shard).unwrap(),
            }
            std::fs::write(&shard, bytes).unwrap();
        });
        let Some(visit) = Visit::start(&site, "?engine=cpu") else {
            return;
        };
        assert_eq!(visit.settled(), "failed", "{fault}");
        let message = visit.text("error");
        assert!(message.contains("weights.000.bin"), "{fault}: {message}");
        visit.screenshot(&format!("weights-{fault}"));
    }
}

#[test]
fn a_missing_model_is_named() {
    let site = Site::changed(|page| {
        std::fs::remove_file(page.join("model/model.json")).unwrap();
    });
    let Some(visit) = Visit::start(&site, "?engine=cpu") else {
        return;
    };
    assert_eq!(visit.settled(), "failed");
    let message = visit.text("error");
    assert!(message.contains("model.json"), "{message}");
}

#[test]
fn scripts_can_classify_too() {
    let site = Site::shipped();
    let Some(visit) = Visit::start(&site, "?engine=cpu") else {
        return;
    };
    visit.ready();
    let (name, bytes) = film();
    visit.drop_files(&[(&name, &bytes)]);
    let shown = visit.shown();
    let said = visit.classify(&name, &bytes);
    assert_eq!(said["file"], name.as_str());
    for class in CLASSES {
        let value = said[class].as_f64().unwrap();
        assert!((value - shown.probabilities[class]).abs() < 1e-4, "{said}");
    }
    assert_eq!(said["decision"], shown.decision.as_str());
    let refused = visit.classify("words.png", &films::text());
    assert_eq!(refused["decision"], "refuse");
    assert!(!refused["reasons"].to_string().is_empty());
}

/// Measures how long the main thread missed a timer of 10 ms while films were classified. As a fraction
/// of the total, since other programs may use the processor too.
#[test]
fn the_page_stays_responsive_while_the_worker_computes() {
    let site = Site::shipped();
    let Some(visit) = Visit::start(&site, "?engine=cpu") else {
        return;
    };
    visit.ready();
    let times = visit.browser.promised(
        "(async () => {
            const film = Uint8Array.from(atob(arguments[0]), letter => letter.charCodeAt(0));
            const start = performance.now();
            let last = start, blocked = 0;
            const look = () => {
                const now = performance.now();
                if (now - last > 50) blocked += now - last;
                last = now;
            };
            const watch = setInterval(look, 10);
            for (let n = 0; n < 5; n++) await window.pneumoscope.classify(film, 'film.jpg');
            clearInterval(watch);
            look();
            return [blocked, performance.now() - start];
        })()",
        &[json!(BASE64_STANDARD.encode(film().1))],
    );
    let (blocked, all) = (times[0].as_f64().unwrap(), times[1].as_f64().unwrap());
    println!("main thread blocked for {blocked:.0} of {all:.0} ms");
    assert!(blocked < all / 2.0, "{blocked:.0} of {all:.0} ms");
}

#[test]
fn a_film_is_classified_on_webgpu() {
    let site = Site::shipped();
    let Some(visit) = Visit::start(&site, "?engine=webgpu") else {
        return;
    };
    assert_eq!(visit.ready(), "webgpu");
    let (name, bytes) = film();
    visit.drop_files(&[(&name, &bytes)]);
    check_answer(&visit.shown());
    visit.screenshot("webgpu");
}
