//! `import` writes weights that training starts from, and refuses other files with what to do.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support {
    pub(crate) mod batches;
    pub(crate) mod command;
    pub(crate) mod drawn;
    pub(crate) mod films;
    pub(crate) mod runs;
}

use std::fs;
use std::path::{Path, PathBuf};

use model::synthetic;
use model::zoo::Architecture;
use networks::imported::{Library, sources};
use safetensors::Dtype;
use safetensors::tensor::TensorView;
use serde_json::json;
use support::command::{errors, failure, json};
use support::films::png;
use support::runs::TestRuns;

/// Writes a file as timm does, of a network whose weights are synthetic, without the tensors that
/// `omitted` recognises.
fn write_timm(path: &Path, omitted: fn(&str) -> bool) {
    let sources = sources(Library::Timm, Architecture::TimmResNetV2, 224).unwrap();
    let tensors: Vec<_> = sources
        .into_iter()
        .filter(|(name, _)| !omitted(name))
        .map(|(name, shape)| {
            let values = match &*shape {
                // Norms would make zeros of small maps by large factors.
                [_] if name.ends_with(".weight") => vec![1.0; shape[0]],
                _ => synthetic::tensor(&name, &shape),
            };
            let bytes: Vec<u8> = values
                .iter()
                .flat_map(|value| value.to_le_bytes())
                .collect();
            (name, shape, bytes)
        })
        .collect();
    let views = tensors.iter().map(|(name, shape, bytes)| {
        (
            name,
            TensorView::new(Dtype::F32, shape.clone(), bytes).unwrap(),
        )
    });
    safetensors::serialize_to_file(views, None, path).unwrap();
}

#[test]
fn a_training_starts_from_imported_weights() {
    let runs = TestRuns::new();
    let (file, weights) = (runs.path("timm.safetensors"), runs.path("weights"));
    write_timm(&file, |_| false);
    let summary = json("import @ --out @", &[&file, &weights]);
    assert_eq!(summary["architecture"], "timm-resnetv2-50");
    assert_eq!(summary["outputs"], 3);
    assert_eq!(summary["parameters"], 23_506_499);
    let inspected = json("inspect @", &[&weights]);
    assert_eq!(inspected["golden_difference"], json!(0.0));
    let said = inspected["scorecard"]["training"]["summary"]
        .as_str()
        .unwrap();
    assert!(
        said.starts_with("Imported from timm.safetensors (SHA-256 "),
        "{said}"
    );

    let start = format!("start.weights={}", weights.display());
    let train = |more: &[&str]| {
        let mut arguments = vec![
            "--epochs",
            "1",
            "--set",
            &start,
            "--set",
            "start.frozen_epochs=1",
        ];
        arguments.extend(more);
        runs.training("run", "cpu", &arguments).output().unwrap()
    };
    let output = train(&["--set", "architecture=resnet50v2"]);
    let error = errors(&output);
    assert!(!output.status.success());
    assert!(
        error.contains("set architecture = \"timm-resnetv2-50\""),
        "{error}"
    );
    let output = train(&["--set", "architecture=timm-resnetv2-50", "--set", "side=32"]);
    assert!(output.status.success(), "{}", errors(&output));
    let card = fs::read(runs.path("run/best/model.json")).unwrap();
    let card: serde_json::Value = serde_json::from_slice(&card).unwrap();
    assert_eq!(card["architecture"], "timm-resnetv2-50");
}

#[test]
fn weights_without_a_head_are_no_classifier() {
    let runs = TestRuns::new();
    let (file, weights) = (runs.path("timm.safetensors"), runs.path("weights"));
    write_timm(&file, |name| name.starts_with("head."));
    let summary = json("import @ --out @", &[&file, &weights]);
    assert_eq!(summary["outputs"], json!(null));
    assert_eq!(
        json("inspect @", &[&weights])["golden_difference"],
        json!(null)
    );
    let picture = runs.path("film.png");
    fs::write(&picture, png(1)).unwrap();
    let failed = failure("predict --weights @ @", &[&weights, &picture]);
    assert!(
        failed.error.contains("imported without a head"),
        "{}",
        failed.error
    );
    let start = format!("start.weights={}", weights.display());
    let network = ["--set", "architecture=timm-resnetv2-50", "--set", "side=32"];
    let arguments = [&["--epochs", "1", "--set", &start], &network[..]].concat();
    runs.train("run", "cpu", &arguments);
}

#[test]
fn other_files_are_refused_and_nothing_is_written() {
    let runs = TestRuns::new();
    let out = runs.path("weights");
    let refused = |file: PathBuf, expected: &str| {
        let failed = failure("import @ --out @", &[&file, &out]);
        assert_eq!(failed.code, 1, "{}", failed.error);
        assert!(failed.error.contains(expected), "{}", failed.error);
        assert!(!out.exists());
    };
    let fixture = |name: &str| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/imported");
        folder.join(name)
    };
    refused(fixture("missing"), "cannot read");
    refused(fixture("expected.json"), "no complete safetensors file");
    // Small networks of these families are not the networks.
    refused(
        fixture("timm_resnetv2_50.safetensors"),
        "are not those of timm's coatnet_0_224, coatnet_0_rw_224 or resnetv2_50",
    );
    refused(
        fixture("keras_resnet50v2.h5"),
        "are not those of Keras's ResNet50V2",
    );
    let incomplete = runs.path("incomplete.safetensors");
    write_timm(&incomplete, |name| name == "stages.1.blocks.2.conv2.weight");
    refused(
        incomplete,
        "incomplete.safetensors, read as timm-resnetv2-50, cannot be imported: the tensor stages.1.blocks.2.conv2.weight is missing",
    );
}
