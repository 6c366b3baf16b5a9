//! Scorecards that must be read and scorecards that must be refused.

use super::*;
use crate::answer_set::tests::constant;
use crate::class::PerClass;
use crate::distance::tests as distance;
use crate::golden::GoldenInput;
use crate::operating_point::Purpose;
use crate::operating_point::tests::point;
use crate::weights::shard_name;

/// A scorecard of one shard that holds two f32.
pub(crate) fn example() -> Scorecard {
    Scorecard {
        format_version: FORMAT_VERSION,
        architecture: Architecture::CoAtNetTiny,
        parameters: 2,
        macs: 1,
        input: InputSpec::with_side(64),
        classes: Class::ALL,
        number_format: NumberFormat::F32,
        tensors: vec![TensorRecord {
            name: "stem.bn.gamma".into(),
            shape: vec![2],
        }],
        shards: vec![ShardRecord {
            file: shard_name(0),
            bytes: 8,
            sha256: "0".repeat(64),
        }],
        gate: None,
        calibration: Calibration::IDENTITY,
        answer_sets: None,
        distance: None,
        operating_points: OperatingPoints::default(),
        calibrated_on: None,
        golden: GoldenCheck {
            input: GoldenInput::Noise,
            logits: PerClass([0.0; 3]),
            tolerance: 1e-3,
        },
        training: TrainingRecord {
            summary: "Not trained.".into(),
            recipe: serde_json::Value::Null,
            device: "cpu".into(),
            epochs: 0,
            best_epoch: 0,
            seconds: 0.0,
            films: Vec::new(),
            list_sha256: String::new(),
        },
        results: Vec::new(),
        left_out_sources: Vec::new(),
        gate_results: Vec::new(),
        lens: Vec::new(),
        probes: Vec::new(),
        limits: Vec::new(),
        licence: "MIT OR Apache-2.0".into(),
        code_version: "0".into(),
        date: "2026-01-01".into(),
    }
}

fn refused(change: impl Fn(&mut serde_json::Value)) -> String {
    let mut json = serde_json::to_value(example()).unwrap();
    change(&mut json);
    Scorecard::parse(json.to_string().as_bytes())
        .unwrap_err()
        .to_string()
}

#[test]
fn a_scorecard_is_read_back_as_it_was_written() {
    let json = serde_json::to_vec(&example()).unwrap();
    assert_eq!(Scorecard::parse(&json).unwrap(), example());
}

#[test]
fn an_unknown_or_missing_version_is_named() {
    assert!(refused(|json| json["format_version"] = 7.into()).contains("version 7"));
    let missing = refused(|json| {
        json.as_object_mut().unwrap().remove("format_version");
    });
    assert!(missing.contains("format_version"));
}

#[test]
fn a_missing_or_unknown_field_is_named() {
    for field in [
        "golden",
        "results",
        "shards",
        "licence",
        "input",
        "operating_points",
    ] {
        let message = refused(|json| {
            json.as_object_mut().unwrap().remove(field);
        });
        assert!(message.contains(field), "{message}");
    }
    assert!(refused(|json| json["surprise"] = 1.into()).contains("surprise"));
}

#[test]
fn classes_in_another_order_are_refused() {
    let message =
        refused(|json| json["classes"] = serde_json::json!(["normal", "COVID-19", "pneumonia"]));
    assert!(message.contains("in this order"));
}

#[test]
fn a_shard_outside_the_folder_is_refused() {
    let message = refused(|json| json["shards"][0]["file"] = "../secret.bin".into());
    assert!(message.contains("shard 0"));
}

#[test]
fn sizes_that_do_not_add_up_are_refused() {
    assert!(refused(|json| json["shards"][0]["bytes"] = 12.into()).contains("8 bytes"));
    let huge = u64::MAX / 2;
    let message = refused(|json| json["tensors"][0]["shape"] = serde_json::json!([huge, huge]));
    let words = "tensors up to stem.bn.gamma overflows";
    assert!(message.contains(words), "{message}");
}

