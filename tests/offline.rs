//! Later visits in headless Chromium: the page works with the network cut, a new release takes over
//! whole, and what was damaged on disk is fetched again.
#![allow(
    clippy::unwrap_used,
    reason = "helpers of tests fail by panicking, as tests do"
)]

use std::path::Path;

use serde_json::json;
use tests::browser::SOON;
use tests::films;
use tests::site::Apart;
use tests::visit::Visit;
use xtask::offline;

/// Opens the page for the first time and waits until it can be used without a network.
fn first_visit(site: &Apart) -> Option<Visit> {
    let visit = Visit::open(&site.address("?engine=cpu"))?;
    visit.ready();
    let kept = "document.querySelector('[data-testid=kept]') !== null";
    assert!(visit.browser.wait(kept, SOON), "{}", visit.page_text());
    Some(visit)
}

/// Puts a new release of the page on the host: one that names itself in its script.
fn release(folder: &Path, name: &str) {
    let script = folder.join("boot.js");
    let text = std::fs::read_to_string(&script).unwrap();
    std::fs::write(script, format!("{text}window.release = '{name}';\n")).unwrap();
    offline::stamp(folder).unwrap();
}

/// Waits until the browser has the new release beside the old one.
fn found(visit: &Visit) {
    let waiting = "(async () => {
        const registration = await navigator.serviceWorker.getRegistration();
        while (!registration.waiting) await new Promise(resolve => setTimeout(resolve, 50));
        return true;
    })()";
    assert_eq!(visit.browser.promised(waiting, &[]), true);
}

fn release_of(visit: &Visit) -> serde_json::Value {
    visit.browser.script("return window.release ?? null", &[])
}

#[test]
fn a_second_visit_needs_no_network() {
    let mut site = Apart::start();
    let Some(visit) = first_visit(&site) else {
        return;
    };
    visit.drop_files(&[("drawn.png", &films::drawn())]);
    let first = visit.shown();
    site.cut();
    for query in ["?engine=cpu", "", "index.html?engine=cpu"] {
        visit.browser.open(&site.address(query));
        assert_eq!(visit.ready(), "cpu");
        visit.drop_files(&[("drawn.png", &films::drawn())]);
        assert_eq!(visit.shown(), first);
        assert_eq!(visit.requests(), 0);
        let alone = visit.browser.script("return crossOriginIsolated", &[]);
        assert_eq!(alone, true, "the kept page has the host's headers");
    }
    visit.screenshot("offline");
    visit.browser.open(&site.address("bench.html"));
    let title = visit.browser.script("return document.title", &[]);
    assert_eq!(title, "Pneumoscope bench");
}

#[test]
fn the_service_worker_refuses_what_is_neither_page_nor_model() {
    let site = Apart::start();
    let Some(visit) = first_visit(&site) else {
        return;
    };
    std::fs::write(site.folder().join("beside.txt"), "here").unwrap();
    visit.browser.open(&site.address("?engine=cpu"));
    visit.ready();
    let answers = |path: &str| {
        visit.browser.promised(
            "fetch(arguments[0]).then(answer => answer.status, () => 'refused')",
            &[json!(path)],
        )
    };
    assert_eq!(answers("beside.txt"), "refused");
    assert_eq!(answers("style.css"), 200);
    assert_eq!(answers("model/model.json"), 200);
}

#[test]
fn a_new_release_takes_over_whole_when_the_page_is_loaded_again() {
    let site = Apart::start();
    release(site.folder(), "first");
    let Some(visit) = first_visit(&site) else {
        return;
    };
    assert_eq!(release_of(&visit), "first");
    release(site.folder(), "second");
    // The old release still answers while the new one is kept ..
    visit.browser.open(&site.address("?engine=cpu"));
    visit.ready();
    assert_eq!(release_of(&visit), "first");
    found(&visit);
    // .. and nothing of it is left after the next load.
    visit.browser.reload();
    assert!(visit.browser.wait("window.release === 'second'", SOON));
    visit.ready();
    let stores = visit.browser.promised(
        "caches.keys().then(names => names.filter(name => name.includes(' page ')).length)",
        &[],
    );
    assert_eq!(stores, 1);
    visit.drop_files(&[("drawn.png", &films::drawn())]);
    visit.shown();
}

#[test]
fn a_half_released_page_is_not_kept() {
    let site = Apart::start();
    release(site.folder(), "first");
    let Some(visit) = first_visit(&site) else {
        return;
    };
    release(site.folder(), "second");
    // A file that is not yet, or no longer, what the release says.
    std::fs::write(site.folder().join("style.css"), "/* other */").unwrap();
    for _ in 0..2 {
        visit.browser.reload();
        visit.ready();
        assert_eq!(release_of(&visit), "first");
        let update = "navigator.serviceWorker.getRegistration()
            .then(registration => registration.update()).then(() => 'tried', () => 'tried')";
        visit.browser.promised(update, &[]);
    }
}

#[test]
fn a_shard_that_was_damaged_on_disk_is_fetched_again() {
    let site = Apart::start();
    let Some(visit) = first_visit(&site) else {
        return;
    };
    let shards = "(async () => {
        const [name] = (await caches.keys()).filter(name => name.startsWith('pneumoscope model'));
        const store = await caches.open(name);
        const requests = (await store.keys()).filter(({ url }) => !url.endsWith('model.json'));
        const bytes = await Promise.all(requests.map(async request =>
            new Uint8Array(await (await store.match(request)).arrayBuffer())));
        return { store, requests, bytes };
    })()";
    let damage = format!(
        "{shards}.then(({{ store, requests, bytes }}) => {{
            bytes[0][1000] ^= 1;
            return store.put(requests[0], new Response(bytes[0]));
        }})"
    );
    let whole = format!(
        "{shards}.then(async ({{ requests, bytes }}) => {{
            const digest = await crypto.subtle.digest('SHA-256', bytes[0]);
            const hash = [...new Uint8Array(digest)]
                .map(byte => byte.toString(16).padStart(2, '0')).join('');
            return requests[0].url.endsWith(hash);
        }})"
    );
    assert_eq!(visit.browser.promised(&whole, &[]), true);
    visit.browser.promised(&damage, &[]);
    assert_eq!(visit.browser.promised(&whole, &[]), false);
    visit.browser.reload();
    visit.ready();
    assert_eq!(visit.browser.promised(&whole, &[]), true);
}
