//! Text about a user's own labelled films.

use model::scorecard::results::SetResult;

use super::options::{estimate, level};
use super::{NBSP, share};
use crate::protocol::own_films::OwnReport;

/// The heading of the panel.
pub const HEADING: &str = "Judge the model on your own films";
/// What to do.
pub const HOW: &str = "Drop a folder with the folders COVID-19, normal and pneumonia, or films together with a table (CSV) that has the columns file and label. Nothing is uploaded.";
/// The button that judges.
pub const JUDGE: &str = "Judge";
/// While films are waiting.
pub const WAITING: &str = "The films can be judged once all are classified.";
/// While the worker computes.
pub const RUNNING: &str = "Computing the figures";
/// The worker was lost.
pub const INTERRUPTED: &str = "The engine stopped before the figures were computed. Judge again.";
/// The heading of the column of figures of own films.
pub const OWN: &str = "Your films";
/// The heading of the column of figures of test films.
pub const TEST: &str = "Test films";
/// The heading of the column of figures of films of other hospitals.
pub const EXTERNAL: &str = "Other hospitals";
/// The number of classified films.
pub const FILMS: &str = "Films";
/// The accuracy.
pub const ACCURACY: &str = "Accuracy";
/// The calibration error.
pub const ECE: &str = "Calibration error (ECE)";
/// Share of films that the gate refuses.
pub const REFUSED: &str = "Refused by the gate";
/// Where there is no figure.
pub const NONE: &str = "not measured";
/// The caption of the confusion matrix.
pub const CONFUSION: &str = "Your films by label (rows) and most probable class (columns)";
/// The button that calibrates.
pub const RECALIBRATE: &str = "Calibrate for these films";
/// What the button does.
pub const RECALIBRATE_WHAT: &str = "Fits calibration, answer sets and operating points to your films. Only the resulting numbers are kept, in this browser, until you remove them.";
/// The button that removes the calibration.
pub const REMOVE: &str = "Use the model's own calibration again";
/// The button that saves the scorecard.
pub const EXPORT: &str = "Save as model.json";
/// The browser does not keep the calibration.
pub const NOT_KEPT: &str = "This browser keeps nothing, so the calibration is lost when the page is closed. Save it as model.json.";

/// The label of the coverage at a level.
pub fn coverage(sets: Option<&SetResult>) -> String {
    match sets {
        Some(sets) => format!("Right class in the set at {}", level(sets.level)),
        None => "Right class in the set".to_owned(),
    }
}

/// The table that is used.
pub fn table(name: &str) -> String {
    format!("Labels are read from {name}.")
}

/// The button with the number of films.
pub fn judge(films: usize) -> String {
    match films {
        1 => format!("{JUDGE} on the film of the list"),
        films => format!("{JUDGE} on the {films}{NBSP}films of the list"),
    }
}

/// The number of films of each class: "12 COVID-19, 9 normal, 10 pneumonia".
pub fn by_class(report: &OwnReport) -> String {
    let counts = report.by_class();
    let parts: Vec<String> = counts
        .iter()
        .map(|(class, films)| format!("{films} {class}"))
        .collect();
    parts.join(", ")
}

/// The verdict on the accuracy.
pub fn verdict(report: &OwnReport) -> String {
    let accuracy = estimate(report.accuracy);
    match report.worse {
        Some(p) => format!(
            "On your films the model is right in {accuracy}: significantly worse than on its test films (p{NBSP}{}). Do not rely on it for films like these.",
            p_value(p)
        ),
        None => format!(
            "On your films the model is right in {accuracy}: not significantly worse than on its test films."
        ),
    }
}

fn p_value(p: f64) -> String {
    if p < 0.001 {
        format!("<{NBSP}0.001")
    } else {
        format!("={NBSP}{p:.3}")
    }
}

/// What calibration would do to the calibration error.
pub fn recalibrated(before: f64, after: f64) -> String {
    format!(
        "Calibrated for your films, the calibration error would be {} instead of {}, each film predicted without its patient.",
        share(after),
        share(before)
    )
}

/// "Calibrated on 120 films of yours, 2026-11-28."
pub fn calibrated_on(films: u64, date: &str) -> String {
    format!("Calibrated on {films}{NBSP}films of yours, {date}.")
}
