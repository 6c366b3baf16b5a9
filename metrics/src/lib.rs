//! How well a model does on many films: counts, intervals, ranking and calibration; and whether two
//! models differ by more than noise.
//!
//! Every figure that may not exist (no film of a class, nothing predicted as it) is an `Option`:
//! a division by zero is never a number.

pub mod confusion;
pub mod delong;
pub mod interval;
pub mod paired;
pub mod ranking;
pub mod reliability;
pub mod significance;
pub mod temperature;

pub use confusion::Confusion;
pub use delong::{AucDifference, delong};
pub use interval::{Bootstrap, Proportion};
pub use paired::Paired;
pub use ranking::{average_precision, precision_recall_curve, roc_auc, roc_curve};
pub use reliability::{Reliability, brier, brier_of_class};
pub use significance::holm;
pub use temperature::{TemperatureFit, fit_temperature, mean_nll};

use model::calibration::Probabilities;
use model::class::{Class, PerClass};

/// A film whose truth is known, with what the model said about it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scored {
    /// The label.
    pub truth: Class,
    /// The model's probabilities.
    pub probabilities: PerClass<f64>,
}

impl Scored {
    /// Joins a label with an answer.
    pub fn new(truth: Class, probabilities: &Probabilities) -> Self {
        Self {
            truth,
            probabilities: PerClass(probabilities.as_array()).map(f64::from),
        }
    }

    /// The likeliest class; among equals the first.
    pub fn prediction(&self) -> Class {
        Class::ALL.into_iter().fold(Class::Covid19, |top, class| {
            if self.probabilities[class] > self.probabilities[top] {
                class
            } else {
                top
            }
        })
    }

    /// Whether the likeliest class is the true one.
    pub fn is_right(&self) -> bool {
        self.prediction() == self.truth
    }

    /// The greatest probability.
    pub fn confidence(&self) -> f64 {
        self.probabilities[self.prediction()]
    }
}

/// The mean of those values that exist; `None` when none does.
pub fn mean_of_existing(values: impl IntoIterator<Item = Option<f64>>) -> Option<f64> {
    let (sum, count) = values
        .into_iter()
        .flatten()
        .fold((0.0, 0_u32), |(sum, count), value| (sum + value, count + 1));
    (count > 0).then(|| sum / f64::from(count))
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::calibration::{Calibration, Logits};

    #[test]
    fn the_first_of_equally_likely_classes_is_predicted() {
        let scored = Scored {
            truth: Class::Normal,
            probabilities: PerClass([0.2, 0.4, 0.4]),
        };
        assert_eq!(scored.prediction(), Class::Normal);
        assert!((scored.confidence() - 0.4).abs() < 1e-15);
    }

    #[test]
    fn a_scored_film_predicts_what_its_reading_does() {
        let logits = Logits(PerClass([0.5, -1.0, 2.0]));
        let probabilities = Calibration::IDENTITY.apply(logits).unwrap();
        let scored = Scored::new(Class::Covid19, &probabilities);
        assert_eq!(scored.prediction(), probabilities.top());
    }

    #[test]
    fn missing_values_do_not_count_in_a_mean() {
        assert_eq!(mean_of_existing([Some(1.0), None, Some(2.0)]), Some(1.5));
        assert_eq!(mean_of_existing([None, None]), None);
    }
}
