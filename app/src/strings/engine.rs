//! Text about the engine: its state, its device and why.

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
}

/// While the golden check runs.
pub const fn checking(engine: EngineKind) -> &'static str {
    match engine {
        EngineKind::WebGpu => "Verifying GPU results",
        EngineKind::Cpu => "Verifying CPU results",
    }
}

/// The name of an engine.
pub const fn name(engine: EngineKind) -> &'static str {
    match engine {
        EngineKind::WebGpu => "GPU (WebGPU)",
        EngineKind::Cpu => "CPU",
    }
}

/// The engine that is ready, with the GPU's name where there is one.
pub fn ready(report: &EngineReport) -> String {
    match report.adapter.as_deref().filter(|name| !name.is_empty()) {
        Some(adapter) => format!("Ready on the GPU: {adapter}"),
        None => format!("Ready on the {}", name(report.engine)),
    }
}

/// Why the GPU is not used, as a clause.
pub fn why_cpu(why: &WhyCpu) -> String {
    match why {
        WhyCpu::Requested => "the address of this page requests the CPU".to_owned(),
        WhyCpu::NoWebGpu => "this browser does not support WebGPU".to_owned(),
        WhyCpu::NoAdapter => "WebGPU found no GPU".to_owned(),
        WhyCpu::Software(name) if name.is_empty() => {
            "WebGPU offers only a software adapter".to_owned()
        }
        WhyCpu::Software(name) => format!("WebGPU offers only a software adapter: {name}"),
        WhyCpu::NotStarted(message) => format!("the GPU could not be started ({message})"),
        WhyCpu::Wrong {
            difference,
            tolerance,
        } => format!(
            "the GPU computed wrong results: {}",
            deviation(*difference, *tolerance)
        ),
        WhyCpu::Lost(message) => format!("the GPU stopped working ({message})"),
    }
}

/// How far a result is off.
pub(super) fn deviation(off_by: f32, tolerance: f32) -> String {
    format!(
        "maximum difference {}, tolerance {}",
        difference(off_by),
        difference(tolerance)
    )
}

/// The time for a film, in total and per stage.
pub fn took(engine: EngineKind, times: Times) -> String {
    format!(
        "{} on the {}: decoding {}, preprocessing {}, network {}",
        duration(times.total()),
        name(engine),
        duration(times.decode),
        duration(times.prepare),
        duration(times.infer)
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
