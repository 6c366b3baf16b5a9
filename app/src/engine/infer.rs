//! From what an engine gives for a film to logits.

use model::calibration::Logits;
use model::class::{Class, PerClass};
use model::golden::GoldenError;
use thiserror::Error;

use crate::protocol::{Failure, WhyCpu};

/// A device that does not deliver.
#[derive(Debug, PartialEq, Error)]
pub enum EngineError {
    /// The numbers cannot be read back: the device is lost or refused the work.
    #[error("the result cannot be read back: {0}")]
    ReadBack(String),
    /// The golden check failed.
    #[error(transparent)]
    Wrong(#[from] GoldenError),
    /// Fewer than one number for each class came.
    #[error("the network gave {0} numbers for one film")]
    WrongCount(usize),
    /// A number is infinite or none.
    #[error("the result is not a finite number")]
    NotFinite,
}

impl From<EngineError> for WhyCpu {
    /// What is wrong with a GPU.
    fn from(error: EngineError) -> Self {
        match error {
            EngineError::Wrong(wrong) => Self::Wrong {
                off_by: wrong.difference,
                allowed: wrong.tolerance,
            },
            error => Self::Lost(error.to_string()),
        }
    }
}

impl From<EngineError> for Failure {
    /// What is wrong with the CPU, after which there is nothing else.
    fn from(error: EngineError) -> Self {
        match error {
            EngineError::Wrong(wrong) => Self::CpuWrong {
                off_by: wrong.difference,
                allowed: wrong.tolerance,
            },
            error => Self::Engine(error.to_string()),
        }
    }
}

/// A plan's output as logits; what follows them are zeros that fill the last unit.
///
/// # Errors
/// [`EngineError`] when there are too few numbers or one is not finite.
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
