//! What storing weights in fewer bits does to the answers of one split.

use metrics::Scored;
use serde::Serialize;

use crate::data::Split;

/// The greatest change of a probability that is not worth a word.
const ALLOWED: f64 = 0.01;

/// The answers of stored weights against those of the weights as trained.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub(crate) struct Rounding {
    /// The split.
    pub split: Split,
    /// The greatest change of any film's probability of any class.
    pub greatest: f64,
    /// The mean over the films of each one's greatest change.
    pub mean: f64,
    /// Films whose likeliest class is another.
    pub changed: usize,
    /// Share of right answers, less that of the weights as trained.
    pub accuracy: f64,
}

impl Rounding {
    /// Compares the same films in the same order; `None` where there are none.
    pub(crate) fn between(split: Split, stored: &[Scored], trained: &[Scored]) -> Option<Self> {
        if stored.is_empty() {
            return None;
        }
        let films = stored.len() as f64;
        let pairs = || stored.iter().zip(trained);
        let moves = pairs().map(|(stored, trained)| {
            let sides = stored.probabilities.0.iter().zip(trained.probabilities.0);
            sides.map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
        });
        let right = |films: &[Scored]| films.iter().filter(|film| film.is_right()).count() as f64;
        Some(Self {
            split,
            greatest: moves.clone().fold(0.0, f64::max),
            mean: moves.sum::<f64>() / films,
            changed: pairs()
                .filter(|(stored, trained)| stored.prediction() != trained.prediction())
                .count(),
            accuracy: (right(stored) - right(trained)) / films,
        })
    }

    /// A line for people.
    pub(crate) fn line(&self) -> String {
        let warning = if self.greatest > ALLOWED {
            "; that is much: think about --format f16"
        } else {
            ""
        };
        format!(
            "  stored weights move probabilities of {} by {:.4} at most, {:.4} on average; {} answers change, accuracy by {:+.3}{warning}",
            self.split, self.greatest, self.mean, self.changed, self.accuracy
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
            greatest: 0.25,
            mean: 0.1875,
            changed: 1,
            accuracy: -0.5,
        };
        assert_eq!(found, expected);
        assert!(found.line().contains("think about"));
        assert_eq!(Rounding::between(Split::Test, &[], &[]), None);
    }
}
