//! A Chromium and its driver for the browser tests, installed where the system allows it.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::apt;
use crate::places;

/// What a headless Chromium is started with: no window, software WebGPU, no traffic of its own.
pub const FLAGS: [&str; 7] = [
    "--headless=new",
    "--no-sandbox",
    "--enable-unsafe-webgpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--disable-dev-shm-usage",
];

/// The flag without which a machine without a graphics card offers no WebGPU.
pub const WEBGPU_FLAG: &str = "--enable-unsafe-webgpu";

/// A browser and the driver that steers it.
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
            .or_else(|| names.iter().find_map(|name| places::on_path(name)))
            .filter(|path| path.is_file())?;
        let driver = chosen("CHROMEDRIVER")
            .or_else(|| places::on_path("chromedriver"))
            .filter(|path| path.is_file())?;
        Some(Self { chromium, driver })
    }

    /// Finds the browser, or installs it with apt-get where that works without questions.
    pub fn ensure() -> Option<Self> {
        if let Some(browser) = Self::find() {
            return Some(browser);
        }
        apt::try_install(&["chromium", "chromium-driver"]);
        Self::find()
    }

    /// What a driver must be told to start this browser: a WebDriver capability.
    pub fn options(&self, flags: &[&str]) -> Value {
        json!({ "binary": self.chromium, "args": flags })
    }
}

/// What to do where there is no browser.
pub const MISSING: &str = "no Chromium with chromedriver; install both (Debian: apt-get install chromium chromium-driver) or set CHROMIUM and CHROMEDRIVER";
