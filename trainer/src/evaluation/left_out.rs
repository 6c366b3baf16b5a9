//! Each source as another hospital: judged by what is fitted on the films of the other sources alone.

use std::collections::BTreeSet;

use model::distance::Groups;
use model::scorecard::results::GroupResult;

use super::error::EvaluationError;
use super::figures::group_result;
use super::fitting::FittedAnswers;
use super::judge::Judged;
use super::scored_film;
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
        let fitted = match FittedAnswers::on(&others, pack, groups) {
            Err(EvaluationError::NoCalibration) => continue,
            fitted => fitted?,
        };
        let films = films.filtered(|at| source(at) == left_out);
        let calibration = fitted.calibration.calibration;
        let scored = scored_film::score(&films, pack, calibration, fitted.distance.as_ref())?;
        results.push(group_result(left_out, &scored, Some(&fitted.answer_sets)));
    }
    Ok(results)
}
