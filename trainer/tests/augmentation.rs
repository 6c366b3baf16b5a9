//! Augmentation, sampling and mixing through the program: the sheet of `augment-preview`, and a training
//! with everything on.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};
use std::process::Command;

use image::GrayImage;
use model::class::Class;
use model::gate::Glance;
use model::input::InputSpec;
use serde_json::Value;
use trainer::data::Split;
use trainer::data::pack::{PackWriter, PackedFilm};

const SIDE: u32 = 32;
/// Pixels between the films of a sheet.
const GAP: u32 = 2;

/// A pack of 36 films of different brightness, of every class from three sources; the last six are for
/// validation.
fn pack(root: &Path) -> PathBuf {
    let folder = root.join("pack");
    std::fs::create_dir_all(&folder).unwrap();
    let mut writer = PackWriter::new(&folder, &[InputSpec::with_side(SIDE)]).unwrap();
    let glance = Glance {
        width: SIDE,
        height: SIDE,
        plane: vec![0; 64 * 64],
    };
    let film = |number: usize| PackedFilm {
        file: format!("{number}.png"),
        class: Class::from_index(number % 3).unwrap(),
        patient: number.to_string(),
        source: ["a", "b", "c"][number / 3 % 3].to_owned(),
        split: if number < 30 {
            Split::Train
        } else {
            Split::Val
        },
        age_group: "unknown".to_owned(),
        view: String::new(),
        plane: writer
            .push(&[vec![grey(number); (SIDE * SIDE) as usize]], &glance)
            .unwrap(),
    };
    let films = (0..36).map(film).collect();
    writer.finish(films, Vec::new()).unwrap();
    folder
}

fn grey(number: usize) -> u16 {
    u16::try_from(number * 1799).unwrap()
}

/// Runs a command with the smoke recipe and reads its JSON.
fn json(command: &str, pack: &Path, out: &Path, more: &[&str], settings: &[&str]) -> Value {
    let recipe = Path::new(env!("CARGO_MANIFEST_DIR")).join("recipes/smoke.toml");
    let output = Command::new(env!("CARGO_BIN_EXE_pneumoscope"))
        .args([command, "--json"])
        .args([Path::new("--config"), &recipe, Path::new("--data"), pack])
        .args([Path::new("--out"), out])
        .args(more)
        .args(settings.iter().flat_map(|setting| ["--set", setting]))
        .output()
        .unwrap();
    let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{complaint}");
    serde_json::from_slice(&output.stdout).unwrap()
}

fn preview(pack: &Path, sheet: &Path, settings: &[&str]) -> Value {
    let size = ["--films", "6", "--variants", "4"];
    json("augment-preview", pack, sheet, &size, settings)
}

/// The grey values of a film on a sheet.
fn cell(sheet: &GrayImage, row: u32, column: u32) -> Vec<u8> {
    let (left, top) = (GAP + column * (SIDE + GAP), GAP + row * (SIDE + GAP));
    let pixels = (0..SIDE * SIDE).map(|place| (left + place % SIDE, top + place / SIDE));
    pixels.map(|(x, y)| sheet.get_pixel(x, y).0[0]).collect()
}

#[test]
fn a_sheet_shows_films_of_every_class_and_source_plain_and_varied() {
    let root = tempfile::tempdir().unwrap();
    let (pack, path) = (pack(root.path()), root.path().join("sheet.png"));
    let told = preview(&pack, &path, &["augmentation.noise=0.2"]);
    let sheet = image::open(&path).unwrap().into_luma8();
    let cells = |count: u32| count * (SIDE + GAP) + GAP;
    assert_eq!(sheet.dimensions(), (cells(5), cells(6)));
    let rows = told["rows"].as_array().unwrap();
    let words = |key: &str| {
        let mut words: Vec<&str> = rows.iter().map(|row| row[key].as_str().unwrap()).collect();
        words.sort_unstable();
        words.dedup();
        words
    };
    assert_eq!((words("class").len(), words("file").len()), (3, 6));
    assert!(words("source").len() > 1);
    assert_eq!(told["mixed"], false);
    for (row, film) in (0..).zip(rows) {
        let number = film["file"].as_str().unwrap().strip_suffix(".png").unwrap();
        let whole = cell(&sheet, row, 0);
        let expected = grey(number.parse().unwrap()) >> 8;
        assert!(whole.iter().all(|&it| u16::from(it).abs_diff(expected) < 2));
        let variants: Vec<Vec<u8>> = (0..5).map(|column| cell(&sheet, row, column)).collect();
        let repeated = (0..5).any(|one| (0..one).any(|other| variants[one] == variants[other]));
        assert!(!repeated);
    }

    // A second run draws the same sheet.
    let again = root.path().join("again.png");
    preview(&pack, &again, &["augmentation.noise=0.2"]);
    let bytes = |path: &Path| std::fs::read(path).unwrap();
    assert_eq!(bytes(&path), bytes(&again));
}

#[test]
fn mixed_films_are_in_a_row_of_their_own() {
    let root = tempfile::tempdir().unwrap();
    let (pack, path) = (pack(root.path()), root.path().join("sheet.png"));
    let told = preview(&pack, &path, &["augmentation.cutmix=1.0"]);
    assert_eq!(told["mixed"], true);
    let sheet = image::open(&path).unwrap().into_luma8();
    assert_eq!(sheet.height(), 7 * (SIDE + GAP) + GAP);
    assert!(cell(&sheet, 6, 0).iter().all(|&grey| grey == u8::MAX));
    assert!(cell(&sheet, 6, 1).iter().any(|&grey| grey != u8::MAX));
}

#[test]
fn a_training_with_everything_on_is_reproducible() {
    let root = tempfile::tempdir().unwrap();
    let pack = pack(root.path());
    let settings = [
        "sampling=source-balanced",
        "augmentation.gamma=0.3",
        "augmentation.blur=0.02",
        "augmentation.noise=0.05",
        "augmentation.jpeg=0.5",
        "augmentation.border=0.1",
        "augmentation.flip=0.1",
        "augmentation.mixup=0.4",
        "augmentation.cutmix=1.0",
    ];
    let figures = |name: &str, settings: &[&str]| {
        let run = root.path().join(name);
        json("train", &pack, &run, &["--epochs", "2"], settings);
        let lines = std::fs::read_to_string(run.join("metrics.jsonl")).unwrap();
        let losses = lines.lines().map(|line| {
            let epoch: Value = serde_json::from_str(line).unwrap();
            [&epoch["train_loss"], &epoch["val_loss"]].map(|loss| loss.as_f64().unwrap())
        });
        losses.collect::<Vec<[f64; 2]>>()
    };
    let first = figures("first", &settings);
    assert_eq!(first.len(), 2);
    assert_eq!(first, figures("second", &settings));
    assert_ne!(first, figures("plain", &[]));
}
