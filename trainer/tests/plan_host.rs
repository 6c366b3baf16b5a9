//! A plan on a graphics adapter (Mesa's software Vulkan will do) against the reference and burn.

#![cfg(feature = "wgpu")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use burn::tensor::Device;
use inference::buffer::BufferId;
use inference::weights::FoldedWeights;
use inference::wgsl::AdapterKind;
use inference::{Plan, lower, lower_config, reference};
use model::golden;
use model::input::{InputSpec, NetworkInput};
use model::output::NetworkOutput;
use model::scorecard::results::TrainingRecord;
use model::synthetic;
use model::weights::NumberFormat;
use model::weights::tensors::Tensors;
use model::zoo::coatnet::{COATNET_TINY, CoAtNetConfig, TIMM_COATNET_0, TIMM_COATNET_0_RW};
use model::zoo::resnet50v2::{RESNET50V2, ResNetV2Config, TIMM_RESNETV2_50};
use model::zoo::{Architecture, Config};
use networks::network::Network;
use networks::synthetic::fill;
use trainer::host::classifier::Classifier;
use trainer::host::device::{DeviceChoice, DeviceError};
use trainer::host::model_folder::{About, ModelFolder};
use trainer::host::plan_host::PlanHost;

const SIDE: u32 = 64;

/// `None` and a printed reason on a computer without an adapter; other errors fail.
fn if_there_is_an_adapter<T, E: std::fmt::Display>(opened: Result<T, E>) -> Option<T> {
    match opened {
        Ok(host) => Some(host),
        Err(error) => {
            let message = error.to_string();
            assert!(
                message.contains("no graphics adapter was found"),
                "{message}"
            );
            println!("skipped: {message}");
            None
        }
    }
}

/// Compares every buffer of a plan after its last operation.
fn check(plan: &Plan, kind: AdapterKind) {
    let weights: Vec<FoldedWeights> = plan
        .weights(&Tensors::synthetic())
        .collect::<Result<_, _>>()
        .unwrap();
    let host: Result<PlanHost, DeviceError> = PlanHost::build(None, plan, &weights, Some(kind));
    let Some(host) = if_there_is_an_adapter(host) else {
        return;
    };
    let pixels = golden::channels_last(SIDE);
    let expected = reference::run(plan, &Tensors::synthetic(), &pixels).unwrap();
    // Twice: no values of the first run may survive.
    for _ in 0..2 {
        for (buffer, expected) in expected.iter().enumerate() {
            let [found] = host.run(&pixels, [BufferId(buffer)]).unwrap();
            assert_eq!(found.len(), expected.len());
            for (index, (found, expected)) in found.iter().zip(expected).enumerate() {
                let off = (found - expected).abs();
                let allowed = 1e-4 * expected.abs().max(1.0);
                assert!(
                    off < allowed,
                    "{kind:?}, buffer {buffer} at {index}: {found} {expected}"
                );
            }
        }
    }
}

#[test]
fn every_buffer_matches_the_reference_with_the_kernels_of_each_adapter_kind() {
    for architecture in [Architecture::CoAtNetTiny, Architecture::CoAtNetAtto] {
        let plan = lower(architecture, SIDE as usize);
        for kind in [AdapterKind::Gpu, AdapterKind::Software] {
            check(&plan, kind);
        }
    }
}

#[test]
fn imported_networks_match_the_reference_on_an_adapter() {
    let timm = |choices| CoAtNetConfig {
        stem_width: 8,
        head_width: 8,
        widths: COATNET_TINY.widths,
        blocks: COATNET_TINY.blocks,
        ..choices
    };
    let resnet = |choices| ResNetV2Config {
        stem: 8,
        widths: [8, 16, 16, 32],
        blocks: [2, 1, 2, 1],
        ..choices
    };
    for config in [
        Config::CoAtNet(timm(TIMM_COATNET_0)),
        Config::CoAtNet(timm(TIMM_COATNET_0_RW)),
        Config::ResNetV2(resnet(TIMM_RESNETV2_50)),
        Config::ResNetV2(resnet(RESNET50V2)),
    ] {
        let plan = lower_config(config, SIDE as usize);
        for kind in [AdapterKind::Gpu, AdapterKind::Software] {
            check(&plan, kind);
        }
    }
}

fn folder() -> ModelFolder {
    let architecture = Architecture::CoAtNetTiny;
    let network = fill(Network::new(architecture, SIDE, &Device::flex()).unwrap());
    let about = About {
        architecture,
        input: InputSpec::with_side(SIDE),
        training: TrainingRecord {
            summary: String::new(),
            recipe: serde_json::Value::Null,
            device: "none".to_owned(),
            epochs: 0,
            best_epoch: 0,
            seconds: 0.0,
            films: Vec::new(),
            list_sha256: String::new(),
        },
    };
    ModelFolder::assemble(&network, NumberFormat::I8, about).unwrap()
}

#[test]
fn the_card_and_the_cpu_return_the_same_output() {
    let folder = folder();
    let Some(card) = if_there_is_an_adapter(Classifier::open(DeviceChoice::Gpu(None), &folder))
    else {
        return;
    };
    let films: Vec<NetworkInput> = (1..4)
        .map(|film| NetworkInput {
            side: SIDE,
            values: synthetic::image(film, 1, SIDE).split_off((film as usize - 1) * 64 * 64),
        })
        .collect();
    let found = card.classify(&films).unwrap();
    let processor = Classifier::open(DeviceChoice::Cpu, &folder).unwrap();
    let expected = processor.classify(&films).unwrap();
    assert_eq!(found.len(), 3);
    assert_ne!(found[0], found[1]);
    for (found, expected) in found.iter().zip(&expected) {
        let values = |it: &NetworkOutput| [&it.logits.0.0, it.features.as_slice()].concat();
        let (found, expected) = (values(found), values(expected));
        assert_eq!(found.len(), expected.len());
        for (found, expected) in found.iter().zip(&expected) {
            assert!((found - expected).abs() < 1e-3, "{found} {expected}");
        }
    }
}

#[test]
fn a_model_whose_golden_logits_differ_is_rejected() {
    let mut folder = folder();
    folder.scorecard.golden.logits.0[1] += 0.1;
    match Classifier::open(DeviceChoice::Gpu(None), &folder) {
        Ok(_) => panic!("it was accepted"),
        Err(error) if error.to_string().contains("computes wrong results") => {}
        Err(error) => assert!(if_there_is_an_adapter(Err::<(), _>(error)).is_none()),
    }
}
