//! An archive that is predicted in shards, one of them killed and resumed, gives the same table as one run.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support {
    pub(crate) mod drawn;
    pub(crate) mod runs;
}

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use image::GrayImage;
use support::runs::{Place, last_line};

fn pneumoscope(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_pneumoscope"))
        .args(arguments)
        .output()
        .unwrap()
}

fn succeed(arguments: &[&str]) {
    let output = pneumoscope(arguments);
    assert!(output.status.success(), "{}", last_line(&output));
}

/// A row of a table.
struct Row {
    texts: Vec<String>,
    probabilities: Vec<f32>,
}

fn rows(path: &Path) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let rows = reader.records().map(|row| {
        let row: Vec<String> = row.unwrap().iter().map(str::to_owned).collect();
        let numbers = row[1..4].iter().filter_map(|text| text.parse().ok());
        Row {
            texts: [&row[..1], &row[4..]].concat(),
            probabilities: numbers.collect(),
        }
    });
    rows.collect()
}

#[test]
fn shards_that_are_killed_and_resumed_merge_to_the_whole_table() {
    let place = Place::new();
    place.train("run", "cpu", &["--epochs", "1"]);
    let weights = place.path("run/best");
    let films = place.path("films");
    fs::create_dir(&films).unwrap();
    for number in 0..11_u8 {
        let film = GrayImage::from_fn(40, 40, |x, y| {
            image::Luma([u8::try_from((x * y) % 90).unwrap() + number * 12])
        });
        film.save(films.join(format!("{number:02}.png"))).unwrap();
    }
    fs::write(films.join("05.png"), "not an image").unwrap();

    let table = |name: &str| place.path(name).to_str().unwrap().to_owned();
    let (weights, films) = (weights.to_str().unwrap(), films.to_str().unwrap());
    let predict = |out: &str, more: &[&str]| {
        let fixed = ["predict", "--weights", weights, films, "--out", out];
        pneumoscope(&[&fixed, more].concat())
    };
    let whole = table("whole.csv");
    assert!(predict(&whole, &[]).status.success());
    assert_eq!(rows(Path::new(&whole)).len(), 11);

    let shards = ["1/3", "2/3", "3/3"];
    let parts = ["1.csv", "2.csv", "3.csv"].map(table);
    for (shard, part) in shards.iter().zip(&parts) {
        assert!(predict(part, &["--shard", shard]).status.success());
    }
    // As if the second had been killed in the middle of a row.
    let bytes = fs::read(&parts[1]).unwrap();
    fs::write(&parts[1], &bytes[..bytes.len() / 2]).unwrap();
    let merged = table("merged.csv");
    let merge = ["merge", &parts[2], &parts[0], &parts[1], "--out", &merged];
    let output = pneumoscope(&merge);
    assert_eq!(output.status.code(), Some(1));
    assert!(!Path::new(&merged).exists());

    // The table of another shard or model is not resumed.
    let output = predict(&parts[1], &["--shard", "1/3", "--resume"]);
    assert!(last_line(&output).contains("another shard"));
    place.train("other", "cpu", &["--epochs", "1", "--set", "seed=2"]);
    let other = place.path("other/best");
    let other = other.to_str().unwrap();
    let resume = [
        "predict",
        "--weights",
        other,
        films,
        "--out",
        &whole,
        "--resume",
    ];
    let output = pneumoscope(&resume);
    assert_eq!(output.status.code(), Some(1));
    assert!(last_line(&output).contains("another shard, list of files or model"));
    // A run that fails to start leaves the manifest unchanged.
    assert!(
        !predict(&whole, &["--shard", "1/3", "--device", "cuda"])
            .status
            .success()
    );
    assert!(predict(&whole, &["--resume"]).status.success());
    assert!(
        predict(&parts[1], &["--shard", "2/3", "--resume"])
            .status
            .success()
    );
    assert_eq!(rows(Path::new(&parts[1])).len(), 4);
    succeed(&merge);
    for (one, other) in rows(Path::new(&whole)).iter().zip(rows(Path::new(&merged))) {
        assert_eq!(one.texts, other.texts);
        for (one, other) in one.probabilities.iter().zip(other.probabilities) {
            assert!((one - other).abs() < 1e-5);
        }
    }
    assert_eq!(rows(Path::new(&merged)).len(), 11);

    let output = pneumoscope(&["merge", &parts[0], &parts[2], "--out", &merged]);
    assert!(last_line(&output).contains("shard 2/3 is missing"));
}
