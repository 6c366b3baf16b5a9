//! Models beside each other: one row each, and whether those that judged the same films differ by
//! more than noise.

pub(crate) mod entry;
pub(crate) mod published;

use metrics::paired::McNemarForm;
use metrics::{AucDifference, Paired, delong, holm};
use model::class::Class;
use model::estimate::Estimate;
use serde::Serialize;

use self::entry::Entry;

/// A corrected p-value below this is more than noise.
pub(crate) const LEVEL: f64 = 0.05;

/// What a row stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Kind {
    /// A training run, judged on its validation split at its best epoch.
    Run,
    /// An evaluation of `pneumoscope evaluate --out`.
    Evaluation,
    /// A figure of the study that this project grew from, on another test set.
    Published,
}

/// A figure, with its 95 % interval where one can be given.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub(crate) struct Figure {
    /// The figure.
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
pub(crate) struct Row {
    /// The folder as it was typed, or the study's name of the model.
    pub name: String,
    /// What it stands for.
    pub kind: Kind,
    /// The network.
    pub model: String,
    /// Trainable parameters.
    pub parameters: Option<u64>,
    /// Pixels on each side of the input.
    pub side: Option<u32>,
    /// The split that was judged.
    pub split: String,
    /// Films judged.
    pub films: u64,
    /// Share of right answers.
    pub accuracy: Figure,
    /// Mean sensitivity over the classes.
    pub balanced_accuracy: Option<Figure>,
    /// Mean area under the ROC curves of the classes.
    pub auroc: Option<Figure>,
    /// The epoch whose weights were judged.
    pub best_epoch: Option<u32>,
    /// Epochs run.
    pub epochs: Option<u32>,
    /// Time of the training.
    pub seconds: Option<f64>,
}

/// A p-value with what it is after Holm's correction for all tests of the comparison.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub(crate) struct Judgement {
    /// As the test gives it.
    pub p_value: f64,
    /// After the correction.
    pub corrected: f64,
    /// Whether the corrected one is below [`LEVEL`].
    pub more_than_noise: bool,
}

/// How a model differs from the first one on the same films.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Difference {
    /// The first model.
    pub first: String,
    /// The model compared with it.
    pub second: String,
    /// Films that both judged.
    pub films: u64,
    /// Second accuracy minus first, with Newcombe's interval for paired shares.
    pub accuracy: Estimate,
    /// How McNemar's test was computed.
    pub form: McNemarForm,
    /// McNemar's test of the accuracies.
    pub mcnemar: Judgement,
    /// DeLong's test for each class that both rank.
    pub classes: Vec<ClassDifference>,
}

/// How two models rank the films of a class above the others.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct ClassDifference {
    /// The class.
    pub class: Class,
    /// The areas and their difference, second minus first.
    pub auroc: Estimate,
    /// The first model's area.
    pub first: f64,
    /// The second model's area.
    pub second: f64,
    /// DeLong's test of the areas.
    pub delong: Judgement,
}

/// A whole comparison.
#[derive(Debug, Serialize)]
pub(crate) struct Comparison {
    /// One row a model, in the order they were given.
    pub rows: Vec<Row>,
    /// Differences from the first evaluation.
    pub differences: Vec<Difference>,
    /// Evaluations of other films than the first one's; they have no difference.
    pub other_films: Vec<String>,
}

impl Comparison {
    /// Compares the first evaluation with every other one of the same films.
    pub(crate) fn of(entries: &[Entry], published: Vec<Row>) -> Self {
        let mut judged = entries
            .iter()
            .filter_map(|entry| Some((&entry.row.name, entry.answers.as_ref()?)));
        let first = judged.next();
        let mut differences = Vec::new();
        let mut other_films = Vec::new();
        for (name, answers) in judged {
            let compared = first
                .and_then(|(first_name, first)| difference((first_name, first), (name, answers)));
            match compared {
                Some(difference) => differences.push(difference),
                None => other_films.push(name.clone()),
            }
        }
        correct(&mut differences);
        let rows = entries.iter().map(|entry| entry.row.clone());
        Self {
            rows: rows.chain(published).collect(),
            differences,
            other_films,
        }
    }
}

/// The differences with p-values not yet corrected; `None` unless the films are the same.
fn difference(
    (first_name, first): (&str, &entry::Answers),
    (name, second): (&str, &entry::Answers),
) -> Option<Difference> {
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
        first: first_name.to_owned(),
        second: name.to_owned(),
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

fn uncorrected(p_value: f64) -> Judgement {
    Judgement {
        p_value,
        corrected: p_value,
        more_than_noise: false,
    }
}

/// Corrects the p-values of all tests together.
fn correct(differences: &mut [Difference]) {
    let mut tests: Vec<&mut Judgement> = differences
        .iter_mut()
        .flat_map(|difference| {
            let classes = difference.classes.iter_mut();
            std::iter::once(&mut difference.mcnemar).chain(classes.map(|class| &mut class.delong))
        })
        .collect();
    let p_values: Vec<f64> = tests.iter().map(|test| test.p_value).collect();
    for (test, corrected) in tests.iter_mut().zip(holm(&p_values)) {
        test.corrected = corrected;
        test.more_than_noise = corrected < LEVEL;
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::entry::Answers;
    use super::*;
    use metrics::Scored;
    use model::class::PerClass;

    fn row(name: &str) -> Row {
        Row {
            name: name.to_owned(),
            kind: Kind::Evaluation,
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

    /// An evaluation of 60 films, of which the first `right` are answered rightly.
    pub(crate) fn entry(name: &str, right: usize) -> Entry {
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
        Entry {
            row: row(name),
            curve: Vec::new(),
            answers: Some(Answers {
                files: (0..60).map(|film| film.to_string()).collect(),
                scored: scored.collect(),
            }),
        }
    }

    #[test]
    fn evaluations_of_the_same_films_are_compared_with_the_first() {
        let entries = [entry("a", 30), entry("b", 54), entry("c", 30)];
        let comparison = Comparison::of(&entries, Vec::new());
        assert_eq!(comparison.rows.len(), 3);
        let [better, same] = &comparison.differences[..] else {
            panic!("two differences: {comparison:?}");
        };
        assert!((better.accuracy.value - 0.4).abs() < 1e-12);
        // 24 films that only the second answers right: 2 / 2^24.
        assert!((better.mcnemar.p_value - 2.0_f64.powi(-23)).abs() < 1e-18);
        assert!(better.mcnemar.corrected > better.mcnemar.p_value);
        assert!(better.mcnemar.more_than_noise);
        assert_eq!(better.classes.len(), 3);
        assert!(!same.mcnemar.more_than_noise && same.mcnemar.corrected >= 1.0);
    }

    #[test]
    fn evaluations_of_other_films_are_named_and_not_compared() {
        let mut other = entry("other", 30);
        other.answers.as_mut().unwrap().files[0] = "x".to_owned();
        let comparison = Comparison::of(&[entry("a", 30), other], Vec::new());
        assert!(comparison.differences.is_empty());
        assert_eq!(comparison.other_films, ["other"]);
    }
}