#[test]
fn more_shards_than_any_network_has_are_refused() {
    let message = refused(|json| {
        let shard = json["shards"][0].clone();
        json["shards"] = vec![shard; MAX_SHARDS + 1].into();
    });
    assert!(message.contains("lists 97 shards"), "{message}");
}

#[test]
fn two_tensors_of_one_name_are_refused() {
    let message = refused(|json| {
        let mut tensor = json["tensors"][0].clone();
        tensor["shape"] = serde_json::json!([1]);
        json["tensors"] = vec![tensor; 2].into();
    });
    assert!(message.contains("stem.bn.gamma twice"), "{message}");
}

#[test]
fn a_golden_check_that_nothing_fails_is_refused() {
    for tolerance in [1e39, -1e-3, 0.0] {
        let message = refused(|json| json["golden"]["tolerance"] = tolerance.into());
        let words = "golden.tolerance is not a finite number above zero";
        assert!(message.contains(words), "{message}");
    }
    let message = refused(|json| json["golden"]["logits"][1] = 1e39.into());
    let words = "golden.logits is not a finite number;";
    assert!(message.contains(words), "{message}");
}

#[test]
fn every_number_format_has_sizes_of_its_own() {
    let card = |number_format, bytes| {
        let mut card = example();
        card.number_format = number_format;
        card.tensors[0].shape = vec![64, 64];
        card.shards[0].bytes = bytes;
        Scorecard::parse(&serde_json::to_vec(&card).unwrap())
    };
    for (format, bytes) in [
        (NumberFormat::F32, 4 * 64 * 64),
        (NumberFormat::F16, 2 * 64 * 64),
        (NumberFormat::I8, 64 * 64 + 4 * 64),
    ] {
        assert_eq!(card(format, bytes).unwrap().number_format, format);
        assert!(card(format, bytes + 1).is_err(), "{format}");
    }
    assert!(refused(|json| json["number_format"] = "i4".into()).contains("unknown variant `i4`"));
}

#[test]
fn an_input_side_that_no_network_takes_is_refused() {
    assert!(refused(|json| json["input"]["side"] = 100.into()).contains("100 px"));
}

#[test]
fn a_text_that_is_no_json_is_refused() {
    assert!(Scorecard::parse(b"<html>").is_err());
}

#[test]
fn a_scorecard_of_an_earlier_format_is_refused_by_its_number() {
    assert!(refused(|json| json["format_version"] = 2.into()).contains("has format version 2"));
}

#[test]
fn what_was_fitted_is_read_back_and_checked() {
    let mut card = example();
    card.answer_sets = Some(constant([Some(0.123_456_79), None, Some(0.9)]));
    let points = vec![point(Purpose::Screening, 0.125)];
    card.operating_points = points.try_into().unwrap();
    assert!(!card.is_recalibrated());
    card.calibrated_on = Some(CalibrationRecord {
        films: 10,
        patients: 9,
        splits: vec!["val".into()],
        list_sha256: "other".into(),
        methods: Vec::new(),
        date: "2026-01-01".into(),
    });
    let json = serde_json::to_vec(&card).unwrap();
    let read = Scorecard::parse(&json).unwrap();
    assert_eq!(read, card);
    assert!(read.is_recalibrated());
    let message = refused(|json| {
        json["answer_sets"] = serde_json::json!([{"level": 0.8, "thresholds": [1, 1, 1]}]);
    });
    assert!(message.contains("one entry for each level"), "{message}");
    let distance = serde_json::to_value(distance::example()).unwrap();
    let message = refused(|json| json["distance"] = distance.clone());
    assert!(
        message.contains("between 3 features, the network has"),
        "{message}"
    );
    let message = refused(|json| json["calibration"]["temperature"] = 0.into());
    assert!(message.contains("not a positive number"), "{message}");
}
