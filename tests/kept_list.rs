//! The built page in headless Chromium: a list is kept in the browser and its films are opened again.
#![allow(
    clippy::unwrap_used,
    reason = "helpers of tests fail by panicking, as tests do"
)]

use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::json;
use tests::browser::SOON;
use tests::real_films;
use tests::site::Site;
use tests::visit::Visit;

/// How long the films of a test may take.
const LIMIT: Duration = Duration::from_mins(10);

#[test]
fn a_list_survives_a_reload_only_if_the_user_says_so() {
    let site = Site::shipped();
    let Some(visit) = Visit::start(&site, "?engine=cpu") else {
        return;
    };
    visit.ready();
    let bundled = &real_films::bundled()[..3];
    let films: Vec<(String, Vec<u8>)> = bundled.iter().map(|it| (it.name(), it.bytes())).collect();
    let films: Vec<(&str, &[u8])> = films
        .iter()
        .map(|(name, it)| (name.as_str(), &**it))
        .collect();
    visit.drop_files(&films);
    visit.films(3, LIMIT);
    let kept = "indexedDB.databases().then(all => all.length)";
    assert_eq!(
        visit.browser.promised(kept, &[]),
        0,
        "nothing is stored without a yes"
    );
    visit.browser.reload();
    visit.ready();
    assert!(visit.rows("data-file").is_empty());

    visit.drop_files(&films);
    visit.films(3, LIMIT);
    visit.click("keep-list");
    visit.wait_for("document.querySelector('[data-testid=keep-list]').checked");
    visit.key("x");
    let csv = visit.saved("export-csv");
    std::thread::sleep(Duration::from_secs(2));
    visit.browser.reload();
    visit.ready();
    visit.wait_for("document.querySelectorAll('[data-testid=worklist-row]').length === 3");
    assert_eq!(visit.saved("export-csv"), csv);
    assert!(visit.text("without-files").starts_with("3 films"));
    let flags = "return document.querySelectorAll('.flag[aria-pressed=true]').length";
    assert_eq!(visit.browser.script(flags, &[]), 1);
    assert!(
        visit.text("result").contains('%'),
        "answers are there without the films"
    );
    visit.screenshot("kept-list");

    // The same films find their rows; another film of the same name and size does not.
    let mut other = films[2].1.to_vec();
    let last = other.len() - 3;
    other[last] ^= 1;
    visit.drop_files(&[films[0], films[1], (films[2].0, &other)]);
    visit.wait_for("document.querySelectorAll('[data-testid=worklist-row]').length === 4");
    visit.films(4, LIMIT);
    assert!(visit.text("without-files").starts_with("1 film"));
    visit.select(0);
    visit.wait_for("document.querySelector('.drop-zone canvas')");
    visit.films(4, LIMIT);

    visit.click("keep-list");
    let forgotten = visit.browser.promised(
        "new Promise(async resolve => {
            for (let n = 0; n < 100; n++) {
                if ((await indexedDB.databases()).length === 0) return resolve(true);
                await new Promise(wait => setTimeout(wait, 100));
            }
            resolve(false);
        })",
        &[],
    );
    assert_eq!(forgotten, true);
    visit.browser.reload();
    visit.ready();
    let there = "document.querySelector('[data-testid=worklist-row]')";
    assert!(!visit.browser.wait(there, SOON.min(Duration::from_secs(2))));
}

#[test]
fn films_of_a_kept_list_are_opened_again_by_reference() {
    let site = Site::shipped();
    let Some(visit) = Visit::start(&site, "?engine=cpu") else {
        return;
    };
    visit.ready();
    let film = &real_films::bundled()[0];
    let (name, bytes) = (film.name(), film.bytes());
    // A browser without a window asks nobody for permission, except for files of the page's own.
    visit.browser.promised(
        "(async (name, text) => {
            const folder = await navigator.storage.getDirectory();
            const handle = await folder.getFileHandle(name, { create: true });
            const file = await handle.createWritable();
            await file.write(Uint8Array.from(atob(text), letter => letter.charCodeAt(0)));
            await file.close();
            DataTransferItem.prototype.getAsFileSystemHandle = async () => handle;
        })(arguments[0], arguments[1])",
        &[json!(name), json!(BASE64_STANDARD.encode(&bytes))],
    );
    visit.drop_files(&[(&name, &bytes)]);
    visit.films(1, LIMIT);
    let shown = visit.shown();
    visit.click("keep-list");
    visit.wait_for("document.querySelector('[data-testid=keep-list]').checked");
    std::thread::sleep(Duration::from_secs(2));
    visit.browser.reload();
    visit.ready();
    visit.wait_for("document.querySelector('[data-testid=reopen]')");
    assert!(visit.text("without-files").starts_with("1 film"));
    visit.click("reopen");
    visit.wait_for("!document.querySelector('[data-testid=without-files]')");
    // The film is shown, so it is read again for its picture.
    visit.wait_for("document.querySelector('.drop-zone canvas')");
    visit.wait_for("document.querySelector('[data-testid=worklist-row] canvas')");
    visit.films(1, LIMIT);
    assert_eq!(visit.shown(), shown);
    assert_eq!(visit.requests(), 0);
}
