//! Sums, activations and the exponential function of values side by side, without branches so that
//! the compiler can use vector instructions.

use crate::activation::Activation;

/// Values that are computed together.
pub(crate) const WIDTH: usize = 8;

/// Adds `factor * row` to `sum`.
pub(crate) fn add_scaled(sum: &mut [f32], factor: f32, row: &[f32]) {
    for (sum, value) in sum.iter_mut().zip(row) {
        *sum += factor * value;
    }
}

/// The adjoint of multiplying each row of a matrix by `factors`: scales the gradient of the product to
/// that of the matrix, and returns that of the factors.
///
/// # Shapes
/// - `gradient`: `[outputs, rows, width]`
/// - `matrix`: `[rows, width]`
/// - `factors`: `[width]`
/// - output: `[outputs, width]`
pub(crate) fn scale_adjoint(gradient: &mut [f32], matrix: &[f32], factors: &[f32]) -> Vec<f32> {
    let width = factors.len();
    let mut of_factors = Vec::new();
    for gradient in gradient.chunks_exact_mut(matrix.len()) {
        let mut sums = vec![0.0; width];
        for (gradient, row) in gradient
            .chunks_exact_mut(width)
            .zip(matrix.chunks_exact(width))
        {
            for (((value, x), factor), sum) in
                gradient.iter_mut().zip(row).zip(factors).zip(&mut sums)
            {
                *sum += *value * x;
                *value *= factor;
            }
        }
        of_factors.append(&mut sums);
    }
    of_factors
}

/// Applies an activation to each value.
pub(crate) fn activate(activation: Activation, values: &mut [f32]) {
    let map = |values: &mut [f32], function: fn(f32) -> f32| {
        for value in values {
            *value = function(*value);
        }
    };
    match activation {
        Activation::None => {}
        Activation::Gelu => gelu(values),
        Activation::Relu => map(values, |value| value.max(0.0)),
        Activation::Sigmoid => map(values, |value| 1.0 / (1.0 + exp(-value))),
        Activation::Silu => map(values, |value| value / (1.0 + exp(-value))),
        Activation::Tanh => map(values, |value| 2.0 / (1.0 + exp(-2.0 * value)) - 1.0),
    }
}

/// `x * Phi(x)` for each value, with the error function of Abramowitz and Stegun 7.1.26 (error at most
/// 1.5e-7), as in the other engines.
pub(crate) fn gelu(values: &mut [f32]) {
    for x in values {
        let z = x.abs() * std::f32::consts::FRAC_1_SQRT_2;
        let t = 1.0 / (1.0 + 0.327_591_1 * z);
        let polynomial = ((((1.061_405_4 * t - 1.453_152) * t + 1.421_413_7) * t - 0.284_496_74)
            * t
            + 0.254_829_6)
            * t;
        let erf = 1.0 - polynomial * exp(-z * z);
        *x = 0.5 * (*x + x.abs() * erf);
    }
}

/// The exponential function, with an error of at most 3 units in the last place; 0 below -87.
///
/// `2^n * p(r)` with `n` the integer nearest to `x / ln 2` and a polynomial `p` of degree 6 for the
/// remainder `r`. Source: Cody and Waite, "Software Manual for the Elementary Functions" (1980).
pub(crate) fn exp(x: f32) -> f32 {
    /// ln 2 in two parts, the first short enough for `n * HIGH` to be exact.
    const HIGH: f32 = 0.693_359_4;
    const LOW: f32 = -2.121_944_4e-4;
    /// Adding and subtracting it rounds to an integer.
    const ROUND: f32 = 12_582_912.0;
    let clamped = x.clamp(-87.3, 88.3);
    let shifted = clamped * std::f32::consts::LOG2_E + ROUND;
    let n = shifted - ROUND;
    let r = clamped - n * HIGH - n * LOW;
    let p = ((((1.388_889e-3 * r + 8.333_334e-3) * r + 4.166_666_8e-2) * r + 1.666_666_7e-1) * r
        + 0.5)
        * r
        * r
        + r
        + 1.0;
    // The low bits of `shifted` are n; moved into the exponent they make 2^n.
    let power = f32::from_bits((shifted.to_bits() << 23).wrapping_add(0x3f80_0000));
    if x < -87.3 { 0.0 } else { p * power }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp_is_within_three_units_in_the_last_place() {
        let mut most = 0.0_f64;
        for step in -87_000..=88_000 {
            let x = step as f32 / 1000.0;
            let (found, exact) = (exp(x), f64::from(x).exp());
            let last_place = f64::from(found.next_up()) - f64::from(found);
            most = most.max((f64::from(found) - exact).abs() / last_place);
        }
        assert!(most <= 3.0, "error of {most} units in the last place");
        assert!(exp(-1e4).abs() < f32::EPSILON && (exp(0.0) - 1.0).abs() < f32::EPSILON);
    }

    #[test]
    fn gelu_is_close_to_the_exact_function() {
        // Phi(1) = 0.841344746, Phi(-2) = 0.022750132.
        let mut values = [1.0, -2.0, 0.0, 9.0, -30.0];
        gelu(&mut values);
        for (found, expected) in values
            .iter()
            .zip([0.841_344_8, -0.045_500_264, 0.0, 9.0, 0.0])
        {
            assert!((found - expected).abs() < 1e-6, "{found} {expected}");
        }
    }
}
