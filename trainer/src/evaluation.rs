//! How well a model does on one split: every figure with its interval, by class and by group.

use std::collections::BTreeMap;

use model::calibration::CalibrationError;
use model::class::Class;
use model::metrics::interval::Estimate;
use model::metrics::{self, Bootstrap, Confusion, Proportion, Reliability, Scored};
use model::scorecard::results::{ClassResult, GroupResult, SplitResult};
use serde::Serialize;
use thiserror::Error;

use crate::dataset::Split;
use crate::dataset::pack::Film;
use crate::judge::JudgeError;

/// Samples of the bootstrap, and where it starts.
const BOOTSTRAP: Bootstrap = Bootstrap {
    rounds: 1000,
    seed: 1,
};

/// Films that cannot be evaluated.
#[derive(Debug, Error)]
pub enum EvaluationError {
    /// The network cannot be run on them.
    #[error(transparent)]
    Judge(#[from] JudgeError),
    /// The network gave a number that is none.
    #[error("the network cannot be evaluated: {0}")]
    Calibration(#[from] CalibrationError),
    /// There is nothing to fit a temperature on.
    #[error("no temperature can be fitted: the validation split is empty")]
    NoTemperature,
}

/// A film with the model's answer.
#[derive(Debug, Clone, Copy)]
pub struct Answered<'a> {
    /// The film.
    pub film: &'a Film,
    /// The truth and the calibrated answer.
    pub scored: Scored,
}

/// A split's result with the figures that the scorecard has no room for; `metrics.json`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Metrics {
    /// What the scorecard holds.
    #[serde(flatten)]
    pub result: SplitResult,
    /// Harmonic mean of sensitivity and precision, by class label.
    pub f1: BTreeMap<&'static str, Option<f64>>,
    /// Area under precision over recall, by class label.
    pub average_precision: BTreeMap<&'static str, Option<f64>>,
    /// Mean confidence and accuracy of each of 15 bins that has films.
    pub reliability: Vec<ReliabilityBin>,
}

/// One bin of the reliability diagram.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ReliabilityBin {
    /// Films in it.
    pub films: u64,
    /// Their mean confidence.
    pub confidence: f64,
    /// Share of them that is right.
    pub accuracy: f64,
}

