//! The report on page, engine and device. It is in English in every language, for whoever reads the bug
//! report.

use super::pages::mebibytes;
use super::{difference, duration, engine};
use crate::locale::catalogue::in_english;
use crate::protocol::diagnosis::{AdapterReport, Comparison, Diagnosis};
use crate::state::{Cached, EngineState};

/// What the report is made of.
pub struct Facts<'a> {
    /// The network's name and the SHA-256 of its weights, once a model is loaded.
    pub model: Option<(String, String)>,
    /// What the browser calls itself.
    pub browser: String,
    /// Threads that can run in parallel.
    pub cores: usize,
    /// Whether threads may share memory.
    pub isolated: bool,
    /// What is cached.
    pub cached: Cached,
    /// Whether the service worker is active.
    pub sealed: bool,
    /// The engine's state.
    pub engine: EngineState,
    /// The examination of the engine, if there was one.
    pub found: Option<&'a Diagnosis>,
}

/// The report, a fact a line.
pub fn text(facts: &Facts<'_>) -> String {
    in_english(|| lines(facts))
}

fn lines(facts: &Facts<'_>) -> String {
    let mut lines = Vec::new();
    let mut line = |name: &str, value: &str| lines.push(format!("{name}: {value}"));
    line("Pneumoscope", env!("CARGO_PKG_VERSION"));
    if let Some((name, weights)) = &facts.model {
        line("model", &format!("{name}, weights {weights}"));
    }
    line("browser", &facts.browser);
    line("cores", &facts.cores.to_string());
    line("shared memory", yes_or_no(facts.isolated));
    line("page cached", yes_or_no(facts.cached.page));
    line("model cached", yes_or_no(facts.cached.model));
    line("service worker active", yes_or_no(facts.sealed));
    match &facts.engine {
        EngineState::Ready(report) => line("engine", &engine::ready(report)),
        EngineState::Failed(failure) => line("engine failed", &super::failure::message(failure)),
        EngineState::Loading { .. } | EngineState::Checking(_) => line("engine", "starting"),
    }
    lines.extend(facts.found.map(examination));
    lines.join("\n").replace('\u{a0}', " ")
}

fn yes_or_no(value: bool) -> &'static str {
    if value { "yes" } else { "no" }
}

/// What an examination found.
fn examination(found: &Diagnosis) -> String {
    let verdict = if found.difference <= found.tolerance {
        "passed"
    } else {
        "FAILED"
    };
    let mut lines = vec![
        format!(
            "golden check: {verdict}, largest difference of a logit {}, tolerance {}",
            difference(found.difference),
            difference(found.tolerance)
        ),
        format!("forward pass: {}", duration(found.millis)),
        format!("threads: {}", found.threads),
        format!("worker's memory: {}", mebibytes(found.heap)),
        format!("buffers on the GPU: {}", mebibytes(found.gpu)),
    ];
    if let Some(why) = &found.engine.why_cpu {
        lines.push(format!("why the CPU: {}", engine::why_cpu(why)));
    }
    lines.extend(found.adapter.as_ref().map(adapter));
    lines.extend(found.compared.as_ref().map(compared));
    match &found.operations {
        None => lines.push("operations: this device cannot time them".to_owned()),
        Some(operations) => lines.extend(operations.iter().map(|operation| {
            format!(
                "operation {} x {}: {:.2} ms",
                operation.name, operation.count, operation.millis
            )
        })),
    }
    lines.join("\n")
}

/// The operations on the GPU beside those on the CPU.
fn compared(compared: &Comparison) -> String {
    match &compared.first_off {
        None => format!(
            "operations compared with the CPU: all {} agree, largest deviation {} of the largest value",
            compared.operations,
            difference(compared.largest)
        ),
        Some(off) => format!(
            "operations compared with the CPU: FIRST OFF IS {} of {}, {}, deviation {} of the largest value",
            off.number,
            compared.operations,
            off.name,
            difference(off.deviation)
        ),
    }
}

fn adapter(adapter: &AdapterReport) -> String {
    let limits = adapter.limits.iter();
    let limits: Vec<String> = limits
        .map(|(name, value)| format!("{name} {value}"))
        .collect();
    format!(
        "adapter: {}\nadapter's limits: {}\nadapter's features: {}",
        adapter.name,
        limits.join(", "),
        adapter.features.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::diagnosis::OffOperation;
    use crate::protocol::{EngineKind, EngineReport, OpTime, WhyCpu};
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_device_that_computes_wrongly_is_named() {
        let mut found = Diagnosis {
            engine: EngineReport {
                why_cpu: Some(WhyCpu::NoAdapter),
                ..EngineReport::new(EngineKind::Cpu)
            },
            threads: 2,
            difference: 1e-6,
            tolerance: 1e-3,
            millis: 12.0,
            operations: Some(vec![OpTime {
                name: "attention".to_owned(),
                count: 7,
                millis: 3.25,
            }]),
            compared: Some(Comparison {
                operations: 150,
                largest: 2e-6,
                first_off: None,
            }),
            heap: 64.0 * 1024.0 * 1024.0,
            gpu: 0.0,
            adapter: None,
        };
        let facts = |found: &Diagnosis| {
            text(&Facts {
                model: Some(("CoAtNet-0".to_owned(), "ab01".to_owned())),
                browser: "a browser".to_owned(),
                cores: 4,
                isolated: true,
                cached: Cached::default(),
                sealed: false,
                engine: EngineState::Ready(EngineReport::new(EngineKind::Cpu)),
                found: Some(found),
            })
        };
        let good = facts(&found);
        assert!(good.contains("golden check: passed"), "{good}");
        assert!(good.contains("operation attention x 7: 3.25 ms"), "{good}");
        assert!(good.contains("worker's memory: 64 MiB"), "{good}");
        assert!(good.contains("all 150 agree"), "{good}");
        found.compared = Some(Comparison {
            operations: 150,
            largest: 2e-6,
            first_off: Some(OffOperation {
                number: 17,
                name: "attention".to_owned(),
                deviation: 0.5,
            }),
        });
        let off = facts(&found);
        assert!(off.contains("FIRST OFF IS 17 of 150, attention"), "{off}");
        found.difference = f32::NAN;
        assert!(facts(&found).contains("golden check: FAILED"));
    }
}
