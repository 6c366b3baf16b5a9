//! Checks an engine's raw output.

use inference::Output;
use model::calibration::Logits;
use model::class::{Class, PerClass};
use model::golden::GoldenError;
use model::output::NetworkOutput;
use thiserror::Error;

use crate::protocol::{Failure, WhyCpu};
use crate::web::error::WebError;

/// Why an engine has no result.
#[derive(Debug, PartialEq, Error)]
pub enum EngineError {
    /// The GPU is lost or refused the work.
    #[error("the result cannot be read back: {0}")]
    Gpu(#[from] WebError),
    /// The golden check failed.
    #[error(transparent)]
    Wrong(#[from] GoldenError),
    /// There are fewer values than classes.
    #[error("the network returned {0} values, fewer than one per class")]
    WrongCount(usize),
    /// The weights of the last layers cannot be used.
    #[error("the weights for the explanation are missing: {0}")]
    NoWeights(String),
    /// A value is infinite or NaN.
    #[error("the network returned a value that is not finite")]
    NotFinite,
}

impl From<EngineError> for WhyCpu {
    /// For an error of the GPU.
    fn from(error: EngineError) -> Self {
        match error {
            EngineError::Wrong(wrong) => Self::Wrong {
                difference: wrong.difference,
                tolerance: wrong.tolerance,
            },
            error => Self::Lost(error.to_string()),
        }
    }
}

impl From<EngineError> for Failure {
    /// For an error of the CPU, which has no fallback.
    fn from(error: EngineError) -> Self {
        match error {
            EngineError::Wrong(wrong) => Self::CpuWrong {
                difference: wrong.difference,
                tolerance: wrong.tolerance,
            },
            error => Self::Engine(error.to_string()),
        }
    }
}

/// The output of a plan as that of the network.
///
/// # Errors
/// [`EngineError`] when there are too few values or one is not finite.
pub fn checked(output: Output) -> Result<NetworkOutput, EngineError> {
    let Output { logits, features } = output;
    let values: [f32; Class::COUNT] = logits
        .first_chunk()
        .copied()
        .ok_or(EngineError::WrongCount(logits.len()))?;
    if values
        .iter()
        .chain(&features)
        .all(|value| value.is_finite())
    {
        Ok(NetworkOutput {
            logits: Logits(PerClass(values)),
            features,
        })
    } else {
        Err(EngineError::NotFinite)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn only_finite_numbers_are_an_output() {
        let check = |logits: &[f32], features: &[f32]| {
            checked(Output {
                logits: logits.to_vec(),
                features: features.to_vec(),
            })
        };
        let three = NetworkOutput {
            logits: Logits(PerClass([1.0, 2.0, 3.0])),
            features: vec![0.5],
        };
        assert_eq!(check(&[1.0, 2.0, 3.0], &[0.5]), Ok(three));
        assert_eq!(check(&[1.0], &[]), Err(EngineError::WrongCount(1)));
        for (third, feature) in [(f32::NAN, 0.5), (3.0, f32::INFINITY)] {
            let refused = check(&[1.0, 2.0, third], &[feature]);
            assert_eq!(refused, Err(EngineError::NotFinite));
        }
    }
}
