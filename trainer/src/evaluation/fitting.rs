//! Fits what turns a network's output into answers: calibration, answer sets, distances and operating
//! points.
//!
//! One calibration is fitted on all films, but the thresholds of sets and points are fitted on
//! probabilities that each film received from a calibration fitted without its patient. So no film
//! vouches for itself, and none has to be set aside.

use std::collections::BTreeMap;

use metrics::{CalibrationFit, Call, CallCurve, Scored, answer_sets, fit_calibration};
use model::answer_set::AnswerSets;
use model::class::Class;
use model::distance::{Distance, Groups};
use model::operating_point::{OperatingPoint, OperatingPoints, PointResult, Purpose};
use model::scorecard::Scorecard;
use model::scorecard::results::{CalibrationRecord, MethodResult};
use time::OffsetDateTime;

use super::distances;
use super::error::EvaluationError;
use super::judge::Judged;
use crate::data::Split;
use crate::data::pack::Pack;

/// The sensitivity of screening and the specificity of confirming.
const AIM: f64 = 0.95;

/// What films answer for, beside operating points.
pub(crate) struct FittedAnswers {
    pub calibration: CalibrationFit,
    pub answer_sets: AnswerSets,
    pub distance: Option<Distance>,
    patients: usize,
}

impl FittedAnswers {
    /// Fits on films, with their distances to groups of training films.
    ///
    /// # Errors
    /// [`EvaluationError::NoCalibration`] with films of fewer than two patients.
    pub(crate) fn on(
        films: &Judged,
        pack: &Pack,
        groups: Option<Groups>,
    ) -> Result<Self, EvaluationError> {
        let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
        let patients = films.positions.iter().map(|&position| {
            let next = numbers.len();
            *numbers.entry(&pack.film(position).patient).or_insert(next)
        });
        let patients: Vec<usize> = patients.collect();
        let calibration = fit_calibration(&films.labelled_logits(), &patients)
            .ok_or(EvaluationError::NoCalibration)?;
        Ok(Self {
            answer_sets: answer_sets(&calibration.held_out)?,
            distance: groups
                .map(|groups| distances::fit(groups, films))
                .transpose()?,
            calibration,
            patients: numbers.len(),
        })
    }
}

/// Fits everything on the judged films of some splits and writes it into the scorecard.
pub(crate) fn fit(
    card: &mut Scorecard,
    judged: &Judged,
    splits: &[Split],
    pack: &Pack,
    groups: Option<Groups>,
) -> Result<(), EvaluationError> {
    let FittedAnswers {
        calibration,
        answer_sets,
        distance,
        patients,
    } = FittedAnswers::on(judged, pack, groups)?;
    let CalibrationFit {
        calibration,
        kinds,
        held_out,
    } = calibration;
    card.calibration = calibration;
    card.answer_sets = Some(answer_sets);
    card.distance = distance;
    card.operating_points = operating_points(&held_out).try_into()?;
    card.calibrated_on = Some(CalibrationRecord {
        films: judged.positions.len() as u64,
        patients: patients as u64,
        splits: splits.iter().map(|split| split.word().to_owned()).collect(),
        list_sha256: pack.index().list_sha256.clone(),
        methods: kinds
            .into_iter()
            .map(|it| MethodResult {
                method: it.kind.name().to_owned(),
                log_loss: it.log_loss,
                excess: it.excess,
                standard_error: it.standard_error,
            })
            .collect(),
        date: OffsetDateTime::now_utc().date().to_string(),
    });
    Ok(())
}

/// The points of every class that has films and does not have all of them.
fn operating_points(films: &[Scored]) -> Vec<OperatingPoint> {
    let curves = Class::ALL
        .into_iter()
        .filter_map(|class| Some((class, CallCurve::of(films, class)?)));
    let points = curves.flat_map(|(class, curve)| {
        Purpose::ALL.into_iter().filter_map(move |purpose| {
            let call = match purpose {
                Purpose::Screening => curve.with_sensitivity(AIM),
                Purpose::Balanced => curve.youden(),
                Purpose::Confirming => curve.with_specificity(AIM),
            };
            #[expect(clippy::cast_possible_truncation, reason = "the probabilities are f32")]
            let threshold = call?.threshold as f32;
            Some(OperatingPoint {
                class,
                purpose,
                threshold,
                results: Vec::new(),
            })
        })
    });
    points.collect()
}

/// Adds what the operating points achieve on a split.
pub(crate) fn add_point_results(points: &mut OperatingPoints, split: Split, films: &[Scored]) {
    points.add_results(|point| {
        let call = Call::at(films, point.class, f64::from(point.threshold));
        PointResult {
            split: split.word().to_owned(),
            sensitivity: call.sensitivity.estimate(),
            specificity: call.specificity.estimate(),
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::class::PerClass;

    #[test]
    fn points_are_fitted_and_measured_for_each_class_and_purpose() {
        let films: Vec<Scored> = (0..200)
            .map(|number| {
                // COVID-19 has the higher probabilities, with an overlap.
                let is_covid = number % 2 == 0;
                let value = f64::from(number) / 400.0 + if is_covid { 0.375 } else { 0.125 };
                Scored {
                    truth: if is_covid {
                        Class::Covid19
                    } else {
                        Class::Normal
                    },
                    probabilities: PerClass([value, 1.0 - value, 0.0]),
                }
            })
            .collect();
        let mut points = OperatingPoints::try_from(operating_points(&films)).unwrap();
        assert_eq!(points.iter().count(), 6);
        add_point_results(&mut points, Split::Val, &films);
        let result = |purpose| {
            let point = points.get(Class::Covid19, purpose).unwrap();
            let result = &point.results[0];
            (
                result.sensitivity.unwrap().value,
                result.specificity.unwrap().value,
            )
        };
        assert!((result(Purpose::Screening).0 - 0.95).abs() < 0.011);
        assert!((result(Purpose::Confirming).1 - 0.95).abs() < 0.011);
        let (sensitivity, specificity) = result(Purpose::Balanced);
        for (one, other) in [result(Purpose::Screening), result(Purpose::Confirming)] {
            assert!(sensitivity + specificity >= one + other);
        }
    }
}
