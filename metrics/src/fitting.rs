//! Fits what turns logits into answers: calibration, answer sets and operating points.
//!
//! One calibration is fitted on all films, but the thresholds of sets and points are fitted on
//! probabilities that each film received from a calibration fitted without its patient. So no film
//! vouches for itself, and none has to be set aside. Answer sets are fitted without the films that are
//! far from the training films, whose sets are those of a higher level.

use model::answer_set::{AnswerSetError, AnswerSets};
use model::calibration::Calibration;
use model::class::Class;
use model::operating_point::{
    OperatingPoint, OperatingPointError, OperatingPoints, PointResult, Purpose,
};
use model::scorecard::results::MethodResult;
use thiserror::Error;

use crate::calibration::{CalibrationFit, fit_calibration};
use crate::conformal::answer_sets;
use crate::scored::Scored;
use crate::temperature::LabelledLogits;
use crate::thresholds::{Call, CallCurve};

/// The sensitivity of screening and the specificity of confirming.
const AIM: f64 = 0.95;

/// What was fitted on labelled films.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    /// From logits to probabilities.
    pub calibration: Calibration,
    /// From probabilities to the classes that cannot be excluded.
    pub answer_sets: AnswerSets,
    /// From which probability on a class is called; results are still to be added.
    pub operating_points: OperatingPoints,
    /// The methods of calibration that were compared, the simplest first.
    pub methods: Vec<MethodResult>,
    /// The films as the calibration predicts them when fitted without their patients.
    pub held_out: Vec<Scored>,
}

/// Why nothing can be fitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum FitError {
    /// Films of fewer than two patients, or a logit that is not finite.
    #[error("the calibration cannot be fitted: it needs films of at least two patients")]
    NoCalibration,
    /// A probability is out of range.
    #[error("the answer sets cannot be fitted: {0}")]
    AnswerSets(#[from] AnswerSetError),
    /// A threshold is out of range.
    #[error("the operating points cannot be fitted: {0}")]
    OperatingPoints(#[from] OperatingPointError),
}

/// Fits on labelled films; `patients` names the patient of each by a number, and `far` says which are far from
/// the training films.
///
/// # Errors
/// [`FitError`] says what is missing.
pub fn fit(films: &[LabelledLogits], patients: &[usize], far: &[bool]) -> Result<Fit, FitError> {
    let CalibrationFit {
        calibration,
        kinds,
        held_out,
    } = fit_calibration(films, patients).ok_or(FitError::NoCalibration)?;
    let films = held_out.iter().zip(far);
    let near: Vec<Scored> = films
        .filter_map(|(film, &far)| (!far).then_some(*film))
        .collect();
    Ok(Fit {
        calibration,
        answer_sets: answer_sets(&near)?,
        operating_points: operating_points(&held_out).try_into()?,
        methods: kinds
            .into_iter()
            .map(|it| MethodResult {
                method: it.kind.name().to_owned(),
                log_loss: it.log_loss,
                excess: it.excess,
                standard_error: it.standard_error,
            })
            .collect(),
        held_out,
    })
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

/// Adds what the operating points achieve on a split: `val`, `test` or `external`.
pub fn add_point_results(points: &mut OperatingPoints, split: &str, films: &[Scored]) {
    points.add_results(|point| {
        let call = Call::at(films, point.class, f64::from(point.threshold));
        PointResult {
            split: split.to_owned(),
            sensitivity: call.sensitivity.estimate(),
            specificity: call.specificity.estimate(),
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::answer_set::Level;
    use model::class::PerClass;

    #[test]
    fn answer_sets_are_fitted_without_far_films() {
        // Every fourth film has logits that speak against its label.
        let films: Vec<LabelledLogits> = (0..240)
            .map(|number| {
                let truth = Class::ALL[number % 3];
                let wrong = number % 4 == 0;
                let mut logits = [0.0; 3];
                logits[(truth.index() + usize::from(wrong)) % 3] = 1.0 + number as f64 / 240.0;
                LabelledLogits {
                    truth,
                    logits: PerClass(logits),
                }
            })
            .collect();
        let patients: Vec<usize> = (0..films.len()).collect();
        let sets = |far: &dyn Fn(usize) -> bool| {
            let far: Vec<bool> = (0..films.len()).map(far).collect();
            let fit = fit(&films, &patients, &far).unwrap();
            fit.answer_sets.thresholds(Level::DEFAULT)
        };
        let (all, near) = (sets(&|_| false), sets(&|number| number % 4 == 0));
        for class in Class::ALL {
            assert!(all[class].unwrap() > 0.6, "{all:?}");
            assert!(near[class].unwrap() < 0.4, "{near:?}");
        }
        assert_eq!(sets(&|_| true).0, [None; 3]);
    }

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
        add_point_results(&mut points, "val", &films);
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
