//! The plan on a graphics adapter (Mesa's software Vulkan will do) against its definition and burn.

#![cfg(feature = "wgpu")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use burn::tensor::Device;
use inference::fold::Folded;
use inference::wgsl::Family;
use inference::{Plan, Slot, lower, run};
use model::golden;
use model::input::{InputSpec, NetworkInput};
use model::scorecard::results::TrainingRecord;
use model::synthetic;
use model::weights::entries::NumberFormat;
use model::weights::tensors::Tensors;
use model::zoo::Architecture;
use networks::network::Network;
use networks::synthetic::fill;
use trainer::host::classifier::Classifier;
use trainer::host::device::{DeviceChoice, DeviceError};
use trainer::host::model_folder::{About, ModelFolder};
use trainer::host::plan_host::PlanHost;

const SIDE: u32 = 64;

/// `None`, said aloud, where this computer has no adapter; other errors fail.
fn there<T, E: std::fmt::Display>(opened: Result<T, E>) -> Option<T> {
    match opened {
        Ok(host) => Some(host),
        Err(error) => {
            let words = error.to_string();
            assert!(words.contains("no graphics adapter was found"), "{words}");
            println!("skipped: {words}");
            None
        }
    }
}

/// Every buffer of a plan as the adapter leaves it.
fn check(plan: &Plan, family: Family) {
    let weights: Vec<Folded> = plan
        .weights(&Tensors::by_rule())
        .collect::<Result<_, _>>()
        .unwrap();
    let host: Result<PlanHost, DeviceError> = PlanHost::build(None, (plan, &weights), Some(family));
    let Some(host) = there(host) else {
        return;
    };
    let pixels = golden::pixels(SIDE);
    let expected = run::run(plan, &Tensors::by_rule(), &pixels).unwrap();
    // Twice: nothing may be left of the first time.
    for _ in 0..2 {
        for (slot, expected) in expected.iter().enumerate() {
            let found = host.run(&pixels, Slot(slot)).unwrap();
            assert_eq!(found.len(), expected.len());
            for (index, (found, expected)) in found.iter().zip(expected).enumerate() {
                let off = (found - expected).abs();
                let allowed = 1e-4 * expected.abs().max(1.0);
                assert!(
                    off < allowed,
                    "{family:?}, slot {slot} at {index}: {found} {expected}"
                );
            }
        }
    }
}

#[test]
fn every_buffer_is_what_the_plan_says_in_the_kernels_of_every_family() {
    for architecture in [Architecture::CoAtNetTiny, Architecture::CoAtNetAtto] {
        let plan = lower(architecture, SIDE as usize);
        for family in [Family::Card, Family::Software] {
            check(&plan, family);
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
fn the_card_answers_as_the_processor_does() {
    let folder = folder();
    let Some(card) = there(Classifier::open(DeviceChoice::Gpu(None), &folder)) else {
        return;
    };
    let films: Vec<NetworkInput> = (1..4)
        .map(|film| NetworkInput {
            side: SIDE,
            values: synthetic::image(film, 1, SIDE).split_off((film as usize - 1) * 64 * 64),
        })
        .collect();
    let found = card.logits(&films).unwrap();
    let processor = Classifier::open(DeviceChoice::Cpu, &folder).unwrap();
    let expected = processor.logits(&films).unwrap();
    assert_eq!(found.len(), 3);
    assert_ne!(found[0].map(f32::to_bits), found[1].map(f32::to_bits));
    let pairs = found.as_flattened().iter().zip(expected.as_flattened());
    for (found, expected) in pairs {
        assert!((found - expected).abs() < 1e-3, "{found} {expected}");
    }
}

#[test]
fn a_model_whose_golden_logits_differ_is_not_answered_with() {
    let mut folder = folder();
    folder.scorecard.golden.logits.0[1] += 0.1;
    match Classifier::open(DeviceChoice::Gpu(None), &folder) {
        Ok(_) => panic!("it was believed"),
        Err(error) if error.to_string().contains("cannot be trusted") => {}
        Err(error) => assert!(there(Err::<(), _>(error)).is_none()),
    }
}
