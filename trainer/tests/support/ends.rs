//! The results of runs, and how much they differ.

use std::fs;
use std::path::Path;

use serde_json::Value;

/// The losses of all epochs, training and validation.
pub(crate) fn losses(run: &Path) -> Vec<f64> {
    let lines = fs::read_to_string(run.join("metrics.jsonl")).unwrap();
    let epochs = lines
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap());
    epochs
        .flat_map(|epoch| ["train_loss", "val_loss"].map(|key| epoch[key].as_f64().unwrap()))
        .collect()
}

/// The best weights.
pub(crate) fn weights(run: &Path) -> Vec<f32> {
    let bytes = fs::read(run.join("best/weights.000.bin")).unwrap();
    let (chunks, _) = bytes.as_chunks();
    chunks
        .iter()
        .map(|&bytes| f32::from_le_bytes(bytes))
        .collect()
}

/// Asserts that both runs have the same results up to rounding.
pub(crate) fn assert_equal(one: &Path, other: &Path) {
    let (losses_one, losses_other) = (losses(one), losses(other));
    assert_eq!(losses_one.len(), losses_other.len());
    for (one, other) in losses_one.iter().zip(&losses_other) {
        assert!(
            (one - other).abs() < 1e-4,
            "{losses_one:?} {losses_other:?}"
        );
    }
    let (one, other) = (weights(one), weights(other));
    assert_eq!(one.len(), other.len());
    let gaps = one
        .iter()
        .zip(&other)
        .map(|(one, other)| (one - other).abs());
    let mean = gaps.map(f64::from).sum::<f64>() / one.len() as f64;
    // A step moves a weight by up to 3e-3.
    assert!(mean < 1e-6, "{mean}");
}
