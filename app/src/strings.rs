//! All text that the user reads, and the format of numbers in it.

pub mod diagnosis_report;
pub mod engine;
pub mod example;
pub mod explain;
pub mod failure;
pub mod intake;
pub mod language;
pub mod lens;
pub mod model_choice;
pub mod options;
pub mod own_films;
pub mod pages;
pub mod readers;
pub mod report;
pub mod theme;
pub mod tour;
pub mod viewer;
pub mod worklist;

use std::iter;

use model::class::Class;
use model::distance::FilmDistance;
use model::input::Fix;

use crate::locale::catalogue::translated;
use crate::locale::numbers::decimal;
use crate::messages;
use crate::protocol::Projection;

messages! {
    "page";

    /// The page for frames on a host that lists no site.
    pub fn no_embedding();
    /// The product's name.
    pub fn name();
    /// The subtitle in the header.
    pub fn tagline();
    /// The heading of the drop zone.
    pub fn drop_title();
    /// The same once there is a film.
    pub fn drop_next();
    /// The button that opens the dialog for folders.
    pub fn choose_folder();
    /// The button that opens the camera.
    pub fn take_photo();
    /// Before the button that opens the file dialog.
    pub fn drop_or();
    /// The button that opens the file dialog.
    pub fn choose();
    /// What else is accepted.
    pub fn containers();
    /// The privacy statement.
    pub fn privacy();
    /// Once page and model are cached.
    pub fn cached();
    /// Must be shown wherever a probability is shown.
    pub fn disclaimer();
    /// The long disclaimer, in the footer.
    pub fn disclaimer_long();
    /// The heading above the result.
    pub fn result();
    /// Before there is any film.
    pub fn nothing_yet();
    /// While the engine is not ready.
    pub fn waiting_for_engine();
    /// While other films come first.
    pub fn waiting_for_turn();
    /// While the file is decoded and resized.
    pub fn preparing();
    /// While the network runs.
    pub fn inferring();
    /// A film in the list that is waiting.
    pub fn film_waits();
    /// A film in the list that is in progress.
    pub fn film_runs();
    /// A film in the list that failed.
    pub fn film_failed();
    /// The heading of a picture that the gate does not admit.
    pub fn refused();
    /// The heading above the failure of a film.
    pub fn not_read();
    /// A film whose DICOM header says so (Burned In Annotation).
    pub fn burned_in();
    /// The heading when there is no engine.
    pub fn no_engine();
    /// The button that restarts the engine.
    pub fn retry();
    /// The heading of the panel about the model.
    pub fn model();
    /// The heading of the model's limitations.
    pub fn limits();
    /// Before the scorecard is loaded.
    pub fn model_loading();
    /// The label of the network's name.
    pub fn model_name();
    /// The label of the network's input.
    pub fn model_input();
    /// The label of the model's size.
    pub fn model_size();
    /// The label of the test result.
    pub fn model_test();
    /// The label of the result on other sources.
    pub fn model_external();
    /// The label of the export date.
    pub fn model_date();
    /// The label of the licence.
    pub fn model_licence();
    /// A model without a result.
    pub fn not_tested();
    /// The label of the request counter.
    pub fn requests();
    /// The progress bar of the download, for screen readers.
    pub fn download_label();
    /// The progress bar of a film, for screen readers.
    pub fn reading_label();
    /// The button that classifies each image of a file.
    pub fn read_frames(frames: u32);
    /// The text alternative of a thumbnail.
    pub fn thumbnail(name: &str);
    /// The network's input: "224 × 224 pixels, greyscale".
    pub fn input(side: u32);
    /// How many other films are waiting.
    pub fn waiting(films: usize);

    fn class_covid19();
    fn class_normal();
    fn class_pneumonia();
    fn list_pair(left: String, right: String);
    fn alternative_pair(left: String, right: String);
    fn sentence_pair(left: String, right: String);
    fn percentage(number: String);
    fn less_than(number: String);
    fn more_than(number: String);
    fn farther(percentile: u8, sources: String);
    fn confidence(low: String, high: String, films: u64);
    fn megabyte_count(number: String);
    fn part_of(received: String, total: String);
    fn format_list(mebibytes: u64);
    fn milliseconds(number: String);
    fn seconds(number: String);
    fn pixels(width: u32, height: u32);
    fn turned_right();
    fn turned_over();
    fn turned_left();
    fn inverted();
    fn cropped();
    fn turn_upright();
    fn invert();
    fn crop();
    fn undo_change(change: String);
    fn million_parameters(number: String);
    fn class_with_probability(class: String, probability: String);
    fn undecided_none();
    fn undecided_between(classes: String);
    fn announced(name: &str, outcome: &str, sentences: String);
    fn full_sentence(text: String);
}

const MEBI: u64 = 1 << 20;

