//! The built page in headless Chromium: where the network looked, in the page and for scripts.
#![allow(
    clippy::unwrap_used,
    reason = "helpers of tests fail by panicking, as tests do"
)]

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};
use tests::films;
use tests::real_films::{self, Film};
use tests::site::{self, Site};
use tests::visit::Visit;

/// What a browser has for one map on a slow machine.
const LIMIT: Duration = Duration::from_mins(3);
/// The same for all slices of occlusion.
const OCCLUSION_LIMIT: Duration = Duration::from_mins(20);

/// How far a channel of the page's picture may be from the program's: their engines round differently.
const CHANNEL_TOLERANCE: u8 = 3;

fn click(visit: &Visit, selector: &str) {
    let click = "document.querySelector(arguments[0]).click()";
    visit.browser.script(click, &[json!(selector)]);
}

/// Waits until the map of a class is shown.
fn wait_for(visit: &Visit, class: &str, map: &str, limit: Duration) {
    let shown = format!(
        "document.querySelector('[data-testid=explain][data-class={class}][data-map={map}]') !== null"
    );
    assert!(visit.browser.wait(&shown, limit), "{}", visit.page_text());
}

/// The class with the highest probability.
fn top(visit: &Visit) -> String {
    let shown = visit.shown();
    let top = shown
        .probabilities
        .iter()
        .max_by(|one, other| one.1.total_cmp(other.1));
    top.unwrap().0.clone()
}

/// The largest alpha of the map over the film, a digest of its pixels, and where it lies in the film's
/// box, in percent: left, top, width, height.
fn overlay(visit: &Visit) -> (i64, String, Vec<f64>) {
    // The canvas is drawn in the task after the change.
    let found = visit.browser.promised(
        "new Promise(resolve => setTimeout(() => {
            const canvas = document.querySelector('[data-testid=heat-map]');
            const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
            let most = 0, digest = 0;
            for (let i = 0; i < data.length; i++) {
                if (i % 4 === 3) most = Math.max(most, data[i]);
                digest = (digest * 31 + data[i]) % 4294967291;
            }
            const box = canvas.getBoundingClientRect();
            const film = canvas.parentElement.getBoundingClientRect();
            const place = [(box.left - film.left) / film.width, (box.top - film.top) / film.height,
                box.width / film.width, box.height / film.height, box.width / box.height];
            resolve([most, String(digest), place.map(share => 100 * share)]);
        }, 100))",
        &[],
    );
    let place = found[2].as_array().unwrap().iter();
    (
        found[0].as_i64().unwrap(),
        found[1].as_str().unwrap().to_owned(),
        place.map(|share| share.as_f64().unwrap()).collect(),
    )
}

/// A page that shows a film and the map of its most probable class; the class.
fn explained(visit: &Visit, film: &Film) -> String {
    visit.ready();
    visit.drop_files(&[(&film.name(), &film.bytes())]);
    let class = top(visit);
    click(visit, "[data-testid=explain] button");
    wait_for(visit, &class, "finer", LIMIT);
    class
}

/// What `window.pneumoscope.explain` gives for a film: all but the picture, and its pixels.
fn by_script(visit: &Visit, film: &Film, arguments: &[Value]) -> (Value, Vec<u8>) {
    let rest = arguments
        .iter()
        .map(Value::to_string)
        .collect::<Vec<_>>()
        .join(", ");
    let call = format!(
        "window.pneumoscope.explain(
            Uint8Array.from(atob(arguments[1]), letter => letter.charCodeAt(0)), arguments[0], {rest})
            .then(({{ image, values, ...rest }}) => {{
                let pixels = '';
                for (let i = 0; i < image.data.length; i += 4096)
                    pixels += String.fromCharCode(...image.data.subarray(i, i + 4096));
                return {{ ...rest, values: [...values], width: image.width, height: image.height,
                    pixels: btoa(pixels) }};
            }})"
    );
    let bytes = json!(BASE64_STANDARD.encode(film.bytes()));
    let found = visit.browser.promised(&call, &[json!(film.name()), bytes]);
    assert!(found["pixels"].is_string(), "{found}");
    let pixels = found["pixels"].as_str().unwrap();
    let pixels = BASE64_STANDARD.decode(pixels).unwrap();
    (found, pixels)
}

