//! Finds or installs Chromium and its driver for the browser tests.

use std::path::PathBuf;

use serde_json::{Value, json};
use which::which;

use crate::apt;

/// Chromium's flags: headless, software WebGPU, no background traffic.
pub const FLAGS: [&str; 8] = [
    "--headless=new",
    "--no-sandbox",
    "--enable-unsafe-webgpu",
    // WebGL on a machine without a graphics card.
    "--enable-unsafe-swiftshader",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--disable-dev-shm-usage",
];

/// The flag that enables WebGPU on a machine without a graphics card.
pub const WEBGPU_FLAG: &str = "--enable-unsafe-webgpu";

/// A browser and its driver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Browser {
    /// Chromium or Chrome.
    pub chromium: PathBuf,
    /// The driver of the same version.
    pub driver: PathBuf,
}

impl Browser {
    /// The browser of `CHROMIUM` and `CHROMEDRIVER`, else those on `PATH`.
    pub fn find() -> Option<Self> {
        let chosen = |variable: &str| std::env::var_os(variable).map(PathBuf::from);
        let names = [
            "chromium",
            "chromium-browser",
            "google-chrome",
            "google-chrome-stable",
        ];
        let chromium = chosen("CHROMIUM")
            .or_else(|| names.iter().find_map(|name| which(name).ok()))
            .filter(|path| path.is_file())?;
        let driver = chosen("CHROMEDRIVER")
            .or_else(|| which("chromedriver").ok())
            .filter(|path| path.is_file())?;
        Some(Self { chromium, driver })
    }

    /// Finds the browser, or installs it where apt-get works without interaction.
    pub fn ensure() -> Option<Self> {
        if let Some(browser) = Self::find() {
            return Some(browser);
        }
        apt::try_install(&["chromium", "chromium-driver"]);
        Self::find()
    }

    /// The WebDriver capability that starts this browser.
    pub fn options(&self, flags: &[&str]) -> Value {
        json!({ "binary": self.chromium, "args": flags })
    }
}

/// The message when no browser was found.
pub const MISSING: &str = "no Chromium with chromedriver; install both (Debian: apt-get install chromium chromium-driver) or set CHROMIUM and CHROMEDRIVER";
