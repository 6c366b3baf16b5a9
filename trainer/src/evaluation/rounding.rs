//! How storing weights in fewer bits changes the predictions for a split.

use metrics::Scored;
use serde::Serialize;

use crate::data::Split;

/// The largest change of a probability without a warning.
const ALLOWED: f64 = 0.01;

/// The predictions of the stored weights compared with those of the weights as trained.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub(crate) struct Rounding {
    pub split: Split,
    /// The largest change of the probability of any class of any film.
    #[serde(rename = "greatest")]
    pub max: f64,
    /// The largest change of each film, averaged over the films.
    pub mean: f64,
    pub changed: usize,
    /// Accuracy minus that of the weights as trained.
    pub accuracy: f64,
}

impl Rounding {
    /// Compares the same films in the same order; `None` without films.
    pub(crate) fn between(split: Split, stored: &[Scored], trained: &[Scored]) -> Option<Self> {
        if stored.is_empty() {
            return None;
        }
        let films = stored.len() as f64;
        let pairs = || stored.iter().zip(trained);
        let changes = pairs().map(|(stored, trained)| {
            let sides = stored.probabilities.0.iter().zip(trained.probabilities.0);
            sides.map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
        });
        let correct = |films: &[Scored]| films.iter().filter(|film| film.is_right()).count() as f64;
        Some(Self {
            split,
            max: changes.clone().fold(0.0, f64::max),
            mean: changes.sum::<f64>() / films,
            changed: pairs()
                .filter(|(stored, trained)| stored.prediction() != trained.prediction())
                .count(),
            accuracy: (correct(stored) - correct(trained)) / films,
        })
    }

    /// A line of text.
    pub(crate) fn line(&self) -> String {
        let warning = if self.max > ALLOWED {
            "; this is a large change: consider --format f16"
        } else {
            ""
        };
        format!(
            "  {}: storing the weights changes probabilities by at most {:.4}, on average {:.4}; {} predictions change, accuracy by {:+.3}{warning}",
            self.split, self.max, self.mean, self.changed, self.accuracy
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::class::{Class, PerClass};

    fn film(probabilities: [f64; 3]) -> Scored {
        Scored {
            truth: Class::Normal,
            probabilities: PerClass(probabilities),
        }
    }

    #[test]
    fn changes_are_those_of_the_worst_class_of_each_film() {
        let trained = [film([0.5, 0.25, 0.25]), film([0.375, 0.5, 0.125])];
        let stored = [film([0.5, 0.375, 0.125]), film([0.5, 0.25, 0.25])];
        let found = Rounding::between(Split::Test, &stored, &trained).unwrap();
        let expected = Rounding {
            split: Split::Test,
            max: 0.25,
            mean: 0.1875,
            changed: 1,
            accuracy: -0.5,
        };
        assert_eq!(found, expected);
        assert!(found.line().contains("consider --format f16"));
        assert_eq!(Rounding::between(Split::Test, &[], &[]), None);
    }
}
