//! The folder for a static host in headless Chromium: one visit to the page under its hashed names.

use tests::browser::SOON;
use tests::visit::Visit;
use tests::{films, site};
use xtask::commands::dist;
use xtask::host::Host;
use xtask::{page, rename};

/// Scripts that keep their names: compiled code and browsers ask for them.
const NAMED: [&str; 2] = ["engine.js", "sw.js"];

#[test]
fn the_page_as_it_is_hosted_reads_a_film_and_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let built = page::build(site::places()).unwrap();
    dist::lay_out(&built, folder.path()).unwrap();
    let host = Host::start(folder.path(), 0).unwrap();
    let Some(visit) = Visit::open(&format!("{}?engine=cpu", host.address())) else {
        return;
    };
    assert_eq!(visit.ready(), "cpu");
    visit.drop_files(&[("drawn.png", &films::drawn())]);
    visit.shown();
    let kept = "document.querySelector('[data-testid=kept]') !== null";
    assert!(visit.browser.wait(kept, SOON));

    let asked = visit.browser.script(
        "return performance.getEntriesByType('resource').map(({ name }) => name.split('/').at(-1))
            .filter(name => /[.](css|js|wasm)$/.test(name))",
        &[],
    );
    let asked: Vec<&str> = asked
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|name| name.as_str())
        .collect();
    assert!(
        asked.iter().any(|name| name.starts_with("ui_bg-")),
        "{asked:?}"
    );
    for name in asked.iter().filter(|name| !NAMED.contains(name)) {
        assert!(rename::is_hashed(name), "{name}");
    }
    let console = visit.browser.console();
    let complaints: Vec<_> = console
        .iter()
        .filter(|line| !line.contains("GPU"))
        .collect();
    assert!(complaints.is_empty(), "{complaints:?}");
}
