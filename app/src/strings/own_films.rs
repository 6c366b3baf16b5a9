//! Text about a user's own labelled films.

use model::class::Class;
use model::scorecard::results::SetResult;

use super::options::{estimate, level};
use super::{list, share};
use crate::locale::numbers::decimal;
use crate::messages;
use crate::protocol::own_films::OwnReport;

messages! {
    "own_films";

    /// The heading of the panel.
    pub fn heading();
    /// What to do.
    pub fn how();
    /// The button that judges, with the number of films.
    pub fn judge(films: usize);
    /// The table that is used.
    pub fn table(name: &str);
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
    /// "Calibrated on 120 films of yours, 2026-11-28."
    pub fn calibrated_on(films: u64, date: &str);
    fn coverage_at(level: &str);
    fn coverage_label();
    fn films_of(films: u64, class: Class);
    fn verdict_worse(accuracy: &str, p: &str);
    fn verdict_not_worse(accuracy: &str);
    fn p_value(p: &str);
    fn p_below(limit: &str);
    fn recalibrated_error(before: &str, after: &str);
}

/// The label of the coverage at a level.
pub fn coverage(sets: Option<&SetResult>) -> String {
    sets.map_or_else(coverage_label, |sets| coverage_at(&level(sets.level)))
}

/// The number of films of each class: "12 COVID-19, 9 normal, 10 pneumonia".
pub fn by_class(report: &OwnReport) -> String {
    let counts = report.by_class();
    list(counts.iter().map(|(class, films)| films_of(*films, class)))
}

/// The verdict on the accuracy.
pub fn verdict(report: &OwnReport) -> String {
    let accuracy = estimate(report.accuracy);
    match report.worse {
        Some(p) => verdict_worse(&accuracy, &probability(p)),
        None => verdict_not_worse(&accuracy),
    }
}

fn probability(p: f64) -> String {
    if p < 0.001 {
        p_below(&decimal(0.001, 3))
    } else {
        p_value(&decimal(p, 3))
    }
}

/// What calibration would do to the calibration error.
pub fn recalibrated(before: f64, after: f64) -> String {
    recalibrated_error(&share(before), &share(after))
}
