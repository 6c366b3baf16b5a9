//! Later visits in headless Chromium: the page works offline, a new release replaces the old one
//! completely, and files damaged on disk are fetched again.
#![allow(
    clippy::unwrap_used,
    reason = "helpers of tests fail by panicking, as tests do"
)]

use std::path::Path;

use serde_json::json;
use tests::browser::SOON;
use tests::films;
use tests::site::{Apart, Site};
use tests::visit::Visit;
use xtask::headers::CONTENT_SECURITY_POLICY;
use xtask::offline;

/// Opens the page for the first time and waits until it can be used offline.
fn first_visit(site: &Apart) -> Option<Visit> {
    let visit = Visit::open(&site.address("?engine=cpu"))?;
    visit.ready();
    visit.cached();
    Some(visit)
}

/// Publishes a new release of the page, which sets its name in its script.
fn release(folder: &Path, name: &str) {
    let script = folder.join("boot.js");
    let text = std::fs::read_to_string(&script).unwrap();
    std::fs::write(script, format!("{text}window.release = '{name}';\n")).unwrap();
    offline::stamp(folder).unwrap();
}

/// Waits until the browser has cached the new release beside the old one. On a busy machine the browser's
/// own check for it may be late; then the page asks for one.
fn found(visit: &Visit) {
    let browser = &visit.browser;
    let registration = "navigator.serviceWorker.getRegistration().then(found => {
        window.registration = found;
        return true;
    })";
    assert_eq!(browser.promised(registration, &[]), true);
    let waiting = "window.registration.waiting !== null";
    if !browser.wait(waiting, SOON / 4) {
        let update = "window.registration.update().then(() => true, reason => String(reason))";
        println!("asked for an update: {}", browser.promised(update, &[]));
        assert!(browser.wait(waiting, SOON), "the new release is not cached");
    }
}

fn release_of(visit: &Visit) -> serde_json::Value {
    visit.browser.script("return window.release ?? null", &[])
}

#[test]
fn a_second_visit_works_offline() {
    let mut site = Apart::start();
    let Some(visit) = first_visit(&site) else {
        return;
    };
    visit.drop_files(&[("film.png", &films::film())]);
    let first = visit.shown();
    site.cut();
    for query in ["?engine=cpu", "", "index.html?engine=cpu"] {
        visit.browser.open(&site.address(query));
        assert_eq!(visit.ready(), "cpu");
        visit.drop_files(&[("film.png", &films::film())]);
        assert_eq!(visit.shown(), first);
        assert_eq!(visit.requests(), 0);
        let alone = visit.browser.script("return crossOriginIsolated", &[]);
        assert_eq!(alone, true, "the cached page has the host's headers");
    }
    visit.screenshot("offline");
    visit.browser.open(&site.address("bench.html"));
    let title = visit.browser.script("return document.title", &[]);
    assert_eq!(title, "Pneumoscope bench");
}

#[test]
fn the_service_worker_refuses_all_but_page_and_model() {
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
    for folder in ["model", "model-light"] {
        assert_eq!(answers(&format!("{folder}/model.json")), 200);
    }
}

#[test]
fn a_new_release_replaces_the_old_one_completely_on_reload() {
    let site = Apart::start();
    release(site.folder(), "first");
    let Some(visit) = first_visit(&site) else {
        return;
    };
    assert_eq!(release_of(&visit), "first");
    release(site.folder(), "second");
    // The old release is still served while the new one is cached ..
    visit.browser.open(&site.address("?engine=cpu"));
    visit.ready();
    assert_eq!(release_of(&visit), "first");
    found(&visit);
    // .. and is gone after the next load.
    visit.browser.reload();
    assert!(visit.browser.wait("window.release === 'second'", SOON));
    visit.ready();
    let stores = visit.browser.promised(
        "caches.keys().then(names => names.filter(name => name.includes(' page ')).length)",
        &[],
    );
    assert_eq!(stores, 1);
    visit.drop_files(&[("film.png", &films::film())]);
    visit.shown();
}

#[test]
fn an_incomplete_release_is_not_cached() {
    let site = Apart::start();
    release(site.folder(), "first");
    let Some(visit) = first_visit(&site) else {
        return;
    };
    release(site.folder(), "second");
    // A file that does not match the release.
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
            const digests = await Promise.all(bytes.map(it => crypto.subtle.digest('SHA-256', it)));
            const hashes = digests.map(digest => [...new Uint8Array(digest)]
                .map(byte => byte.toString(16).padStart(2, '0')).join(''));
            return requests.every(({{ url }}, index) => url.endsWith(hashes[index]));
        }})"
    );
    assert_eq!(visit.browser.promised(&whole, &[]), true);
    visit.browser.promised(&damage, &[]);
    assert_eq!(visit.browser.promised(&whole, &[]), false);
    visit.browser.reload();
    visit.ready();
    assert_eq!(visit.browser.promised(&whole, &[]), true);
}

#[test]
fn the_service_worker_adds_the_headers_that_a_host_does_not_send() {
    let site = Site::without_headers();
    let Some(visit) = Visit::start(&site, "?engine=cpu") else {
        return;
    };
    visit.ready();
    visit.cached();
    let isolated = || visit.browser.script("return crossOriginIsolated", &[]);
    assert_eq!(isolated(), false, "the first visit has the host's headers");
    visit.browser.reload();
    visit.ready();
    assert_eq!(isolated(), true);
    let policy = "fetch('./').then(response => response.headers.get('Content-Security-Policy'))";
    let policy = visit.browser.promised(policy, &[]);
    assert_eq!(policy, CONTENT_SECURITY_POLICY);
    visit.drop_files(&[("film.png", &films::film())]);
    visit.shown();
}
