//! Metrics against scikit-learn's, for the three tables of the reference.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]
#![expect(clippy::cast_possible_truncation, reason = "the page computes in f32")]

use std::path::Path;

use metrics::{
    Confusion, Coverage, LabelledLogits, LabelledSet, Proportion, Reliability, Scored, answer_sets,
    average_precision, brier, brier_of_class, conformal_thresholds, fit_temperature, mean_nll,
    mean_of_existing, precision_recall_curve, roc_auc, roc_curve,
};
use model::answer_set::Level;
use model::calibration::Probabilities;
use model::class::{Class, PerClass};
use serde::Deserialize;

/// Both sides compute in `f64`; sums differ in their order.
const TOLERANCE: f64 = 1e-12;
/// The reference minimises the likelihood itself, which is flat around its minimum.
const TEMPERATURE_TOLERANCE: f64 = 1e-6;

type Interval = Option<[f64; 2]>;

#[derive(Deserialize)]
struct Reference {
    wilson: Vec<(u64, u64, Interval)>,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    rows: u64,
    labels: Vec<usize>,
    logits: Vec<[f64; 3]>,
    probabilities: Vec<[f64; 3]>,
    predicted: Vec<usize>,
    confusion: [[u64; 3]; 3],
    accuracy: f64,
    accuracy_wilson: Interval,
    balanced_accuracy: f64,
    macro_f1: f64,
    macro_f1_present: f64,
    macro_roc_auc: f64,
    macro_average_precision: f64,
    brier: f64,
    log_loss: f64,
    ece_15: f64,
    ece_bins: Vec<(u64, Option<f64>, Option<f64>)>,
    per_class: [ClassCase; 3],
    temperature: TemperatureCase,
    conformal: Vec<ConformalCase>,
}

#[derive(Deserialize)]
struct ConformalCase {
    alpha: f64,
    calibration_rows: usize,
    count_and_rank: [(usize, usize); 3],
    thresholds: PerClass<Option<f64>>,
    sets: Vec<Vec<usize>>,
    coverage: f64,
    coverage_by_class: [Option<f64>; 3],
    mean_size: f64,
    empty: u64,
}

#[derive(Deserialize)]
struct ClassCase {
    support: u64,
    precision: Option<f64>,
    precision_sklearn: f64,
    precision_wilson: Interval,
    recall: Option<f64>,
    recall_sklearn: f64,
    recall_wilson: Interval,
    specificity: Option<f64>,
    specificity_wilson: Interval,
    f1: f64,
    roc_auc: Option<f64>,
    average_precision: Option<f64>,
    brier: f64,
}

#[derive(Deserialize)]
struct TemperatureCase {
    temperature: f64,
    nll_before: f64,
    nll_after: f64,
}

fn reference() -> Reference {
    let values = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/oracle/values");
    let json = std::fs::read(values.join("metrics.json")).expect("the reference");
    serde_json::from_slice(&json).expect("the reference's format")
}

fn close(what: &str, value: Option<f64>, expected: Option<f64>) {
    close_within(what, value, expected, TOLERANCE);
}

fn close_within(what: &str, value: Option<f64>, expected: Option<f64>, tolerance: f64) {
    let agrees = match (value, expected) {
        (Some(value), Some(expected)) => (value - expected).abs() <= tolerance,
        (value, expected) => value == expected,
    };
    assert!(agrees, "{what}: {value:?} for {expected:?}");
}

fn close_interval(what: &str, proportion: Proportion, expected: Interval) {
    let estimate = proportion.estimate();
    close(what, estimate.map(|it| it.low), expected.map(|it| it[0]));
    close(what, estimate.map(|it| it.high), expected.map(|it| it[1]));
}

impl Case {
    fn truths(&self) -> impl Iterator<Item = Class> {
        self.labels
            .iter()
            .map(|&label| Class::from_index(label).expect("a class"))
    }

