//! An archive that is predicted in shards, one of them killed and resumed, gives the same table as one run.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support {
    pub(crate) mod batches;
    pub(crate) mod command;
    pub(crate) mod drawn;
    pub(crate) mod runs;
}

use std::fs;
use std::path::Path;

use image::GrayImage;
use support::command::{failure, json};
use support::runs::TestRuns;

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
    let runs = TestRuns::new();
    runs.train("run", "cpu", &["--epochs", "1"]);
    let (weights, films) = (runs.path("run/best"), runs.path("films"));
    fs::create_dir(&films).unwrap();
    for number in 0..11_u8 {
        let film = GrayImage::from_fn(40, 40, |x, y| {
            image::Luma([u8::try_from((x * y) % 90).unwrap() + number * 12])
        });
        film.save(films.join(format!("{number:02}.png"))).unwrap();
    }
    fs::write(films.join("05.png"), "not an image").unwrap();

    let line = |more: &str| format!("predict --weights @ @ --out @ {more}");
    let predict = |out: &Path, more: &str| json(&line(more), &[&weights, &films, out]);
    let refused = |weights: &Path, out: &Path, more: &str| {
        failure(&line(more), &[weights, &films, out]).error
    };
    let whole = runs.path("whole.csv");
    predict(&whole, "");
    assert_eq!(rows(&whole).len(), 11);

    let tables = ["1.csv", "2.csv", "3.csv"].map(|name| runs.path(name));
    for (shard, table) in ["1/3", "2/3", "3/3"].iter().zip(&tables) {
        predict(table, &format!("--shard {shard}"));
    }
    // As if the second had been killed in the middle of a row.
    let bytes = fs::read(&tables[1]).unwrap();
    fs::write(&tables[1], &bytes[..bytes.len() / 2]).unwrap();
    let merged = runs.path("merged.csv");
    let [first, second, third] = &tables;
    let all = [&**third, first, second, &merged];
    assert_eq!(failure("merge @ @ @ --out @", &all).code, 1);
    assert!(!merged.exists());

    // The table of another shard or model is not resumed.
    let error = refused(&weights, second, "--shard 1/3 --resume");
    assert!(error.contains("another shard"), "{error}");
    runs.train("other", "cpu", &["--epochs", "1", "--set", "seed=2"]);
    let other = failure(
        "predict --weights @ @ --out @ --resume",
        &[&runs.path("other/best"), &films, &whole],
    );
    assert_eq!(other.code, 1);
    let words = "another shard, list of files or model";
    assert!(other.error.contains(words), "{}", other.error);
    // A run that fails to start leaves the manifest unchanged.
    refused(&weights, &whole, "--shard 1/3 --device cuda");
    predict(&whole, "--resume");
    predict(second, "--shard 2/3 --resume");
    assert_eq!(rows(second).len(), 4);
    json("merge @ @ @ --out @", &all);
    for (one, other) in rows(&whole).iter().zip(rows(&merged)) {
        assert_eq!(one.texts, other.texts);
        for (one, other) in one.probabilities.iter().zip(other.probabilities) {
            assert!((one - other).abs() < 1e-5);
        }
    }
    assert_eq!(rows(&merged).len(), 11);

    let missing = failure("merge @ @ --out @", &[first, third, &merged]);
    assert!(missing.error.contains("shard 2/3 is missing"));
}
