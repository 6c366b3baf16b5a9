//! Tensors of burn on a libtorch device as those of libtorch, and back; both share their memory.

#![expect(
    deprecated,
    reason = "burn's CubeCL backends, which will replace it, do not build everywhere yet"
)]

use burn::backend::LibTorch;
use burn::backend::libtorch::TchTensor;
use burn::tensor::Tensor;

/// The tensor of libtorch under one of burn; `None` on another device.
pub fn of_burn<const D: usize>(tensor: Tensor<D>) -> Option<tch::Tensor> {
    let primitive = tensor.without_autodiff().try_into_primitive::<LibTorch>();
    Some(primitive.ok()?.tensor)
}

/// The tensor of libtorch under one of burn that lies on the device of a pass.
pub(super) fn of_pass<const D: usize>(tensor: Tensor<D>) -> tch::Tensor {
    match of_burn(tensor) {
        Some(tensor) => tensor,
        None => unreachable!("a network and its images lie on one device"),
    }
}

/// A tensor of burn over one of libtorch, without autodiff.
pub fn to_burn<const D: usize>(tensor: tch::Tensor) -> Tensor<D> {
    Tensor::from_primitive::<LibTorch>(TchTensor::new(tensor))
}
