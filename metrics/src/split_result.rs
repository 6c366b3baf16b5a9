//! The figures of a split that a scorecard has. Proportions have Wilson intervals, all other figures
//! intervals of the bootstrap over patients.

use model::class::{Class, PerClass};
use model::estimate::Estimate;
use model::scorecard::results::{ClassResult, ReliabilityBin, RocPoint, SplitResult};

use crate::by_patient::ByPatient;
use crate::confusion::Confusion;
use crate::interval::Proportion;
use crate::ranking::{CurvePoint, roc_auc, roc_curve};
use crate::reliability::{BINS, Reliability, brier};
use crate::scored::Scored;

/// The least step between two points of an ROC curve that are both kept, in either direction.
const ROC_STEP: f64 = 0.025;

/// The figures of a split with at least one film, overall and by class; groups, answer sets and the share
/// of far films are left to the caller.
pub fn split_result(
    split: &str,
    films: &[Scored],
    calibrated: &ByPatient,
    uncalibrated: &ByPatient,
) -> SplitResult {
    let known = |estimate: Option<Estimate>| estimate.unwrap_or(Estimate::UNKNOWN);
    let ece = |films: &[Scored]| Reliability::of(films).ece();
    let confusion = Confusion::of(films);
    let of_class = |class| {
        let ece = |films: &[Scored]| Reliability::of_class(films, class).ece();
        ClassResult {
            class,
            films: confusion.support(class),
            sensitivity: confusion.sensitivity(class).estimate(),
            specificity: confusion.specificity(class).estimate(),
            ppv: confusion.ppv(class).estimate(),
            npv: confusion.npv(class).estimate(),
            roc: roc(films, class),
            auroc: calibrated.sampled(&|films| roc_auc(films, class)),
            ece: known(calibrated.sampled(&ece)),
            ece_uncalibrated: known(uncalibrated.sampled(&ece)),
        }
    };
    let mean = |statistic| known(mean_over_classes(films, calibrated, statistic));
    SplitResult {
        split: split.to_owned(),
        films: confusion.films(),
        accuracy: known(confusion.accuracy().estimate()),
        balanced_accuracy: mean(|films| Confusion::of(films).balanced_accuracy()),
        macro_f1: mean(|films| Confusion::of(films).macro_f1()),
        brier: brier(films).unwrap_or_default(),
        ece: known(calibrated.sampled(&ece)),
        ece_uncalibrated: known(uncalibrated.sampled(&ece)),
        confusion: confusion.counts(),
        classes: Class::ALL.map(of_class).to_vec(),
        reliability: reliability(films),
        sources: Vec::new(),
        age_groups: Vec::new(),
        answer_sets: Vec::new(),
        far: None,
    }
}

/// The ROC curve of a class without the points between which nothing can be seen.
fn roc(films: &[Scored], class: Class) -> Vec<RocPoint> {
    let curve = roc_curve(films, class).unwrap_or_default();
    let mut kept: Vec<CurvePoint> = Vec::new();
    for (at, point) in curve.iter().enumerate() {
        let far = |last: &CurvePoint| point.x - last.x >= ROC_STEP || point.y - last.y >= ROC_STEP;
        if at + 1 == curve.len() || kept.last().is_none_or(far) {
            kept.push(*point);
        }
    }
    let rounded = |value: f64| (value * 1e4).round() / 1e4;
    let points = kept.into_iter().map(|CurvePoint { x, y }| RocPoint {
        false_positives: rounded(x),
        sensitivity: rounded(y),
    });
    points.collect()
}

fn reliability(films: &[Scored]) -> Vec<ReliabilityBin> {
    let bins = Reliability::of(films).bins.into_iter().enumerate();
    bins.filter_map(|(index, bin)| {
        let bin = bin?;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a count of films that was divided by their number"
        )]
        let correct = (bin.accuracy * bin.films as f64).round() as u64;
        Some(ReliabilityBin {
            upper: (index + 1) as f64 / BINS as f64,
            films: bin.films,
            confidence: bin.confidence,
            accuracy: Proportion::new(correct, bin.films).estimate()?,
        })
    })
    .collect()
}

/// A mean over classes with its interval. Samples without a class that occurs among the films do not
/// count: they would be means over other classes.
pub fn mean_over_classes(
    films: &[Scored],
    by_patient: &ByPatient,
    statistic: fn(&[Scored]) -> Option<f64>,
) -> Option<Estimate> {
    let classes = occurring(films);
    by_patient.sampled(&|films| statistic(films).filter(|_| occurring(films) == classes))
}

/// Whether each class occurs.
fn occurring(films: &[Scored]) -> PerClass<bool> {
    PerClass(Class::ALL.map(|class| films.iter().any(|film| film.truth == class)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn film(truth: Class, covid19: f64) -> Scored {
        Scored {
            truth,
            probabilities: PerClass([covid19, 1.0 - covid19, 0.0]),
        }
    }

    #[test]
    fn a_thinned_curve_keeps_its_ends_and_its_shape() {
        let films: Vec<Scored> = (0..2000)
            .map(|index| {
                let truth = Class::ALL[usize::from(index % 7 < 3)];
                film(truth, f64::from((index * 7919) % 2000) / 2000.0)
            })
            .collect();
        let whole = roc_curve(&films, Class::Covid19).unwrap();
        let points = roc(&films, Class::Covid19);
        assert!(points.len() < 90 && whole.len() > 1900, "{}", points.len());
        let corner = |value| RocPoint {
            false_positives: value,
            sensitivity: value,
        };
        assert_eq!(points[0], corner(0.0));
        assert_eq!(points[points.len() - 1], corner(1.0));
        for point in whole {
            let near = points.iter().any(|kept| {
                (kept.false_positives - point.x).abs() <= ROC_STEP
                    && (kept.sensitivity - point.y).abs() <= ROC_STEP
            });
            assert!(near, "{point:?}");
        }
        assert!(roc(&films[..1], Class::Covid19).is_empty());
    }

    #[test]
    fn bins_of_the_reliability_diagram_hold_all_films() {
        let films = [
            film(Class::Covid19, 0.9),
            film(Class::Normal, 0.9),
            film(Class::Covid19, 0.6),
        ];
        let bins = reliability(&films);
        let counts: Vec<u64> = bins.iter().map(|bin| bin.films).collect();
        assert_eq!(counts, [1, 2]);
        assert!((bins[1].accuracy.value - 0.5).abs() < 1e-12);
    }
}
