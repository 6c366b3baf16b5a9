//! Comparison of models: one row each, and significance tests between evaluations of the same films.

pub(crate) mod compared_model;
pub(crate) mod published;

use metrics::paired::McNemarForm;
use metrics::{AucDifference, Paired, delong, holm};
use model::class::Class;
use model::estimate::Estimate;
use serde::Serialize;

use self::compared_model::{ComparedModel, Predictions};

/// A difference is significant when its corrected p-value is below this level.
pub(crate) const LEVEL: f64 = 0.05;

/// Where the figures of a row come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum RowKind {
    /// A training run: its best epoch on the validation split.
    Run,
    /// An evaluation of `pneumoscope evaluate --out`.
    Evaluation,
    /// A figure of the study that this project grew from, on another test set.
    Published,
}

/// A figure with its 95 % interval, if it has one.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub(crate) struct Figure {
    pub value: f64,
    /// Lower and upper end.
    pub interval: Option<(f64, f64)>,
}

impl From<Estimate> for Figure {
    fn from(estimate: Estimate) -> Self {
        Self {
            value: estimate.value,
            interval: Some((estimate.low, estimate.high)),
        }
    }
}

/// One row of the table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct ComparisonRow {
    /// The folder as it was typed, or the published name of the model.
    pub name: String,
    pub kind: RowKind,
    pub model: String,
    pub parameters: Option<u64>,
    /// Pixels on each side of the input.
    pub side: Option<u32>,
    pub split: String,
    pub films: u64,
    pub accuracy: Figure,
    /// Mean sensitivity over the classes.
    pub balanced_accuracy: Option<Figure>,
    /// Mean area under the ROC curves of the classes.
    pub auroc: Option<Figure>,
    pub best_epoch: Option<u32>,
    pub epochs: Option<u32>,
    pub seconds: Option<f64>,
}

/// The p-value of a test, also with Holm's correction for all tests of the comparison.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub(crate) struct TestResult {
    pub p_value: f64,
    pub corrected: f64,
    /// Whether the corrected p-value is below [`LEVEL`].
    #[serde(rename = "more_than_noise")]
    pub significant: bool,
}

/// The difference of a model from the first one on the same films.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Difference {
    pub first: String,
    pub second: String,
    pub films: u64,
    /// Second accuracy minus first, with Newcombe's interval for paired proportions.
    pub accuracy: Estimate,
    pub form: McNemarForm,
    pub mcnemar: TestResult,
    /// DeLong's test for each class with an AUROC.
    pub classes: Vec<ClassDifference>,
}

/// The difference of the AUROCs of two models for one class.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct ClassDifference {
    pub class: Class,
    /// Second AUROC minus first.
    pub auroc: Estimate,
    pub first: f64,
    pub second: f64,
    pub delong: TestResult,
}

/// A whole comparison.
#[derive(Debug, Serialize)]
pub(crate) struct Comparison {
    /// One row a model, in the order they were given.
    pub rows: Vec<ComparisonRow>,
    /// Differences from the first evaluation.
    pub differences: Vec<Difference>,
    /// Evaluations of other films than the first one, which are not tested.
    pub other_films: Vec<String>,
}

impl Comparison {
    /// Compares the first evaluation with every other one of the same films.
    pub(crate) fn of(models: &[ComparedModel], published: Vec<ComparisonRow>) -> Self {
        let mut evaluations = models.iter().filter_map(Evaluated::of);
        let first = evaluations.next();
        let mut differences = Vec::new();
        let mut other_films = Vec::new();
        for second in evaluations {
            match first.and_then(|first| difference(first, second)) {
                Some(difference) => differences.push(difference),
                None => other_films.push(second.name.to_owned()),
            }
        }
        correct(&mut differences);
        let rows = models.iter().map(|model| model.row.clone());
        Self {
            rows: rows.chain(published).collect(),
            differences,
            other_films,
        }
    }
}

/// A named evaluation.
#[derive(Clone, Copy)]
struct Evaluated<'a> {
    name: &'a str,
    predictions: &'a Predictions,
}

impl<'a> Evaluated<'a> {
    /// `None` for a run, which has no predictions film by film.
    fn of(model: &'a ComparedModel) -> Option<Self> {
        Some(Self {
            name: &model.row.name,
            predictions: model.predictions.as_ref()?,
        })
    }
}

