//! Weights of timm's networks: this project's networks and their plans compute what timm does.
//!
//! `tests/fixtures/imported/make_imported.py` made the files.
#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use burn::tensor::Device;
use half::f16;
use safetensors::{Dtype, SafeTensors};

use inference::cpu::CpuNetwork;
use inference::{lower_config, reference};
use model::golden;
use model::weights::NumberFormat;
use model::zoo::coatnet::{CoAtNetConfig, HiddenLayer, TIMM_COATNET_0, TIMM_COATNET_0_RW};
use model::zoo::resnet50v2::{ResNetV2Config, TIMM_RESNETV2_50};
use model::zoo::{Architecture, Config};
use networks::imported::{ForeignTensor, ForeignTensors, ImportError, Library, load, recognise};
use networks::network::Network;
use networks::synthetic::golden_input;
use networks::weights::pack;

const SIDE: u32 = 64;
const WIDTHS: [usize; 5] = [16, 8, 16, 24, 40];
const BLOCKS: [usize; 4] = [1, 2, 2, 1];

const COATNET_0: CoAtNetConfig = CoAtNetConfig {
    widths: WIDTHS,
    blocks: BLOCKS,
    stem_width: 16,
    head_width: 8,
    head_hidden: match TIMM_COATNET_0.head_hidden {
        Some(hidden) => Some(HiddenLayer {
            width: 40,
            ..hidden
        }),
        None => None,
    },
    ..TIMM_COATNET_0
};
const COATNET_0_RW: CoAtNetConfig = CoAtNetConfig {
    widths: WIDTHS,
    blocks: BLOCKS,
    stem_width: 8,
    head_width: 8,
    ..TIMM_COATNET_0_RW
};
const RESNETV2: ResNetV2Config = ResNetV2Config {
    stem: 8,
    widths: [8, 8, 16, 16],
    blocks: [2, 1, 2, 1],
    ..TIMM_RESNETV2_50
};

