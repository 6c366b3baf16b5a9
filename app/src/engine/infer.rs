//! Turns an engine's raw output into logits.

use model::calibration::Logits;
use model::class::{Class, PerClass};
use model::golden::GoldenError;
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

/// The first values of a plan's output as logits; the rest is padding.
///
/// # Errors
/// [`EngineError`] when there are too few values or one is not finite.
pub fn logits(output: &[f32]) -> Result<Logits, EngineError> {
    let values: [f32; Class::COUNT] = output
        .first_chunk()
        .copied()
        .ok_or(EngineError::WrongCount(output.len()))?;
    if values.iter().all(|value| value.is_finite()) {
        Ok(Logits(PerClass(values)))
    } else {
        Err(EngineError::NotFinite)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn only_finite_numbers_are_logits() {
        let three = Logits(PerClass([1.0, 2.0, 3.0]));
        assert_eq!(logits(&[1.0, 2.0, 3.0, 0.0]), Ok(three));
        assert_eq!(logits(&[1.0]), Err(EngineError::WrongCount(1)));
        assert_eq!(logits(&[1.0, f32::NAN, 3.0]), Err(EngineError::NotFinite));
    }
}
