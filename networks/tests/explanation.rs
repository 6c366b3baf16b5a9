//! What explains an answer against burn: the gradients of each logit at two maps are those of automatic
//! differentiation, and the tail of a plan computes the same as the whole.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use burn::module::Module;
use burn::tensor::{Device, Tensor, TensorData};

use inference::cpu::{CpuNetwork, Explained, MapGradients, Tail};
use inference::lower_config;
use model::class::Class;
use model::golden;
use model::weights::NumberFormat;
use model::zoo::coatnet::{COATNET_ATTO, COATNET_TINY, CoAtNetConfig, Downsampling, FinalNorm};
use model::zoo::resnet50v2::{RESNET50V2, ResNetV2Config};
use model::zoo::{Architecture, Config};
use networks::network::Network;
use networks::synthetic::fill;
use networks::weights::pack;

/// A map of a plan as burn has it: `[1, width, side, side]`, tracked, of the network's own width.
fn leaf(map: &MapGradients, width: usize, device: &Device) -> Tensor<4> {
    let shape = [1, map.side, map.side, map.width];
    let tensor = Tensor::<4>::from_data(TensorData::new(map.values.clone(), shape), device);
    tensor
        .permute([0, 3, 1, 2])
        .narrow(1, 0, width)
        .detach()
        .require_grad()
}

/// Compares the gradient of one logit at a map with burn's.
fn compare(map: &MapGradients, class: Class, leaf: &Tensor<4>, logits: Tensor<2>, what: &str) {
    let logit = logits.narrow(1, class.index(), 1).sum();
    let gradient = leaf.grad(&logit.backward()).expect("a gradient");
    let [_, width, ..] = gradient.dims();
    let expected: Vec<f32> = (gradient.permute([0, 2, 3, 1]).into_data())
        .try_into_vec()
        .expect("f32");
    let largest = expected
        .iter()
        .fold(0.0_f32, |most, value| most.max(value.abs()));
    assert!(largest > 0.0, "{what}: burn's gradient is zero");
    let length = map.values.len();
    let found = map.gradients[class.index() * length..][..length].chunks_exact(map.width);
    for (found, expected) in found.zip(expected.chunks_exact(width)) {
        for (found, expected) in found.iter().zip(expected) {
            let off = (found - expected).abs();
            assert!(
                off < 1e-4 * largest,
                "{what}, {class}: {found}, burn has {expected}"
            );
        }
    }
}

/// The same explanation by the end of the plan alone, with weights of its own.
fn check_tail(explained: &Explained, tail: &mut Tail, what: &str) {
    let [finer, _] = &explained.maps;
    let again = tail.explain(&finer.values);
    for (found, expected) in again.output.logits.iter().zip(&explained.output.logits) {
        assert!((found - expected).abs() < 1e-5, "{what}");
    }
    assert_eq!(again.maps, explained.maps, "{what}");
}

fn check(config: Config, side: u32) {
    let what = format!("{config:?} at {side} px");
    let device = Device::flex();
    let network = fill(Network::from_config(config, side as usize, &device));
    let tensors = || pack(&network, NumberFormat::F32).into_tensors(NumberFormat::F32);
    let plan = lower_config(config, side as usize);
    let pixels = golden::channels_last(side);
    let mut tail = Tail::new(&plan, &tensors(), 2).expect("weights");
    let mut engine = CpuNetwork::new(plan, &tensors(), 2).expect("weights");
    let output = engine.forward(&pixels);
    let explained = engine.explain(&pixels);
    assert_eq!(explained.output, output, "{what}");
    check_tail(&explained, &mut tail, &what);

    let [finer, last] = &explained.maps;
    assert_eq!(finer.side, 2 * last.side, "{what}");
    // Norms with their running statistics, and no dropout.
    let device = device.autodiff();
    let network = fill(Network::from_config(config, side as usize, &device)).freeze();
    let (finer_width, last_width) = match config {
        Config::CoAtNet(config) => (config.widths[3], config.widths[4]),
        Config::ResNetV2(config) => (finer.width, 4 * config.widths[3]),
    };
    let pooled = |map: Tensor<4>| map.mean_dim(3).mean_dim(2).flatten::<2>(1, 3);
    for class in Class::ALL {
        let map = leaf(finer, finer_width, &device);
        let logits = network.classify(pooled(network.last_map(&map)));
        compare(finer, class, &map, logits, &what);
        let map = leaf(last, last_width, &device);
        let logits = network.classify(pooled(map.clone()));
        compare(last, class, &map, logits, &what);
    }
}

#[test]
fn the_gradients_of_coatnets_are_those_of_automatic_differentiation() {
    for side in [32, 64, 96] {
        check(Config::CoAtNet(COATNET_TINY), side);
    }
    check(Config::CoAtNet(COATNET_ATTO), 128);
}

#[test]
fn odd_widths_other_norms_and_poolings_are_differentiated() {
    let odd = CoAtNetConfig {
        widths: [8, 16, 24, 34, 66],
        head_width: 32,
        final_norm: FinalNorm::BeforePooling,
        ..COATNET_TINY
    };
    check(Config::CoAtNet(odd), 64);
    let other = CoAtNetConfig {
        final_norm: FinalNorm::AfterPooling,
        head_hidden: None,
        downsampling: Downsampling::Average,
        ..COATNET_TINY
    };
    check(Config::CoAtNet(other), 64);
}

#[test]
fn the_gradients_of_resnets_are_those_of_automatic_differentiation() {
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
fn imported_networks_are_differentiated() {
    for architecture in [
        Architecture::TimmCoAtNet0,
        Architecture::TimmCoAtNet0Rw,
        Architecture::TimmResNetV2,
    ] {
        check(architecture.config(), 64);
    }
}

#[test]
fn contributions_at_the_last_map_add_up_to_the_logit_but_for_its_bias() {
    // The head is linear between kinks: pooling, dense, ReLU, dense.
    let config = Config::CoAtNet(COATNET_TINY);
    let network = fill(Network::from_config(config, 64, &Device::flex()));
    let tensors = pack(&network, NumberFormat::F32).into_tensors(NumberFormat::F32);
    let plan = lower_config(config, 64);
    let mut engine = CpuNetwork::new(plan, &tensors, 1).expect("weights");
    let explained = engine.explain(&golden::channels_last(64));
    let features = explained.output.features.clone();
    let maps = explained.activation_maps().last;
    for (class, map) in maps.iter() {
        let sum: f32 = map.values().iter().sum();
        // The logit of features that are shorter by a little falls by that share of the sum.
        let step = 1e-3;
        let logit = |scale: f32| {
            let scaled: Vec<f32> = features.iter().map(|value| scale * value).collect();
            let scaled = TensorData::new(scaled, [1, features.len()]);
            let logits = network.classify(Tensor::from_data(scaled, &Device::flex()));
            let logits: Vec<f32> = logits.into_data().try_into_vec().expect("f32");
            logits[class.index()]
        };
        let slope = (logit(1.0 + step) - logit(1.0 - step)) / (2.0 * step);
        assert!(
            (slope - sum).abs() < 1e-2 * slope.abs().max(0.1),
            "{class}: {slope}, {sum}"
        );
    }
}
