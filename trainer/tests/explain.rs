//! `explain` on real films and the shipped weights: the picture, its numbers, and what is refused.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support {
    pub(crate) mod command;
}

use std::fs;
use std::path::{Path, PathBuf};

use image::{GrayImage, Luma, RgbImage};
use serde_json::Value;
use support::command::{Failure, failure, json};
use tempfile::TempDir;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn weights() -> PathBuf {
    root().join("static/model")
}

/// One of the films in the repository.
fn film() -> PathBuf {
    let films = root().join("tests/fixtures/films");
    let table = fs::read_to_string(films.join("labels.csv")).unwrap();
    let first = table.lines().nth(1).unwrap();
    films.join(first.split(',').next().unwrap())
}

/// The summary and the picture of `explain` with some options.
fn explained(folder: &TempDir, options: &str) -> (Value, RgbImage) {
    let out = folder.path().join("out.png");
    let line = format!("explain --weights @ @ --out @ {options}");
    let summary = json(&line, &[&weights(), &film(), &out]);
    (summary, image::open(&out).unwrap().into_rgb8())
}

fn coloured(picture: &RgbImage) -> usize {
    let is_grey = |pixel: &image::Rgb<u8>| pixel.0[0] == pixel.0[1] && pixel.0[1] == pixel.0[2];
    picture.pixels().filter(|pixel| !is_grey(pixel)).count()
}

#[test]
fn the_most_probable_class_is_explained_over_the_film() {
    let folder = tempfile::tempdir().unwrap();
    let (summary, picture) = explained(&folder, "");
    let reading = &summary["reading"];
    let probability = |class: &str| reading["probabilities"][class].as_f64();
    let class = summary["class"].as_str().unwrap();
    for other in ["covid19", "normal", "pneumonia"] {
        assert!(probability(class) >= probability(other), "{summary}");
    }
    let maximum = summary["maximum"].as_f64().unwrap();
    assert!(maximum > 0.0 && summary["class_maximum"].as_f64().unwrap() <= maximum);
    let shown = image::open(film()).unwrap();
    let longest = shown.width().max(shown.height());
    assert_eq!(picture.width().max(picture.height()), longest.min(1024));
    assert!(coloured(&picture) > 100, "the map is drawn");
}

#[test]
fn without_colours_and_contour_the_film_is_left() {
    let folder = tempfile::tempdir().unwrap();
    let (_, plain) = explained(&folder, "--opacity 0 --no-contour");
    assert_eq!(coloured(&plain), 0);
    let (_, line) = explained(&folder, "--opacity 0");
    assert_eq!(coloured(&line), 0, "the contour is white");
    assert_ne!(line, plain);
}

#[test]
fn each_class_and_map_has_numbers_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let (finer, _) = explained(&folder, "--class pneumonia --map finer");
    let (last, _) = explained(&folder, "--class pneumonia --map last");
    assert_eq!(
        finer["cells"].as_u64().unwrap(),
        2 * last["cells"].as_u64().unwrap()
    );
    let (normal, _) = explained(&folder, "--class normal --map finer");
    assert_eq!(
        normal["maximum"], finer["maximum"],
        "the classes share a scale"
    );
    assert_ne!(normal["class_maximum"], finer["class_maximum"]);
    let (occlusion, picture) = explained(&folder, "--map occlusion");
    assert_eq!(occlusion["cells"], 16);
    let fall = occlusion["maximum"].as_f64().unwrap();
    assert!(
        (0.0..=1.0).contains(&fall),
        "a fall of a probability: {fall}"
    );
    assert!(fall == 0.0 || coloured(&picture) > 0);
}

#[test]
fn nothing_but_an_own_picture_is_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("film.png");
    fs::copy(film(), &copy).unwrap();
    let before = fs::read(&copy).unwrap();
    let line = "explain --weights @ @ --out @ --force";
    let Failure { code, error } = failure(line, &[&weights(), &copy, &copy]);
    assert_eq!(code, 2, "{error}");
    assert!(error.contains("is read by this command"), "{error}");
    assert_eq!(fs::read(&copy).unwrap(), before);
    let line = "explain --weights @ @ --out @";
    let Failure { code, error } = failure(line, &[&weights(), &film(), &copy]);
    assert_eq!(code, 2, "{error}");
    assert!(error.contains("was not written by this command"), "{error}");
    explained(&folder, "");
    explained(&folder, "--class normal");
}

#[test]
fn a_picture_that_is_no_film_is_refused_with_the_gates_reason() {
    let folder = tempfile::tempdir().unwrap();
    let (picture, out) = (
        folder.path().join("noise.png"),
        folder.path().join("out.png"),
    );
    let checks = GrayImage::from_fn(300, 300, |x, y| {
        Luma([if (x / 7 + y / 5) % 2 == 0 {
            250
        } else {
            u8::try_from(x % 90).unwrap()
        }])
    });
    checks.save(&picture).unwrap();
    let line = "explain --weights @ @ --out @";
    let Failure { code, error } = failure(line, &[&weights(), &picture, &out]);
    assert_eq!(code, 1, "{error}");
    assert!(error.contains("nothing to explain"), "{error}");
    let Failure { code, error } = failure(line, &[&weights(), Path::new("absent.png"), &out]);
    assert_eq!(code, 1, "{error}");
    assert!(error.contains("absent.png"), "{error}");
    let films = root().join("tests/fixtures/films");
    let Failure { code, error } = failure(line, &[&weights(), &films, &out]);
    assert_eq!(code, 2, "{error}");
    assert!(error.contains("explain takes one"), "{error}");
    assert!(!out.exists(), "no picture is written");
}
