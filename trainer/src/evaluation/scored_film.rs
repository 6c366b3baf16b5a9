//! A film of a pack with what a model predicts for it.

use metrics::Scored;
use model::calibration::Probabilities;

use crate::data::pack::PackedFilm;

/// A film with its label and prediction.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ScoredFilm<'a> {
    pub film: &'a PackedFilm,
    /// Its calibrated probabilities.
    pub probabilities: Probabilities,
    /// The same with its label.
    pub scored: Scored,
    /// Its label and probabilities without calibration.
    pub uncalibrated: Scored,
}

impl<'a> ScoredFilm<'a> {
    /// Joins a film with its probabilities.
    pub(crate) fn new(
        film: &'a PackedFilm,
        probabilities: Probabilities,
        uncalibrated: &Probabilities,
    ) -> Self {
        Self {
            film,
            probabilities,
            scored: Scored::new(film.class, &probabilities),
            uncalibrated: Scored::new(film.class, uncalibrated),
        }
    }
}