/// The figures of a split for the scorecard; the films must not be none.
pub fn result(split: Split, films: &[Answered<'_>]) -> SplitResult {
    let scored: Vec<Scored> = films.iter().map(|film| film.scored).collect();
    // Films of one patient depend on each other: the bootstrap draws patients.
    let mut patients: BTreeMap<&str, Vec<Scored>> = BTreeMap::new();
    for film in films {
        let patient = patients.entry(&film.film.patient).or_default();
        patient.push(film.scored);
    }
    let groups: Vec<&[Scored]> = patients.values().map(Vec::as_slice).collect();
    let sampled =
        |statistic: &dyn Fn(&[Scored]) -> Option<f64>| BOOTSTRAP.estimate(&groups, statistic);
    let confusion = Confusion::of(&scored);
    SplitResult {
        split: split.word().to_owned(),
        films: confusion.films(),
        accuracy: known(confusion.accuracy().estimate()),
        balanced_accuracy: known(sampled(&|films| Confusion::of(films).balanced_accuracy())),
        macro_f1: known(sampled(&|films| Confusion::of(films).macro_f1())),
        brier: metrics::brier(&scored).unwrap_or(0.0),
        ece: Reliability::of(&scored).ece().unwrap_or(0.0),
        confusion: confusion.counts(),
        classes: Class::ALL
            .into_iter()
            .map(|class| ClassResult {
                class,
                films: confusion.support(class),
                sensitivity: confusion.sensitivity(class).estimate(),
                specificity: confusion.specificity(class).estimate(),
                ppv: confusion.ppv(class).estimate(),
                npv: confusion.npv(class).estimate(),
                auroc: sampled(&|films| metrics::roc_auc(films, class)),
            })
            .collect(),
        sources: by_group(films, |film| &film.source),
        age_groups: by_group(films, |film| &film.age_group),
    }
}

/// All figures of a split.
pub fn metrics(split: Split, films: &[Answered<'_>]) -> Metrics {
    let scored: Vec<Scored> = films.iter().map(|film| film.scored).collect();
    let confusion = Confusion::of(&scored);
    let by_class = |figure: &dyn Fn(Class) -> Option<f64>| {
        Class::ALL
            .into_iter()
            .map(|class| (class.label(), figure(class)))
            .collect()
    };
    Metrics {
        result: result(split, films),
        f1: by_class(&|class| confusion.f1(class)),
        average_precision: by_class(&|class| metrics::average_precision(&scored, class)),
        reliability: Reliability::of(&scored)
            .bins
            .into_iter()
            .flatten()
            .map(|bin| ReliabilityBin {
                films: bin.films,
                confidence: bin.confidence,
                accuracy: bin.accuracy,
            })
            .collect(),
    }
}

/// A figure that exists whenever there is a film.
fn known(estimate: Option<Estimate>) -> Estimate {
    estimate.unwrap_or(Estimate {
        value: 0.0,
        low: 0.0,
        high: 1.0,
    })
}

fn by_group<'a>(
    films: &[Answered<'a>],
    group: impl Fn(&'a Film) -> &'a String,
) -> Vec<GroupResult> {
    let mut groups: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    for film in films {
        let (right, all) = groups.entry(group(film.film)).or_default();
        *right += u64::from(film.scored.prediction() == film.scored.truth);
        *all += 1;
    }
    groups
        .into_iter()
        .map(|(name, (right, films))| GroupResult {
            name: name.to_owned(),
            films,
            accuracy: known(Proportion::new(right, films).estimate()),
        })
        .collect()
}

/// A result in lines for people.
pub fn lines(result: &SplitResult) -> Vec<String> {
    let share = |estimate: &Estimate| {
        format!(
            "{:.3} ({:.3} to {:.3})",
            estimate.value, estimate.low, estimate.high
        )
    };
    let maybe =
        |estimate: &Option<Estimate>| estimate.as_ref().map_or_else(|| "-".to_owned(), share);
    let mut lines = vec![format!(
        "{}: {} films, accuracy {}, balanced accuracy {}, macro F1 {}, Brier {:.3}, ECE {:.3}",
        result.split,
        result.films,
        share(&result.accuracy),
        share(&result.balanced_accuracy),
        share(&result.macro_f1),
        result.brier,
        result.ece
    )];
    for class in &result.classes {
        lines.push(format!(
            "  {} ({}): sensitivity {}, specificity {}, AUROC {}",
            class.class,
            class.films,
            maybe(&class.sensitivity),
            maybe(&class.specificity),
            maybe(&class.auroc)
        ));
    }
    for group in result.sources.iter().chain(&result.age_groups) {
        lines.push(format!(
            "  {} ({}): accuracy {}",
            group.name,
            group.films,
            share(&group.accuracy)
        ));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::class::PerClass;

    fn film(patient: &str, source: &str, class: Class) -> Film {
        Film {
            file: format!("{patient}.png"),
            class,
            patient: patient.to_owned(),
            source: source.to_owned(),
            split: Split::Test,
            age_group: "adult".to_owned(),
            view: String::new(),
            plane: 0,
        }
    }

    #[test]
    fn figures_are_given_by_class_source_and_age_group() {
        let films = [
            film("1", "a", Class::Covid19),
            film("2", "a", Class::Normal),
            film("3", "b", Class::Normal),
            film("4", "b", Class::Normal),
        ];
        // The last film is taken for COVID-19.
        let answers = [
            [0.8, 0.1, 0.1],
            [0.1, 0.8, 0.1],
            [0.2, 0.7, 0.1],
            [0.9, 0.1, 0.0],
        ];
        let answered: Vec<Answered<'_>> = films
            .iter()
            .zip(answers)
            .map(|(film, answer)| Answered {
                film,
                scored: Scored {
                    truth: film.class,
                    probabilities: PerClass(answer),
                },
            })
            .collect();
        let metrics = metrics(Split::Test, &answered);
        let result = &metrics.result;
        assert_eq!((result.split.as_str(), result.films), ("test", 4));
        assert!((result.accuracy.value - 0.75).abs() < 1e-12);
        assert!((result.balanced_accuracy.value - 5.0 / 6.0).abs() < 1e-12);
        assert_eq!(result.classes[2].sensitivity, None);
        assert_eq!(result.sources.len(), 2);
        assert!((result.sources[1].accuracy.value - 0.5).abs() < 1e-12);
        assert_eq!(result.age_groups[0].films, 4);
        assert_eq!(metrics.f1["pneumonia"], None);
        assert!(lines(result)[0].starts_with("test: 4 films, accuracy 0.750 ("));
    }
}
