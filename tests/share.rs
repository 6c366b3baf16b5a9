//! Films that another app shares with the installed page, in headless Chromium.
#![allow(
    clippy::unwrap_used,
    reason = "helpers of tests fail by panicking, as tests do"
)]

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};
use tests::browser::SOON;
use tests::films;
use tests::site::Site;
use tests::visit::Visit;

#[test]
fn a_film_that_is_shared_is_classified_once_and_stored_nowhere() {
    let site = Site::shipped();
    let Some(visit) = Visit::start(&site, "?engine=cpu") else {
        return;
    };
    visit.ready();
    visit.browser.reload();
    visit.ready();
    // The form as the system sends it; the answer is a redirection to the page.
    let share = "(bytes => {
        const form = new FormData();
        form.append('films', new File([bytes], 'shared.png'));
        return fetch('share', { method: 'POST', body: form }).then(answer => answer.url);
    })(Uint8Array.from(atob(arguments[0]), letter => letter.charCodeAt(0)))";
    let film = BASE64_STANDARD.encode(films::film());
    let answered = visit.browser.promised(share, &[json!(film)]);
    assert_eq!(answered, json!(site.address("")), "the page takes over");
    visit.browser.reload();
    visit.ready();
    let shown = visit.shown();
    assert!(!shown.probabilities.is_empty());
    assert!(visit.page_text().contains("shared.png"));
    let stored = visit.browser.promised(
        "caches.keys().then(names => Promise.all(names.map(async name =>
            (await (await caches.open(name)).keys()).map(({ url }) => url)))).then(all => all.flat())",
        &[],
    );
    let stored: Vec<&Value> = stored.as_array().unwrap().iter().collect();
    assert!(
        stored
            .iter()
            .all(|url| !url.as_str().unwrap().contains("share"))
    );
    visit.browser.reload();
    visit.ready();
    let gone = "!document.body.innerText.includes('shared.png')";
    assert!(visit.browser.wait(gone, SOON));
}

#[test]
fn the_page_can_be_installed() {
    let site = Site::shipped();
    let Some(visit) = Visit::start(&site, "?engine=cpu") else {
        return;
    };
    visit.ready();
    let manifest = visit.browser.devtools("Page.getAppManifest", &json!({}));
    assert_eq!(manifest["errors"], json!([]), "{manifest}");
    let data: Value = serde_json::from_str(manifest["data"].as_str().unwrap()).unwrap();
    assert_eq!(data["share_target"]["action"], "share");
    let problems = visit
        .browser
        .devtools("Page.getInstallabilityErrors", &json!({}));
    assert_eq!(problems["installabilityErrors"], json!([]), "{problems}");
}
