//! The definition of a plan: every operation in plain loops. Tests compare the engines with it.

use model::weights::WeightsError;
use model::weights::tensors::Tensors;

use crate::memory::{Memory, Weights};
use crate::plan::{Output, Plan};

/// The values of every buffer after the last operation.
///
/// # Shapes
/// - `pixels`: `[side, side, 4]`, see [`model::input::channels_last`]
///
/// # Errors
/// As [`Plan::weights`].
pub fn run(plan: &Plan, tensors: &Tensors, pixels: &[f32]) -> Result<Vec<Vec<f32>>, WeightsError> {
    let weights = plan.weights(tensors);
    let mut memory = Memory::new(weights.map(|weights| weights.map(Weights::plain)))?;
    memory.set_input(&plan.buffers, plan.input, pixels);
    for op in &plan.ops {
        memory.write(op.output(), |memory, output| op.define(memory, output));
    }
    Ok(memory.buffers)
}

/// The plan's output for an image.
///
/// # Errors
/// As [`Plan::weights`].
pub fn output(plan: &Plan, tensors: &Tensors, pixels: &[f32]) -> Result<Output, WeightsError> {
    let buffers = run(plan, tensors, pixels)?;
    Ok(plan.output(plan.outputs().map(|id| buffers[id.0].as_slice())))
}
