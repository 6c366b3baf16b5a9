//! Stands in for plans on graphics cards in a build without wgpu.

use inference::Plan;
use inference::weights::FoldedWeights;
use model::input::NetworkInput;
use model::output::NetworkOutput;
use model::scorecard::Scorecard;

use crate::host::device::{DeviceChoice, DeviceError};

/// A network on a graphics card; this build has none.
#[derive(Debug)]
pub enum PlanHost {}

impl PlanHost {
    /// Reports which feature is missing.
    ///
    /// # Errors
    /// [`DeviceError::NotInBuild`].
    pub fn checked(
        gpu: Option<usize>,
        _plan: &Plan,
        _weights: &[FoldedWeights],
        _scorecard: &Scorecard,
    ) -> Result<Self, DeviceError> {
        Err(DeviceError::NotInBuild {
            what: DeviceChoice::Gpu(gpu).to_string(),
            feature: "wgpu",
        })
    }

    /// Never called: there is no such network.
    ///
    /// # Errors
    /// None.
    pub fn classify(&self, _inputs: &[NetworkInput]) -> Result<Vec<NetworkOutput>, DeviceError> {
        match *self {}
    }
}
