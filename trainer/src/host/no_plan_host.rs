//! What stands for plans on graphics cards in a build without wgpu.

use inference::Plan;
use inference::fold::Folded;
use model::class::Class;
use model::input::NetworkInput;
use model::scorecard::Scorecard;

use crate::host::device::{DeviceChoice, DeviceError};

/// A network on a graphics card; not in this build.
#[derive(Debug)]
pub enum PlanHost {}

impl PlanHost {
    /// Says which feature is missing.
    ///
    /// # Errors
    /// [`DeviceError::NotInBuild`].
    pub fn checked(
        gpu: Option<usize>,
        _plan: (&Plan, &[Folded]),
        _scorecard: &Scorecard,
    ) -> Result<Self, DeviceError> {
        Err(DeviceError::NotInBuild {
            what: DeviceChoice::Gpu(gpu).to_string(),
            feature: "wgpu",
        })
    }

    /// Nothing: there is no such network.
    ///
    /// # Errors
    /// None.
    pub fn logits(
        &self,
        _inputs: &[NetworkInput],
    ) -> Result<Vec<[f32; Class::COUNT]>, DeviceError> {
        match *self {}
    }
}
