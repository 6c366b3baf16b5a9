//! The activations of [`model::zoo::activation`].

use burn::tensor::Tensor;
use burn::tensor::activation::{gelu, relu, silu, tanh};

use model::zoo::activation::Activation;

/// An activation of each value.
pub fn activate<const D: usize>(activation: Activation, values: Tensor<D>) -> Tensor<D> {
    match activation {
        Activation::Gelu => gelu(values),
        Activation::Relu => relu(values),
        Activation::Silu => silu(values),
        Activation::Tanh => tanh(values),
    }
}
