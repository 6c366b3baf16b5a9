//! What people read when something does not work: what, where, and what they can do.

use crate::protocol::Failure;
use crate::strings::{difference, engine, sentence};

/// The whole message.
pub fn message(failure: &Failure) -> String {
    match failure {
        Failure::Film(words) => sentence(words),
        Failure::Unreadable => {
            "The browser cannot read this file from the disk; choose it again.".to_owned()
        }
        Failure::ModelMissing { file, status } => format!(
            "The server has no {file} (it answered {status}). Whoever hosts this page must put the model's files beside it."
        ),
        Failure::ModelUnreachable { file } => format!(
            "{file} could not be fetched. Check the connection and try again; what has come already is not fetched twice."
        ),
        Failure::ModelRefused(words) => {
            format!("The model is not used: {words}. Trying again fetches it anew.")
        }
        Failure::GpuRefused(why) => format!(
            "The address of this page asks for WebGPU, but it cannot be used: {}. Without ?engine=webgpu the CPU does the work.",
            engine::why_cpu(why)
        ),
        Failure::CpuWrong { off_by, allowed } => format!(
            "This processor or browser computes wrongly: the check is off by {}, allowed is {}. Update the browser or try another one.",
            difference(*off_by),
            difference(*allowed)
        ),
        Failure::Engine(words) => format!("The engine could not finish: {}", sentence(words)),
        Failure::Crashed(words) => format!(
            "The engine stopped in the middle of its work and was started again. {}",
            last_words(words)
        ),
        Failure::Dead(words) => format!(
            "The engine stopped twice in a row and is not started again by itself. {}",
            last_words(words)
        ),
        Failure::NoWorker(words) => format!(
            "The engine cannot be started in this browser. {}",
            last_words(words)
        ),
    }
}

/// What a program said last, shortened to what fits under a sentence.
fn last_words(words: &str) -> String {
    const LETTERS: usize = 200;
    let words = words.trim();
    if words.is_empty() {
        return "It left no message.".to_owned();
    }
    let mut shown: String = words.chars().take(LETTERS).collect();
    if words.chars().count() > LETTERS {
        shown.push('…');
    }
    format!("Its last words: {shown}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::WhyCpu;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn each_failure_says_what_and_where() {
        let file = || "model/weights.001.bin".to_owned();
        for (failure, parts) in [
            (
                Failure::Film("the file is empty".into()),
                ["The file is empty.", ""],
            ),
            (
                Failure::ModelMissing {
                    file: file(),
                    status: 404,
                },
                ["model/weights.001.bin", "404"],
            ),
            (
                Failure::ModelUnreachable { file: file() },
                ["model/weights.001.bin", "try again"],
            ),
            (
                Failure::ModelRefused("weights.000.bin is damaged".into()),
                ["not used: weights.000.bin is damaged.", "anew"],
            ),
            (
                Failure::GpuRefused(WhyCpu::NoWebGpu),
                ["no WebGPU in this browser", "?engine=webgpu"],
            ),
            (
                Failure::Crashed(String::new()),
                ["was started again", "no message"],
            ),
            (
                Failure::Dead("unreachable".into()),
                ["is not started again", "unreachable"],
            ),
        ] {
            let message = message(&failure);
            for part in parts {
                assert!(message.contains(part), "{message}");
            }
        }
    }

    #[test]
    fn long_last_words_are_cut() {
        let message = message(&Failure::Crashed("x".repeat(5000)));
        assert!(message.chars().count() < 400);
    }
}
