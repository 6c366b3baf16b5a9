//! Text of the pages beside the films: model, privacy, diagnosis.

pub mod diagnosis_page;
pub mod model_page;
pub mod privacy_page;

use model::estimate::Estimate;

use super::options::{estimate, with_interval};
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

/// A figure that is no share, with its interval: "0.976 (0.961 to 0.988)".
pub fn decimal(Estimate { value, low, high }: Estimate) -> String {
    let [value, low, high] = [value, low, high].map(|figure| numbers::decimal(figure, 3));
    with_interval(&value, &low, &high)
}

/// The same as [`estimate`] for a figure that may not exist.
pub fn optional(figure: Option<Estimate>) -> String {
    figure.map_or_else(not_defined, estimate)
}

/// A size in memory: "26 MiB".
pub fn mebibytes(bytes: f64) -> String {
    memory(numbers::decimal(bytes / f64::from(1 << 20), 0))
}
