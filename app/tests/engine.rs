//! The engines in a browser: CPU and WebGPU agree with the reference, and every kernel with the plan.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use app::engine::gpu::{Compiling, GpuNetwork};
use app::web::gpu::{self, Offer};
use app::web::webgpu::Gpu;
use inference::buffer::BufferId;
use inference::cpu::{CpuNetwork, Tail};
use inference::wgsl::{self, AdapterKind, CompileMode};
use inference::{Output, Plan, lower, reference};
use model::calibration::Logits;
use model::class::PerClass;
use model::golden;
use model::scorecard::Scorecard;
use model::weights::tensors::Tensors;
use model::weights::{NumberFormat, TensorRecord, WeightsReader, storage};
use model::zoo::Architecture;
use wasm_bindgen_test::{wasm_bindgen_test as test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_dedicated_worker);

/// Logits of `PyTorch` for the tiny network and the golden check's input, both synthetic: the
/// first of the oracle's fixture `coatnet_tiny`, with which `networks/tests/oracle.rs` compares natively.
const REFERENCE: [f32; 3] = [0.610_511_36, 0.106_694_7, -0.286_049_46];

/// The light model as it is shipped.
const LIGHT: (&[u8], &[u8]) = (
    include_bytes!("../../static/model-light/model.json"),
    include_bytes!("../../static/model-light/weights.000.bin"),
);

/// The side of the reference's images.
const SIDE: u32 = 64;

/// Each engine sums in its own order.
const TOLERANCE: f32 = 1e-4;

fn plan(architecture: Architecture, side: u32) -> Plan {
    lower(architecture, side as usize)
}

async fn on_gpu(plan: Plan, family: AdapterKind) -> GpuNetwork {
    with_weights(plan, family, &Tensors::synthetic()).await
}

async fn with_weights(plan: Plan, family: AdapterKind, tensors: &Tensors) -> GpuNetwork {
    let offer = gpu::offer().await.unwrap();
    assert!(
        matches!(offer, Offer::Adapter(_)),
        "this browser offers no WebGPU (Chromium needs --enable-unsafe-webgpu): {offer:?}"
    );
    let gpu = Gpu::open().await.unwrap();
    let compiling = Compiling::start(gpu, plan, family);
    compiling.finish(tensors).await.unwrap()
}

fn assert_near(found: &[f32], expected: &[f32], what: &str) {
    assert_eq!(found.len(), expected.len(), "{what}");
    let largest = expected
        .iter()
        .fold(1.0_f32, |most, value| most.max(value.abs()));
    for (index, (found, expected)) in found.iter().zip(expected).enumerate() {
        let off = (found - expected).abs();
        assert!(
            off < TOLERANCE * largest,
            "{what}, value {index}: {found}, expected {expected}"
        );
    }
}

/// Compares logits and features.
fn check_output(plan: &Plan, found: &Output) {
    assert_near(&found.logits, &REFERENCE, "logits");
    let pixels = golden::channels_last(SIDE);
    let expected = reference::output(plan, &Tensors::synthetic(), &pixels).unwrap();
    assert_near(&found.features, &expected.features, "features");
}

#[test]
fn the_cpu_computes_in_the_browser_what_the_reference_does() {
    let plan = plan(Architecture::CoAtNetTiny, SIDE);
    let mut network = CpuNetwork::new(plan.clone(), &Tensors::synthetic(), 1).unwrap();
    check_output(&plan, &network.forward(&golden::channels_last(SIDE)));
}

#[test]
async fn webgpu_computes_what_the_reference_does() {
    let plan = plan(Architecture::CoAtNetTiny, SIDE);
    let mut network = on_gpu(plan.clone(), AdapterKind::Software).await;
    let found = network.forward(&golden::channels_last(SIDE)).await;
    check_output(&plan, &found.unwrap());
}

#[test]
async fn the_end_of_a_network_on_the_cpu_explains_what_a_gpu_began() {
    for (architecture, side) in [
        (Architecture::CoAtNetTiny, SIDE),
        (Architecture::ResNet50V2, 64),
    ] {
        let plan = plan(architecture, side);
        let pixels = golden::channels_last(side);
        let tensors = Tensors::synthetic();
        let mut whole = CpuNetwork::new(plan.clone(), &tensors, 1).unwrap();
        let expected = whole.explain(&pixels);
        let mut tail = Tail::new(&plan, &Tensors::synthetic(), 1).unwrap();
        let network = on_gpu(plan, AdapterKind::Software).await;
        let found = tail.explain(&network.map(&pixels).await.unwrap());
        assert_near(&found.output.logits, &expected.output.logits, "logits");
        for (found, expected) in found.maps.iter().zip(&expected.maps) {
            assert_near(&found.values, &expected.values, "a map");
            assert_near(&found.gradients, &expected.gradients, "its gradients");
        }
    }
}

