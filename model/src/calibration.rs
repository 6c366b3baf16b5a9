//! Temperature scaling: turns logits into probabilities.
//!
//! The trainer fits the temperature on the validation split and stores it with the weights. Source: Guo et al., "On Calibration of Modern Neural Networks" (2017), section 4.2.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::class::{Class, PerClass};

/// Raw outputs of a network. Only [`Calibration::apply`] turns them into values to show.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Logits(pub PerClass<f32>);

/// Class probabilities: each in `0..=1`; their sum is 1 up to rounding.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "PerClass<f32>")]
pub struct Probabilities(PerClass<f32>);

/// How far from 1 the sum of stored probabilities may be: rounding to six digits.
const SUM_TOLERANCE: f32 = 1e-5;

impl Probabilities {
    /// The probability of one class.
    pub fn get(&self, class: Class) -> f32 {
        self.0[class]
    }

    /// The probabilities in the order of [`Class::ALL`].
    pub const fn as_array(&self) -> [f32; Class::COUNT] {
        self.0.0
    }

    /// The class of the highest probability; among equals the first.
    pub fn top(&self) -> Class {
        let mut top = Class::Covid19;
        for class in Class::ALL {
            if self.get(class) > self.get(top) {
                top = class;
            }
        }
        top
    }
}

/// A fitted temperature; above 1 softens, below 1 sharpens.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked", into = "Unchecked")]
pub struct Calibration {
    /// Finite and positive.
    temperature: f32,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Unchecked {
    temperature: f32,
}

/// Why logits cannot become probabilities.
#[derive(Debug, Error, PartialEq)]
pub enum CalibrationError {
    /// The temperature is zero, negative or not a number.
    #[error("the temperature {0} is not a positive number")]
    BadTemperature(f32),
    /// The network's output is infinite or not a number.
    #[error("the network's output is not a finite number")]
    NotFinite,
    /// Stored numbers that are not probabilities.
    #[error("{0:?} are not probabilities: each must be in 0..=1, and their sum must be 1")]
    NotProbabilities([f32; Class::COUNT]),
}

impl TryFrom<PerClass<f32>> for Probabilities {
    type Error = CalibrationError;

    fn try_from(values: PerClass<f32>) -> Result<Self, Self::Error> {
        let sum: f32 = values.0.iter().sum();
        let each = values.0.iter().all(|value| (0.0..=1.0).contains(value));
        if each && (sum - 1.0).abs() <= SUM_TOLERANCE {
            Ok(Self(values))
        } else {
            Err(CalibrationError::NotProbabilities(values.0))
        }
    }
}

impl Calibration {
    /// Leaves the logits as they are.
    pub const IDENTITY: Self = Self { temperature: 1.0 };

    /// A calibration with the given temperature.
    ///
    /// # Errors
    /// [`CalibrationError::BadTemperature`] unless it is finite and positive.
    pub fn new(temperature: f32) -> Result<Self, CalibrationError> {
        if temperature.is_finite() && temperature > 0.0 {
            Ok(Self { temperature })
        } else {
            Err(CalibrationError::BadTemperature(temperature))
        }
    }

    /// The divisor of the logits.
    pub const fn temperature(self) -> f32 {
        self.temperature
    }

    /// Divides by the temperature and normalises.
    ///
    /// # Errors
    /// [`CalibrationError::NotFinite`] when the network's output is not usable.
    pub fn apply(self, logits: Logits) -> Result<Probabilities, CalibrationError> {
        let values = logits.0;
        if !values.0.iter().all(|logit| logit.is_finite()) {
            return Err(CalibrationError::NotFinite);
        }
        // Subtracting the maximum keeps exp() in range; it cancels in the quotient.
        let maximum = values.0.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let weights = values.map(|logit| ((logit - maximum) / self.temperature).exp());
        let total: f32 = weights.0.iter().sum();
        Ok(Probabilities(weights.map(|weight| weight / total)))
    }
}

impl TryFrom<Unchecked> for Calibration {
    type Error = CalibrationError;

    fn try_from(unchecked: Unchecked) -> Result<Self, Self::Error> {
        Self::new(unchecked.temperature)
    }
}

impl From<Calibration> for Unchecked {
    fn from(calibration: Calibration) -> Self {
        Self {
            temperature: calibration.temperature,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probabilities_sum_to_one_even_for_extreme_logits() {
        let logits = Logits(PerClass([1000.0, -1000.0, 999.0]));
        let probabilities = Calibration::IDENTITY.apply(logits).unwrap();
        assert!((probabilities.as_array().iter().sum::<f32>() - 1.0).abs() < 1e-6);
        assert_eq!(probabilities.top(), Class::Covid19);
    }

    #[test]
    fn probabilities_read_back_as_written_and_other_numbers_are_refused() {
        let logits = Logits(PerClass([0.1, -3.0, 2.0]));
        let made = Calibration::IDENTITY.apply(logits).unwrap();
        let json = serde_json::to_string(&made).unwrap();
        assert_eq!(serde_json::from_str::<Probabilities>(&json).unwrap(), made);
        for bad in [
            "[0.5,0.5,0.1]",
            "[-0.5,0.5,1.0]",
            "[0.0,0.0,0.0]",
            "[1e39,0.0,0.0]",
        ] {
            let error = serde_json::from_str::<Probabilities>(bad).unwrap_err();
            assert!(
                error.to_string().contains("are not probabilities"),
                "{error}"
            );
        }
    }

    #[test]
    fn a_higher_temperature_softens_and_keeps_the_order() {
        let logits = Logits(PerClass([0.0, 2.0, 1.0]));
        let sharp = Calibration::new(0.5).unwrap().apply(logits).unwrap();
        let soft = Calibration::new(4.0).unwrap().apply(logits).unwrap();
        assert!(sharp.get(Class::Normal) > soft.get(Class::Normal));
        assert_eq!(sharp.top(), soft.top());
    }

    #[test]
    fn unusable_numbers_are_refused() {
        for bad in [0.0, -1.0, f32::NAN, f32::INFINITY] {
            assert!(Calibration::new(bad).is_err());
        }
        assert!(serde_json::from_str::<Calibration>(r#"{"temperature":0}"#).is_err());
        let broken = Logits(PerClass([0.0, f32::NAN, 0.0]));
        assert_eq!(
            Calibration::IDENTITY.apply(broken),
            Err(CalibrationError::NotFinite)
        );
    }
}