/// What `pneumoscope explain` writes.
fn by_program(film: &Path, class: &str, map: &str) -> (Value, image::RgbImage) {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("explained.png");
    let program = site::places().program("pneumoscope");
    let output = Command::new(program)
        .args([
            "explain",
            "--json",
            "--class",
            class,
            "--map",
            map,
            "--weights",
        ])
        .arg(site::places().root.join("static/model"))
        .arg(film)
        .arg("--out")
        .arg(&out)
        .output()
        .unwrap();
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{complaint}");
    let summary = serde_json::from_slice(&output.stdout).unwrap();
    (summary, image::open(&out).unwrap().into_rgb8())
}

#[test]
fn a_map_lies_over_the_film_and_follows_its_choices() {
    let site = Site::shipped();
    let Some(visit) = Visit::start(&site, "?engine=cpu") else {
        return;
    };
    let film = &real_films::bundled()[0];
    let class = explained(&visit, film);
    let shown = visit.shown();
    let (most, first, place) = overlay(&visit);
    assert!(most > 0, "the map is drawn");
    // The network sees the centre square.
    let (width, height) = image::image_dimensions(&film.path).unwrap();
    let square = f64::from(width.min(height));
    let [left, top, wide, high, ratio] = place[..] else {
        panic!("{place:?}");
    };
    // The film fills the viewer in one direction, and both have one middle.
    let film = f64::max(wide * f64::from(width), high * f64::from(height)) / square;
    for (found, expected) in [
        (film, 100.0),
        (ratio, 100.0),
        (left + wide / 2.0, 50.0),
        (top + high / 2.0, 50.0),
    ] {
        assert!(
            (found - expected).abs() < 1.0,
            "{place:?} of {width} x {height}"
        );
    }
    let legend = visit.text("legend");
    assert!(
        legend.starts_with('0') && legend.lines().count() == 3,
        "{legend}"
    );
    assert!(
        visit.text("strongest").contains("Strongest"),
        "{}",
        visit.text("strongest")
    );
    visit.screenshot("explain");

    visit.choose_value("explain-map", "last");
    wait_for(&visit, &class, "last", LIMIT);
    assert_ne!(overlay(&visit).1, first);
    for other in ["covid19", "normal", "pneumonia"] {
        visit.choose_value("explain-class", other);
        wait_for(&visit, other, "last", LIMIT);
    }
    visit.choose_value("explain-class", &class);
    visit.choose_value("explain-map", "finer");
    wait_for(&visit, &class, "finer", LIMIT);
    click(&visit, "[data-testid=explain-contour]");
    visit.choose_value("explain-opacity", "100");
    assert_eq!(overlay(&visit).0, 255);
    visit.choose_value("explain-opacity", "0");
    assert_eq!(overlay(&visit).0, 0, "neither colours nor contour");
    click(&visit, "[data-testid=explain-contour]");
    assert!(overlay(&visit).0 > 200, "the contour");
    visit.choose_value("explain-opacity", "50");
    visit.browser.resize(390, 844);
    visit.screenshot("explain-narrow");

    click(&visit, "[data-testid=explain] > button");
    let gone = "document.querySelector('[data-testid=heat-map]') === null";
    assert!(visit.browser.wait(gone, LIMIT));
    assert_eq!(visit.attribute("explain", "data-class"), "");
    let decision = visit.attribute("result", "data-decision");
    assert_eq!(decision, shown.decision, "the result stays");
    assert_eq!(visit.requests(), 0);
}

