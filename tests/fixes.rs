//! The built page in headless Chromium: pictures that are refused, and films that one click puts right.
#![allow(
    clippy::unwrap_used,
    reason = "helpers of tests fail by panicking, as tests do"
)]

use image::imageops;
use image::{GrayImage, Luma};
use tests::site::Site;
use tests::visit::{Shown, Visit};
use tests::{films, real_films};

/// Key codes of WebDriver.
const TAB: char = '\u{E004}';
const ENTER: char = '\u{E007}';

/// A real film after a change.
fn film(change: impl FnOnce(&mut GrayImage)) -> Vec<u8> {
    films::changed(&real_films::bundled()[0].bytes(), change)
}

/// A page that is ready for films.
fn ready(site: &Site) -> Option<Visit> {
    let visit = Visit::start(site, "?engine=cpu")?;
    visit.ready();
    Some(visit)
}

fn drop(visit: &Visit, name: &str, bytes: &[u8]) -> Shown {
    visit.drop_files(&[(name, bytes)]);
    visit.shown()
}

fn check_refusal(shown: &Shown, reason: &str, fixes: &[&str]) {
    assert_eq!(shown.decision, "refuse", "{shown:?}");
    assert_eq!(shown.set, "");
    assert!(shown.probabilities.is_empty(), "{shown:?}");
    assert!(shown.reasons.concat().contains(reason), "{shown:?}");
    assert_eq!(shown.fixes, fixes, "{shown:?}");
}

#[test]
fn a_film_that_one_click_puts_right_is_answered_like_the_upright_one() {
    let site = Site::shipped();
    let Some(visit) = ready(&site) else { return };
    let upright = drop(&visit, "upright.png", &film(|_| ()));
    assert_eq!(upright.decision, "answer", "{upright:?}");
    assert_eq!(upright.set.split('|').count(), 1);
    let down = film(imageops::rotate180_in_place);
    let shown = drop(&visit, "down.png", &down);
    check_refusal(&shown, "upside down", &["rotate-180"]);
    visit.screenshot("upside-down");
    visit.browser.resize(390, 844);
    visit.screenshot("upside-down-narrow");
    visit.browser.resize(1200, 900);
    visit.fix("rotate-180");
    assert_eq!(visit.shown(), upright);
    let caption = "return document.querySelector('.film-size').innerText";
    let caption = visit.browser.script(caption, &[]).to_string();
    assert!(caption.contains("turned by 180°"), "{caption}");
    visit.screenshot("turned");
    visit.undo();
    check_refusal(&visit.shown(), "upside down", &["rotate-180"]);

    let lying = film(|image| *image = imageops::rotate90(image));
    let shown = drop(&visit, "lying.png", &lying);
    check_refusal(&shown, "on its side", &["rotate-270"]);
    visit.fix("rotate-270");
    assert_eq!(visit.shown(), upright);

    assert_eq!(visit.classify("down.png", &down)["decision"], "refuse");
    assert_eq!(visit.requests(), 0);
}

#[test]
fn a_negative_is_inverted_with_the_keyboard() {
    let site = Site::shipped();
    let Some(visit) = ready(&site) else { return };
    let upright = drop(&visit, "upright.png", &film(|_| ()));
    let negative = film(imageops::invert);
    let shown = drop(&visit, "negative.png", &negative);
    check_refusal(&shown, "negative", &["invert"]);
    let focus = "return document.activeElement.dataset.fix ?? ''";
    let reached = (0..40).any(|_| {
        visit.browser.press(TAB);
        visit.browser.script(focus, &[]) == "invert"
    });
    assert!(reached, "Tab reaches the button");
    visit.forget();
    visit.browser.press(ENTER);
    assert_eq!(visit.shown(), upright);
    let panel = "return document.activeElement.className";
    assert_eq!(visit.browser.script(panel, &[]), "result-panel");
}

#[test]
fn several_fixes_add_up() {
    let site = Site::shipped();
    let Some(visit) = ready(&site) else { return };
    let upright = drop(&visit, "upright.png", &film(|_| ()));
    let both = film(|image| {
        imageops::rotate180_in_place(image);
        imageops::invert(image);
    });
    let mut shown = drop(&visit, "both.png", &both);
    for _ in 0..2 {
        check_refusal(&shown, "", &[shown.fixes[0].as_str()]);
        visit.fix(&shown.fixes[0]);
        shown = visit.shown();
    }
    assert_eq!(shown, upright);
}

#[test]
fn a_film_in_a_frame_is_cut_out() {
    let site = Site::shipped();
    let Some(visit) = ready(&site) else { return };
    let framed = film(|image| {
        let (width, height) = image.dimensions();
        let mut frame = GrayImage::from_pixel(width * 2, height * 2, Luma([238]));
        imageops::replace(
            &mut frame,
            image,
            i64::from(width / 2),
            i64::from(height / 3),
        );
        *image = frame;
    });
    let shown = drop(&visit, "framed.png", &framed);
    check_refusal(&shown, "crop the picture", &["crop"]);
    visit.browser.find(".picture .frame");
    visit.screenshot("framed");
    visit.fix("crop");
    let shown = visit.shown();
    visit.screenshot("cropped");
    assert_eq!(shown.decision, "answer", "{shown:?}");
}

#[test]
fn a_mirrored_film_is_answered_with_a_warning() {
    let site = Site::shipped();
    let Some(visit) = ready(&site) else { return };
    let mirrored = film(imageops::flip_horizontal_in_place);
    let shown = drop(&visit, "mirrored.png", &mirrored);
    assert_eq!(shown.decision, "answer", "{shown:?}");
    assert_eq!(shown.probabilities.len(), 3);
    assert!(shown.reasons.concat().contains("mirrored"), "{shown:?}");
}

#[test]
fn pictures_of_other_things_are_refused_without_probabilities() {
    let site = Site::shipped();
    let Some(visit) = ready(&site) else { return };
    for (name, bytes, reason) in [
        ("cat.jpg", films::picture("cat.jpg"), "strong colours"),
        ("text.png", films::page_of_text(), "chest radiograph"),
        ("black.png", films::black(), "almost uniform"),
    ] {
        let shown = drop(&visit, name, &bytes);
        check_refusal(&shown, reason, &[]);
        let said = visit.classify(name, &bytes);
        assert_eq!(said["decision"], "refuse", "{said}");
        assert!(said["normal"].is_null(), "{said}");
    }
    visit.screenshot("black");
    // No lateral may be carried, so these are tried where the shared data set is.
    for lateral in real_films::laterals(3) {
        let shown = drop(&visit, "lateral.jpg", &std::fs::read(&lateral).unwrap());
        check_refusal(&shown, "chest radiograph", &[]);
    }
}
