//! Inference plans against burn: a lowered network computes the same logits.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use burn::tensor::Device;

use inference::cpu::CpuNetwork;
use inference::{lower_config, reference};
use model::golden;
use model::weights::NumberFormat;
use model::zoo::coatnet::{
    BlockWidth, COATNET_0, COATNET_ATTO, COATNET_TINY, CoAtNetConfig, Downsampling, FinalNorm,
    Halving, MbConvConfig,
};
use model::zoo::resnet50v2::{RESNET50V2, ResNetV2Config};
use model::zoo::{Architecture, Config};
use networks::network::Network;
use networks::synthetic::{fill, golden_input};
use networks::weights::pack;

/// Compares the plan's logits and features with burn's, of networks with synthetic weights.
fn check(config: Config, side: u32) {
    let device = Device::flex();
    let network = fill(Network::from_config(config, side as usize, &device));
    let tensors = pack(&network, NumberFormat::F32).into_tensors(NumberFormat::F32);
    let plan = lower_config(config, side as usize);
    let pixels = golden::channels_last(side);
    let slow = reference::output(&plan, &tensors, &pixels).expect("weights");
    let fast = CpuNetwork::new(plan, &tensors, 1)
        .expect("weights")
        .forward(&pixels);
    let features = network.features(golden_input(side, &device));
    let logits = network.classify(features.clone());
    for (found, expected) in [
        (&slow.logits, &logits),
        (&fast.logits, &logits),
        (&slow.features, &features),
        (&fast.features, &features),
    ] {
        let expected: Vec<f32> = expected.to_data().try_to_vec().expect("f32");
        assert_eq!(found.len(), expected.len(), "{config:?} at {side} px");
        for (found, expected) in found.iter().zip(&expected) {
            let off = (found - expected).abs();
            assert!(off < 1e-4, "{found} {expected}, {config:?} at {side} px");
        }
    }
}

#[test]
fn a_plan_returns_the_logits_of_its_network_at_every_side() {
    for side in [32, 64, 96, 160] {
        check(Config::CoAtNet(COATNET_TINY), side);
    }
}

#[test]
fn final_norms_and_odd_widths_are_lowered() {
    // As in CoAtNet-2: 66 channels are two heads of 32 and two channels.
    let config = CoAtNetConfig {
        widths: [8, 16, 24, 32, 66],
        head_width: 32,
        final_norm: FinalNorm::BeforePooling,
        ..COATNET_TINY
    };
    check(Config::CoAtNet(config), 64);
}

#[test]
fn the_baseline_is_lowered() {
    let config = ResNetV2Config {
        stem: 8,
        widths: [8, 16, 32, 64],
        blocks: [2, 1, 2, 1],
        ..RESNET50V2
    };
    for side in [64, 96] {
        check(Config::ResNetV2(config), side);
    }
}

#[test]
fn choices_are_lowered_one_by_one() {
    // Together as in no known network.
    let mbconv = MbConvConfig {
        halving: Halving::Pooling,
        squeeze: 6,
        bias: false,
        ..COATNET_TINY.mbconv
    };
    let config = CoAtNetConfig {
        mbconv,
        final_norm: FinalNorm::AfterPooling,
        head_hidden: None,
        ..COATNET_TINY
    };
    check(Config::CoAtNet(config), 64);
    let config = CoAtNetConfig {
        mbconv: MbConvConfig {
            pre_activation: true,
            halving: Halving::Depthwise,
            squeeze_before_norm: true,
            expanded: BlockWidth::Output,
            ..mbconv
        },
        stem_width: 12,
        attention_width: BlockWidth::Input,
        downsampling: Downsampling::Average,
        ..config
    };
    check(Config::CoAtNet(config), 96);
}

#[test]
fn the_imported_networks_are_lowered() {
    for architecture in [
        Architecture::TimmCoAtNet0,
        Architecture::TimmCoAtNet0Rw,
        Architecture::TimmResNetV2,
    ] {
        check(architecture.config(), 64);
    }
}

#[test]
fn the_shipped_networks_are_lowered() {
    check(Config::CoAtNet(COATNET_0), 64);
    check(Config::CoAtNet(COATNET_ATTO), 128);
}
