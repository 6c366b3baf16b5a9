//! The passes compared with burn's own automatic differentiation on the same device.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use burn::module::Module;
use burn::optim::GradientsParams;
use burn::tensor::{Device, Distribution, FloatDType, Tensor};
use model::zoo::coatnet::{CoAtNetConfig, FinalNorm, TIMM_COATNET_0, TIMM_COATNET_0_RW};
use model::zoo::resnet50v2::{ResNetV2Config, TIMM_RESNETV2_50};
use model::zoo::{Architecture, Config};

use networks::libtorch::Pass;
use networks::named;
use networks::network::{Network, is_statistic, stays_in_f32};
use networks::part::is_head;
use networks::synthetic::fill;

const SIDE: usize = 64;
const FILMS: usize = 12;
/// Without dropout, whose draws differ.
fn configs() -> [Config; 6] {
    let [mut plain, mut resnet] =
        [Architecture::CoAtNetTiny, Architecture::ResNet50V2].map(Architecture::config);
    match (&mut plain, &mut resnet) {
        (Config::CoAtNet(plain), Config::ResNetV2(resnet)) => {
            plain.dropout = 0.0;
            resnet.dropout = 0.0;
            // All fifty layers amplify rounding beyond any comparison.
            resnet.blocks = [2, 1, 1, 1];
            let mut odd = *plain;
            // Heads that do not fill the width, and a norm before the head.
            odd.head_width = 7;
            odd.final_norm = FinalNorm::BeforePooling;
            let timm = |choices| CoAtNetConfig {
                widths: plain.widths,
                blocks: plain.blocks,
                stem_width: 8,
                head_width: 8,
                dropout: 0.0,
                ..choices
            };
            [
                Config::CoAtNet(*plain),
                Config::CoAtNet(odd),
                Config::ResNetV2(*resnet),
                Config::CoAtNet(timm(TIMM_COATNET_0)),
                Config::CoAtNet(timm(TIMM_COATNET_0_RW)),
                Config::ResNetV2(ResNetV2Config {
                    blocks: resnet.blocks,
                    dropout: 0.0,
                    ..TIMM_RESNETV2_50
                }),
            ]
        }
        _ => unreachable!(),
    }
}

#[expect(deprecated, reason = "the device of this module")]
fn device() -> Device {
    Device::libtorch().autodiff()
}

fn network(config: Config) -> Network {
    device().seed(3);
    // Random weights are drawn when first read.
    Network::from_config(config, SIDE, &device())
        .valid()
        .train()
}

/// Films that differ in what a network sees after its poolings: squares of random grey. Noise over them
/// keeps the pixels that are pooled together apart.
fn images() -> Tensor<4> {
    const SQUARE: usize = 16;
    let device = device();
    device.seed(7);
    let normal = Distribution::Normal(0.0, 1.0);
    let squares = [FILMS, 3, SIDE / SQUARE, 1, SIDE / SQUARE, 1];
    let shape = [FILMS, 3, SIDE, SIDE];
    Tensor::<6>::random(squares, normal, &device)
        .repeat_dim(3, SQUARE)
        .repeat_dim(5, SQUARE)
        .reshape(shape)
        + Tensor::random(shape, normal, &device)
}

/// Of a tensor: its name, gradient or statistic.
type Found = Vec<(String, Vec<f32>)>;

fn numbers<const D: usize>(tensor: Tensor<D>) -> Vec<f32> {
    tensor.into_data().try_into_vec().unwrap()
}

fn gradients(network: &Network, mut gradients: GradientsParams) -> Found {
    let mut found = Vec::new();
    named::visit(network, |tensor| {
        let id = tensor.id;
        let values = match tensor.shape.len() {
            1 => gradients.remove::<1>(id).map(numbers),
            2 => gradients.remove::<2>(id).map(numbers),
            3 => gradients.remove::<3>(id).map(numbers),
            _ => gradients.remove::<4>(id).map(numbers),
        };
        found.extend(values.map(|values| (tensor.name.to_owned(), values)));
    });
    assert!(gradients.is_empty());
    found
}

fn statistics(network: &Network) -> Found {
    let mut found = Vec::new();
    named::visit(&network.valid(), |tensor| {
        if is_statistic(tensor.name) {
            found.push((tensor.name.to_owned(), numbers(tensor.values())));
        }
    });
    found
}

/// The gradient of the logits: any that differs from film to film.
fn slope(logits: &Tensor<2>) -> Tensor<2> {
    let [films, outputs] = logits.dims();
    let values: Vec<f32> = (0..films * outputs)
        .map(|at| ((at * 7) % 5) as f32 - 2.0)
        .collect();
    Tensor::<1>::from_floats(&values[..], &logits.device()).reshape([films, outputs])
}

/// Logits, gradients and statistics by burn.
fn by_burn(network: &Network, mixed: bool) -> (Vec<f32>, Found, Found) {
    let network = network.valid().train();
    let mut images = images();
    let mut computing = network.clone();
    if mixed {
        images = images.cast(FloatDType::BF16);
        computing = named::map(computing, |tensor| {
            let is_cast = !stays_in_f32(tensor.name);
            is_cast.then(|| tensor.values().cast(FloatDType::BF16))
        });
    }
    let logits = computing.forward(images);
    let loss = (logits.clone() * slope(&logits)).sum();
    let found = GradientsParams::from_grads(loss.backward(), &network);
    let found = gradients(&network, found);
    (numbers(logits), found, statistics(&network))
}

