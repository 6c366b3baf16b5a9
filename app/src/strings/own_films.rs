//! Text about a user's own labelled films.

use model::scorecard::results::SetResult;

use super::options::{estimate, level};
use super::{NBSP, share};
use crate::protocol::own_films::OwnReport;

messages! {
    "own_films";

    /// The heading of the panel.
    pub fn heading();
    /// What to do.
    pub fn how();
    /// The button that judges.
    pub fn judge_label();
    /// While films are waiting.
    pub fn waiting();
    /// While the worker computes.
    pub fn running();
    /// The worker was lost.
    pub fn interrupted();
    /// The heading of the column of figures of own films.
    pub fn own();
    /// The heading of the column of figures of test films.
    pub fn test();
    /// The heading of the column of figures of films of other hospitals.
    pub fn external();
    /// The number of classified films.
    pub fn films();
    /// The accuracy.
    pub fn accuracy();
    /// The calibration error.
    pub fn ece();
    /// Share of films that the gate refuses.
    pub fn refused();
    /// Where there is no figure.
    pub fn none();
    /// The caption of the confusion matrix.
    pub fn confusion();
    /// The button that calibrates.
    pub fn recalibrate();
    /// What the button does.
    pub fn recalibrate_what();
    /// The button that removes the calibration.
    pub fn remove();
    /// The button that saves the scorecard.
    pub fn export();
    /// The browser does not keep the calibration.
    pub fn not_kept();
}

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
        1 => format!("{judge_label()} on the film of the list"),
        films => format!("{judge_label()} on the {films}{NBSP}films of the list"),
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
