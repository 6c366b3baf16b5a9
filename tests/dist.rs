//! The folder for a static host in headless Chromium: one visit to the page with hashed file names.

use tests::visit::Visit;
use tests::{films, site};
use xtask::commands::dist;
use xtask::host::Host;
use xtask::{page, rename};

/// Scripts whose names are fixed, since compiled code and browsers request them.
const NAMED: [&str; 3] = ["engine.js", "split.js", "sw.js"];

#[test]
fn the_hosted_page_classifies_a_film_and_is_cached() {
    let folder = tempfile::tempdir().unwrap();
    let built = page::build(site::places()).unwrap();
    dist::lay_out(&built, folder.path(), &[]).unwrap();
    let host = Host::start(folder.path(), 0).unwrap();
    let Some(visit) = Visit::open(&format!("{}?engine=cpu", host.address())) else {
        return;
    };
    assert_eq!(visit.ready(), "cpu");
    visit.drop_files(&[("film.png", &films::film())]);
    visit.shown();
    visit.cached();

    let requested = visit.browser.script(
        "return performance.getEntriesByType('resource').map(({ name }) => name.split('/').at(-1))
            .filter(name => /[.](css|js|wasm)$/.test(name))",
        &[],
    );
    let requested: Vec<&str> = requested
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|name| name.as_str())
        .collect();
    for part in ["ui_bg-", "split_content-"] {
        let found = requested.iter().any(|name| name.starts_with(part));
        assert!(found, "{part}: {requested:?}");
    }
    for name in requested.iter().filter(|name| !NAMED.contains(name)) {
        assert!(rename::is_hashed(name), "{name}");
    }
    let console = visit.browser.console();
    let complaints: Vec<_> = console
        .iter()
        .filter(|line| !line.contains("GPU"))
        .collect();
    assert!(complaints.is_empty(), "{complaints:?}");
}
