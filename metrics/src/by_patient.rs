//! Intervals by patient, because films of one patient depend on each other.

use std::collections::BTreeMap;

use model::estimate::Estimate;

use crate::interval::Bootstrap;
use crate::scored::Scored;

/// The bootstrap of all figures that are not proportions.
const BOOTSTRAP: Bootstrap = Bootstrap {
    rounds: 1000,
    seed: 1,
};

/// Films with their predictions, those of each patient together.
#[derive(Debug, Clone, PartialEq)]
pub struct ByPatient(Vec<Vec<Scored>>);

impl ByPatient {
    /// Groups films by their patients, whose order decides the samples that are drawn.
    pub fn new<P: Ord>(films: impl IntoIterator<Item = (P, Scored)>) -> Self {
        let mut patients: BTreeMap<P, Vec<Scored>> = BTreeMap::new();
        for (patient, film) in films {
            patients.entry(patient).or_default().push(film);
        }
        Self(patients.into_values().collect())
    }

    /// A statistic with its interval; `None` where it does not exist.
    pub fn sampled(&self, statistic: &dyn Fn(&[Scored]) -> Option<f64>) -> Option<Estimate> {
        let groups: Vec<&[Scored]> = self.0.iter().map(Vec::as_slice).collect();
        BOOTSTRAP.estimate(&groups, statistic)
    }

    /// The number of patients.
    pub fn count(&self) -> u64 {
        self.0.len() as u64
    }
}
