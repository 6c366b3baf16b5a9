//! Installs a Vulkan driver for the trainer's tests where there is none: Mesa's software driver.

use std::path::Path;

use crate::apt;

/// Where the Vulkan loader finds drivers on Linux.
const MANIFESTS: [&str; 2] = ["/usr/share/vulkan/icd.d", "/etc/vulkan/icd.d"];

/// Debian's packages of the loader and Mesa's drivers.
const PACKAGES: [&str; 2] = ["libvulkan1", "mesa-vulkan-drivers"];

/// Installs Mesa's drivers on a Linux without a driver. A test that still finds no adapter is skipped
/// with the reason.
pub(crate) fn ensure() {
    if cfg!(target_os = "linux") && !has_driver() {
        apt::try_install(&PACKAGES);
    }
}

fn has_driver() -> bool {
    MANIFESTS.iter().any(|folder| {
        Path::new(folder)
            .read_dir()
            .is_ok_and(|mut files| files.next().is_some())
    })
}