/// The difference with p-values not yet corrected; `None` unless the films are the same.
fn difference(one: Evaluated<'_>, other: Evaluated<'_>) -> Option<Difference> {
    let (first, second) = (one.predictions, other.predictions);
    if first.files != second.files {
        return None;
    }
    let pairs = first.scored.iter().zip(&second.scored);
    let paired: Paired = pairs
        .map(|(one, two)| (one.is_right(), two.is_right()))
        .collect();
    let class_difference = |class| {
        let compared = delong(&first.scored, &second.scored, class)?;
        let AucDifference {
            first,
            second,
            difference,
            p_value,
        } = compared;
        Some(ClassDifference {
            class,
            auroc: difference,
            first,
            second,
            delong: uncorrected(p_value),
        })
    };
    let mcnemar = paired.mcnemar();
    Some(Difference {
        first: one.name.to_owned(),
        second: other.name.to_owned(),
        films: paired.films(),
        accuracy: paired.difference()?,
        form: mcnemar.form,
        mcnemar: uncorrected(mcnemar.p_value),
        classes: Class::ALL
            .into_iter()
            .filter_map(class_difference)
            .collect(),
    })
}

fn uncorrected(p_value: f64) -> TestResult {
    TestResult {
        p_value,
        corrected: p_value,
        significant: false,
    }
}

/// Corrects the p-values of all tests together.
fn correct(differences: &mut [Difference]) {
    let mut tests: Vec<&mut TestResult> = differences
        .iter_mut()
        .flat_map(|difference| {
            let classes = difference.classes.iter_mut();
            std::iter::once(&mut difference.mcnemar).chain(classes.map(|class| &mut class.delong))
        })
        .collect();
    let p_values: Vec<f64> = tests.iter().map(|test| test.p_value).collect();
    for (test, corrected) in tests.iter_mut().zip(holm(&p_values)) {
        test.corrected = corrected;
        test.significant = corrected < LEVEL;
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use metrics::Scored;
    use model::class::PerClass;

    fn row(name: &str) -> ComparisonRow {
        ComparisonRow {
            name: name.to_owned(),
            kind: RowKind::Evaluation,
            model: "coatnet-0".to_owned(),
            parameters: Some(24_000_000),
            side: Some(224),
            split: "test".to_owned(),
            films: 60,
            accuracy: Figure {
                value: 0.5,
                interval: None,
            },
            balanced_accuracy: None,
            auroc: None,
            best_epoch: Some(3),
            epochs: Some(9),
            seconds: Some(3600.0),
        }
    }

    /// An evaluation of 60 films, of which the first `right` are predicted correctly.
    pub(crate) fn evaluation(name: &str, right: usize) -> ComparedModel {
        let scored = (0..60).map(|film| {
            let truth = Class::ALL[film % 3];
            let answer = (film + usize::from(film >= right)) % 3;
            let mut probabilities = [0.1, 0.1, 0.1];
            probabilities[answer] = 0.8 - film as f64 * 1e-3;
            Scored {
                truth,
                probabilities: PerClass(probabilities),
            }
        });
        ComparedModel {
            row: row(name),
            curve: Vec::new(),
            predictions: Some(Predictions {
                files: (0..60).map(|film| film.to_string()).collect(),
                scored: scored.collect(),
            }),
        }
    }

    #[test]
    fn evaluations_of_the_same_films_are_compared_with_the_first() {
        let models = [
            evaluation("a", 30),
            evaluation("b", 54),
            evaluation("c", 30),
        ];
        let comparison = Comparison::of(&models, Vec::new());
        assert_eq!(comparison.rows.len(), 3);
        let [better, same] = &comparison.differences[..] else {
            panic!("two differences: {comparison:?}");
        };
        assert!((better.accuracy.value - 0.4).abs() < 1e-12);
        // 24 films that only the second predicts correctly: 2 / 2^24.
        assert!((better.mcnemar.p_value - 2.0_f64.powi(-23)).abs() < 1e-18);
        assert!(better.mcnemar.corrected > better.mcnemar.p_value);
        assert!(better.mcnemar.significant);
        assert_eq!(better.classes.len(), 3);
        assert!(!same.mcnemar.significant && same.mcnemar.corrected >= 1.0);
    }

    #[test]
    fn evaluations_of_other_films_are_named_and_not_tested() {
        let mut other = evaluation("other", 30);
        other.predictions.as_mut().unwrap().files[0] = "x".to_owned();
        let comparison = Comparison::of(&[evaluation("a", 30), other], Vec::new());
        assert!(comparison.differences.is_empty());
        assert_eq!(comparison.other_films, ["other"]);
    }
}