/// A no-break space, between a number and its unit.
#[cfg(test)]
const NBSP: char = '\u{a0}';

/// A class inside of a sentence: "COVID-19", "normal", "pneumonia".
pub fn class_label(class: Class) -> String {
    match class {
        Class::Covid19 => class_covid19(),
        Class::Normal => class_normal(),
        Class::Pneumonia => class_pneumonia(),
    }
}

/// A class as a label: "COVID-19", "Normal", "Pneumonia".
pub fn class_name(class: Class) -> String {
    capitalised(&class_label(class))
}

/// Parts of a list: "border hidden, mirrored".
pub fn list(parts: impl IntoIterator<Item = impl Into<String>>) -> String {
    joined(parts, list_pair)
}

/// Alternatives: "COVID-19 or pneumonia".
pub fn alternatives(parts: impl IntoIterator<Item = impl Into<String>>) -> String {
    joined(parts, alternative_pair)
}

/// Sentences one after the other.
pub fn sentences(parts: impl IntoIterator<Item = impl Into<String>>) -> String {
    joined(parts, sentence_pair)
}

/// Sentences of another crate, one a line, in the language of the page and one after the other.
pub fn translated_lines(english: &str) -> String {
    sentences(english.lines().map(translated))
}

fn joined(
    parts: impl IntoIterator<Item = impl Into<String>>,
    pair: fn(String, String) -> String,
) -> String {
    let parts = parts.into_iter().map(Into::<String>::into);
    parts.reduce(pair).unwrap_or_default()
}

/// A probability: "93.4 %"; one close to 0 or 1 is not rounded to it.
pub fn percent(probability: f32) -> String {
    let percent = probability * 100.0;
    match percent {
        p if p > 0.0 && p < 0.05 => less_than(decimal(0.1, 1)),
        p if p > 99.95 && p < 100.0 => more_than(decimal(99.9, 1)),
        p => percentage(decimal(p.into(), 1)),
    }
}

/// How far a film is: "Farther from the training films than 12 % of the validation films; nearest: nih."
pub fn distance(distance: &FilmDistance) -> String {
    farther(distance.percentile, list(&distance.sources))
}

/// A fraction as a percentage: "78.4 %".
pub fn share(share: f64) -> String {
    percentage(decimal(share * 100.0, 1))
}

/// A fraction as a whole percentage: "78 %".
pub fn whole_percent(share: f64) -> String {
    percentage(decimal(share * 100.0, 0))
}

/// A confidence interval and its sample size: "95 % CI 70.1 to 85.2 %, 210 films".
pub fn interval(low: f64, high: f64, films: u64) -> String {
    confidence(decimal(low * 100.0, 1), share(high), films)
}

/// A size in megabytes: "48.3 MB".
pub fn megabytes(bytes: u64) -> String {
    megabyte_count(millions(bytes))
}

/// The progress of the download: "12.3 of 48.3 MB".
pub fn downloaded(received: u64, total: u64) -> String {
    part_of(millions(received), megabytes(total))
}

fn millions(number: u64) -> String {
    decimal(number as f64 / 1e6, 1)
}

/// The supported formats with the maximum file size.
pub fn formats(limit_bytes: u64) -> String {
    format_list(limit_bytes / MEBI)
}

/// A difference: "0.250", or "3e-5" for a small one.
pub fn difference(difference: f32) -> String {
    if difference.is_nan() {
        "NaN".to_owned()
    } else if difference >= 1e-3 {
        decimal(difference.into(), 3)
    } else {
        format!("{difference:.0e}")
    }
}

/// A duration from milliseconds: "52 ms", "1.52 s", "41 s".
pub fn duration(millis: f64) -> String {
    if millis < 1000.0 {
        milliseconds(decimal(millis, 0))
    } else if millis < 10_000.0 {
        seconds(decimal(millis / 1000.0, 2))
    } else {
        seconds(decimal(millis / 1000.0, 0))
    }
}

/// The size, projection and fixes of a film: "1024 × 890 pixels, PA, turned by 180°".
pub fn caption(width: u32, height: u32, projection: Option<Projection>, fixes: &[Fix]) -> String {
    let projection = projection.map(|projection| match projection {
        Projection::Ap => "AP".to_owned(),
        Projection::Pa => "PA".to_owned(),
    });
    let fixes = fixes.iter().copied().map(fixed);
    let size = iter::once(pixels(width, height));
    list(size.chain(projection).chain(fixes))
}

/// What a fix has done.
fn fixed(fix: Fix) -> String {
    match fix {
        Fix::Rotate90 => turned_right(),
        Fix::Rotate180 => turned_over(),
        Fix::Rotate270 => turned_left(),
        Fix::Invert => inverted(),
        Fix::Crop { .. } => cropped(),
    }
}

