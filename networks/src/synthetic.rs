//! Networks with the known weights of [`model::synthetic`], and the golden check's input on a device.

use std::convert::Infallible;

use burn::module::Module;
use burn::tensor::{Device, Tensor, TensorData};
use model::golden;
use model::synthetic::tensor;
use model::zoo::coatnet::CHANNELS;

use crate::named;

/// Fills every parameter and running statistic of a network with synthetic weights.
#[must_use]
pub fn fill<M: Module>(module: M) -> M {
    let values = |name: &str, shape: &[usize]| Ok::<_, Infallible>(Some(tensor(name, shape)));
    match named::try_load(module, values) {
        Ok(module) => module,
        Err(never) => match never {},
    }
}

/// The golden check's input: `[1, 3, side, side]`.
pub fn golden_input(side: u32, device: &Device) -> Tensor<4> {
    let shape = [1, CHANNELS, side as usize, side as usize];
    Tensor::from_data(TensorData::new(golden::planes(side), shape), device)
}
