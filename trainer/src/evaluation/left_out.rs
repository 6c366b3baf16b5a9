//! Each source as another hospital: judged by what is fitted on the films of the other sources alone.

use std::collections::BTreeSet;

use metrics::FitError;
use model::distance::Groups;
use model::scorecard::results::GroupResult;

use super::error::EvaluationError;
use super::figures::group_result;
use super::fitting;
use super::judge::Judged;
use super::{distances, scored_film};
use crate::data::pack::Pack;

/// The results of every source for which the others are enough. Its training films do not count as near
/// either; but the network is the same, and may have been trained on the source.
pub(crate) fn by_source(
    films: &Judged,
    pack: &Pack,
    groups: Option<&Groups>,
) -> Result<Vec<GroupResult>, EvaluationError> {
    let source = |at: usize| pack.film(at).source.as_str();
    let sources: BTreeSet<&str> = films.positions.iter().map(|&at| source(at)).collect();
    let mut results = Vec::new();
    for left_out in sources {
        let others = films.filtered(|at| source(at) != left_out);
        let groups = groups.and_then(|groups| groups.without(left_out));
        let distance = groups.map(|groups| distances::fit(groups, &others));
        let distance = distance.transpose()?;
        let (fitted, _) = match fitting::fit(&others, &[], pack, distance.as_ref()) {
            Err(EvaluationError::Fit(FitError::NoCalibration)) => continue,
            fitted => fitted?,
        };
        let films = films.filtered(|at| source(at) == left_out);
        let scored = scored_film::score(&films, pack, fitted.calibration, distance.as_ref())?;
        let answer_sets = fitted.answer_sets.as_ref();
        results.push(group_result(left_out, &scored, answer_sets));
    }
    Ok(results)
}
