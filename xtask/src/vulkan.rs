//! A Vulkan driver for the trainer's tests: the machine's own, else Mesa's, which is software.

use std::path::Path;

use crate::apt;

/// Where drivers announce themselves to the Vulkan loader on Linux.
const ANNOUNCEMENTS: [&str; 2] = ["/usr/share/vulkan/icd.d", "/etc/vulkan/icd.d"];

/// The loader and Mesa's drivers, as Debian names them.
const PACKAGES: [&str; 2] = ["libvulkan1", "mesa-vulkan-drivers"];

/// Installs Mesa's drivers on a Linux that has none. A test that then still finds no adapter
/// skips itself and says why.
pub(crate) fn ensure() {
    if cfg!(target_os = "linux") && !has_driver() {
        apt::try_install(&PACKAGES);
    }
}

fn has_driver() -> bool {
    ANNOUNCEMENTS.iter().any(|folder| {
        Path::new(folder)
            .read_dir()
            .is_ok_and(|mut files| files.next().is_some())
    })
}
