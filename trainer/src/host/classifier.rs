//! A model ready to classify on the requested device: as a plan on a graphics card, through burn
//! anywhere else.

use model::input::NetworkInput;
use model::output::NetworkOutput;
use networks::network::Network;
use thiserror::Error;

use crate::host::device::{ComputeDevice, DeviceChoice, DeviceError};
use crate::host::model_folder::{FolderError, ModelFolder};
use crate::host::plan_host::PlanHost;

/// Why a model cannot classify on a device.
#[derive(Debug, Error)]
pub enum ClassifierError {
    /// The device cannot be used.
    #[error(transparent)]
    Device(#[from] DeviceError),
    /// The model cannot be used.
    #[error(transparent)]
    Model(#[from] FolderError),
}

/// A model on a verified device.
#[derive(Debug)]
pub struct Classifier(Backend);

#[derive(Debug)]
enum Backend {
    Burn(ComputeDevice, Box<Network>),
    Plan(Box<PlanHost>),
}

impl Classifier {
    /// Opens and verifies the device and loads the model on it.
    ///
    /// # Errors
    /// [`ClassifierError`] when the device is missing or computes wrong results, or the model
    /// folder does not hold a classifier.
    pub fn open(choice: DeviceChoice, folder: &ModelFolder) -> Result<Self, ClassifierError> {
        if let DeviceChoice::Gpu(gpu) = choice {
            let (plan, weights) = folder.plan()?;
            let host = PlanHost::checked(gpu, &plan, &weights, &folder.scorecard)?;
            return Ok(Self(Backend::Plan(Box::new(host))));
        }
        let engine = ComputeDevice::open(choice)?;
        let network = folder.network(&engine.device)?;
        Ok(Self(Backend::Burn(engine, Box::new(network))))
    }

    /// The output for each film.
    ///
    /// # Errors
    /// [`DeviceError`] when the device fails.
    pub fn classify(&self, inputs: &[NetworkInput]) -> Result<Vec<NetworkOutput>, DeviceError> {
        match &self.0 {
            Backend::Burn(engine, network) => engine.classify(network, inputs),
            Backend::Plan(host) => host.classify(inputs),
        }
    }
}
