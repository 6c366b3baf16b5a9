//! Error messages for the user: what failed, where, and what to do.

use model::archive::ArchiveError;
use model::reading::Reading;

use crate::protocol::Failure;
use crate::strings::{engine, sentence};

messages! {
    "failure";

    /// The message when the content of the page is missing.
    pub fn no_content();
}

/// The reading of a file that cannot be classified whatever the engine, as `pneumoscope predict` writes it;
/// `None` for other failures.
pub fn refusal(name: &str, failure: &Failure) -> Option<Reading> {
    match failure {
        Failure::Film(words) => Some(Reading::refuse(name, words)),
        failure if failure.is_of_film() => Some(Reading::refuse(name, message(failure))),
        _ => None,
    }
}

/// The message for a failure.
pub fn message(failure: &Failure) -> String {
    match failure {
        Failure::NoContent => no_content().to_owned(),
        Failure::Film(error) => sentence(error),
        Failure::SeveralFrames { frames } => {
            format!("The file contains {frames} images. Save the film as a file of its own.")
        }
        Failure::NoFilms => {
            sentence(&ArchiveError::NoFilms.to_string())
        }
        Failure::Unreadable => {
            "The browser cannot read this file. It may have been moved, or its name may not be valid: rename it and choose it again.".to_owned()
        }
        Failure::Cancelled => {
            "It was cancelled before its turn. Classify what was cancelled with the button above the list.".to_owned()
        }
        Failure::NotAtHand => {
            "The kept list has no answer of this model for this film, and no film is kept: open or drop it again.".to_owned()
        }
        Failure::ModelMissing { file, status } => format!(
            "The server cannot provide {file} (status {status}). The model's files must be hosted beside this page."
        ),
        Failure::ModelUnreachable { file } => {
            format!("{file} could not be downloaded. Check the connection and try again.")
        }
        Failure::ModelRefused(error) => {
            format!("The model was rejected: {error}. Try again to download a new copy.")
        }
        Failure::GpuRefused(why) => format!(
            "The address of this page requests WebGPU, which cannot be used: {}. Remove ?engine=webgpu to use the CPU.",
            engine::why_cpu(why)
        ),
        Failure::CpuWrong {
            difference,
            tolerance,
        } => format!(
            "This processor or browser computes wrong results: {}. Update the browser or use another one.",
            engine::deviation(*difference, *tolerance)
        ),
        Failure::Engine(error) => format!("The engine failed: {}", sentence(error)),
        Failure::Crashed(error) => format!(
            "The engine crashed while processing this film and was restarted. {}",
            last_error(error)
        ),
        Failure::CrashedRepeatedly(error) => format!(
            "The engine crashed twice in a row and was not restarted. {}",
            last_error(error)
        ),
        Failure::NoWorker(error) => format!(
            "The engine could not be started in this browser. {}",
            last_error(error)
        ),
    }
}

/// The error of a crashed worker, truncated.
fn last_error(error: &str) -> String {
    const MAX_CHARS: usize = 200;
    let error = error.trim();
    if error.is_empty() {
        return "No error message was reported.".to_owned();
    }
    let mut shown: String = error.chars().take(MAX_CHARS).collect();
    if error.chars().count() > MAX_CHARS {
        shown.push('…');
    }
    format!("Last error: {shown}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::WhyCpu;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn each_failure_says_what_failed_and_where() {
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
                ["rejected: weights.000.bin is damaged.", "new copy"],
            ),
            (
                Failure::GpuRefused(WhyCpu::NoWebGpu),
                ["does not support WebGPU", "?engine=webgpu"],
            ),
            (
                Failure::Crashed(String::new()),
                ["was restarted", "No error message"],
            ),
            (
                Failure::CrashedRepeatedly("unreachable".into()),
                ["was not restarted", "Last error: unreachable"],
            ),
        ] {
            let message = message(&failure);
            for part in parts {
                assert!(message.contains(part), "{message}");
            }
        }
    }

    #[test]
    fn a_long_error_is_truncated() {
        let message = message(&Failure::Crashed("x".repeat(5000)));
        assert!(message.chars().count() < 400);
    }
}
