//! Every sentence that people read, and the numbers in them.

pub mod engine;
pub mod failure;

use model::class::Class;

/// The name of it all.
pub const NAME: &str = "Pneumoscope";
/// What it does, in the header.
pub const TAGLINE: &str = "Chest films, read in this browser";
/// The heading of the place to drop films.
pub const DROP_TITLE: &str = "Drop a chest film here";
/// The same once there is a film.
pub const DROP_NEXT: &str = "Drop the next film here";
/// Other ways to bring one.
pub const DROP_OR: &str = "or paste one, or";
/// The button that opens the file dialog.
pub const CHOOSE: &str = "choose files";
/// What is read, under the drop zone; the size limit comes from the decoder.
pub const FORMATS: &str = "PNG, JPEG, WebP, TIFF or BMP";
/// What the file dialog offers.
pub const ACCEPT: &str =
    ".png,.jpg,.jpeg,.webp,.tif,.tiff,.bmp,image/png,image/jpeg,image/webp,image/tiff,image/bmp";
/// What happens to the films.
pub const PRIVACY: &str = "The film stays in this browser: it is sent nowhere and stored nowhere.";
/// Once page and model are kept.
pub const KEPT: &str = "This page and its model are kept in the browser for use without a network, until its data for this site are cleared.";
/// Must stand wherever a probability stands.
pub const DISCLAIMER: &str = "Research tool, not a medical device.";
/// More of it, in the footer.
pub const DISCLAIMER_LONG: &str = "Pneumoscope is made for research and teaching. It must not be used to diagnose, to treat or to decide about a patient.";
/// The heading over the answer.
pub const RESULT: &str = "What the model says";
/// Before there is any film.
pub const NOTHING_YET: &str = "Three probabilities will appear here: COVID-19, normal, pneumonia.";
/// While the engine is not there yet.
pub const WAITING_FOR_ENGINE: &str = "The film is read as soon as the model is ready.";
/// While another film is being read.
pub const WAITING_FOR_TURN: &str = "This film waits for its turn.";
/// While the file is decoded and resized.
pub const PREPARING: &str = "Preparing the film";
/// While the network runs.
pub const INFERRING: &str = "The network is reading the film";
/// The heading of the list of films.
pub const FILMS: &str = "Films";
/// A film in the list that waits.
pub const FILM_WAITS: &str = "waits";
/// A film in the list that is being read.
pub const FILM_RUNS: &str = "is being read";
/// A film in the list that was not read.
pub const FILM_FAILED: &str = "not read";
/// The heading over a film that was not read.
pub const NOT_READ: &str = "This film was not read";
/// The heading when there is no engine.
pub const NO_ENGINE: &str = "The model is not ready";
/// The button that starts the engine again.
pub const RETRY: &str = "Try again";
/// The heading of the panel about the model.
pub const MODEL: &str = "About this model";
/// The heading over its limits.
pub const LIMITS: &str = "Known limits";
/// Before the scorecard is here.
pub const MODEL_LOADING: &str = "The scorecard is loading.";
/// The label of the model's name.
pub const MODEL_NAME: &str = "Network";
/// The label of its input.
pub const MODEL_INPUT: &str = "Input";
/// The label of its size.
pub const MODEL_SIZE: &str = "Size";
/// The label of its test result.
pub const MODEL_TEST: &str = "Right answers on films of the same sources";
/// The label of its result on other sources.
pub const MODEL_EXTERNAL: &str = "Right answers on films of other sources";
/// The label of its date.
pub const MODEL_DATE: &str = "Made";
/// The label of its terms.
pub const MODEL_LICENCE: &str = "Licence";
/// A model without a test result.
pub const NOT_TESTED: &str = "not tested";
/// The label of the live count of requests.
pub const REQUESTS: &str = "Requests since the model was loaded";
/// What the loading bar is, for screen readers.
pub const DOWNLOAD_LABEL: &str = "Download of the model";
/// What the film's own bar is, for screen readers.
pub const READING_LABEL: &str = "Reading the film";

const MEBI: u64 = 1 << 20;

/// Keeps a number and its unit on one line.
const NBSP: char = '\u{a0}';

/// A class as a label: "COVID-19", "Normal", "Pneumonia".
pub fn class_name(class: Class) -> String {
    capitalised(class.label())
}

/// A probability for people: "93.4 %"; very small and very large ones are not rounded to a lie.
pub fn percent(probability: f32) -> String {
    let percent = probability * 100.0;
    match percent {
        p if p > 0.0 && p < 0.05 => format!("<{NBSP}0.1{NBSP}%"),
        p if p > 99.95 && p < 100.0 => format!(">{NBSP}99.9{NBSP}%"),
        p => format!("{p:.1}{NBSP}%"),
    }
}

