//! Finds or installs Chromium and Firefox with their drivers for the browser tests.

use std::path::PathBuf;

use serde_json::{Value, json};
use which::which;

use crate::apt;
use crate::call::say;
use crate::places::Places;
use crate::tools::Tool;

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

/// Firefox and its driver, for the page in another browser, on the CPU.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Firefox {
    /// Firefox, or its edition with extended support.
    pub firefox: PathBuf,
    /// The driver, which works with all versions.
    pub driver: PathBuf,
}

impl Firefox {
    /// The browser of `FIREFOX` and `GECKODRIVER`, else the one on `PATH` with the driver from the cache.
    pub fn find(places: &Places) -> Option<Self> {
        let names = ["firefox-esr", "firefox"];
        let firefox = chosen("FIREFOX")
            .or_else(|| names.iter().find_map(|name| which(name).ok()))
            .filter(|path| path.is_file())?;
        let driver = chosen("GECKODRIVER")
            .or_else(|| Tool::geckodriver().find(places))
            .filter(|path| path.is_file())?;
        Some(Self { firefox, driver })
    }

    /// Finds the browser, or installs it where apt-get works without interaction; builds its driver.
    pub fn ensure(places: &Places) -> Option<Self> {
        if let Some(firefox) = Self::find(places) {
            return Some(firefox);
        }
        if which("firefox-esr").or_else(|_| which("firefox")).is_err() {
            apt::try_install(&["firefox-esr"]);
        }
        if let Err(error) = Tool::geckodriver().ensure(places) {
            say(&error.to_string());
        }
        Self::find(places)
    }

    /// The WebDriver capability that starts this browser without a window.
    pub fn options(&self) -> Value {
        json!({ "binary": self.firefox, "args": ["-headless"] })
    }
}

/// The program that an environment variable names.
fn chosen(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable).map(PathBuf::from)
}

/// The message when no Firefox was found.
pub const NO_FIREFOX: &str = "no Firefox with geckodriver; install both (Debian: apt-get install firefox-esr; cargo install geckodriver) or set FIREFOX and GECKODRIVER";

/// The message when no browser was found.
pub const MISSING: &str = "no Chromium with chromedriver; install both (Debian: apt-get install chromium chromium-driver) or set CHROMIUM and CHROMEDRIVER";
