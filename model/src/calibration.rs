//! Calibration: turns logits into probabilities that can be taken at their word.
//!
//! The trainer fits the parameters on validation films and stores them with the weights. Sources: Guo
//! et al., "On Calibration of Modern Neural Networks" (2017), section 4.2; Kull et al., "Beyond
//! temperature scaling: Obtaining well-calibrated multiclass probabilities with Dirichlet calibration"
//! (2019).

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::class::{Class, PerClass};

/// Raw outputs of a network. Only [`Calibration::apply`] turns them into values to show.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
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

/// How logits become probabilities, with fitted parameters.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(tag = "method", rename_all = "kebab-case", try_from = "Parameters")]
pub enum Method {
    /// `softmax(logits / temperature)`.
    Temperature {
        /// Positive; above 1 softens, below 1 sharpens.
        temperature: f32,
    },
    /// `softmax(scale * logits + bias)`, class by class.
    VectorScaling {
        /// The factor of each logit.
        scale: PerClass<f32>,
        /// What is added to each.
        bias: PerClass<f32>,
    },
    /// `softmax(weights * ln(softmax(logits)) + bias)`.
    Dirichlet {
        /// One row for each class of the result.
        weights: PerClass<PerClass<f32>>,
        /// What is added to each.
        bias: PerClass<f32>,
    },
}

/// A method as it is read. serde's own code for tagged enums would be a tenth of the page's binary.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Parameters {
    method: String,
    temperature: Option<f32>,
    scale: Option<PerClass<f32>>,
    weights: Option<PerClass<PerClass<f32>>>,
    bias: Option<PerClass<f32>>,
}

impl TryFrom<Parameters> for Method {
    type Error = CalibrationError;

    fn try_from(parameters: Parameters) -> Result<Self, CalibrationError> {
        let Parameters {
            method,
            temperature,
            scale,
            weights,
            bias,
        } = parameters;
        match (method.as_str(), temperature, scale, weights, bias) {
            ("temperature", Some(temperature), None, None, None) => {
                Ok(Self::Temperature { temperature })
            }
            ("vector-scaling", None, Some(scale), None, Some(bias)) => {
                Ok(Self::VectorScaling { scale, bias })
            }
            ("dirichlet", None, None, Some(weights), Some(bias)) => {
                Ok(Self::Dirichlet { weights, bias })
            }
            _ => Err(CalibrationError::Parameters(method)),
        }
    }
}

/// A checked [`Method`]: every parameter is finite, a temperature positive.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Method", into = "Method")]
pub struct Calibration(Method);

/// Why logits cannot become probabilities.
#[derive(Debug, Error, PartialEq)]
pub enum CalibrationError {
    /// The temperature is zero, negative or not a number.
    #[error("the temperature {0} is not a positive number")]
    BadTemperature(f32),
    /// Not the parameters of a known method.
    #[error(
        "the calibration {0:?} does not have exactly the parameters of its method: temperature (temperature), scale and bias (vector-scaling), or weights and bias (dirichlet)"
    )]
    Parameters(String),
    /// A parameter is infinite or not a number.
    #[error("a parameter of the calibration is not a finite number")]
    BadParameter,
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
    pub const IDENTITY: Self = Self(Method::Temperature { temperature: 1.0 });

    /// How it calibrates.
    pub const fn method(self) -> Method {
        self.0
    }

    /// Calibrated probabilities.
    ///
    /// # Errors
    /// [`CalibrationError::NotFinite`] when the network's output is not usable.
    pub fn apply(self, logits: Logits) -> Result<Probabilities, CalibrationError> {
        let logits = logits.0;
        let scores = match self.0 {
            Method::Temperature { temperature } => logits.map(|logit| logit / temperature),
            Method::VectorScaling { scale, bias } => {
                per_class(|class| scale[class] * logits[class] + bias[class])
            }
            Method::Dirichlet { weights, bias } => {
                let softmax = Softmax::of(logits);
                let logarithms = logits.map(|logit| logit - softmax.maximum - softmax.total.ln());
                per_class(|class| {
                    let products = weights[class].0.iter().zip(logarithms.0);
                    bias[class] + products.map(|(weight, value)| weight * value).sum::<f32>()
                })
            }
        };
        let finite = |values: PerClass<f32>| values.0.iter().all(|value| value.is_finite());
        if !(finite(logits) && finite(scores)) {
            return Err(CalibrationError::NotFinite);
        }
        let Softmax { weights, total, .. } = Softmax::of(scores);
        Ok(Probabilities(weights.map(|weight| weight / total)))
    }
}

fn per_class<T>(value: impl FnMut(Class) -> T) -> PerClass<T> {
    PerClass(Class::ALL.map(value))
}

/// Softmax before its division.
struct Softmax {
    maximum: f32,
    /// The exponentials of the distances to the maximum, which keeps them in range.
    weights: PerClass<f32>,
    /// Their sum.
    total: f32,
}

impl Softmax {
    fn of(values: PerClass<f32>) -> Self {
        let maximum = values.0.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let weights = values.map(|value| (value - maximum).exp());
        Self {
            maximum,
            weights,
            total: weights.0.iter().sum(),
        }
    }
}

impl TryFrom<Method> for Calibration {
    type Error = CalibrationError;

