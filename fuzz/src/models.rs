//! Tiny models: a shipped scorecard with a few tensors, which no network has.

use model::scorecard::Scorecard;
use model::weights::storage::encode;
use model::weights::{NumberFormat, ShardRecord, TensorRecord, sha256, shard_name};
use serde_json::Value;

/// The scorecard of a model that is part of the page.
const SHIPPED: &[u8] = include_bytes!("../../static/model-light/model.json");

/// Names and shapes of tensors.
pub type Shapes<'a> = [(&'a str, &'a [usize])];

/// A model with these tensors: its scorecard, which has at most one entry a list of results, and the bytes
/// of its only shard.
///
/// # Panics
/// Where the shipped scorecard cannot be read.
pub fn fitted(format: NumberFormat, tensors: &Shapes) -> (Scorecard, Vec<u8>) {
    let mut card: Value = serde_json::from_slice(SHIPPED).expect("the page reads it");
    for results in [
        "results",
        "left_out_sources",
        "gate_results",
        "lens",
        "probes",
    ] {
        if let Some(results) = card[results].as_array_mut() {
            results.truncate(1);
        }
    }
    let card: Scorecard = serde_json::from_value(card).expect("the page reads it");
    let values = tensors.iter().flat_map(|(name, shape)| {
        let values = model::synthetic::tensor(name, shape);
        encode(format, shape, &values)
    });
    let values: Vec<u8> = values.collect();
    let records = tensors.iter().map(|(name, shape)| TensorRecord {
        name: (*name).to_owned(),
        shape: shape.to_vec(),
    });
    let card = Scorecard {
        number_format: format,
        tensors: records.collect(),
        shards: vec![ShardRecord {
            file: shard_name(0),
            bytes: values.len(),
            sha256: sha256(&values),
        }],
        ..card
    };
    (card, values)
}

/// The same before anything is fitted.
///
/// # Panics
/// As [`fitted`].
pub fn bare(format: NumberFormat, tensors: &Shapes) -> (Scorecard, Vec<u8>) {
    let (card, values) = fitted(format, tensors);
    let card = Scorecard {
        gate: None,
        answer_sets: None,
        distance: None,
        operating_points: model::operating_point::OperatingPoints::default(),
        calibrated_on: None,
        results: Vec::new(),
        left_out_sources: Vec::new(),
        gate_results: Vec::new(),
        lens: Vec::new(),
        probes: Vec::new(),
        ..card
    };
    (card, values)
}
