//! Interrupted downloads, workers and visits in headless Chromium: each is named or continued, the next film works,
//! and no answer changes.
#![allow(
    clippy::unwrap_used,
    reason = "helpers of tests fail by panicking, as tests do"
)]

use std::fs;
use std::time::Duration;

use model::scorecard::Scorecard;
use model::weights::ShardRecord;
use serde_json::json;
use tests::browser::{Browser, SOON};
use tests::faulty_host::{Fault, FaultyHost};
use tests::injected::{ON_REQUEST, answer, expected, inject, same, site_with, visit_with};
use tests::site::{self, Apart, Site};
use tests::visit::Visit;
use tests::{profile, real_films};
use xtask::offline;

/// What films may take on a slow machine.
const LIMIT: Duration = Duration::from_mins(5);

/// The largest part of the model.
const SHARD: &str = "model/weights.000.bin";

/// Where its download breaks.
const BREAK: usize = 1 << 20;

/// Clicks the button that tries again.
const TRY_AGAIN: &str = "[...document.querySelectorAll('main button')]
    .find(button => button.innerText === 'Try again').click()";

/// Makes pauses in a worker twenty times as short.
const SHORT_PAUSES: &str = "
    const timer = self.setTimeout;
    self.setTimeout = (done, millis, ...rest) => timer(done, millis / 20, ...rest);";

/// Makes the looks at the workers twenty times as frequent.
const FREQUENT_LOOKS: &str = "
    const timer = window.setTimeout;
    window.setTimeout = (done, millis, ...rest) => timer(done, millis === 1000 ? 50 : millis, ...rest);";

/// The parts of the model.
fn shards() -> Vec<ShardRecord> {
    let path = site::places().root.join("static/model/model.json");
    Scorecard::parse(&fs::read(path).unwrap()).unwrap().shards
}

/// The first byte that each request for the shard asked for.
fn starts(host: &FaultyHost) -> Vec<usize> {
    let requests = host.requests(SHARD);
    let start = |request: &String| {
        let line = request.lines().find_map(|line| {
            let line = line.to_ascii_lowercase();
            line.strip_prefix("range: bytes=").map(str::to_owned)
        });
        let first = line.and_then(|range| range.split('-').next()?.parse().ok());
        first.unwrap_or_default()
    };
    requests.iter().map(start).collect()
}

#[test]
fn a_download_that_breaks_is_continued_where_it_was() {
    let Some(expected) = expected() else { return };
    let site = Site::shipped();
    assert!(
        shards()[0].bytes > 2 * BREAK,
        "the shard is longer than what arrives of it"
    );
    let host = FaultyHost::start(&site.address(""), SHARD, Fault::Cut(BREAK), 2);
    let Some(visit) = Visit::open(&host.address("?engine=cpu")) else {
        return;
    };
    visit.ready();
    let starts = starts(&host);
    // Chromium keeps what has arrived and may ask for the rest in parts.
    assert!(starts.len() >= 3 && starts[0] == 0, "{starts:?}");
    assert!(
        starts[1..].iter().all(|start| *start > BREAK / 2),
        "{starts:?}"
    );
    same("broken download", &answer(&visit), &expected);
}

#[test]
fn a_download_starts_anew_where_the_host_has_no_ranges() {
    let Some(expected) = expected() else { return };
    let site = Site::shipped();
    let host = FaultyHost::start(&site.address(""), SHARD, Fault::Cut(BREAK), 1);
    host.without_ranges();
    let Some(visit) = Visit::open(&host.address("?engine=cpu")) else {
        return;
    };
    visit.ready();
    assert_eq!(host.requests(SHARD).len(), 2);
    same("no ranges", &answer(&visit), &expected);
}

#[test]
fn a_download_that_stalls_is_continued() {
    let Some(expected) = expected() else { return };
    let site = site_with(SHORT_PAUSES);
    let host = FaultyHost::start(&site.address(""), SHARD, Fault::Stall(BREAK), 1);
    let Some(visit) = Visit::open(&host.address("?engine=cpu")) else {
        return;
    };
    visit.ready();
    assert_eq!(host.requests(SHARD).len(), 2);
    same("stalled download", &answer(&visit), &expected);
}