#[test]
async fn both_engines_compute_what_the_reference_does_in_every_number_format() {
    let card = Scorecard::parse(LIGHT.0).unwrap();
    let mut reader = WeightsReader::new(&card);
    reader.push(0, LIGHT.1).unwrap();
    let shipped = reader.tensors().unwrap();
    let plan = plan(card.architecture, card.input.side);
    let pixels = golden::channels_last(card.input.side);
    for format in [NumberFormat::F32, NumberFormat::F16, NumberFormat::I8] {
        let encoded = |TensorRecord { name, shape }: &TensorRecord| {
            storage::encode(format, shape, &shipped.take(name, shape).unwrap())
        };
        let stored = card.tensors.iter().flat_map(encoded).collect();
        let stored = Tensors::new(&card.tensors, format, stored);
        let expected = reference::output(&plan, &stored.clone(), &pixels).unwrap();
        let mut cpu = CpuNetwork::new(plan.clone(), &stored.clone(), 1).unwrap();
        let mut gpu = with_weights(plan.clone(), AdapterKind::Software, &stored).await;
        for (found, engine) in [
            (cpu.forward(&pixels), "CPU"),
            (gpu.forward(&pixels).await.unwrap(), "GPU"),
        ] {
            let what = format!("{format} on the {engine}");
            assert_near(&found.logits, &expected.logits, &what);
            assert_near(&found.features, &expected.features, &what);
            if format == card.number_format {
                let logits = Logits(PerClass(*found.logits.first_chunk().unwrap()));
                card.golden.verify(logits).unwrap();
            }
        }
    }
}

/// Every buffer of the plan, which holds what the last step that wrote it computed; by the kernels
/// that start soon and by those that replace them.
async fn check(architecture: Architecture, side: u32, family: AdapterKind) {
    let plan = plan(architecture, side);
    let pixels = golden::channels_last(side);
    let expected = reference::run(&plan, &Tensors::synthetic(), &pixels).unwrap();
    let mut network = on_gpu(plan, family).await;
    let mut kernels = "first";
    loop {
        for (buffer, expected) in expected.iter().enumerate() {
            let [found] = network.run(&pixels, [BufferId(buffer)]).await.unwrap();
            let what =
                format!("{architecture}, {side} px, {family:?}, {kernels} kernels, {buffer}");
            assert_near(&found, expected, &what);
        }
        if !network.improves() {
            break;
        }
        while !network.improve().unwrap() {
            network.forward(&pixels).await.unwrap();
        }
        kernels = "faster";
    }
}

#[test]
async fn the_kernels_for_cards_compute_the_plan_at_every_side() {
    for side in [32, 64, 96, 224] {
        check(Architecture::CoAtNetTiny, side, AdapterKind::Gpu).await;
    }
}

#[test]
async fn the_kernels_for_software_compute_the_plan_at_every_side() {
    for side in [32, 64, 96, 224] {
        check(Architecture::CoAtNetTiny, side, AdapterKind::Software).await;
        check(Architecture::CoAtNetTiny, side, AdapterKind::SoftwareQuads).await;
    }
}

#[test]
async fn the_kernels_compute_the_other_architectures() {
    for family in [
        AdapterKind::Gpu,
        AdapterKind::Software,
        AdapterKind::SoftwareQuads,
    ] {
        check(Architecture::CoAtNet0, 32, family).await;
        check(Architecture::CoAtNetAtto, 128, family).await;
        check(Architecture::ResNet50V2, 96, family).await;
    }
}

/// What a visit costs beside arithmetic: each dispatch takes its time, each pipeline is compiled.
#[test]
fn a_forward_pass_has_few_dispatches_and_pipelines() {
    let plan = plan(Architecture::CoAtNet0, 224);
    for family in [
        AdapterKind::Gpu,
        AdapterKind::Software,
        AdapterKind::SoftwareQuads,
    ] {
        let launches = wgsl::launches(&plan, family, CompileMode::FastRun);
        let mut kernels: Vec<_> = launches.iter().map(|launch| launch.kernel).collect();
        kernels.sort();
        kernels.dedup();
        assert!(launches.len() <= 100, "{family:?}: {}", launches.len());
        assert!(kernels.len() <= 14, "{family:?}: {kernels:?}");
    }
}