    fn try_from(method: Method) -> Result<Self, Self::Error> {
        let finite = |values: PerClass<f32>| values.0.iter().all(|value| value.is_finite());
        let finite = match method {
            Method::Temperature { temperature } => {
                if !(temperature.is_finite() && temperature > 0.0) {
                    return Err(CalibrationError::BadTemperature(temperature));
                }
                true
            }
            Method::VectorScaling { scale, bias } => finite(scale) && finite(bias),
            Method::Dirichlet { weights, bias } => {
                weights.0.into_iter().all(finite) && finite(bias)
            }
        };
        finite
            .then_some(Self(method))
            .ok_or(CalibrationError::BadParameter)
    }
}

impl From<Calibration> for Method {
    fn from(calibration: Calibration) -> Self {
        calibration.0
    }
}

/// The method and its parameters, rounded: "temperature scaling by 0.869".
impl fmt::Display for Calibration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |values: PerClass<f32>| values.0.map(|value| format!("{value:.3}")).join(", ");
        match self.0 {
            Method::Temperature { temperature } => {
                write!(f, "temperature scaling by {temperature:.3}")
            }
            Method::VectorScaling { scale, bias } => write!(
                f,
                "vector scaling (factors {}; biases {})",
                list(scale),
                list(bias)
            ),
            Method::Dirichlet { weights, bias } => write!(
                f,
                "Dirichlet calibration (weights {}; biases {})",
                weights.0.map(list).join(" / "),
                list(bias)
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn temperature(temperature: f32) -> Result<Calibration, CalibrationError> {
        Method::Temperature { temperature }.try_into()
    }

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
        let sharp = temperature(0.5).unwrap().apply(logits).unwrap();
        let soft = temperature(4.0).unwrap().apply(logits).unwrap();
        assert!(sharp.get(Class::Normal) > soft.get(Class::Normal));
        assert_eq!(sharp.top(), soft.top());
    }

    #[test]
    fn unusable_numbers_are_refused() {
        for bad in [0.0, -1.0, f32::NAN, f32::INFINITY] {
            assert!(temperature(bad).is_err());
        }
        for (bad, words) in [
            (r#"{"method":"temperature","temperature":0}"#, "positive"),
            (r#"{"method":"temperature"}"#, "temperature"),
            (r#"{"temperature":1}"#, "method"),
            (
                r#"{"method":"temperature","temperature":1,"bias":[0,0,0]}"#,
                "bias",
            ),
            (r#"{"method":"magic","temperature":1}"#, "magic"),
            (
                r#"{"method":"vector-scaling","scale":[1,1e39,1],"bias":[0,0,0]}"#,
                "finite",
            ),
            (
                r#"{"method":"dirichlet","weights":[[1,0],[0,1]],"bias":[0,0,0]}"#,
                "length",
            ),
        ] {
            let error = serde_json::from_str::<Calibration>(bad).unwrap_err();
            assert!(error.to_string().contains(words), "{error}");
        }
        let broken = Logits(PerClass([0.0, f32::NAN, 0.0]));
        assert_eq!(
            Calibration::IDENTITY.apply(broken),
            Err(CalibrationError::NotFinite)
        );
    }

    #[test]
    fn each_method_computes_its_formula() {
        let logits = Logits(PerClass([1.0, -0.5, 0.25]));
        let check = |method: Method, scores: [f64; 3]| {
            let calibration = Calibration::try_from(method).unwrap();
            let total: f64 = scores.iter().map(|score| score.exp()).sum();
            let found = calibration.apply(logits).unwrap().as_array();
            for (found, score) in found.into_iter().zip(scores) {
                assert!(
                    (f64::from(found) - score.exp() / total).abs() < 1e-6,
                    "{method:?}"
                );
            }
            let json = serde_json::to_string(&calibration).unwrap();
            assert_eq!(
                serde_json::from_str::<Calibration>(&json).unwrap(),
                calibration
            );
        };
        check(
            Method::Temperature { temperature: 2.0 },
            [0.5, -0.25, 0.125],
        );
        let scale = PerClass([2.0, 1.0, 0.5]);
        let bias = PerClass([0.1, 0.0, -0.1]);
        check(Method::VectorScaling { scale, bias }, [2.1, -0.5, 0.025]);
        // ln(softmax(logits)) is the logits minus 1.529.. for each class.
        let shift = [1.0_f64, -0.5, 0.25].map(f64::exp).iter().sum::<f64>().ln();
        let [a, b, c] = [1.0 - shift, -0.5 - shift, 0.25 - shift];
        let weights = PerClass([[1.0, 0.5, 0.0], [0.0, 1.0, 0.0], [-0.25, 0.0, 2.0]].map(PerClass));
        check(
            Method::Dirichlet { weights, bias },
            [a + 0.5 * b + 0.1, b, 2.0 * c - 0.25 * a - 0.1],
        );
    }

    #[test]
    fn scores_out_of_range_are_refused() {
        let bias = PerClass([0.0; 3]);
        let scale = PerClass([f32::MAX; 3]);
        let steep = Calibration::try_from(Method::VectorScaling { scale, bias }).unwrap();
        let logits = Logits(PerClass([10.0, -10.0, 0.0]));
        assert_eq!(steep.apply(logits), Err(CalibrationError::NotFinite));
    }
}
