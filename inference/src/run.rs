//! The plan on the processor, step by step: what the kernels are compared with.

use super::fold::Folded;
use super::{Activation, Affine, EPSILON, Plan, Pooling, Slot, Step};
use model::weights::WeightsError;
use model::weights::tensors::Tensors;

/// The values of every buffer after the last step.
///
/// `pixels` are `[side, side, PIXEL]`, see [`super::pixels`].
///
/// # Errors
/// As [`Plan::weights`].
pub fn run(plan: &Plan, tensors: &Tensors, pixels: &[f32]) -> Result<Vec<Vec<f32>>, WeightsError> {
    let mut machine = Machine {
        affines: plan.weights(tensors).collect::<Result<_, _>>()?,
        slots: plan.slots.iter().map(|&length| vec![0.0; length]).collect(),
    };
    machine.slots[plan.input.0].copy_from_slice(pixels);
    for step in &plan.steps {
        machine.step(step);
    }
    Ok(machine.slots)
}

/// The values of the plan's output for an image: logits, then zeros.
///
/// # Errors
/// As [`Plan::weights`].
pub fn logits(plan: &Plan, tensors: &Tensors, pixels: &[f32]) -> Result<Vec<f32>, WeightsError> {
    Ok(run(plan, tensors, pixels)?.swap_remove(plan.output.0))
}

struct Machine {
    affines: Vec<Folded>,
    slots: Vec<Vec<f32>>,
}

fn activate(activation: Activation, value: f32) -> f32 {
    match activation {
        Activation::None => value,
        Activation::Gelu => gelu(value),
        Activation::Relu => value.max(0.0),
        Activation::Sigmoid => 1.0 / (1.0 + (-value).exp()),
    }
}

/// `x * Phi(x)` with the error function of Abramowitz and Stegun 7.1.26 (off by at most 1.5e-7),
/// as the kernels have it.
fn gelu(x: f32) -> f32 {
    const TERMS: [f32; 5] = [
        1.061_405_4,
        -1.453_152,
        1.421_413_7,
        -0.284_496_74,
        0.254_829_6,
    ];
    let z = x.abs() * std::f32::consts::FRAC_1_SQRT_2;
    let t = 1.0 / (1.0 + 0.327_591_1 * z);
    let polynomial = TERMS.iter().fold(0.0, |sum, term| (sum + term) * t);
    let erf = 1.0 - polynomial * (-z * z).exp();
    0.5 * x * (1.0 + erf.copysign(x))
}

/// Adds `factor * row` to `sum`.
fn add(sum: &mut [f32], factor: f32, row: &[f32]) {
    for (sum, value) in sum.iter_mut().zip(row) {
        *sum += factor * value;
    }
}

/// Source pixels under a kernel at an output pixel: the tap and the flat input pixel.
fn taps([side, kernel, stride]: [usize; 3], pixel: usize) -> impl Iterator<Item = (usize, usize)> {
    let side_in = side * stride;
    let (row, column) = (pixel / side * stride, pixel % side * stride);
    (0..kernel * kernel).filter_map(move |tap| {
        let row = (row + tap / kernel).checked_sub(kernel / 2)?;
        let column = (column + tap % kernel).checked_sub(kernel / 2)?;
        (row < side_in && column < side_in).then_some((tap, row * side_in + column))
    })
}

impl Machine {
    /// Takes the output's buffer away, fills it from the others and puts it back.
    fn write(&mut self, output: Slot, fill: impl FnOnce(&Self, &mut [f32])) {
        let mut values = std::mem::take(&mut self.slots[output.0]);
        fill(self, &mut values);
        self.slots[output.0] = values;
    }

    fn slot(&self, slot: Slot) -> &[f32] {
        &self.slots[slot.0]
    }

    fn weights(&self, affine: Affine) -> [&[f32]; 2] {
        let Folded { weights, bias } = &self.affines[affine.0];
        [weights, bias]
    }

