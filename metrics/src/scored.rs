//! A labelled film with the model's probabilities, from which every figure is computed.

use model::calibration::Probabilities;
use model::class::{Class, PerClass};

use crate::softmax::argmax;

/// A labelled film with the model's probabilities.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scored {
    /// The label.
    pub truth: Class,
    /// The model's probabilities.
    pub probabilities: PerClass<f64>,
}

impl Scored {
    /// Joins a label with calibrated probabilities.
    pub fn new(truth: Class, probabilities: &Probabilities) -> Self {
        Self {
            truth,
            probabilities: PerClass(probabilities.as_array()).map(f64::from),
        }
    }

    /// The most probable class, the first among equals.
    pub fn prediction(&self) -> Class {
        Class::ALL[argmax(&self.probabilities.0)]
    }

    /// Whether the prediction is correct.
    pub fn is_right(&self) -> bool {
        self.prediction() == self.truth
    }

    /// The probability of the predicted class.
    pub fn confidence(&self) -> f64 {
        self.probabilities[self.prediction()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::calibration::{Calibration, Logits};

    #[test]
    fn the_first_of_equally_probable_classes_is_predicted() {
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
}