#[test]
fn a_connection_that_stays_broken_is_named_and_tried_again_without_what_is_there() {
    let Some(expected) = expected() else { return };
    let site = site_with(SHORT_PAUSES);
    let host = FaultyHost::start(&site.address(""), SHARD, Fault::Cut(BREAK / 8), 99);
    let Some(visit) = Visit::open(&host.address("?engine=cpu")) else {
        return;
    };
    assert_eq!(visit.settled(), "failed");
    let error = visit.text("error");
    assert!(
        error.contains(SHARD) && error.contains("connection"),
        "{error}"
    );
    let others = |host: &FaultyHost| {
        let shards = (1..shards().len()).map(|number| format!("model/weights.{number:03}.bin"));
        shards.map(|file| host.requests(&file).len()).sum::<usize>()
    };
    let before = others(&host);
    host.repair();
    visit.browser.script(TRY_AGAIN, &[]);
    assert!(
        visit.browser.wait(
            "document.querySelector('[data-testid=engine-status]').dataset.state === 'ready'",
            LIMIT
        ),
        "{}",
        visit.page_text()
    );
    assert_eq!(
        others(&host),
        before,
        "what had arrived is not fetched again"
    );
    same("tried again", &answer(&visit), &expected);
}

#[test]
fn a_slow_download_shows_its_progress() {
    let site = Site::shipped();
    let piece = shards()[0].bytes / 20;
    let host = FaultyHost::start(&site.address(""), SHARD, Fault::Slow(piece), 1);
    let Some(visit) = Visit::open(&host.address("?engine=cpu")) else {
        return;
    };
    let progress = "(bar => bar !== null && bar.value > 0 && bar.value < bar.max)(
        document.querySelector('[data-testid=engine-status] progress'))";
    assert!(visit.browser.wait(progress, SOON), "{}", visit.page_text());
    visit.ready();
    answer(&visit);
}

#[test]
fn a_worker_that_hangs_or_is_ended_is_replaced() {
    let Some(expected) = expected() else { return };
    let site = site_with(ON_REQUEST);
    for fault in ["hang", "end"] {
        let Some(visit) = visit_with(&site, FREQUENT_LOOKS) else {
            return;
        };
        visit.ready();
        same("before", &answer(&visit), &expected);
        inject(&visit, fault);
        let film = &real_films::bundled()[1];
        visit.drop_files(&[(&film.name(), &film.bytes())]);
        let error = visit.error();
        assert!(
            error.contains("no answer for 90 seconds"),
            "{fault}: {error}"
        );
        visit.ready();
        same(fault, &answer(&visit), &expected);
    }
}

#[test]
fn two_tabs_answer_at_once_and_survive_deleted_caches() {
    let Some(expected) = expected() else { return };
    let site = Site::shipped();
    let Some(visit) = Visit::start(&site, "?engine=cpu") else {
        return;
    };
    visit.ready();
    visit.cached();
    let first = visit.browser.tab();
    let second = visit.browser.open_tab();
    visit.browser.open(&site.address("?engine=cpu"));
    visit.ready();
    let film = &real_films::bundled()[0];
    for tab in [&first, &second] {
        visit.browser.switch(tab);
        visit.drop_files(&[(&film.name(), &film.bytes())]);
    }
    for tab in [&first, &second] {
        visit.browser.switch(tab);
        same("two tabs", &visit.shown().probabilities, &expected);
    }
    let delete = "caches.keys().then(names => Promise.all(names.map(name => caches.delete(name))))
        .then(() => 'deleted')";
    assert_eq!(visit.browser.promised(delete, &[]), "deleted");
    for tab in [&first, &second] {
        visit.browser.switch(tab);
        same("deleted caches", &answer(&visit), &expected);
        visit.browser.reload();
        visit.ready();
        same("reloaded", &answer(&visit), &expected);
    }
}

#[test]
fn site_data_that_is_cleared_while_the_page_is_open_is_stored_again_on_the_next_visit() {
    let Some(expected) = expected() else { return };
    let site = Site::shipped();
    let Some(visit) = Visit::start(&site, "?engine=cpu") else {
        return;
    };
    visit.ready();
    visit.cached();
    same("before", &answer(&visit), &expected);
    visit.click("keep-list");
    visit.wait_for("document.querySelector('[data-testid=keep-list]').checked");
    let clear = json!({ "origin": site.origin(), "storageTypes": "all" });
    visit.browser.devtools("Storage.clearDataForOrigin", &clear);
    let left = "caches.keys().then((names) => names.length)";
    assert_eq!(visit.browser.promised(left, &[]), 0);
    same("cleared", &answer(&visit), &expected);
    let refused = "document.body.innerText.includes('does not let the page keep the list')";
    assert!(visit.browser.wait(refused, SOON), "{}", visit.page_text());
    // Enough films for a helper, which finds no model in the cache.
    let films = real_films::bundled();
    visit.drop_films(&films);
    let listed = visit.films(2 + films.len(), LIMIT);
    assert!(listed.iter().all(|film| film.state == "done"), "{listed:?}");
    visit.browser.reload();
    visit.ready();
    visit.cached();
    same("reloaded", &answer(&visit), &expected);
}

