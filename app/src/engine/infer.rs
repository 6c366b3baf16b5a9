//! One forward pass, read back without blocking, on either engine.

use burn::tensor::Tensor;
use model::calibration::Logits;
use model::class::{Class, PerClass};
use model::network::Network;
use thiserror::Error;

use super::gpu::GpuNetwork;

/// A device that does not deliver.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum EngineError {
    /// The numbers cannot be read back: the device is lost or refused the work.
    #[error("the result cannot be read back: {0}")]
    ReadBack(String),
    /// Something else than one number for each class came.
    #[error("the network gave {0} numbers for one film")]
    WrongCount(usize),
    /// A number is infinite or none.
    #[error("the result is not a finite number")]
    NotFinite,
}

/// Runs a network on one image on the CPU.
///
/// # Shapes
/// - image: `[1, 3, side, side]`
///
/// # Errors
/// [`EngineError`] when the device does not deliver finite numbers.
pub async fn logits(network: &Network, image: Tensor<4>) -> Result<Logits, EngineError> {
    // Only the asynchronous read-back works in a browser; the others panic there.
    let data = network
        .forward(image)
        .into_data_async()
        .await
        .map_err(|error| EngineError::ReadBack(format!("{error:?}")))?;
    checked(data.iter::<f32>().collect())
}

/// Runs a network on one image on the GPU, see [`model::plan::pixels`].
///
/// # Errors
/// As [`logits`].
pub async fn gpu_logits(network: &GpuNetwork, pixels: &[f32]) -> Result<Logits, EngineError> {
    let mut values = network
        .forward(pixels)
        .await
        .map_err(|error| EngineError::ReadBack(error.to_string()))?;
    // What follows are zeros that fill the last unit.
    values.truncate(Class::COUNT);
    checked(values)
}

fn checked(values: Vec<f32>) -> Result<Logits, EngineError> {
    let values: [f32; Class::COUNT] = values
        .try_into()
        .map_err(|values: Vec<f32>| EngineError::WrongCount(values.len()))?;
    if values.iter().all(|value| value.is_finite()) {
        Ok(Logits(PerClass(values)))
    } else {
        Err(EngineError::NotFinite)
    }
}
