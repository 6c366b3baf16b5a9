//! The figures of a model on a user's own films, as a scorecard has them.

use metrics::{Bootstrap, Confusion, Coverage, LabelledSet, Proportion, Reliability, Scored};
use model::answer_set::{AnswerSets, Level};
use model::class::{Class, PerClass};
use model::distance::FilmDistance;
use model::estimate::Estimate;
use model::scorecard::results::{ClassResult, SetResult, SplitResult};

/// The bootstrap of all figures that are not proportions, as in the trainer.
const BOOTSTRAP: Bootstrap = Bootstrap {
    rounds: 1000,
    seed: 1,
};

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
    let confusion = Confusion::of(&films.scored);
    let calibrated = |statistic: &dyn Fn(&[Scored]) -> Option<f64>| {
        sampled(&films.scored, &films.patients, statistic)
    };
    let uncalibrated = |statistic: &dyn Fn(&[Scored]) -> Option<f64>| {
        sampled(&films.uncalibrated, &films.patients, statistic)
    };
    let classes = occurring(&films.scored);
    let mean_over_classes = |statistic: fn(&[Scored]) -> Option<f64>| {
        known(calibrated(&|films| {
            statistic(films).filter(|_| occurring(films) == classes)
        }))
    };
    let class_result = |class| ClassResult {
        class,
        films: confusion.support(class),
        sensitivity: confusion.sensitivity(class).estimate(),
        specificity: confusion.specificity(class).estimate(),
        ppv: confusion.ppv(class).estimate(),
        npv: confusion.npv(class).estimate(),
        auroc: calibrated(&|films| metrics::roc_auc(films, class)),
        ece: known(calibrated(&|films| {
            Reliability::of_class(films, class).ece()
        })),
        ece_uncalibrated: known(uncalibrated(&|films| {
            Reliability::of_class(films, class).ece()
        })),
    };
    let ece = |films: &[Scored]| Reliability::of(films).ece();
    SplitResult {
        split: split.to_owned(),
        films: confusion.films(),
        accuracy: known(confusion.accuracy().estimate()),
        balanced_accuracy: mean_over_classes(|films| Confusion::of(films).balanced_accuracy()),
        macro_f1: mean_over_classes(|films| Confusion::of(films).macro_f1()),
        brier: metrics::brier(&films.scored).unwrap_or_default(),
        ece: known(calibrated(&ece)),
        ece_uncalibrated: known(uncalibrated(&ece)),
        confusion: confusion.counts(),
        classes: Class::ALL.map(class_result).to_vec(),
        sources: Vec::new(),
        age_groups: Vec::new(),
        answer_sets: answer_sets.map_or_else(Vec::new, |sets| set_results(films, sets)),
        far: far(films),
    }
}

/// The answer sets at every level that a scorecard reports.
fn set_results(films: &Judged<'_>, answer_sets: &AnswerSets) -> Vec<SetResult> {
    let at = |level: Level| {
        let pairs = films.scored.iter().zip(&films.distances);
        let sets = pairs.map(|(film, distance)| {
            let level = level.at_least(distance.and_then(|it| it.least_level));
            answer_sets.set_by(|class| film.probabilities[class], level)
        });
        let sets: Vec<Vec<Class>> = sets.collect();
        let labelled = films
            .scored
            .iter()
            .zip(&sets)
            .map(|(film, set)| LabelledSet {
                truth: film.truth,
                set,
            });
        Coverage::of(&labelled.collect::<Vec<_>>()).result(level)
    };
    Level::REPORTED.map(at).to_vec()
}

/// The share of films that are far from the training films.
fn far(films: &Judged<'_>) -> Option<Estimate> {
    let known: Vec<_> = films.distances.iter().flatten().collect();
    let far = known.iter().filter(|it| it.least_level.is_some()).count();
    Proportion::new(far as u64, known.len() as u64).estimate()
}

/// A statistic with its interval over patients.
fn sampled(
    films: &[Scored],
    patients: &[usize],
    statistic: &dyn Fn(&[Scored]) -> Option<f64>,
) -> Option<Estimate> {
    let mut groups: Vec<Vec<Scored>> = Vec::new();
    for (&film, &patient) in films.iter().zip(patients) {
        groups.resize_with(groups.len().max(patient + 1), Vec::new);
        groups[patient].push(film);
    }
    let groups: Vec<&[Scored]> = groups.iter().map(Vec::as_slice).collect();
    BOOTSTRAP.estimate(&groups, statistic)
}

/// Whether each class occurs.
fn occurring(films: &[Scored]) -> PerClass<bool> {
    PerClass(Class::ALL.map(|class| films.iter().any(|film| film.truth == class)))
}

/// A figure that exists whenever there is a film.
pub(super) fn known(estimate: Option<Estimate>) -> Estimate {
    estimate.unwrap_or(Estimate::UNKNOWN)
}