/// The button that classifies a film again after a fix.
pub fn apply_fix(fix: Fix) -> String {
    match fix {
        Fix::Rotate90 | Fix::Rotate180 | Fix::Rotate270 => turn_upright(),
        Fix::Invert => invert(),
        Fix::Crop { .. } => crop(),
    }
}

/// The button that takes the last fix back: "Undo: turned by 180°".
pub fn undo(fix: Fix) -> String {
    undo_change(fixed(fix))
}

/// A number of parameters: "24.1 million parameters".
pub fn parameters(parameters: u64) -> String {
    million_parameters(millions(parameters))
}

/// A prediction in one line: "Pneumonia 93.4 %".
pub fn prediction(class: Class, probability: f32) -> String {
    class_with_probability(class_name(class), percent(probability))
}

/// A film that is not answered: "Undecided: COVID-19 or pneumonia".
pub fn undecided(set: &[Class]) -> String {
    if set.is_empty() {
        undecided_none()
    } else {
        undecided_between(alternatives(set.iter().copied().map(class_label)))
    }
}

/// A result for screen readers.
pub fn announcement(name: &str, outcome: &str, reasons: &[String]) -> String {
    let reasons = reasons.iter().map(|reason| sentence(&translated(reason)));
    announced(name, outcome, sentences(reasons.chain([disclaimer()])))
}

/// Makes the first letter upper case.
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// Makes a sentence of an error message: upper-case first letter and full stop.
pub fn sentence(message: &str) -> String {
    let sentence = capitalised(message.trim());
    if sentence.ends_with(['.', '!', '?', '。', '！', '？', '؟']) {
        sentence
    } else {
        full_sentence(sentence)
    }
}

/// The messages of this file and of those below it.
#[cfg(test)]
pub fn messages() -> Vec<&'static [(&'static str, &'static [&'static str])]> {
    vec![
        MESSAGES,
        engine::MESSAGES,
        example::MESSAGES,
        explain::MESSAGES,
        failure::MESSAGES,
        intake::MESSAGES,
        language::MESSAGES,
        lens::MESSAGES,
        model_choice::MESSAGES,
        options::MESSAGES,
        own_films::MESSAGES,
        pages::MESSAGES,
        pages::diagnosis_page::MESSAGES,
        pages::model_page::MESSAGES,
        pages::privacy_page::MESSAGES,
        readers::MESSAGES,
        report::MESSAGES,
        theme::MESSAGES,
        tour::MESSAGES,
        viewer::MESSAGES,
        worklist::MESSAGES,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    /// With ordinary spaces.
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
                "DICOM, PNG, JPEG, JPEG 2000, TIFF, WebP, BMP or GIF, up to 64 MiB each",
            ),
            (duration(3.6), "4 ms"),
            (duration(1523.0), "1.52 s"),
            (duration(41_200.0), "41 s"),
            (share(0.784), "78.4 %"),
            (
                interval(0.701, 0.852, 210),
                "95 % CI 70.1 to 85.2 %, 210 films",
            ),
        ] {
            assert_eq!(plain(&found), text);
        }
    }

    #[test]
    fn the_caption_says_how_the_film_was_changed() {
        let fixes = [Fix::Rotate180, Fix::Invert];
        for (projection, fixes, text) in [
            (None, &[][..], "1024 × 890 pixels"),
            (Some(Projection::Pa), &[], "1024 × 890 pixels, PA"),
            (
                Some(Projection::Ap),
                &fixes,
                "1024 × 890 pixels, AP, turned by 180°, inverted",
            ),
        ] {
            assert_eq!(caption(1024, 890, projection, fixes), text);
        }
    }

    #[test]
    fn an_undecided_film_names_the_classes_that_are_left() {
        for (set, text) in [
            (&[][..], "Undecided: none of the classes fits"),
            (
                &[Class::Covid19, Class::Pneumonia],
                "Undecided: COVID-19 or pneumonia",
            ),
        ] {
            assert_eq!(undecided(set), text);
        }
    }

    #[test]
    fn a_class_in_a_sentence_has_its_own_spelling() {
        for class in Class::ALL {
            assert_eq!(class_label(class), class.label());
        }
        assert_eq!(class_name(Class::Normal), "Normal");
    }

    #[test]
    fn waiting_films_are_counted() {
        assert_eq!(waiting(1), "1 more film is waiting");
        assert_eq!(waiting(2), "2 more films are waiting");
    }

    #[test]
    fn a_difference_is_readable_at_any_scale() {
        assert_eq!(difference(0.25), "0.250");
        assert_eq!(difference(2e-5), "2e-5");
        assert_eq!(difference(f32::NAN), "NaN");
    }

    #[test]
    fn an_error_message_becomes_a_sentence() {
        assert_eq!(sentence("the file is empty"), "The file is empty.");
        for whole in ["Really?", "文件是空的。", "حقًا؟"] {
            assert_eq!(sentence(whole), whole);
        }
    }
}
