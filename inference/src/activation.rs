//! The functions that operations apply to each of their values, as the reference computes them.

use model::zoo::activation;

/// A function that is applied to each value at the end of an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Activation {
    /// `x`.
    None,
    /// `x * Phi(x)`.
    Gelu,
    /// `max(x, 0)`.
    Relu,
    /// `1 / (1 + exp(-x))`.
    Sigmoid,
    /// `x / (1 + exp(-x))`.
    Silu,
    /// The hyperbolic tangent.
    Tanh,
}

impl From<activation::Activation> for Activation {
    fn from(activation: activation::Activation) -> Self {
        match activation {
            activation::Activation::Gelu => Self::Gelu,
            activation::Activation::Relu => Self::Relu,
            activation::Activation::Silu => Self::Silu,
            activation::Activation::Tanh => Self::Tanh,
        }
    }
}

impl Activation {
    /// The function of one value.
    pub(crate) fn apply(self, x: f32) -> f32 {
        match self {
            Self::None => x,
            Self::Gelu => gelu(x),
            Self::Relu => x.max(0.0),
            Self::Sigmoid => 1.0 / (1.0 + (-x).exp()),
            Self::Silu => x / (1.0 + (-x).exp()),
            Self::Tanh => x.tanh(),
        }
    }

    /// The derivative of the function; 0 for `max(x, 0)` at 0.
    pub(crate) fn derivative(self, x: f32) -> f32 {
        let sigmoid = 1.0 / (1.0 + (-x).exp());
        match self {
            Self::None => 1.0,
            Self::Gelu => {
                let density = (-0.5 * x * x).exp() / (2.0 * std::f32::consts::PI).sqrt();
                normal_share(x) + x * density
            }
            Self::Relu => f32::from(x > 0.0),
            Self::Sigmoid => sigmoid * (1.0 - sigmoid),
            Self::Silu => sigmoid * (1.0 + x * (1.0 - sigmoid)),
            Self::Tanh => 1.0 - x.tanh().powi(2),
        }
    }

    /// The number of the activation in WGSL kernels, three bits.
    pub(crate) const fn code(self) -> usize {
        match self {
            Self::None => 0,
            Self::Gelu => 1,
            Self::Relu => 2,
            Self::Sigmoid => 3,
            Self::Silu => 4,
            Self::Tanh => 5,
        }
    }
}

/// `x * Phi(x)`.
fn gelu(x: f32) -> f32 {
    x * normal_share(x)
}

/// `Phi(x)`, the share of a normal distribution below `x`, with the error function of Abramowitz and
/// Stegun 7.1.26 (error at most 1.5e-7), as in the kernels.
fn normal_share(x: f32) -> f32 {
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
    0.5 * (1.0 + erf.copysign(x))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gelu_is_close_to_the_exact_function() {
        // Phi(1) = 0.841344746, Phi(-2) = 0.022750132.
        assert!((gelu(1.0) - 0.841_344_8).abs() < 1e-6);
        assert!((gelu(-2.0) + 0.045_500_264).abs() < 1e-6);
        assert!(gelu(0.0).abs() < f32::EPSILON);
    }

    #[test]
    fn derivatives_match_finite_differences() {
        const STEP: f32 = 1e-2;
        for activation in [
            Activation::None,
            Activation::Gelu,
            Activation::Relu,
            Activation::Sigmoid,
            Activation::Silu,
            Activation::Tanh,
        ] {
            for x in [-3.1, -0.7, 0.4, 2.2] {
                let difference = activation.apply(x + STEP) - activation.apply(x - STEP);
                let (slope, found) = (difference / (2.0 * STEP), activation.derivative(x));
                assert!(
                    (found - slope).abs() < 1e-3,
                    "{activation:?} at {x}: {found}, {slope}"
                );
            }
        }
    }
}
