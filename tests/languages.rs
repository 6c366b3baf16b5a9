//! The page in other languages in headless Chromium: text, direction, numbers, and what stays as it is.
#![allow(
    clippy::unwrap_used,
    reason = "helpers of tests fail by panicking, as tests do"
)]

use serde_json::json;
use tests::browser::SOON;
use tests::site::{Apart, Site};
use tests::visit::Visit;
use tests::{films, real_films};

/// Each language but English with its direction and its word for the class "normal" as a heading.
const LANGUAGES: [(&str, &str, &str); 6] = [
    ("es", "ltr", "Normal"),
    ("fr", "ltr", "Normal"),
    ("de", "ltr", "Normal"),
    ("pt", "ltr", "Normal"),
    ("zh", "ltr", "正常"),
    ("ar", "rtl", "طبيعي"),
];

/// The attributes `lang` and `dir` of the document.
fn language(visit: &Visit) -> (String, String) {
    let root = "const { lang, dir } = document.documentElement; return [lang, dir]";
    let found = visit.browser.script(root, &[]);
    let text = |index: usize| found[index].as_str().unwrap_or_default().to_owned();
    (text(0), text(1))
}

/// Chooses a language and waits until the page is in it.
fn choose(visit: &Visit, tag: &str) {
    visit.choose_value("language", tag);
    let there = format!("document.documentElement.lang === '{tag}'");
    assert!(
        visit.browser.wait(&there, SOON),
        "{tag}: {}",
        visit.page_text()
    );
}

fn all_text(visit: &Visit) -> String {
    let text = visit.browser.script("return document.body.innerText", &[]);
    text.as_str().unwrap().to_owned()
}

/// Words that stand where a message is missing: its key.
fn keys(text: &str) -> Vec<&str> {
    let is_key = |word: &&str| {
        let prefixes = [
            "page-",
            "engine-",
            "viewer-",
            "worklist-",
            "readers-",
            "report-",
            "tour-",
            "model-",
        ];
        prefixes.iter().any(|prefix| word.starts_with(prefix)) && word.contains('_')
    };
    text.split_whitespace().filter(is_key).collect()
}

#[test]
fn every_language_is_shown_with_the_film_that_was_there() {
    let site = Site::shipped();
    let Some(visit) = Visit::start(&site, "?engine=cpu") else {
        return;
    };
    visit.ready();
    let film = &real_films::bundled()[0];
    visit.drop_files(&[(&film.name(), &film.bytes())]);
    let english = visit.shown();
    let mut seen = vec![all_text(&visit)];
    for (tag, direction, normal) in LANGUAGES {
        choose(&visit, tag);
        assert_eq!(language(&visit), (tag.to_owned(), direction.to_owned()));
        let shown =
            "document.querySelector('[data-testid=result] [data-testid=prob-normal]') !== null";
        assert!(visit.browser.wait(shown, SOON), "{tag}");
        let text = all_text(&visit);
        assert!(text.contains(normal), "{tag}: {text}");
        assert_eq!(keys(&text), Vec::<&str>::new(), "{tag}");
        assert!(!seen.contains(&text), "{tag}: text of another language");
        seen.push(text);
        for (width, name) in [(1280, "wide"), (390, "narrow")] {
            visit.browser.resize(width, 900);
            visit.screenshot(&format!("language-{tag}-{name}"));
            let overflow = visit.browser.script(
                "const { scrollWidth, clientWidth } = document.documentElement; return scrollWidth - clientWidth",
                &[],
            );
            assert_eq!(
                overflow,
                json!(0),
                "{tag} at {width} px is wider than the window"
            );
        }
    }
    choose(&visit, "en");
    assert_eq!(visit.shown().probabilities, english.probabilities);
    assert_eq!(visit.requests(), 0, "another language asks the network");
}

#[test]
fn a_language_is_kept_and_the_address_can_name_one() {
    let site = Site::shipped();
    let Some(visit) = Visit::start(&site, "?engine=cpu&lang=pt-BR") else {
        return;
    };
    visit.ready();
    assert_eq!(language(&visit).0, "pt");
    visit.browser.open(&site.address("?engine=cpu"));
    visit.ready();
    assert_eq!(language(&visit).0, "en", "an address is no choice");
    choose(&visit, "de");
    visit.browser.reload();
    visit.ready();
    assert_eq!(language(&visit).0, "de");
}

#[test]
fn reasons_and_numbers_are_translated_but_files_for_programs_are_not() {
    let site = Site::shipped();
    let Some(visit) = Visit::start(&site, "?engine=cpu&lang=de") else {
        return;
    };
    visit.ready();
    let cat = films::picture("cat.jpg");
    visit.drop_files(&[("cat.jpg", &cat)]);
    let german = visit.shown();
    assert_eq!(german.decision, "refuse");
    let english = visit.classify("cat.jpg", &cat);
    let reason = english["reasons"].as_str().unwrap().to_owned();
    let shown = german.reasons[0].to_lowercase();
    assert!(!shown.contains(&reason.to_lowercase()), "{shown}");
    let film = &real_films::bundled()[0];
    visit.drop_files(&[(&film.name(), &film.bytes())]);
    visit.shown();
    let percent = visit.text("prob-normal");
    assert!(percent.contains(','), "{percent}");
    let saved = visit.saved("export-csv");
    assert!(saved.contains(&reason), "{saved}");
    assert!(saved.starts_with("file,"), "{saved}");
}

#[test]
fn a_language_can_be_chosen_without_the_network() {
    let mut site = Apart::start();
    let Some(visit) = Visit::open(&site.address("?engine=cpu")) else {
        return;
    };
    visit.ready();
    visit.cached();
    site.cut();
    choose(&visit, "ar");
    assert_eq!(language(&visit).1, "rtl");
}