    fn scored(&self) -> Vec<Scored> {
        self.truths()
            .zip(&self.probabilities)
            .map(|(truth, &row)| Scored {
                truth,
                probabilities: PerClass(row),
            })
            .collect()
    }
}

fn check_counts(case: &Case, films: &[Scored]) {
    let confusion = Confusion::of(films);
    assert_eq!(confusion.films(), case.rows);
    assert_eq!(confusion.counts(), case.confusion);
    let predicted: Vec<usize> = films.iter().map(|film| film.prediction().index()).collect();
    assert_eq!(predicted, case.predicted);
    let accuracy = confusion.accuracy();
    close("accuracy", accuracy.value(), Some(case.accuracy));
    close_interval("accuracy", accuracy, case.accuracy_wilson);
    let balanced = confusion.balanced_accuracy();
    close("balanced", balanced, Some(case.balanced_accuracy));
    close("F1", confusion.macro_f1(), Some(case.macro_f1));
    let present = Class::ALL.map(|class| match confusion.support(class) {
        0 => None,
        _ => confusion.f1(class),
    });
    let present = mean_of_existing(present);
    close("F1 of present", present, Some(case.macro_f1_present));
}

fn check_class(case: &ClassCase, films: &[Scored], class: Class) {
    let confusion = Confusion::of(films);
    assert_eq!(confusion.support(class), case.support);
    let ppv = confusion.ppv(class);
    close("precision", ppv.value(), case.precision);
    let or_zero = |share: Proportion| share.value().or(Some(0.0));
    close("precision", or_zero(ppv), Some(case.precision_sklearn));
    close_interval("precision", ppv, case.precision_wilson);
    let sensitivity = confusion.sensitivity(class);
    close("recall", sensitivity.value(), case.recall);
    close("recall", or_zero(sensitivity), Some(case.recall_sklearn));
    close_interval("recall", sensitivity, case.recall_wilson);
    let specificity = confusion.specificity(class);
    close("specificity", specificity.value(), case.specificity);
    close_interval("specificity", specificity, case.specificity_wilson);
    close("F1", confusion.f1(class).or(Some(0.0)), Some(case.f1));
    close("AUC", roc_auc(films, class), case.roc_auc);
    let precision = average_precision(films, class);
    close("average precision", precision, case.average_precision);
    // The areas below the drawn curves are the figures beside them.
    let area = roc_curve(films, class).map(|curve| {
        let trapezoids = curve
            .windows(2)
            .map(|pair| (pair[1].x - pair[0].x) * f64::midpoint(pair[0].y, pair[1].y));
        trapezoids.sum()
    });
    close("area below the ROC curve", area, case.roc_auc);
    let area = precision_recall_curve(films, class).map(|curve| {
        let mut before = 0.0;
        let steps = curve.into_iter().map(|point| {
            let width = point.x - before;
            before = point.x;
            width * point.y
        });
        steps.sum()
    });
    close("area below the steps", area, case.average_precision);
    close("Brier", brier_of_class(films, class), Some(case.brier));
}

fn check_calibration(case: &Case, films: &[Scored]) {
    close("Brier", brier(films), Some(case.brier));
    let reliability = Reliability::of(films);
    close("calibration error", reliability.ece(), Some(case.ece_15));
    assert_eq!(case.ece_bins.len(), reliability.bins.len());
    for (bin, &(count, confidence, accuracy)) in reliability.bins.iter().zip(&case.ece_bins) {
        assert_eq!(bin.map_or(0, |bin| bin.films), count);
        close("confidence", bin.map(|bin| bin.confidence), confidence);
        close("accuracy", bin.map(|bin| bin.accuracy), accuracy);
    }
    let logits = case.logits.iter().copied().map(PerClass);
    let rows = case.truths().zip(logits);
    let rows: Vec<LabelledLogits> = rows
        .map(|(truth, logits)| LabelledLogits { truth, logits })
        .collect();
    close("log loss", mean_nll(&rows, 1.0), Some(case.log_loss));
    let fit = fit_temperature(&rows).expect("a temperature");
    let expected = &case.temperature;
    close_within(
        "temperature",
        Some(fit.temperature),
        Some(expected.temperature),
        TEMPERATURE_TOLERANCE,
    );
    close("before", Some(fit.nll_before), Some(expected.nll_before));
    close("after", Some(fit.nll_after), Some(expected.nll_after));
}

