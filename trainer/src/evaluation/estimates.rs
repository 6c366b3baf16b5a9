//! Figures that always exist.

use model::estimate::Estimate;

/// A figure that exists whenever there is a film.
pub(crate) fn known(estimate: Option<Estimate>) -> Estimate {
    estimate.unwrap_or(Estimate::UNKNOWN)
}
