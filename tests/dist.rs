//! The folder for a static host: one visit to the page with hashed file names in headless Chromium; what the folder
//! says of its contents, and what it does not say of the machine that it was made on.
#![allow(
    clippy::unwrap_used,
    reason = "helpers of tests fail by panicking, as tests do"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use tests::visit::Visit;
use tests::{films, site};
use xtask::commands::dist;
use xtask::host::Host;
use xtask::{page, rename, rustflags, sbom};

/// Scripts whose names are fixed, since compiled code and browsers request them.
const NAMED: [&str; 3] = ["engine.js", "split.js", "sw.js"];

#[test]
fn the_hosted_page_classifies_a_film_and_is_cached() {
    let folder = tempfile::tempdir().unwrap();
    let built = page::build(site::places()).unwrap();
    let bill = sbom::of(site::places(), &built).unwrap();
    dist::lay_out(&built, folder.path(), &[], &bill).unwrap();
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
    // What is preloaded is not requested again.
    for part in ["ui_bg-", "split_content-", "ui-", "split.js"] {
        let found = requested.iter().filter(|name| name.starts_with(part));
        assert_eq!(found.count(), 1, "{part}: {requested:?}");
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

/// The files of the built page.
fn built() -> Vec<PathBuf> {
    page::files(&page::build(site::places()).unwrap()).unwrap()
}

#[test]
fn no_file_names_a_folder_of_this_machine() {
    let places = site::places();
    let mut folders = vec![places.root.clone(), places.cache.clone()];
    folders.extend(
        rustflags::folders(places)
            .unwrap()
            .map(|(folder, _)| folder),
    );
    folders.extend(std::env::home_dir());
    for file in built() {
        let content = fs::read(&file).unwrap();
        for folder in &folders {
            let folder = format!("{}/", folder.display());
            let mut parts = content.windows(folder.len());
            let found = parts.any(|part| part == folder.as_bytes());
            assert!(!found, "{} names {folder}", file.display());
        }
    }
}

/// The crates whose sources a file names, as panics do: `name-version`.
fn named_crates(content: &[u8]) -> BTreeSet<String> {
    let text = String::from_utf8_lossy(content);
    let mut named = text.split("/cargo/registry/src/");
    named.next();
    let folders = named.filter_map(|path| path.split('/').nth(1));
    folders.map(str::to_owned).collect()
}

#[test]
fn the_bill_of_materials_has_every_crate_that_the_code_names() {
    let page = page::build(site::places()).unwrap();
    let bill = sbom::of(site::places(), &page).unwrap();
    let bill: serde_json::Value = serde_json::from_str(&bill).unwrap();
    let components = bill["components"].as_array().unwrap();
    let required = components.iter().filter(|it| it["scope"] == "required");
    let with_parts = required.flat_map(|it| {
        it["components"]
            .as_array()
            .into_iter()
            .flatten()
            .chain([it])
    });
    let listed: BTreeSet<String> = with_parts
        .map(|it| {
            format!(
                "{}-{}",
                it["name"].as_str().unwrap(),
                it["version"].as_str().unwrap_or_default()
            )
        })
        .collect();
    let code = built()
        .into_iter()
        .filter(|file| file.extension().is_some_and(|it| it == "wasm"));
    for file in code {
        let named = named_crates(&fs::read(&file).unwrap());
        assert!(!named.is_empty(), "{}", file.display());
        let missing: Vec<_> = named.difference(&listed).collect();
        assert!(missing.is_empty(), "{}: {missing:?}", file.display());
    }
}
