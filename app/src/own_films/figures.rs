//! The figures of a model on a user's own films, as a scorecard has them.

use metrics::{ByPatient, Coverage, Proportion, Scored};
use model::answer_set::{AnswerSets, Level};
use model::distance::FilmDistance;
use model::estimate::Estimate;
use model::scorecard::results::{SetResult, SplitResult};

/// Labelled films, at least one, with what the model predicts for them.
pub(super) struct Judged<'a> {
    pub(super) scored: Vec<Scored>,
    /// The same without calibration.
    pub(super) uncalibrated: Vec<Scored>,
    /// How far each is from the training films, where the model can tell.
    pub(super) distances: Vec<Option<&'a FilmDistance>>,
    /// The number of each film's patient.
    pub(super) patients: Vec<usize>,
}

/// All figures that a scorecard has of a split.
pub(super) fn result(
    split: &str,
    films: &Judged<'_>,
    answer_sets: Option<&AnswerSets>,
) -> SplitResult {
    let by_patient =
        |scored: &[Scored]| ByPatient::new(films.patients.iter().zip(scored.iter().copied()));
    let (calibrated, uncalibrated) = (by_patient(&films.scored), by_patient(&films.uncalibrated));
    SplitResult {
        answer_sets: answer_sets.map_or_else(Vec::new, |sets| set_results(films, sets)),
        far: far(films),
        ..metrics::split_result(split, &films.scored, &calibrated, &uncalibrated)
    }
}

/// The answer sets at every level that a scorecard reports.
fn set_results(films: &Judged<'_>, answer_sets: &AnswerSets) -> Vec<SetResult> {
    let at = |level: Level| {
        let pairs = films.scored.iter().zip(&films.distances);
        let pairs = pairs.map(|(film, distance)| (*film, distance.and_then(|it| it.least_level)));
        Coverage::at(pairs, answer_sets, level).result(level)
    };
    Level::REPORTED.map(at).to_vec()
}

/// The share of films that are far from the training films.
fn far(films: &Judged<'_>) -> Option<Estimate> {
    let known: Vec<_> = films.distances.iter().flatten().collect();
    let far = known.iter().filter(|it| it.is_far()).count();
    Proportion::new(far as u64, known.len() as u64).estimate()
}

/// A figure that exists whenever there is a film.
pub(super) fn known(estimate: Option<Estimate>) -> Estimate {
    estimate.unwrap_or(Estimate::UNKNOWN)
}
