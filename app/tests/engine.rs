//! The engine in a browser: CPU and WebGPU agree with each other and with the reference.

use app::engine::infer::logits;
use app::web::gpu::{self, Offer};
use burn::tensor::Device;
use model::golden;
use model::rule;
use model::zoo::Architecture;
use wasm_bindgen_test::{wasm_bindgen_test as test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_dedicated_worker);

/// Small, so that a GPU made of software does it in seconds.
const SIDE: u32 = 64;

/// Logits of PyTorch for the tiny network and the golden check's input, both by the rule: the first
/// of the oracle's fixture `coatnet_tiny`, with which `model/tests/oracle.rs` compares natively.
const REFERENCE: [f32; 3] = [0.610_511_36, 0.106_694_7, -0.286_049_46];

/// Each engine sums in its own order.
const TOLERANCE: f32 = 1e-4;

async fn run(device: &Device) -> [f32; 3] {
    let network = Architecture::CoAtNetTiny.init(SIDE, device).unwrap();
    let network = rule::fill(network);
    let output = logits(&network, golden::input(SIDE, device)).await.unwrap();
    output.0.0
}

fn assert_near(found: [f32; 3], expected: [f32; 3]) {
    let near = |(found, expected): (&f32, &f32)| (found - expected).abs() < TOLERANCE;
    assert!(
        found.iter().zip(&expected).all(near),
        "{found:?}, expected {expected:?}"
    );
}

#[test]
async fn the_cpu_computes_in_the_browser_what_the_reference_does() {
    assert_near(run(&Device::flex()).await, REFERENCE);
}

#[test]
async fn webgpu_computes_what_the_cpu_computes() {
    let offer = gpu::offer().await.unwrap();
    assert!(
        matches!(offer, Offer::Adapter(_)),
        "this browser offers no WebGPU (Chromium needs --enable-unsafe-webgpu): {offer:?}"
    );
    let device = Device::wgpu_options().init_async().await.unwrap();
    let on_gpu = run(&device).await;
    assert_near(on_gpu, run(&Device::flex()).await);
    assert_near(on_gpu, REFERENCE);
}
