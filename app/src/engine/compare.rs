//! Compares each operation on the GPU with the same one on the CPU, to find the kernel that a GPU computes wrongly.

use inference::cpu::CpuNetwork;
use model::golden;
use model::weights::WeightsError;

use super::gpu::GpuNetwork;
use super::infer::EngineError;
use super::weights::{self, Weights};
use crate::protocol::diagnosis::{Comparison, OffOperation};

/// The largest deviation of values that are right, relative to the largest value of an operation. Sums in another
/// order deviate by some millionths.
const TOLERANCE: f32 = 1e-3;

/// Runs the golden check's input operation by operation on both.
///
/// # Errors
/// [`EngineError`] when the device is lost, or the weights are not there.
pub async fn compare(gpu: &GpuNetwork, weights: &Weights) -> Result<Comparison, EngineError> {
    let missing = |error: WeightsError| EngineError::NoWeights(error.to_string());
    let plan = weights::plan(&weights.scorecard);
    let mut cpu = CpuNetwork::new(plan, &weights.read().map_err(missing)?, 1).map_err(missing)?;
    let pixels = golden::channels_last(weights.scorecard.input.side);
    cpu.begin(&pixels);
    let ops = &gpu.plan().ops;
    let mut comparison = Comparison {
        operations: ops.len(),
        largest: 0.0,
        first_off: None,
    };
    for (number, op) in ops.iter().enumerate() {
        let pixels = if number == 0 { &*pixels } else { &[] };
        let found = gpu.step(number, pixels).await?;
        let deviation = deviation(&found, cpu.step(number));
        // An operation that is off gives the next ones other inputs.
        if deviation > TOLERANCE {
            comparison.first_off = Some(OffOperation {
                number: number + 1,
                name: op.name().to_owned(),
                deviation,
            });
            break;
        }
        comparison.largest = comparison.largest.max(deviation);
    }
    Ok(comparison)
}

/// The largest difference, relative to the largest expected value; at most [`f32::MAX`], as where a value is no
/// number, since messages hold no infinity.
fn deviation(found: &[f32], expected: &[f32]) -> f32 {
    let largest = expected.iter().fold(0.0_f32, |all, it| all.max(it.abs()));
    let differences = found.iter().zip(expected).map(|(one, other)| {
        let difference = (one - other).abs();
        if difference.is_nan() {
            f32::INFINITY
        } else {
            difference
        }
    });
    let difference = differences.fold(0.0, f32::max);
    if difference > 0.0 {
        (difference / largest).min(f32::MAX)
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_deviation_is_relative_and_no_number_is_off() {
        assert!(deviation(&[1.0, -2.0], &[1.0, -2.0]).abs() < 1e-12);
        assert!(deviation(&[0.0, 0.0], &[0.0, 0.0]).abs() < 1e-12);
        assert!((deviation(&[1.0, -1.0], &[1.0, -2.0]) - 0.5).abs() < 1e-6);
        assert!(deviation(&[1.0], &[0.0]) >= f32::MAX);
        for wrong in [&[f32::NAN, 1.0], &[1.0, f32::NAN]] {
            assert!(deviation(wrong, &[1.0, 1.0]) >= f32::MAX);
        }
    }
}
