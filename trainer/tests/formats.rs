//! Exports a run in every number format: the smaller ones predict as the exact one does.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support {
    pub(crate) mod batches;
    pub(crate) mod drawn;
    pub(crate) mod runs;
}

use std::path::PathBuf;
use std::process::Command;

use image::{GrayImage, Luma};
use serde_json::Value;

use support::runs::{TestRuns, last_line};

/// Runs a command that must succeed and reads its JSON.
fn json(command: &mut Command) -> Value {
    let output = command.arg("--json").output().unwrap();
    assert!(output.status.success(), "{}", last_line(&output));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn pneumoscope(name: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pneumoscope"));
    command.arg(name);
    command
}

/// Films that training has not seen: a bright bar at positions between those of the classes.
fn films(runs: &TestRuns) -> PathBuf {
    let folder = runs.path("films");
    std::fs::create_dir_all(&folder).unwrap();
    for number in 0..12 {
        let film = GrayImage::from_fn(48, 48, |x, y| {
            let bright = x.abs_diff(4 * number) < 8;
            Luma([if bright { 200 } else { 40 } + u8::try_from((x + y * y) % 32).unwrap()])
        });
        film.save(folder.join(format!("{number:02}.png"))).unwrap();
    }
    folder
}

/// Three probabilities for each film, as `predict` writes them; `None` for a film that the gate refuses.
fn predictions(runs: &TestRuns, model: &str) -> Vec<[Option<f64>; 3]> {
    let out = runs.path(&format!("{model}.csv"));
    let mut predict = pneumoscope("predict");
    predict.arg("--weights").arg(runs.path(model));
    predict.arg(runs.path("films")).arg("--out").arg(&out);
    json(&mut predict);
    let table = std::fs::read_to_string(out).unwrap();
    let number = |cell: &str| (!cell.is_empty()).then(|| cell.parse().unwrap());
    table
        .lines()
        .skip(1)
        .map(|row| {
            let cells: Vec<&str> = row.split(',').collect();
            [number(cells[1]), number(cells[2]), number(cells[3])]
        })
        .collect()
}

#[test]
fn fewer_bits_predict_as_the_exact_weights_do() {
    let runs = TestRuns::new();
    runs.train("run", "cpu", &["--epochs", "8"]);
    films(&runs);
    let mut bytes = Vec::new();
    for format in ["f32", "f16", "i8"] {
        let mut export = pneumoscope("export");
        export.arg("--run").arg(runs.path("run"));
        export.arg("--data").arg(runs.path("pack"));
        export.arg("--out").arg(runs.path(format));
        let exported = json(export.args(["--format", format]));
        bytes.push(exported["bytes"].as_u64().unwrap());
        let rounding = exported["rounding"].as_array().unwrap();
        if format == "f32" {
            assert!(rounding.is_empty(), "{exported}");
        } else {
            assert_eq!(rounding[0]["split"], "val");
            assert!(rounding[0]["greatest"].as_f64().unwrap() < 0.01);
        }
        let inspected = json(pneumoscope("inspect").arg(runs.path(format)));
        assert_eq!(inspected["scorecard"]["number_format"], format);
        let card = std::fs::read_to_string(runs.path(format).join("README.md")).unwrap();
        assert!(
            card.contains(&format!("MB of weights in {format}")),
            "{card}"
        );
    }
    assert!(bytes[0] > bytes[1] && bytes[1] > bytes[2], "{bytes:?}");

    let exact = predictions(&runs, "f32");
    assert_eq!(exact.len(), 12);
    let compared = exact.iter().filter(|film| film[0].is_some()).count();
    assert!(compared >= 6, "{compared} films pass the gate");
    for format in ["f16", "i8"] {
        let stored = predictions(&runs, format);
        for (stored, exact) in stored.iter().flatten().zip(exact.iter().flatten()) {
            let near = match (stored, exact) {
                (Some(stored), Some(exact)) => (stored - exact).abs() < 0.01,
                (stored, exact) => stored == exact,
            };
            assert!(near, "{stored:?} {exact:?} in {format}");
        }
    }
}
