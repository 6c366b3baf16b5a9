//! Text of the pages beside the films: model, privacy, diagnosis.

pub mod diagnosis_page;
pub mod model_page;
pub mod privacy_page;

use model::estimate::Estimate;

use super::{NBSP, share};
use crate::state::page::Page;

messages! {
    "pages";

    /// The name of the navigation, for screen readers.
    pub fn navigation();
}

/// A page's name in the navigation.
pub const fn name(page: Page) -> &'static str {
    match page {
        Page::Films => "Films",
        Page::Model => "Model",
        Page::Privacy => "Privacy",
        Page::Diagnosis => "Diagnosis",
    }
}

/// A figure with its interval: "84.2 % (81.1 to 86.8)".
pub fn figure(estimate: Estimate) -> String {
    format!(
        "{} ({:.1} to {:.1})",
        share(estimate.value),
        estimate.low * 100.0,
        estimate.high * 100.0
    )
}

/// A figure that is no share, with its interval: "0.976 (0.961 to 0.988)".
pub fn decimal(Estimate { value, low, high }: Estimate) -> String {
    format!("{value:.3} ({low:.3} to {high:.3})")
}

/// The same as [`figure`] for a figure that may not exist.
pub fn optional(estimate: Option<Estimate>) -> String {
    estimate.map_or_else(|| "not defined".to_owned(), figure)
}

/// "3 of 26" and the like, with a no-break space before the unit.
pub fn mebibytes(bytes: f64) -> String {
    format!("{:.0}{NBSP}MiB", bytes / f64::from(1 << 20))
}
