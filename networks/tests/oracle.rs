//! Networks against the reference values: every stage, logits, gradients and statistics.

#![expect(
    clippy::cast_possible_truncation,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise, and compares in f32"
)]

mod oracle {
    pub(crate) mod fixture;
    pub(crate) mod named;
}

use burn::module::Module;
use burn::nn::loss::CrossEntropyLossConfig;
use burn::tensor::{Device, Int, Tensor};

use model::zoo::Architecture;
use model::zoo::coatnet::{COATNET_0, COATNET_TINY, CoAtNetConfig, FinalNorm};
use model::zoo::resnet50v2::{RESNET50V2, ResNetV2Config};
use networks::coatnet::CoAtNet;
use networks::network::Network;
use networks::resnet50v2::ResNetV2;
use networks::synthetic::{fill, golden_input};

use oracle::fixture::{Fixture, FullFixture, close, close_values};
use oracle::named::{gradients, statistics};

/// Relative to the maximum magnitude of the tensor.
const FORWARD: f32 = 1e-4;
const GRADIENT: f32 = 1e-3;

const RESNET_TINY: ResNetV2Config = ResNetV2Config {
    stem: 8,
    widths: [8, 16, 32, 64],
    blocks: [2, 2, 2, 2],
    head_hidden: Some(16),
    dropout: 0.0,
    ..RESNET50V2
};

fn coatnet(config: CoAtNetConfig, device: &Device) -> Network {
    let config = CoAtNetConfig {
        dropout: 0.0,
        ..config
    };
    fill(Network::CoAtNet(CoAtNet::new(&config, 64, device)))
}

fn resnet(device: &Device) -> Network {
    fill(Network::ResNetV2(ResNetV2::new(&RESNET_TINY, device)))
}

fn stages(network: &Network, images: Tensor<4>) -> Vec<Tensor<4>> {
    match network {
        Network::CoAtNet(network) => network.stages(images).into(),
        Network::ResNetV2(network) => network.stages(images).into(),
    }
}

const STAGES: [&str; 6] = ["stem", "stage1", "stage2", "stage3", "stage4", "post_bn"];

/// Loss, logits and gradients of one batch in training mode, and the statistics after it.
fn check_training(fixture: &Fixture, network: &Network, device: &Device) {
    let before = statistics(&network.valid());
    let labels = Tensor::<1, Int>::from_data([0, 2, 1, 0], device);
    let logits = network.forward(fixture.tensor("input", device));
    close(
        "train_logits",
        &logits,
        &fixture.values("train_logits"),
        FORWARD,
    );
    let loss = CrossEntropyLossConfig::new()
        .init(device)
        .forward(logits, labels);
    close("train_loss", &loss, &fixture.values("train_loss"), FORWARD);
    let gradients = gradients(network, &loss.backward());
    assert_eq!(gradients.len(), fixture.names("grad.").len());
    let largest = gradients
        .iter()
        .flat_map(|(_, values)| values)
        .fold(0.0_f32, |largest, value| largest.max(value.abs()));
    for (name, values) in gradients {
        let expected = fixture.values(&format!("grad.{name}"));
        // A gradient that is zero in exact arithmetic (a bias before a batch norm) is compared
        // with the maximum of the network.
        close_values(&name, &values, &expected, GRADIENT, largest * 1e-3);
    }
    for ((name, values), (_, before)) in statistics(&network.valid()).iter().zip(before) {
        let expected = fixture.values(&format!("after_train.{name}"));
        let expected = if name.ends_with("running_var") {
            biased(values, &expected, &before)
        } else {
            expected
        };
        close_values(name, values, &expected, 1e-3, 1e-3);
    }
}

/// The reference's running variances converted to burn's.
///
/// A tenth of the batch's variance is added; the reference adds the unbiased one, burn the biased one,
/// which is `(n - 1) / n` of it for `n` values in a channel, a multiple of the batch size.
fn biased(got: &[f32], expected: &[f32], before: &[f32]) -> Vec<f32> {
    let fresh = |after: &[f32]| -> Vec<f64> {
        let pairs = after.iter().zip(before);
        pairs
            .map(|(&after, &before)| f64::from(after) - 0.9 * f64::from(before))
            .collect()
    };
    let ratio = fresh(got).iter().sum::<f64>() / fresh(expected).iter().sum::<f64>();
    let films = 1.0 / (1.0 - ratio) / 4.0;
    assert!(films > 0.9, "the variances differ by {ratio}");
    let share = 1.0 - 1.0 / (4.0 * films.round());
    assert!((share - ratio).abs() < 1e-4, "{share} {ratio}");
    let fresh = fresh(expected);
    let pairs = before.iter().zip(fresh);
    pairs
        .map(|(&before, fresh)| (0.9 * f64::from(before) + fresh * share) as f32)
        .collect()
}

fn check(name: &str, build: impl Fn(&Device) -> Network) {
    let fixture = Fixture::open(name);
    let device = Device::flex();
    let network = build(&device);
    assert_eq!(network.parameters(), fixture.parameters);
    let images = fixture.tensor("input", &device);
    for (stage, map) in STAGES.iter().zip(stages(&network, images.clone())) {
        close(stage, &map, &fixture.values(stage), FORWARD);
    }
    let logits = network.forward(images);
    close("logits", &logits, &fixture.values("logits"), FORWARD);

    let device = device.autodiff();
    check_training(&fixture, &build(&device), &device);
}

#[test]
fn the_tiny_coatnet_matches_the_reference() {
    check("coatnet_tiny", |device| coatnet(COATNET_TINY, device));
}

#[test]
fn the_tiny_coatnet_with_a_final_norm_matches_the_reference() {
    let config = CoAtNetConfig {
        final_norm: FinalNorm::BeforePooling,
        ..COATNET_TINY
    };
    check("coatnet_tiny_norm", |device| coatnet(config, device));
}

#[test]
fn the_tiny_resnet_matches_the_reference() {
    check("resnetv2_tiny", resnet);
}

fn check_full(name: &str, network: &Network) {
    let fixture = FullFixture::open(name);
    let device = Device::flex();
    let images = golden_input(224, &device);
    for (stage, map) in STAGES.iter().zip(stages(network, images.clone())) {
        fixture.check_stage(stage, map, FORWARD);
    }
    let logits = network.forward(images);
    close("logits", &logits, &fixture.logits, FORWARD);
}

#[test]
fn coatnet_0_at_full_size_matches_the_reference() {
    let network = fill(CoAtNet::new(&COATNET_0, 224, &Device::flex()));
    check_full("coatnet0_full", &Network::CoAtNet(network));
}

#[test]
fn resnet50v2_at_full_size_matches_the_reference() {
    let network = fill(ResNetV2::new(&RESNET50V2, &Device::flex()));
    check_full("resnet50v2_full", &Network::ResNetV2(network));
}

#[test]
fn coatnets_1_and_2_give_finite_logits() {
    for architecture in [Architecture::CoAtNet1, Architecture::CoAtNet2] {
        let device = Device::flex();
        let network = fill(Network::new(architecture, 32, &device).expect("32 px fit"));
        let logits = network.forward(golden_input(32, &device)).into_data();
        let logits: Vec<f32> = logits.try_to_vec().expect("f32");
        assert!(
            logits.iter().all(|logit| logit.is_finite()),
            "{architecture}"
        );
    }
}
