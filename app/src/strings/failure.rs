//! Error messages for the user: what failed, where, and what to do.

use model::archive::ArchiveError;
use model::reading::Reading;

use crate::locale::catalogue::{in_english, translated};
use crate::messages;
use crate::protocol::Failure;
use crate::strings::{engine, sentence};

messages! {
    "failure";

    /// The message when the content of the page is missing.
    pub fn no_content();

    /// The error of a worker that has not answered for some seconds.
    pub fn silent(seconds: u32);

    fn several_frames(frames: u32);
    fn unreadable();
    fn cancelled();
    fn not_at_hand();
    fn model_missing(file: &str, status: u16);
    fn model_unreachable(file: &str);
    fn model_refused(reason: String);
    fn gpu_refused(reason: String);
    fn cpu_wrong(deviation: String);
    fn engine_failed(error: String);
    fn crashed(error: String);
    fn crashed_repeatedly(error: String);
    fn no_worker(error: String);
    fn nothing_reported();
    fn out_of_memory();
    fn reported_last(error: String);
}

/// The reading of a file that cannot be classified whatever the engine, as `pneumoscope predict` writes it;
/// `None` for other failures.
pub fn refusal(name: &str, failure: &Failure) -> Option<Reading> {
    match failure {
        Failure::Film(words) => Some(Reading::refuse(name, words)),
        failure if failure.is_of_film() => {
            Some(Reading::refuse(name, in_english(|| message(failure))))
        }
        _ => None,
    }
}

/// The message for a failure.
pub fn message(failure: &Failure) -> String {
    match failure {
        Failure::NoContent => no_content(),
        Failure::Film(error) => sentence(&translated(error)),
        Failure::SeveralFrames { frames } => several_frames(*frames),
        Failure::NoFilms => sentence(&translated(&ArchiveError::NoFilms.to_string())),
        Failure::Unreadable => unreadable(),
        Failure::Cancelled => cancelled(),
        Failure::NotAtHand => not_at_hand(),
        Failure::ModelMissing { file, status } => model_missing(file, *status),
        Failure::ModelUnreachable { file } => model_unreachable(file),
        Failure::ModelRefused(error) => model_refused(translated(error)),
        Failure::GpuRefused(why) => gpu_refused(engine::why_cpu(why)),
        Failure::CpuWrong {
            difference,
            tolerance,
        } => cpu_wrong(engine::deviation(*difference, *tolerance)),
        Failure::Engine(error) => engine_failed(sentence(&translated(error))),
        Failure::Crashed(error) => crashed(last_error(error)),
        Failure::CrashedRepeatedly(error) => crashed_repeatedly(last_error(error)),
        Failure::NoWorker(error) => no_worker(last_error(error)),
    }
}

/// Whether a worker crashed because it was given no more memory: nothing else has it execute `unreachable`, in
/// the words of whatever browser, without the message of a panic.
fn is_out_of_memory(error: &str) -> bool {
    let error = error.to_ascii_lowercase();
    error.contains("unreachable") && !error.contains("panicked")
}

/// The error of a crashed worker, truncated.
fn last_error(error: &str) -> String {
    const MAX_CHARS: usize = 200;
    let error = error.trim();
    if error.is_empty() {
        return nothing_reported();
    }
    if is_out_of_memory(error) {
        return out_of_memory();
    }
    let mut shown: String = error.chars().take(MAX_CHARS).collect();
    if error.chars().count() > MAX_CHARS {
        shown.push('…');
    }
    reported_last(shown)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::{Locale, catalogue};
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
                Failure::CrashedRepeatedly("index out of bounds".into()),
                ["was not restarted", "Last error: index out of bounds"],
            ),
        ] {
            let message = message(&failure);
            for part in parts {
                assert!(message.contains(part), "{message}");
            }
        }
    }

    #[test]
    fn a_refusal_is_in_english_in_every_language() {
        let text = "failure-unreadable = Nicht lesbar.";
        catalogue::set(Locale::De, Some(text.to_owned()));
        let shown = message(&Failure::Unreadable);
        let refused = refusal("a.png", &Failure::Unreadable);
        catalogue::set(Locale::En, None);
        assert_eq!(shown, "Nicht lesbar.");
        let english = message(&Failure::Unreadable);
        assert_eq!(refused, Some(Reading::refuse("a.png", english)));
    }

    #[test]
    fn a_crash_for_lack_of_memory_is_told_from_others() {
        for (error, is_memory) in [
            ("Uncaught RuntimeError: unreachable", true),
            ("unreachable executed", true),
            ("Unreachable code should not be executed", true),
            ("panicked at a.rs: entered unreachable code", false),
            ("memory access out of bounds", false),
        ] {
            let message = message(&Failure::Crashed(error.into()));
            assert!(message.contains("was restarted"), "{message}");
            assert_eq!(message.contains("fewer pixels"), is_memory, "{message}");
        }
    }

    #[test]
    fn a_long_error_is_truncated() {
        let message = message(&Failure::Crashed("x".repeat(5000)));
        assert!(message.chars().count() < 400);
    }
}
