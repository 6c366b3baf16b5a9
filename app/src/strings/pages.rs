//! Text of the pages beside the films: model, privacy, diagnosis.

pub mod diagnosis_page;
pub mod model_page;
pub mod privacy_page;

use model::estimate::Estimate;

use super::share;
use crate::locale::numbers;
use crate::messages;
use crate::state::page::Page;

messages! {
    "pages";

    /// The name of the navigation, for screen readers.
    pub fn navigation();
    fn name_films();
    fn name_model();
    fn name_privacy();
    fn name_diagnosis();
    fn with_interval(value: String, low: String, high: String);
    fn not_defined();
    fn memory(mebibytes: String);
}

/// A page's name in the navigation.
pub fn name(page: Page) -> String {
    match page {
        Page::Films => name_films(),
        Page::Model => name_model(),
        Page::Privacy => name_privacy(),
        Page::Diagnosis => name_diagnosis(),
    }
}

/// A figure with its interval: "84.2 % (81.1 to 86.8)".
pub fn figure(Estimate { value, low, high }: Estimate) -> String {
    let [low, high] = [low, high].map(|end| numbers::decimal(end * 100.0, 1));
    with_interval(share(value), low, high)
}

/// A figure that is no share, with its interval: "0.976 (0.961 to 0.988)".
pub fn decimal(Estimate { value, low, high }: Estimate) -> String {
    let [value, low, high] = [value, low, high].map(|figure| numbers::decimal(figure, 3));
    with_interval(value, low, high)
}

/// The same as [`figure`] for a figure that may not exist.
pub fn optional(estimate: Option<Estimate>) -> String {
    estimate.map_or_else(not_defined, figure)
}

/// A size in memory: "26 MiB".
pub fn mebibytes(bytes: f64) -> String {
    memory(numbers::decimal(bytes / f64::from(1 << 20), 0))
}
