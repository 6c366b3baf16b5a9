//! A model that the user brings, in headless Chromium.
#![allow(
    clippy::unwrap_used,
    reason = "helpers of tests fail by panicking, as tests do"
)]

use std::fs;
use std::path::Path;

use tests::browser::SOON;
use tests::containers::zip;
use tests::films;
use tests::site::{Site, places};
use tests::visit::Visit;

/// The files of the light model by name: a model that the page does not use by itself.
fn light() -> Vec<(String, Vec<u8>)> {
    let folder = places().root.join("static/model-light");
    let files = fs::read_dir(folder).unwrap();
    let mut files: Vec<(String, Vec<u8>)> = files
        .map(|file| {
            let path = file.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, fs::read(path).unwrap())
        })
        .collect();
    files.sort();
    files
}

/// Writes files into a folder.
fn write(folder: &Path, files: &[(String, Vec<u8>)]) {
    fs::create_dir_all(folder).unwrap();
    for (name, content) in files {
        fs::write(folder.join(name), content).unwrap();
    }
}

/// Waits until the user's model is in use.
fn brought(visit: &Visit) {
    let own = "document.querySelector('[data-testid=model-choice]').value === 'own'";
    assert!(visit.browser.wait(own, SOON), "{}", visit.page_text());
    visit.ready();
}

#[test]
fn a_folder_with_a_model_is_used_until_the_page_is_left_or_kept_on_request() {
    let site = Site::shipped();
    let Some(visit) = Visit::start(&site, "?engine=cpu&model=light") else {
        return;
    };
    visit.ready();
    let film = films::film();
    visit.drop_files(&[("film.png", &film)]);
    let hosted = visit.shown();
    visit.browser.open(&site.address("?engine=cpu"));
    visit.ready();
    let temporary = tempfile::tempdir().unwrap();
    let folder = temporary.path().join("ward 3");
    write(&folder, &light());
    visit.drop_paths(&[&folder]);
    brought(&visit);
    visit.drop_files(&[("film.png", &film)]);
    let own = visit.shown();
    assert!(visit.text("own-model").contains("not this site's"));
    assert_eq!(visit.requests(), 0);
    assert_eq!(own, hosted);

    visit.browser.reload();
    visit.ready();
    let chosen = "return document.querySelector('[data-testid=model-choice]').value";
    assert_eq!(visit.browser.script(chosen, &[]), "full");

    visit.drop_paths(&[&folder]);
    brought(&visit);
    let click = |id: &str| {
        let click = format!("document.querySelector('[data-testid={id}]').click()");
        visit.browser.script(&click, &[]);
    };
    click("keep-model");
    let kept = "document.querySelector('[data-testid=forget-model]') !== null";
    assert!(visit.browser.wait(kept, SOON));
    visit.browser.reload();
    visit.ready();
    assert_eq!(visit.browser.script(chosen, &[]), "own");
    visit.drop_files(&[("film.png", &film)]);
    assert_eq!(visit.shown(), own);
    click("forget-model");
    visit.browser.reload();
    visit.ready();
    assert_eq!(visit.browser.script(chosen, &[]), "full");
    let left = visit.browser.promised(
        "caches.keys().then(async names => {
            const [name] = names.filter(name => name.startsWith('pneumoscope own-model'));
            return name ? (await (await caches.open(name)).keys()).length : 0;
        })",
        &[],
    );
    assert_eq!(left, 0);
}

#[test]
fn a_zip_file_with_a_model_is_used_and_a_damaged_one_is_refused() {
    let site = Site::shipped();
    let Some(visit) = Visit::start(&site, "?engine=cpu") else {
        return;
    };
    visit.ready();
    let mut files = light();
    let entries = |files: &[(String, Vec<u8>)]| {
        let paths: Vec<String> = files
            .iter()
            .map(|(name, _)| format!("mine/{name}"))
            .collect();
        let contents = files.iter().map(|(_, content)| &content[..]);
        let named = paths.iter().map(String::as_str).zip(contents);
        zip(&named.collect::<Vec<_>>())
    };
    visit.drop_files(&[("mine.zip", &entries(&files))]);
    brought(&visit);
    let weights = files
        .iter()
        .position(|(name, _)| name.starts_with("weights."))
        .unwrap();
    files[weights].1[1000] ^= 1;
    visit.drop_files(&[("mine.zip", &entries(&files))]);
    let failed = "document.querySelector('[data-testid=engine-status]').dataset.state === 'failed'";
    assert!(visit.browser.wait(failed, SOON), "{}", visit.page_text());
    assert!(visit.page_text().contains("weights.000.bin"));
    files.remove(weights);
    let scorecard = files.iter().find(|(name, _)| name == "model.json").unwrap();
    visit.drop_files(&[("model.json", &scorecard.1)]);
    let alone = "document.body.innerText.includes('A scorecard alone is no model')";
    assert!(visit.browser.wait(alone, SOON), "{}", visit.page_text());
    visit.choose_value("model-choice", "full");
    visit.ready();
    visit.drop_files(&[("film.png", &films::film())]);
    visit.shown();
}