/// A share of films: "78.4 %".
pub fn share(share: f64) -> String {
    format!("{:.1}{NBSP}%", share * 100.0)
}

/// How sure a share is, and of how many films: "95 % interval 70.1 to 85.2 %, 210 films".
pub fn interval(low: f64, high: f64, films: u64) -> String {
    let high = share(high);
    format!(
        "95{NBSP}% interval {:.1} to {high}, {films}{NBSP}films",
        low * 100.0
    )
}

/// Bytes in millions: "48.3 MB".
pub fn megabytes(bytes: u64) -> String {
    format!("{:.1}{NBSP}MB", bytes as f64 / 1e6)
}

/// How much of the model is here: "12.3 of 48.3 MB".
pub fn downloaded(received: u64, total: u64) -> String {
    format!("{:.1} of {}", received as f64 / 1e6, megabytes(total))
}

/// The formats that are read, with the greatest size of a file.
pub fn formats(limit_bytes: u64) -> String {
    format!("{FORMATS}, up to {}{NBSP}MiB each", limit_bytes / MEBI)
}

/// How far a number is from another: "0.250", or "3.1e-5" for the small.
pub fn difference(difference: f32) -> String {
    if difference.is_nan() {
        "more than can be said".to_owned()
    } else if difference >= 1e-3 {
        format!("{difference:.3}")
    } else {
        format!("{difference:.0e}")
    }
}

/// A duration from milliseconds: "52 ms", "1.52 s", "41 s".
pub fn duration(millis: f64) -> String {
    if millis < 1000.0 {
        format!("{millis:.0}{NBSP}ms")
    } else if millis < 10_000.0 {
        format!("{:.2}{NBSP}s", millis / 1000.0)
    } else {
        format!("{:.0}{NBSP}s", millis / 1000.0)
    }
}

/// The size of a film: "1024 × 890 pixels".
pub fn pixels(width: u32, height: u32) -> String {
    format!("{width} × {height} pixels")
}

/// What the picture of a film is, for those who do not see it.
pub fn thumbnail(name: &str) -> String {
    format!("Thumbnail of {name}")
}

/// A number of parameters: "24.1 million parameters".
pub fn parameters(parameters: u64) -> String {
    format!("{:.1} million parameters", parameters as f64 / 1e6)
}

/// The input of a network.
pub fn input(side: u32) -> String {
    format!("{side} × {side} pixels, grey")
}

/// One film's answer in one line, for screen readers and the list.
pub fn outcome(class: Class, probability: f32) -> String {
    format!("{} {}", class_name(class), percent(probability))
}

/// An answer said aloud.
pub fn announcement(name: &str, outcome: &str) -> String {
    format!("{name}: {outcome}. {DISCLAIMER}")
}

/// How many films wait.
pub fn waiting(films: usize) -> String {
    match films {
        1 => "1 more film waits".to_owned(),
        films => format!("{films} more films wait"),
    }
}

/// The first letter large.
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// A library's words as a sentence: a large first letter and a full stop.
pub fn sentence(words: &str) -> String {
    let words = capitalised(words.trim());
    if words.ends_with(['.', '!', '?']) {
        words
    } else {
        format!("{words}.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    /// Spaces as people type them.
    fn plain(text: &str) -> String {
        text.replace(NBSP, " ")
    }

    #[test]
    fn a_probability_is_never_rounded_to_certainty() {
        for (probability, text) in [
            (0.0, "0.0 %"),
            (0.0001, "< 0.1 %"),
            (0.0006, "0.1 %"),
            (0.934, "93.4 %"),
            (0.9999, "> 99.9 %"),
            (1.0, "100.0 %"),
        ] {
            assert_eq!(plain(&percent(probability)), text);
        }
    }

    #[test]
    fn numbers_carry_their_units() {
        for (found, text) in [
            (downloaded(12_345_678, 48_300_000), "12.3 of 48.3 MB"),
            (
                formats(64 << 20),
                "PNG, JPEG, WebP, TIFF or BMP, up to 64 MiB each",
            ),
            (duration(3.6), "4 ms"),
            (duration(1523.0), "1.52 s"),
            (duration(41_200.0), "41 s"),
            (share(0.784), "78.4 %"),
            (
                interval(0.701, 0.852, 210),
                "95 % interval 70.1 to 85.2 %, 210 films",
            ),
        ] {
            assert_eq!(plain(&found), text);
        }
    }

    #[test]
    fn a_difference_is_written_so_that_it_can_be_read() {
        assert_eq!(difference(0.25), "0.250");
        assert_eq!(difference(2e-5), "2e-5");
        assert_eq!(difference(f32::NAN), "more than can be said");
    }

    #[test]
    fn words_of_a_library_become_a_sentence() {
        assert_eq!(sentence("the file is empty"), "The file is empty.");
        assert_eq!(sentence("Really?"), "Really?");
    }
}