fn by_libtorch(network: &Network, mixed: bool) -> (Vec<f32>, Found, Found) {
    let network = network.valid().train();
    let pass = Pass::forward(&network, images(), mixed).unwrap();
    let logits = pass.logits();
    let found = gradients(&network, pass.backward(slope(&logits)));
    (numbers(logits), found, statistics(&network))
}

fn size(values: &[f32]) -> f32 {
    values.iter().map(|value| value * value).sum::<f32>().sqrt()
}

/// The length of the difference of two vectors.
fn distance(one: &[f32], other: &[f32]) -> f32 {
    assert_eq!(one.len(), other.len());
    let difference: Vec<f32> = one
        .iter()
        .zip(other)
        .map(|(one, other)| one - other)
        .collect();
    size(&difference)
}

fn cosine(one: &Found, other: &Found) -> f32 {
    let flat = |found: &Found| -> Vec<f32> {
        found
            .iter()
            .flat_map(|(_, values)| values.clone())
            .collect()
    };
    let (one, other) = (flat(one), flat(other));
    let dot: f32 = one.iter().zip(&other).map(|(one, other)| one * other).sum();
    dot / (size(&one) * size(&other))
}

#[test]
fn a_pass_is_burns_up_to_rounding() {
    for config in configs() {
        let network = network(config);
        // ResNet's ReLUs and the batch norm of its head, over twelve values, amplify rounding.
        let tolerance = match config {
            Config::CoAtNet(_) => 1e-4,
            Config::ResNetV2(_) => 3e-2,
        };
        let (logits, gradients, statistics) = by_burn(&network, false);
        let (our_logits, our_gradients, our_statistics) = by_libtorch(&network, false);
        assert!(
            distance(&logits, &our_logits) < 1e-4 * size(&logits),
            "{config:?}"
        );
        for (all, ours) in [(gradients, our_gradients), (statistics, our_statistics)] {
            assert_eq!(all.len(), ours.len());
            let largest = all
                .iter()
                .map(|(_, values)| size(values))
                .fold(0.0, f32::max);
            for ((name, expected), (our_name, found)) in all.iter().zip(&ours) {
                assert_eq!(name, our_name);
                // Some gradients are 0 but for rounding: a batch norm follows that takes out what they add.
                let distance = distance(expected, found) / size(expected).max(0.01 * largest);
                assert!(distance < tolerance, "{config:?} {name}: {distance}");
            }
        }
    }
}

#[test]
fn mixed_precision_has_the_same_gradient_up_to_rounding() {
    for config in configs() {
        let network = network(config);
        let (_, exact, _) = by_libtorch(&network, false);
        let (_, mixed, _) = by_libtorch(&network, true);
        let burns = by_burn(&network, true).1;
        let [ours, burns] = [mixed, burns].map(|found| cosine(&exact, &found));
        // Of ResNet, whose head amplifies rounding, only that it is no worse.
        let least = match config {
            Config::CoAtNet(_) => 0.98,
            Config::ResNetV2(_) => burns,
        };
        assert!(
            ours >= least && ours > burns && ours < 0.999_999,
            "{config:?} {ours} {burns}"
        );
    }
}

#[test]
fn a_frozen_base_keeps_its_statistics_and_has_no_gradients() {
    for config in configs() {
        let network = network(config).freeze_base();
        let before = statistics(&network);
        let pass = Pass::forward(&network, images(), false).unwrap();
        let slope = slope(&pass.logits());
        for (name, _) in gradients(&network, pass.backward(slope)) {
            assert!(is_head(&name), "{config:?} {name}");
        }
        for ((name, before), (_, after)) in before.iter().zip(&statistics(&network)) {
            assert_eq!(before == after, !is_head(name), "{config:?} {name}");
        }
    }
}

#[test]
fn what_is_dropped_depends_on_the_seed_alone() {
    let config = Architecture::CoAtNetTiny.config();
    let network = fill(Network::from_config(config, SIDE, &device())).with_stochastic_depth(0.5);
    let logits = |seed: u64| {
        let images = images();
        device().seed(seed);
        numbers(Pass::forward(&network, images, true).unwrap().logits())
    };
    let first = logits(1);
    assert_ne!(logits(2), first);
    assert_eq!(logits(1), first);
}

#[test]
fn inference_is_burns_up_to_rounding() {
    for config in configs() {
        let network = network(config);
        // Running statistics that are not those of the start.
        Pass::forward(&network, images(), false).unwrap();
        let network = network.valid();
        let images = images().inner();
        let expected = numbers(network.forward(images.clone()));
        let found = numbers(Pass::forward(&network, images, false).unwrap().logits());
        assert!(
            distance(&expected, &found) < 1e-4 * size(&expected),
            "{config:?}"
        );
    }
}

#[test]
fn other_devices_are_left_to_burn() {
    let device = Device::flex().autodiff();
    let network = Network::new(Architecture::CoAtNetTiny, 32, &device).unwrap();
    let images = Tensor::zeros([1, 3, 32, 32], &device);
    assert!(Pass::forward(&network, images, false).is_none());
}
