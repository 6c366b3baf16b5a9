//! A model ready to answer on the device that was asked for: as a plan on a graphics card, through
//! burn anywhere else.

use model::class::Class;
use model::input::NetworkInput;
use networks::network::Network;

use crate::error::TrainerError;
use crate::host::device::{DeviceChoice, DeviceError, Engine};
use crate::host::model_folder::ModelFolder;
use crate::host::plan_host::PlanHost;

/// A model on a device that passed its check.
#[derive(Debug)]
pub struct Classifier(Way);

#[derive(Debug)]
enum Way {
    Burn(Engine, Box<Network>),
    Plan(Box<PlanHost>),
}

impl Classifier {
    /// Opens the device, checks it and brings the model there.
    ///
    /// # Errors
    /// [`TrainerError`] when the device is not there or computes wrongly, or the model is none.
    pub fn open(choice: DeviceChoice, folder: &ModelFolder) -> Result<Self, TrainerError> {
        if let DeviceChoice::Gpu(gpu) = choice {
            let (plan, weights) = folder.plan()?;
            let host = PlanHost::checked(gpu, &plan, &weights, &folder.scorecard)?;
            return Ok(Self(Way::Plan(Box::new(host))));
        }
        let engine = Engine::open(choice)?;
        let network = folder.network(&engine.device)?;
        Ok(Self(Way::Burn(engine, Box::new(network))))
    }

    /// The logits of films, one after another.
    ///
    /// # Errors
    /// [`DeviceError`] when the device fails.
    pub fn logits(&self, inputs: &[NetworkInput]) -> Result<Vec<[f32; Class::COUNT]>, DeviceError> {
        match &self.0 {
            Way::Burn(engine, network) => engine.classify(network, inputs),
            Way::Plan(host) => host.logits(inputs),
        }
    }
}
