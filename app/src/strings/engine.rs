//! Text about the engine: its state, its device and why.

use crate::locale::catalogue::translated;
use crate::messages;
use crate::protocol::{EngineKind, EngineReport, Times, WhyCpu};
use crate::strings::{difference, duration};

messages! {
    "engine";

    /// Before the download starts.
    pub fn starting();
    /// While the model is loading.
    pub fn loading();
    /// When there is no engine.
    pub fn failed();

    fn checking_gpu();
    fn checking_cpu();
    fn gpu();
    fn cpu();
    fn ready_on(engine: String);
    fn ready_on_gpu(adapter: &str);
    fn requested();
    fn no_webgpu();
    fn no_adapter();
    fn software();
    fn software_named(adapter: &str);
    fn not_started(message: String);
    fn wrong(deviation: String);
    fn lost(message: String);
    fn off_by(difference: String, tolerance: String);
    fn took_in_all(
        total: String,
        engine: String,
        decoding: String,
        preprocessing: String,
        network: String,
    );
}

/// While the golden check runs.
pub fn checking(engine: EngineKind) -> String {
    match engine {
        EngineKind::WebGpu => checking_gpu(),
        EngineKind::Cpu => checking_cpu(),
    }
}

/// The name of an engine.
pub fn name(engine: EngineKind) -> String {
    match engine {
        EngineKind::WebGpu => gpu(),
        EngineKind::Cpu => cpu(),
    }
}

/// The engine that is ready, with the GPU's name where there is one.
pub fn ready(report: &EngineReport) -> String {
    match report.adapter.as_deref().filter(|name| !name.is_empty()) {
        Some(adapter) => ready_on_gpu(adapter),
        None => ready_on(name(report.engine)),
    }
}

/// Why the GPU is not used, as a clause.
pub fn why_cpu(why: &WhyCpu) -> String {
    match why {
        WhyCpu::Requested => requested(),
        WhyCpu::NoWebGpu => no_webgpu(),
        WhyCpu::NoAdapter => no_adapter(),
        WhyCpu::Software(name) if name.is_empty() => software(),
        WhyCpu::Software(name) => software_named(name),
        WhyCpu::NotStarted(message) => not_started(translated(message)),
        WhyCpu::Wrong {
            difference,
            tolerance,
        } => wrong(deviation(*difference, *tolerance)),
        WhyCpu::Lost(message) => lost(translated(message)),
    }
}

/// How far a result is off.
pub(super) fn deviation(from_expected: f32, tolerance: f32) -> String {
    off_by(difference(from_expected), difference(tolerance))
}

/// The time for a film, in total and per stage.
pub fn took(engine: EngineKind, times: Times) -> String {
    took_in_all(
        duration(times.total()),
        name(engine),
        duration(times.decode),
        duration(times.prepare),
        duration(times.infer),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn the_reason_for_the_cpu_is_named() {
        for (why, text) in [
            (WhyCpu::NoWebGpu, "this browser does not support WebGPU"),
            (
                WhyCpu::Software("google swiftshader".into()),
                "WebGPU offers only a software adapter: google swiftshader",
            ),
            (
                WhyCpu::Wrong {
                    difference: 0.25,
                    tolerance: 1e-3,
                },
                "the GPU computed wrong results: maximum difference 0.250, tolerance 0.001",
            ),
        ] {
            assert_eq!(why_cpu(&why), text);
        }
    }

    #[test]
    fn an_engine_is_announced_with_its_gpu() {
        let gpu = |adapter: &str| EngineReport {
            adapter: Some(adapter.to_owned()),
            ..EngineReport::new(EngineKind::WebGpu)
        };
        let named = ready(&gpu("nvidia lovelace"));
        assert_eq!(named, "Ready on the GPU: nvidia lovelace");
        assert_eq!(ready(&gpu("")), "Ready on the GPU (WebGPU)");
        let cpu = EngineReport::new(EngineKind::Cpu);
        assert_eq!(ready(&cpu), "Ready on the CPU");
    }
}
