//! What stands for remote devices in a build without them.

use std::net::TcpListener;

use super::{DeviceError, Engine};

fn not_in_build(what: impl Into<String>) -> DeviceError {
    DeviceError::NotInBuild {
        what: what.into(),
        feature: "remote --no-default-features",
    }
}

/// Says which feature is missing.
pub(super) fn connect(address: &str) -> Result<Engine, DeviceError> {
    Err(not_in_build(format!("remote:{address}")))
}

/// Nothing is served here that could go.
pub(super) fn answers(_address: &str) -> bool {
    true
}

/// A device of this computer, ready to compute for others; not in this build.
#[derive(Debug)]
pub enum Server {}

impl Server {
    /// Says which feature is missing.
    ///
    /// # Errors
    /// [`DeviceError::NotInBuild`].
    pub fn new(_engine: &Engine, _token: Option<String>) -> Result<Self, DeviceError> {
        Err(not_in_build("serve-device"))
    }

    /// Serves until Ctrl-C.
    ///
    /// # Errors
    /// None: there is no such server.
    pub fn run(self, _listener: TcpListener) -> Result<(), DeviceError> {
        match self {}
    }
}
