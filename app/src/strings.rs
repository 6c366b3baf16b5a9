//! All text that the user reads, and the format of numbers in it.

pub mod diagnosis_report;
pub mod engine;
pub mod example;
pub mod explain;
pub mod failure;
pub mod intake;
pub mod lens;
pub mod model_choice;
pub mod options;
pub mod own_films;
pub mod pages;
pub mod readers;
pub mod report;
pub mod theme;
pub mod viewer;
pub mod worklist;

use model::class::Class;
use model::distance::FilmDistance;
use model::input::Fix;

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
    /// The supported formats; the size limit is appended.
    pub fn format_list();
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
}

const MEBI: u64 = 1 << 20;

/// A no-break space, between a number and its unit.
const NBSP: char = '\u{a0}';

/// A class as a label: "COVID-19", "Normal", "Pneumonia".
pub fn class_name(class: Class) -> String {
    capitalised(class.label())
}

/// A probability: "93.4 %"; one close to 0 or 1 is not rounded to it.
pub fn percent(probability: f32) -> String {
    let percent = probability * 100.0;
    match percent {
        p if p > 0.0 && p < 0.05 => format!("<{NBSP}0.1{NBSP}%"),
        p if p > 99.95 && p < 100.0 => format!(">{NBSP}99.9{NBSP}%"),
        p => format!("{p:.1}{NBSP}%"),
    }
}

/// How far a film is: "Farther from the training films than 12 % of the validation films; nearest: nih."
pub fn distance(distance: &FilmDistance) -> String {
    let FilmDistance {
        percentile,
        sources,
        ..
    } = distance;
    let nearest = sources.join(", ");
    format!(
        "Farther from the training films than {percentile}{NBSP}% of the validation films; nearest: {nearest}."
    )
}

/// A fraction as a percentage: "78.4 %".
pub fn share(share: f64) -> String {
    format!("{:.1}{NBSP}%", share * 100.0)
}

/// A fraction as a whole percentage: "78 %".
pub fn whole_percent(share: f64) -> String {
    format!("{:.0}{NBSP}%", share * 100.0)
}

/// A confidence interval and its sample size: "95 % CI 70.1 to 85.2 %, 210 films".
pub fn interval(low: f64, high: f64, films: u64) -> String {
    let high = share(high);
    format!(
        "95{NBSP}% CI {:.1} to {high}, {films}{NBSP}films",
        low * 100.0
    )
}

/// A size in megabytes: "48.3 MB".
pub fn megabytes(bytes: u64) -> String {
    format!("{:.1}{NBSP}MB", bytes as f64 / 1e6)
}

/// The progress of the download: "12.3 of 48.3 MB".
pub fn downloaded(received: u64, total: u64) -> String {
    format!("{:.1} of {}", received as f64 / 1e6, megabytes(total))
}

/// The supported formats with the maximum file size.
pub fn formats(limit_bytes: u64) -> String {
    format!("{format_list()}, up to {}{NBSP}MiB each", limit_bytes / MEBI)
}

/// A difference: "0.250", or "3e-5" for a small one.
pub fn difference(difference: f32) -> String {
    if difference.is_nan() {
        "NaN".to_owned()
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

fn pixels(width: u32, height: u32) -> String {
    format!("{width} × {height} pixels")
}

/// The size, projection and fixes of a film: "1024 × 890 pixels, PA, turned by 180°".
pub fn caption(width: u32, height: u32, projection: Option<Projection>, fixes: &[Fix]) -> String {
    let projection = projection.map(|projection| match projection {
        Projection::Ap => "AP",
        Projection::Pa => "PA",
    });
    let parts = projection
        .into_iter()
        .chain(fixes.iter().copied().map(fixed));
    parts.fold(pixels(width, height), |caption, part| {
        format!("{caption}, {part}")
    })
}

/// What a fix has done.
const fn fixed(fix: Fix) -> &'static str {
    match fix {
        Fix::Rotate90 => "turned clockwise by 90°",
        Fix::Rotate180 => "turned by 180°",
        Fix::Rotate270 => "turned counterclockwise by 90°",
        Fix::Invert => "inverted",
        Fix::Crop { .. } => "cropped",
    }
}

/// The button that classifies a film again after a fix.
pub const fn apply_fix(fix: Fix) -> &'static str {
    match fix {
        Fix::Rotate90 | Fix::Rotate180 | Fix::Rotate270 => "Turn it upright",
        Fix::Invert => "Invert it",
        Fix::Crop { .. } => "Use the framed part",
    }
}

/// The button that takes the last fix back: "Undo: turned by 180°".
pub fn undo(fix: Fix) -> String {
    format!("Undo: {}", fixed(fix))
}

/// The button that classifies each image of a file.
pub fn read_frames(frames: u32) -> String {
    format!("Classify each of the {frames} images")
}

/// The text alternative of a thumbnail.
pub fn thumbnail(name: &str) -> String {
    format!("Thumbnail of {name}")
}

/// A number of parameters: "24.1 million parameters".
pub fn parameters(parameters: u64) -> String {
    format!("{:.1} million parameters", parameters as f64 / 1e6)
}

/// The network's input: "224 × 224 pixels, greyscale".
pub fn input(side: u32) -> String {
    format!("{side} × {side} pixels, greyscale")
}

/// A prediction in one line: "Pneumonia 93.4 %".
pub fn prediction(class: Class, probability: f32) -> String {
    format!("{} {}", class_name(class), percent(probability))
}

/// A film that is not answered: "Undecided: COVID-19 or pneumonia".
pub fn undecided(set: &[Class]) -> String {
    let classes: Vec<&str> = set.iter().map(|class| class.label()).collect();
    match classes[..] {
        [] => "Undecided: none of the classes fits".to_owned(),
        _ => format!("Undecided: {}", classes.join(" or ")),
    }
}

/// A result for screen readers.
pub fn announcement(name: &str, outcome: &str, reasons: &[String]) -> String {
    let reasons: Vec<String> = reasons.iter().map(|reason| sentence(reason)).collect();
    let sentences = [&reasons[..], &[disclaimer().to_owned()]].concat();
    format!("{name}: {outcome}. {}", sentences.join(" "))
}

/// How many other films are waiting.
pub fn waiting(films: usize) -> String {
    match films {
        1 => "1 more film is waiting".to_owned(),
        films => format!("{films} more films are waiting"),
    }
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
    if sentence.ends_with(['.', '!', '?']) {
        sentence
    } else {
        format!("{sentence}.")
    }
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
    fn a_difference_is_readable_at_any_scale() {
        assert_eq!(difference(0.25), "0.250");
        assert_eq!(difference(2e-5), "2e-5");
        assert_eq!(difference(f32::NAN), "NaN");
    }

    #[test]
    fn an_error_message_becomes_a_sentence() {
        assert_eq!(sentence("the file is empty"), "The file is empty.");
        assert_eq!(sentence("Really?"), "Really?");
    }
}