    #[expect(
        clippy::too_many_lines,
        reason = "one arm for each kernel, best read together"
    )]
    fn step(&mut self, step: &Step) {
        match *step {
            Step::Product {
                input,
                scale,
                affine,
                residual,
                output,
                shape: [rows, depth, columns],
                activation,
            } => self.write(output, |machine, output| {
                let [weights, bias] = machine.weights(affine);
                let input = machine.slot(input);
                for row in 0..rows {
                    let span = row * columns..(row + 1) * columns;
                    let output = &mut output[span.clone()];
                    output.fill(0.0);
                    for k in 0..depth {
                        let scale = scale.map_or(1.0, |scale| machine.slot(scale)[k]);
                        let factor = input[row * depth + k] * scale;
                        add(output, factor, &weights[k * columns..(k + 1) * columns]);
                    }
                    for (value, bias) in output.iter_mut().zip(bias) {
                        *value = activate(activation, *value + bias);
                    }
                    if let Some(residual) = residual {
                        add(output, 1.0, &machine.slot(residual)[span]);
                    }
                }
            }),
            Step::Convolution {
                input,
                affine,
                output,
                side,
                kernel,
                stride,
                widths: [width_in, width],
                activation,
            } => self.write(output, |machine, output| {
                let [weights, bias] = machine.weights(affine);
                let input = machine.slot(input);
                for (pixel, output) in output.chunks_exact_mut(width).enumerate().take(side * side)
                {
                    output.copy_from_slice(bias);
                    for (tap, source) in taps([side, kernel, stride], pixel) {
                        for channel in 0..width_in {
                            let start = (tap * width_in + channel) * width;
                            let factor = input[source * width_in + channel];
                            add(output, factor, &weights[start..start + width]);
                        }
                    }
                    for value in output {
                        *value = activate(activation, *value);
                    }
                }
            }),
            Step::Depthwise {
                input,
                affine,
                output,
                side,
                stride,
                width,
            } => self.write(output, |machine, output| {
                let [weights, bias] = machine.weights(affine);
                let input = machine.slot(input);
                for (pixel, output) in output.chunks_exact_mut(width).enumerate().take(side * side)
                {
                    output.copy_from_slice(bias);
                    for (tap, source) in taps([side, 3, stride], pixel) {
                        let weights = &weights[tap * width..];
                        let input = &input[source * width..];
                        for ((output, weight), value) in output.iter_mut().zip(weights).zip(input) {
                            *output += weight * value;
                        }
                    }
                    for value in output {
                        *value = gelu(*value);
                    }
                }
            }),
            Step::Pool {
                input,
                output,
                side,
                width,
                pooling,
            } => self.write(output, |machine, output| {
                let input = machine.slot(input);
                let kernel = if pooling == Pooling::Same { 1 } else { 3 };
                for (pixel, output) in output.chunks_exact_mut(width).enumerate().take(side * side)
                {
                    let sources = taps([side, kernel, 2], pixel);
                    let whole = sources.count() == kernel * kernel;
                    let outside = pooling == Pooling::GreatestOrZero && !whole;
                    output.fill(if outside { 0.0 } else { f32::NEG_INFINITY });
                    for (_, source) in taps([side, kernel, 2], pixel) {
                        for (output, value) in output.iter_mut().zip(&input[source * width..]) {
                            *output = output.max(*value);
                        }
                    }
                }
            }),
            Step::Normalise {
                input,
                affine,
                output,
                rows,
                width,
            } => self.write(output, |machine, output| {
                let [weights, bias] = machine.weights(affine);
                let input = machine.slot(input);
                for (index, output) in output.iter_mut().enumerate().take(rows * width) {
                    let channel = index % width;
                    *output = (input[index] * weights[channel] + bias[channel]).max(0.0);
                }
            }),
            Step::RowSum {
                input,
                output,
                rows,
                width,
                parts,
            } => self.write(output, |machine, output| {
                let input = machine.slot(input);
                for (part, output) in output.chunks_exact_mut(width).enumerate().take(parts) {
                    output.fill(0.0);
                    for row in (part..rows).step_by(parts) {
                        add(output, 1.0, &input[row * width..(row + 1) * width]);
                    }
                }
            }),
            Step::Dense {
                input,
                affine,
                output,
                shape: [depth, columns],
                parts,
                factor,
                activation,
            } => self.write(output, |machine, output| {
                let [weights, bias] = machine.weights(affine);
                let input = machine.slot(input);
                let output = &mut output[..columns];
                output.fill(0.0);
                for k in 0..depth {
                    let value: f32 = (0..parts).map(|part| input[part * depth + k]).sum();
                    add(output, value, &weights[k * columns..(k + 1) * columns]);
                }
                for (value, bias) in output.iter_mut().zip(bias) {
                    *value = activate(activation, *value * factor + bias);
                }
            }),
            Step::LayerNorm {
                input,
                affine,
                output,
                rows,
                width,
                channels,
            } => self.write(output, |machine, output| {
                let input = machine.slot(input).chunks_exact(width);
                let [gamma, beta] = machine.weights(affine);
                for (output, input) in output.chunks_exact_mut(width).zip(input).take(rows) {
                    let count = channels as f32;
                    let mean = input.iter().sum::<f32>() / count;
                    let valid = &input[..channels];
                    let squares: f32 = valid.iter().map(|value| (value - mean).powi(2)).sum();
                    let spread = (squares / count + EPSILON).sqrt();
                    for (channel, value) in output.iter_mut().enumerate() {
                        *value = (input[channel] - mean) / spread * gamma[channel] + beta[channel];
                    }
                }
            }),
            Step::Attention {
                qkv,
                table,
                output,
                side,
                heads,
            } => self.write(output, |machine, output| {
                let table = &machine.affines[table.0].weights;
                for head in 0..heads[0] {
                    attend(machine.slot(qkv), table, output, side, heads, head);
                }
            }),
        }
    }
}

/// One head of attention.
fn attend(
    qkv: &[f32],
    table: &[f32],
    output: &mut [f32],
    side: usize,
    [heads, head_width]: [usize; 2],
    head: usize,
) {
    let tokens = side * side;
    let span = 2 * side - 1;
    let table = &table[head * span * span..];
    let part = |token: usize, part: usize| {
        let start = ((token * 3 + part) * heads + head) * head_width;
        &qkv[start..start + head_width]
    };
    let factor = (head_width as f32).sqrt().recip();
    for query in 0..tokens {
        let mut scores: Vec<f32> = (0..tokens)
            .map(|key| {
                let pairs = part(query, 0).iter().zip(part(key, 1));
                let product: f32 = pairs.map(|(q, k)| q * k).sum();
                let row = query / side + side - 1 - key / side;
                let column = query % side + side - 1 - key % side;
                product * factor + table[row * span + column]
            })
            .collect();
        let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        for score in &mut scores {
            *score = (*score - most).exp();
        }
        let total: f32 = scores.iter().sum();
        let start = (query * heads + head) * head_width;
        let output = &mut output[start..start + head_width];
        output.fill(0.0);
        for (key, score) in scores.iter().enumerate() {
            add(output, score / total, part(key, 2));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_error_function_is_near_the_true_one() {
        // Phi(1) = 0.841344746, Phi(-2) = 0.022750132.
        assert!((gelu(1.0) - 0.841_344_8).abs() < 1e-6);
        assert!((gelu(-2.0) + 0.045_500_264).abs() < 1e-6);
        assert!(gelu(0.0).abs() < f32::EPSILON);
    }
}