fn networks() -> [(&'static str, Config); 3] {
    [
        ("timm_coatnet_0", Config::CoAtNet(COATNET_0)),
        ("timm_coatnet_0_rw", Config::CoAtNet(COATNET_0_RW)),
        ("timm_resnetv2_50", Config::ResNetV2(RESNETV2)),
    ]
}

fn fixture(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/imported");
    folder.join(name)
}

/// The tensors of a fixture, which are all f16 but for counters.
fn tensors(name: &str) -> ForeignTensors {
    let bytes = std::fs::read(fixture(&format!("{name}.safetensors"))).unwrap();
    let file = SafeTensors::deserialize(&bytes).unwrap();
    let weights = file.iter().filter(|(_, view)| view.dtype() == Dtype::F16);
    weights
        .map(|(name, view)| {
            let values = view.data().chunks_exact(2);
            let values = values.map(|bytes| f16::from_le_bytes([bytes[0], bytes[1]]).to_f32());
            let tensor = ForeignTensor {
                shape: view.shape().to_vec(),
                values: values.collect(),
            };
            (name.to_owned(), tensor)
        })
        .collect()
}

fn expected(name: &str) -> Vec<f32> {
    let json = std::fs::read(fixture("expected.json")).unwrap();
    let mut all: BTreeMap<String, Vec<f32>> = serde_json::from_slice(&json).unwrap();
    all.remove(name).unwrap()
}

fn import(config: Config, tensors: &ForeignTensors) -> Result<Network, ImportError> {
    let loaded = load(Library::Timm, config, SIDE, tensors, &Device::flex())?;
    Ok(loaded.network)
}

#[test]
fn networks_and_plans_compute_timms_logits() {
    for (name, config) in networks() {
        let expected = expected(name);
        let network = import(config, &tensors(name)).unwrap();
        let logits = network.forward(golden_input(SIDE, &Device::flex()));
        let logits: Vec<f32> = logits.into_data().try_to_vec().unwrap();
        let weights = pack(&network, NumberFormat::F32).into_tensors(NumberFormat::F32);
        let plan = lower_config(config, SIDE as usize);
        let pixels = golden::channels_last(SIDE);
        let slow = reference::output(&plan, &weights, &pixels).unwrap();
        let fast = CpuNetwork::new(plan, &weights, 1).unwrap().forward(&pixels);
        for found in [logits, slow.logits, fast.logits] {
            assert_eq!(found.len(), expected.len());
            for (found, expected) in found.iter().zip(&expected) {
                let off = (found - expected).abs();
                assert!(off < 2e-5, "{name}: {found} {expected}");
            }
        }
    }
}

#[test]
fn a_file_without_a_head_gives_the_features() {
    for (name, config) in networks() {
        let mut tensors = tensors(name);
        let features = |network: &Network| {
            let features = network.features(golden_input(SIDE, &Device::flex()));
            features.into_data().try_to_vec::<f32>().unwrap()
        };
        let whole = import(config, &tensors).unwrap();
        tensors.retain(|name, _| !name.starts_with("head."));
        let base = import(config, &tensors).unwrap();
        assert_eq!(features(&base), features(&whole), "{name}");
    }
}

#[test]
fn the_number_of_outputs_is_that_of_the_file() {
    let (name, config) = networks()[2];
    let mut tensors = tensors(name);
    let wide = |name: &str, shape: Vec<usize>| {
        let values = vec![0.5; shape.iter().product()];
        (name.to_owned(), ForeignTensor { shape, values })
    };
    tensors.extend([
        wide("head.fc.weight", vec![7, 64, 1, 1]),
        wide("head.fc.bias", vec![7]),
    ]);
    let network = import(config, &tensors).unwrap();
    let logits = network.forward(golden_input(SIDE, &Device::flex()));
    assert_eq!(logits.dims(), [1, 7]);
}

/// Spoils the tensors of a file.
type Change = fn(&mut ForeignTensors);

const TABLE: &str = "stages.3.blocks.0.attn.rel_pos.relative_position_bias_table";

#[test]
fn wrong_tensors_are_named() {
    let (name, config) = networks()[1];
    let cases: [(Change, &str); 5] = [
        (
            |tensors| drop(tensors.remove("stages.0.blocks.0.se_early.fc1.bias")),
            "stages.0.blocks.0.se_early.fc1.bias is missing",
        ),
        (
            |tensors| {
                let extra = tensors[TABLE].clone();
                tensors.insert("stages.4.blocks.0.norm1.weight".into(), extra);
            },
            "1 tensors, such as stages.4.blocks.0.norm1.weight, do not belong to it",
        ),
        (
            |tensors| tensors.get_mut(TABLE).unwrap().shape = vec![3, 9],
            "relative_position_bias_table is [3, 9] instead of [9, 3]",
        ),
        (
            |tensors| tensors.get_mut("norm.bias").unwrap().values[3] = f32::NAN,
            "value 3 of the tensor norm.bias is not a finite number",
        ),
        (
            |tensors| tensors.get_mut("stem.norm1.running_var").unwrap().values[0] = -1.0,
            "value 0 of the tensor stem.norm1.running_var is a negative variance",
        ),
    ];
    for (change, expected) in cases {
        let mut tensors = tensors(name);
        change(&mut tensors);
        let error = import(config, &tensors).expect_err("refused").to_string();
        assert!(error.contains(expected), "{error}");
    }
}

/// Tensors of a network at full size, with zeros for values.
fn zeros(architecture: Architecture, side: u32) -> ForeignTensors {
    networks::imported::sources(Library::Timm, architecture, side)
        .expect("the side fits")
        .into_iter()
        .map(|(name, shape)| {
            let values = vec![0.0; shape.iter().product()];
            (name, ForeignTensor { shape, values })
        })
        .collect()
}

#[test]
fn networks_are_recognised_with_their_side() {
    for (architecture, side) in [
        (Architecture::TimmCoAtNet0, 224),
        (Architecture::TimmCoAtNet0Rw, 64),
        (Architecture::TimmResNetV2, 224),
    ] {
        let mut tensors = zeros(architecture, side);
        let found = |tensors: &_| recognise(Library::Timm, tensors);
        assert_eq!(found(&tensors), Ok((architecture, side)));
        // Also without a head, and when a few are missing: the error then names them.
        tensors.retain(|name, _| !name.starts_with("head."));
        tensors.pop_first();
        assert_eq!(found(&tensors), Ok((architecture, side)));
    }
    let mut other = ForeignTensors::new();
    assert_eq!(recognise(Library::Timm, &other), Err(ImportError::Empty));
    let vgg = ForeignTensor {
        shape: vec![1],
        values: vec![0.0],
    };
    other.insert("features.0.weight".into(), vgg);
    let error = recognise(Library::Timm, &other).unwrap_err().to_string();
    assert!(error.contains("features.0.weight"), "{error}");
    assert!(error.contains("timm's coatnet_0_224"), "{error}");
}