#[test]
fn a_tab_that_is_hidden_in_the_middle_of_a_batch_finishes_it() {
    let site = Site::shipped();
    let Some(visit) = Visit::start(&site, "?engine=cpu") else {
        return;
    };
    visit.ready();
    let films = real_films::bundled();
    visit.drop_films(&films);
    visit.films(films.len(), LIMIT);
    let again = 3;
    let all = (1 + again) * films.len();
    visit.browser.script(
        "const states = () => [...document.querySelectorAll('[data-testid=worklist-row]')]
            .map((row) => row.dataset.state);
        document.addEventListener('visibilitychange', () =>
            localStorage.setItem('hidden', states().filter((state) => state === 'waiting').length));
        setInterval(() => {
            const finished = states().length === arguments[0] && states().every((state) => state === 'done');
            if (finished && document.hidden) localStorage.setItem('finished', 'hidden');
        }, 100);",
        &[json!(all)],
    );
    let first = visit.browser.tab();
    for _ in 0..again {
        visit.drop_films(&films);
    }
    visit.browser.open_tab();
    visit.browser.open(&site.address("app.webmanifest"));
    let finished = "localStorage.getItem('finished') === 'hidden'";
    assert!(visit.browser.wait(finished, LIMIT), "while it is hidden");
    let waiting = visit
        .browser
        .script("return Number(localStorage.getItem('hidden'))", &[]);
    assert!(waiting.as_u64() > Some(0), "it was hidden in the middle");
    visit.browser.switch(&first);
    let table = visit.saved("export-csv");
    let rows: Vec<&str> = table.lines().skip(1).collect();
    let (before, after) = rows.split_at(films.len());
    for batch in after.chunks(films.len()) {
        assert_eq!(batch, before);
    }
}

#[test]
fn a_private_window_answers_as_any_other_and_leaves_nothing() {
    let Some(expected) = expected() else { return };
    let site = Site::shipped();
    let film = real_films::bundled()[0].bytes();
    for is_private in [false, true] {
        let profile = tempfile::tempdir().unwrap();
        let Some(browser) = Browser::start_in(profile.path(), is_private) else {
            return;
        };
        browser.open(&site.address("?engine=cpu"));
        let visit = Visit { browser };
        visit.ready();
        visit.cached();
        visit.drop_files(&[("kept-by-mistake.jpg", &film)]);
        same("in a window", &visit.shown().probabilities, &expected);
        visit.click("keep-list");
        visit.wait_for("document.querySelector('[data-testid=keep-list]').checked");
        std::thread::sleep(Duration::from_secs(2));
        visit.browser.quit();
        // Beside this folder is the driver's own log.
        let folder = profile.path().join("Default");
        let origin = site.origin();
        let left = ["kept-by-mistake", &origin].map(|word| profile::has(&folder, word));
        assert_eq!(left, [!is_private; 2]);
    }
}

#[test]
fn a_release_in_the_middle_of_a_batch_changes_no_film_of_it() {
    let site = Apart::start();
    let Some(visit) = Visit::open(&site.address("?engine=cpu")) else {
        return;
    };
    visit.ready();
    visit.cached();
    let films = real_films::bundled();
    visit.drop_films(&films);
    let script = site.folder().join("boot.js");
    let text = fs::read_to_string(&script).unwrap();
    fs::write(script, format!("window.release = 'second';\n{text}")).unwrap();
    offline::stamp(site.folder()).unwrap();
    let update =
        "navigator.serviceWorker.getRegistration().then(it => it.update()).then(() => 'asked')";
    assert_eq!(visit.browser.promised(update, &[]), "asked");
    visit.drop_films(&films);
    let listed = visit.films(2 * films.len(), LIMIT);
    assert!(listed.iter().all(|film| film.state == "done"), "{listed:?}");
    let table = visit.saved("export-csv");
    let rows: Vec<&str> = table.lines().skip(1).collect();
    let (before, after) = rows.split_at(films.len());
    assert_eq!(before, after);
    assert_eq!(
        visit.browser.script("return window.release ?? null", &[]),
        json!(null)
    );
    visit.browser.reload();
    assert!(visit.browser.wait("window.release === 'second'", SOON));
    visit.ready();
}
