//! Fits calibration, answer sets and operating points on judged films of a pack, by patient.

use std::collections::BTreeMap;

use metrics::Fit;
use model::distance::Distance;
use model::fitted::Fitted;
use model::scorecard::results::CalibrationRecord;
use time::OffsetDateTime;

use super::error::EvaluationError;
use super::judge::Judged;
use crate::data::Split;
use crate::data::pack::Pack;

/// Fits everything on the judged films, which are those of some splits, and describes these; `distance` says
/// which are far from the training films.
pub(crate) fn fit(
    judged: &Judged,
    splits: &[Split],
    pack: &Pack,
    distance: Option<&Distance>,
) -> Result<(Fitted, CalibrationRecord), EvaluationError> {
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    let patients = judged.positions.iter().map(|&position| {
        let next = numbers.len();
        *numbers.entry(&pack.film(position).patient).or_insert(next)
    });
    let patients: Vec<usize> = patients.collect();
    let is_far = |features: &[f32]| distance.is_some_and(|it| it.of(features).is_far());
    let far = judged.outputs.iter().map(|it| is_far(&it.features));
    let far: Vec<bool> = far.collect();
    let Fit {
        calibration,
        answer_sets,
        operating_points,
        methods,
        ..
    } = metrics::fit(&judged.labelled_logits(), &patients, &far)?;
    let fitted = Fitted {
        calibration,
        answer_sets: Some(answer_sets),
        operating_points,
    };
    let record = CalibrationRecord {
        films: judged.positions.len() as u64,
        patients: numbers.len() as u64,
        splits: splits.iter().map(|split| split.word().to_owned()).collect(),
        list_sha256: pack.index().list_sha256.clone(),
        methods,
        date: OffsetDateTime::now_utc().date().to_string(),
    };
    Ok((fitted, record))
}