/// The classes of a film whose scores do not exceed their thresholds.
fn conformal_set(film: &Scored, thresholds: &PerClass<Option<f64>>) -> Vec<Class> {
    let fits = |class: &Class| {
        let score = 1.0 - film.probabilities[*class];
        thresholds[*class].is_none_or(|threshold| score <= threshold)
    };
    Class::ALL.into_iter().filter(fits).collect()
}

/// Thresholds and sets are equal to the last digit, not only close.
fn check_conformal(case: &ConformalCase, films: &[Scored]) {
    let level = Level::try_from(1.0 - case.alpha).expect("a level");
    let (calibration, others) = films.split_at(case.calibration_rows);
    for (class, (count, rank)) in Class::ALL.into_iter().zip(case.count_and_rank) {
        let films = calibration.iter().filter(|film| film.truth == class);
        assert_eq!(films.count(), count);
        assert_eq!(level.rank(count), rank);
    }
    let thresholds = conformal_thresholds(calibration, level);
    assert_eq!(thresholds, case.thresholds);
    let stored = answer_sets(calibration).expect("answer sets");
    let sets: Vec<Vec<Class>> = others
        .iter()
        .map(|film| conformal_set(film, &thresholds))
        .collect();
    for ((set, film), expected) in sets.iter().zip(others).zip(&case.sets) {
        let indices: Vec<usize> = set.iter().map(|class| class.index()).collect();
        assert_eq!(&indices, expected);
        // The page's own numbers give the same sets.
        let single = film.probabilities.map(|value| value as f32);
        let single = Probabilities::try_from(single).expect("probabilities");
        assert_eq!(&stored.set(&single, level), set, "{film:?}");
    }
    let labelled: Vec<LabelledSet<'_>> = others
        .iter()
        .zip(&sets)
        .map(|(film, set)| LabelledSet {
            truth: film.truth,
            set,
        })
        .collect();
    let coverage = Coverage::of(&labelled);
    close("coverage", coverage.covered.value(), Some(case.coverage));
    for (class, expected) in Class::ALL.into_iter().zip(case.coverage_by_class) {
        close("coverage", coverage.by_class[class].value(), expected);
    }
    close("size", coverage.mean_size, Some(case.mean_size));
    assert_eq!(coverage.empty, case.empty);
}

#[test]
fn metrics_agree_with_the_reference() {
    let reference = reference();
    assert_eq!(reference.cases.len(), 3);
    for case in &reference.cases {
        println!("{}", case.name);
        let films = case.scored();
        check_counts(case, &films);
        for (class, expected) in Class::ALL.into_iter().zip(&case.per_class) {
            check_class(expected, &films, class);
        }
        let auc = mean_of_existing(Class::ALL.map(|class| roc_auc(&films, class)));
        close("macro AUC", auc, Some(case.macro_roc_auc));
        let precision = mean_of_existing(Class::ALL.map(|class| average_precision(&films, class)));
        let expected = Some(case.macro_average_precision);
        close("macro average precision", precision, expected);
        check_calibration(case, &films);
        assert_eq!(case.conformal.len(), 2);
        for conformal in &case.conformal {
            check_conformal(conformal, &films);
        }
    }
}

#[test]
fn wilson_intervals_agree_with_the_reference() {
    let reference = reference();
    for (hits, trials, expected) in reference.wilson {
        close_interval("Wilson", Proportion::new(hits, trials), expected);
    }
}
