//! The golden check: whether a device computes the expected logits for a known input.
//!
//! Some GPUs compute wrong results without an error. Before its first answer an engine runs a
//! synthetic input, see [`synthetic::image`], and compares the logits with those in the scorecard.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::calibration::Logits;
use crate::class::{Class, PerClass};
use crate::input;
use crate::synthetic;

/// The logits of a correct engine for the input of [`planes`].
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoldenCheck {
    /// The input.
    #[serde(rename = "rule")]
    pub input: GoldenInput,
    /// The expected logits.
    pub logits: PerClass<f32>,
    /// The maximum difference allowed for any logit.
    pub tolerance: f32,
}

/// The input of a golden check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GoldenInput {
    /// One sample of [`synthetic::image`].
    Noise,
}

/// A device that computes wrong results.
#[derive(Debug, Error, PartialEq)]
#[error(
    "the device computes wrong results: a logit differs by {difference:.2e}, the tolerance is {tolerance:.0e}"
)]
pub struct GoldenError {
    /// The maximum difference; not a number when a logit is not one.
    pub difference: f32,
    /// The maximum difference allowed.
    pub tolerance: f32,
}

/// One sample of the check's input: `[3, side, side]`.
pub fn planes(side: u32) -> Vec<f32> {
    synthetic::image(1, 3, side)
}

/// The same input in channels-last order, see [`input::channels_last`].
pub fn channels_last(side: u32) -> Vec<f32> {
    let values = planes(side);
    let area = (side * side) as usize;
    input::channels_last([0, 1, 2].map(|channel| &values[channel * area..(channel + 1) * area]))
}

impl GoldenCheck {
    /// Compares and returns the maximum difference.
    ///
    /// # Errors
    /// [`GoldenError`] when it is over the tolerance or not a number.
    pub fn verify(&self, logits: Logits) -> Result<f32, GoldenError> {
        let mut difference = 0.0_f32;
        for class in Class::ALL {
            let off = (logits.0[class] - self.logits[class]).abs();
            // `max` would drop a NaN.
            if off.is_nan() || off > difference {
                difference = off;
            }
            if off.is_nan() {
                break;
            }
        }
        if difference <= self.tolerance {
            Ok(difference)
        } else {
            Err(GoldenError {
                difference,
                tolerance: self.tolerance,
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHECK: GoldenCheck = GoldenCheck {
        input: GoldenInput::Noise,
        logits: PerClass([1.0, -2.0, 0.5]),
        tolerance: 1e-3,
    };

    #[test]
    fn rounding_passes() {
        let difference = CHECK.verify(Logits(PerClass([1.0, -2.0005, 0.5]))).unwrap();
        assert!((difference - 5e-4).abs() < 1e-6);
    }

    #[test]
    fn a_wrong_or_missing_number_is_found_at_every_position() {
        for wrong in [0.0, f32::NAN, f32::INFINITY] {
            for position in 0..3 {
                let mut logits = CHECK.logits;
                logits.0[position] += wrong + 0.1;
                assert!(CHECK.verify(Logits(logits)).is_err());
            }
        }
    }
}
