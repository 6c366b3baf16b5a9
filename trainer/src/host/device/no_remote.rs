//! Replaces remote devices in a build without them.

use std::net::TcpListener;

use super::{ComputeDevice, DeviceError};

fn not_in_build(what: impl Into<String>) -> DeviceError {
    DeviceError::NotInBuild {
        what: what.into(),
        feature: "remote --no-default-features",
    }
}

/// Returns the missing feature as an error.
pub(super) fn connect(address: &str) -> Result<ComputeDevice, DeviceError> {
    Err(not_in_build(format!("remote:{address}")))
}

/// True: this build has no remote device that could be lost.
pub(super) fn answers(_address: &str) -> bool {
    true
}

/// A served device; not in this build.
#[derive(Debug)]
pub(crate) enum Server {}

impl Server {
    /// Returns the missing feature as an error.
    ///
    /// # Errors
    /// [`DeviceError::NotInBuild`].
    pub(crate) fn new(
        _engine: &ComputeDevice,
        _token: Option<String>,
    ) -> Result<Self, DeviceError> {
        Err(not_in_build("serve-device"))
    }

    /// Serves until Ctrl-C.
    ///
    /// # Errors
    /// None: the type has no value.
    pub(crate) fn run(self, _listener: TcpListener) -> Result<(), DeviceError> {
        match self {}
    }
}
