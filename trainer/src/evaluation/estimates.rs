//! Estimates of figures: intervals by patient, because films of one patient depend on each other, and
//! figures that always exist.

use std::collections::BTreeMap;

use metrics::{Bootstrap, Scored};
use model::estimate::Estimate;

use super::scored_film::ScoredFilm;

/// The bootstrap of all figures that are not proportions.
const BOOTSTRAP: Bootstrap = Bootstrap {
    rounds: 1000,
    seed: 1,
};

/// The films of each patient.
pub(super) struct Patients(Vec<Vec<Scored>>);

impl Patients {
    pub(super) fn new(
        films: &[ScoredFilm<'_>],
        scored: impl Fn(&ScoredFilm<'_>) -> Scored,
    ) -> Self {
        let mut patients: BTreeMap<&str, Vec<Scored>> = BTreeMap::new();
        for film in films {
            let patient = patients.entry(&film.film.patient).or_default();
            patient.push(scored(film));
        }
        Self(patients.into_values().collect())
    }

    /// A statistic with its interval.
    pub(super) fn sampled(&self, statistic: &dyn Fn(&[Scored]) -> Option<f64>) -> Option<Estimate> {
        let groups: Vec<&[Scored]> = self.0.iter().map(Vec::as_slice).collect();
        BOOTSTRAP.estimate(&groups, statistic)
    }

    /// Their number.
    pub(super) fn count(&self) -> u64 {
        self.0.len() as u64
    }
}

/// A figure that exists whenever there is a film.
pub(crate) fn known(estimate: Option<Estimate>) -> Estimate {
    estimate.unwrap_or(Estimate::UNKNOWN)
}
