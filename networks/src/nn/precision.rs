//! Mixed precision: steps that a network computes in f32 when its maps are narrower.

use burn::tensor::{FloatDType, Tensor};

/// Computes a step in f32 for maps of any precision: norms, softmax and means sum many numbers.
pub fn in_f32<const D: usize, const E: usize>(
    map: Tensor<D>,
    step: impl FnOnce(Tensor<D>) -> Tensor<E>,
) -> Tensor<E> {
    let precision = FloatDType::from(map.dtype());
    step(map.cast(FloatDType::F32)).cast(precision)
}
