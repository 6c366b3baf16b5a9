//! Second visit, many films and memory of the page, measured by the program `visits`.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use serde::Deserialize;

use crate::call;
use crate::error::XtaskError;
use crate::places::Places;

/// Bytes of a MiB.
const MIB: f64 = 1_048_576.0;

/// The report of `visits`.
#[derive(Debug, Deserialize)]
pub(super) struct Visits {
    /// Milliseconds to ready: first visit, and one with the network cut.
    ready: Vec<[f64; 2]>,
    batch: Batch,
    /// After a few films and after many.
    cpu: [Memory; 2],
    webgpu: Memory,
}

#[derive(Debug, Deserialize)]
struct Batch {
    films: u32,
    films_per_second: f64,
    /// Throughput divided by that of single films.
    ratio: f64,
    longest_task_ms: f64,
}

#[derive(Debug, Deserialize)]
struct Memory {
    heap: f64,
    gpu: f64,
}

/// Runs the program on a page; returns its JSON.
pub(super) fn measure(places: &Places, site: &Path, rounds: u32) -> Result<String, XtaskError> {
    let program = places.program("visits");
    call::answer(Command::new(program).arg(site).arg(rounds.to_string()))
}

/// A line for each figure with its target.
pub(super) fn table(report: &Visits) -> String {
    let median = |which: usize| median(report.ready.iter().map(|visit| visit[which]).collect());
    let (first, offline) = (median(0), median(1));
    let Batch {
        films,
        films_per_second,
        ratio,
        longest_task_ms,
    } = report.batch;
    let [few, many] = [0, 1].map(|which| report.cpu[which].heap / MIB);
    let gpu = report.webgpu.gpu / MIB;
    let mut text = String::new();
    for (what, figure, target) in [
        (
            "ready without a network over the first visit",
            format!("{:.2} ({offline:.0} of {first:.0} ms)", offline / first),
            "0.33",
        ),
        (
            "many films over single ones, films a second",
            format!("{ratio:.2} ({films_per_second:.1}, {films} films)"),
            "1.3 or more",
        ),
        (
            "longest task of the page, ms",
            format!("{longest_task_ms:.0}"),
            "50",
        ),
        (
            "heap of the CPU engine after 50 and 500 films, MiB",
            format!("{few:.0}, {many:.0}"),
            "200, and no more",
        ),
        (
            "buffers on the GPU, MiB",
            format!("{gpu:.0}"),
            "1.5 times the weights in f32, and 57",
        ),
    ] {
        // Writing to a string cannot fail.
        let _: std::fmt::Result = writeln!(text, "{what:<52} {figure:<28} {target}");
    }
    text
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_medians_and_targets() {
        let json = r#"{"ready":[[900,300],[1000,200],[5000,100]],
            "batch":{"engine":"cpu","films":64,"films_per_second":7.5,"ratio":1.5,"longest_task_ms":20},
            "cpu":[{"heap":104857600,"gpu":0},{"heap":104857600,"gpu":0}],
            "webgpu":{"heap":0,"gpu":125829120}}"#;
        let text = table(&serde_json::from_str(json).unwrap());
        assert!(text.contains("0.20 (200 of 1000 ms)"), "{text}");
        assert!(
            text.contains("1.50 (7.5, 64 films)") && text.contains("100, 100"),
            "{text}"
        );
        assert!(text.contains("120"), "{text}");
    }
}
