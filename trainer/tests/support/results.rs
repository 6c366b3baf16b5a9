//! The results of a training, without times.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// The figures of all epochs, and the best weights.
pub(crate) fn results(run: &Path) -> (Vec<Value>, Vec<u8>) {
    let lines = fs::read_to_string(run.join("metrics.jsonl")).unwrap();
    let figures = lines.lines().map(|line| {
        let mut figures: Value = serde_json::from_str(line).unwrap();
        for key in ["seconds", "images_per_second"] {
            figures[key] = Value::Null;
        }
        figures
    });
    let weights = fs::read(run.join("best/weights.000.bin")).unwrap();
    (figures.collect(), weights)
}

/// Reads the best weights of a training, which must be whole.
pub(crate) fn inspect_best(run: &Path) {
    let mut inspect = Command::new(env!("CARGO_BIN_EXE_pneumoscope"));
    let output = inspect
        .arg("inspect")
        .arg(run.join("best"))
        .output()
        .unwrap();
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{complaint}");
}