#[test]
fn parts_are_hidden_with_progress_while_other_films_go_first() {
    let site = Site::shipped();
    let Some(visit) = Visit::start(&site, "?engine=cpu") else {
        return;
    };
    let [film, other, ..] = &real_films::bundled()[..] else {
        panic!("there are twelve films");
    };
    let class = explained(&visit, film);
    visit.choose_value("explain-map", "occlusion");
    let gone = "document.querySelector('[data-testid=heat-map]') === null";
    assert!(
        visit.browser.wait(gone, LIMIT),
        "no map before it is asked for"
    );
    click(&visit, "[data-testid=occlude]");
    let running = "document.querySelector('[data-testid=explain] progress')?.value > 0";
    assert!(visit.browser.wait(running, LIMIT), "{}", visit.page_text());
    click(&visit, "[data-testid=cancel-occlusion]");
    let stopped = "document.querySelector('[data-testid=occlude]') !== null";
    assert!(visit.browser.wait(stopped, LIMIT), "{}", visit.page_text());

    click(&visit, "[data-testid=occlude]");
    assert!(visit.browser.wait(running, LIMIT), "{}", visit.page_text());
    visit.drop_files(&[(&other.name(), &other.bytes())]);
    visit.shown();
    visit.select(0);
    let going_on = "document.querySelector('[data-testid=cancel-occlusion]') !== null";
    assert_eq!(
        visit.browser.script(&format!("return {going_on}"), &[]),
        true,
        "the other film was classified between two slices: {}",
        visit.page_text()
    );
    wait_for(&visit, &class, "occlusion", OCCLUSION_LIMIT);
    let legend = visit.attribute("legend", "data-maximum");
    let fall: f64 = legend.parse().unwrap();
    assert!((0.0..=1.0).contains(&fall), "{fall}");
    overlay(&visit);
    visit.screenshot("occlusion");
    assert_eq!(visit.requests(), 0);
}

#[test]
fn a_script_gets_the_picture_that_the_program_writes() {
    let site = Site::shipped();
    for engine in ["cpu", "webgpu"] {
        let Some(visit) = Visit::start(&site, &format!("?engine={engine}")) else {
            return;
        };
        assert_eq!(visit.ready(), engine);
        let film = &real_films::bundled()[1];
        for map in ["finer", "last"] {
            let (found, pixels) = by_script(&visit, film, &[json!("pneumonia"), json!(map)]);
            let (summary, picture) = by_program(&film.path, "pneumonia", map);
            assert_eq!(
                (&found["class"], &found["map"]),
                (&json!("pneumonia"), &json!(map))
            );
            assert_eq!(found["area"], summary["area"]);
            let maxima = [&found, &summary].map(|it| it["maximum"].as_f64().unwrap());
            assert!(
                (maxima[0] - maxima[1]).abs() < 0.01 * maxima[1],
                "{maxima:?}"
            );
            let (width, height) = picture.dimensions();
            assert_eq!(
                (&found["width"], &found["height"]),
                (&json!(width), &json!(height))
            );
            let far = picture
                .pixels()
                .zip(pixels.chunks_exact(4))
                .filter(|(program, page)| {
                    let channels = program.0.iter().zip(*page);
                    channels
                        .into_iter()
                        .any(|(one, other)| one.abs_diff(*other) > CHANNEL_TOLERANCE)
                });
            // The contour may run beside a pixel.
            let far = far.count() as f64 / f64::from(width * height);
            assert!(far < 2e-3, "{engine}, {map}: {far} of the pixels differ");
        }
        assert_eq!(visit.requests(), 0);
    }
}

#[test]
fn what_is_refused_is_not_explained() {
    let site = Site::shipped();
    let Some(visit) = Visit::start(&site, "?engine=cpu") else {
        return;
    };
    visit.ready();
    visit.drop_files(&[("page.png", &films::page_of_text())]);
    let shown = visit.shown();
    assert_eq!(shown.decision, "refuse");
    let offered = "return document.querySelectorAll('[data-testid=explain]').length";
    assert_eq!(visit.browser.script(offered, &[]), 0);
    let refused = |arguments: &str| {
        let call = format!("window.pneumoscope.explain({arguments}).catch(error => error.message)");
        let page = json!(BASE64_STANDARD.encode(films::page_of_text()));
        let message = visit.browser.promised(&call, &[page]);
        message.as_str().unwrap().to_owned()
    };
    let page = "Uint8Array.from(atob(arguments[0]), letter => letter.charCodeAt(0)), 'page.png'";
    let message = refused(page);
    assert!(
        message
            .to_lowercase()
            .contains(&shown.reasons[0].to_lowercase()[..12]),
        "{message} {shown:?}"
    );
    assert!(refused("'text'").contains("Uint8Array"));
    assert!(refused(&format!("{page}, 'flu'")).contains("covid19, normal or pneumonia"));
    assert!(refused(&format!("{page}, 'normal', 'occlusion'")).contains("finer or last"));
}
