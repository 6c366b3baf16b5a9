//! What people read about the engine: what it does now, what it runs on and why.

use crate::protocol::{EngineKind, EngineReport, WhyCpu};
use crate::strings::{difference, duration};

/// Before the first byte of the model.
pub const STARTING: &str = "Starting the engine";
/// While the model comes.
pub const LOADING: &str = "Loading the model";
/// When there is none.
pub const FAILED: &str = "No engine";

/// While the engine computes something whose result is known.
pub const fn checking(engine: EngineKind) -> &'static str {
    match engine {
        EngineKind::WebGpu => "Checking that the GPU computes rightly",
        EngineKind::Cpu => "Checking that the CPU computes rightly",
    }
}

/// What an engine is called.
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

/// Why the GPU does not compute, as part of a sentence.
pub fn why_cpu(why: &WhyCpu) -> String {
    match why {
        WhyCpu::Asked => "the address of this page asks for it".to_owned(),
        WhyCpu::NoWebGpu => "no WebGPU in this browser".to_owned(),
        WhyCpu::NoAdapter => "WebGPU finds no GPU here".to_owned(),
        WhyCpu::Software(name) if name.is_empty() => "only a software adapter".to_owned(),
        WhyCpu::Software(name) => format!("only a software adapter: {name}"),
        WhyCpu::NotStarted(words) => format!("the GPU could not be started ({words})"),
        WhyCpu::Wrong { off_by, allowed } => format!(
            "the GPU gave a wrong result: off by {}, allowed is {}",
            difference(*off_by),
            difference(*allowed)
        ),
        WhyCpu::Lost(words) => format!("the GPU stopped working ({words})"),
    }
}

/// How long a film took, on what, and where the time went.
pub fn took(engine: EngineKind, total: f64, decode: f64, prepare: f64, infer: f64) -> String {
    format!(
        "{} on the {}: decoding {}, preparing {}, network {}",
        duration(total),
        name(engine),
        duration(decode),
        duration(prepare),
        duration(infer)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn the_reason_for_the_cpu_is_named() {
        for (why, text) in [
            (WhyCpu::NoWebGpu, "no WebGPU in this browser"),
            (
                WhyCpu::Software("google swiftshader".into()),
                "only a software adapter: google swiftshader",
            ),
            (
                WhyCpu::Wrong {
                    off_by: 0.25,
                    allowed: 1e-3,
                },
                "the GPU gave a wrong result: off by 0.250, allowed is 0.001",
            ),
        ] {
            assert_eq!(why_cpu(&why), text);
        }
    }

    #[test]
    fn an_engine_is_announced_with_its_gpu() {
        let report = |engine, adapter: Option<&str>| EngineReport {
            engine,
            adapter: adapter.map(str::to_owned),
            why_cpu: None,
        };
        let gpu = report(EngineKind::WebGpu, Some("nvidia lovelace"));
        assert_eq!(ready(&gpu), "Ready on the GPU: nvidia lovelace");
        let silent = report(EngineKind::WebGpu, Some(""));
        assert_eq!(ready(&silent), "Ready on the GPU (WebGPU)");
        assert_eq!(ready(&report(EngineKind::Cpu, None)), "Ready on the CPU");
    }
}
