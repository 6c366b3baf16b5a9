//! The figures of a split that a scorecard has. Proportions have Wilson intervals, all other figures
//! intervals of the bootstrap over patients.

use model::class::{Class, PerClass};
use model::estimate::Estimate;
use model::scorecard::results::{ClassResult, SplitResult};

use crate::by_patient::ByPatient;
use crate::confusion::Confusion;
use crate::ranking::roc_auc;
use crate::reliability::{Reliability, brier};
use crate::scored::Scored;

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
        sources: Vec::new(),
        age_groups: Vec::new(),
        answer_sets: Vec::new(),
        far: None,
    }
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
