//! A film of a pack with what a model predicts for it.

use metrics::Scored;
use model::answer_set::Level;
use model::calibration::{Calibration, CalibrationError, Probabilities};
use model::distance::{Distance, FilmDistance};

use super::judge::Judged;
use crate::data::pack::{Pack, PackedFilm};

/// A film with its label and prediction.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ScoredFilm<'a> {
    pub film: &'a PackedFilm,
    /// Its label and calibrated probabilities.
    pub scored: Scored,
    /// Its label and probabilities without calibration.
    pub uncalibrated: Scored,
    /// Whether it is far from the training films; `None` where the model cannot tell.
    pub is_far: Option<bool>,
    /// The least level of its answer set, if it is far.
    pub least_level: Option<Level>,
}

impl<'a> ScoredFilm<'a> {
    /// Joins a film with its probabilities, for a model without distances.
    pub(crate) fn new(
        film: &'a PackedFilm,
        probabilities: &Probabilities,
        uncalibrated: &Probabilities,
    ) -> Self {
        Self {
            film,
            scored: Scored::new(film.class, probabilities),
            uncalibrated: Scored::new(film.class, uncalibrated),
            is_far: None,
            least_level: None,
        }
    }
}

/// Joins judged films with what calibration and distances make of the network's output.
pub(crate) fn score<'a>(
    judged: &Judged,
    pack: &'a Pack,
    calibration: Calibration,
    distance: Option<&Distance>,
) -> Result<Vec<ScoredFilm<'a>>, CalibrationError> {
    let films = judged.positions.iter().zip(&judged.outputs);
    films
        .map(|(&at, output)| {
            let calibrated = calibration.apply(output.logits)?;
            let uncalibrated = Calibration::IDENTITY.apply(output.logits)?;
            let distance = distance.map(|distance| distance.of(&output.features));
            Ok(ScoredFilm {
                is_far: distance.as_ref().map(FilmDistance::is_far),
                least_level: distance.and_then(|it| it.least_level),
                ..ScoredFilm::new(pack.film(at), &calibrated, &uncalibrated)
            })
        })
        .collect()
}
