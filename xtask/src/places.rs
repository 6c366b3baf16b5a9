//! The folders of the checkout, of cargo's output and of cached tools.

use std::env;
use std::path::{Path, PathBuf};

use crate::error::XtaskError;

/// The folders that the commands work in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    /// The checkout.
    pub root: PathBuf,
    /// Cargo's target folder: `CARGO_TARGET_DIR`, else `target` in the checkout.
    pub target: PathBuf,
    /// The cache shared by checkouts: `PNEUMOSCOPE_CACHE`, else a folder in the user's cache.
    pub cache: PathBuf,
}

impl Places {
    /// Finds the folders from the current one and the environment.
    ///
    /// # Errors
    /// [`XtaskError::NoWorkspace`] outside a checkout, [`XtaskError::NoCache`] without a home.
    pub fn find() -> Result<Self, XtaskError> {
        let here = env::current_dir().map_err(|source| XtaskError::File {
            path: PathBuf::from("."),
            source,
        })?;
        let root = here
            .ancestors()
            .find(|folder| folder.join("xtask/Cargo.toml").is_file())
            .ok_or_else(|| XtaskError::NoWorkspace(here.clone()))?
            .to_owned();
        // Cargo reads a relative CARGO_TARGET_DIR from the folder it is called in.
        let target = env::var_os("CARGO_TARGET_DIR")
            .map_or_else(|| root.join("target"), |target| here.join(target));
        let cache =
            cache(|name| env::var_os(name).map(PathBuf::from)).ok_or(XtaskError::NoCache)?;
        Ok(Self {
            root,
            target,
            cache,
        })
    }

    /// The folder of installed tools.
    pub fn tools(&self) -> PathBuf {
        self.cache.join("tools")
    }

    /// The built page, which is served and tested.
    pub fn page(&self) -> PathBuf {
        self.root.join("target/page")
    }

    /// Screenshots of the browser tests.
    pub fn screenshots(&self) -> PathBuf {
        self.root.join("target/screenshots")
    }

    /// A native program of this workspace.
    pub fn program(&self, name: &str) -> PathBuf {
        let file = format!("{name}{}", env::consts::EXE_SUFFIX);
        self.target.join("release").join(file)
    }
}

/// The cache folder by the conventions of the system; `variable` reads the environment.
fn cache(variable: impl Fn(&str) -> Option<PathBuf>) -> Option<PathBuf> {
    if let Some(chosen) = variable("PNEUMOSCOPE_CACHE") {
        return Some(chosen);
    }
    let user = if cfg!(target_os = "windows") {
        variable("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        variable("HOME").map(|home| home.join("Library/Caches"))
    } else {
        variable("XDG_CACHE_HOME").or_else(|| variable("HOME").map(|home| home.join(".cache")))
    };
    user.map(|folder| folder.join("pneumoscope"))
}

/// Cargo's folder: `CARGO_HOME`, else `.cargo` in the home folder.
///
/// # Errors
/// [`XtaskError::NoCargoHome`] without either.
pub fn cargo_home() -> Result<PathBuf, XtaskError> {
    let chosen = env::var_os("CARGO_HOME").map(PathBuf::from);
    let by_default = || Some(env::home_dir()?.join(".cargo"));
    chosen.or_else(by_default).ok_or(XtaskError::NoCargoHome)
}

/// `PATH` with a folder before all others.
///
/// # Errors
/// [`XtaskError::Content`] when the folder's name is not valid in a search path.
pub fn path_with(folder: &Path) -> Result<std::ffi::OsString, XtaskError> {
    let path = env::var_os("PATH").unwrap_or_default();
    let all = std::iter::once(folder.to_owned()).chain(env::split_paths(&path));
    env::join_paths(all).map_err(|error| XtaskError::Content {
        path: folder.to_owned(),
        reason: error.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checkout_is_found_from_a_folder_inside_it() {
        let places = Places::find().unwrap();
        assert!(places.root.join("Cargo.toml").is_file());
        assert!(places.page().starts_with(&places.root));
    }

    #[test]
    fn a_cache_in_the_environment_comes_first() {
        let chosen = cache(|name| (name == "PNEUMOSCOPE_CACHE").then(|| PathBuf::from("chosen")));
        assert_eq!(chosen, Some(PathBuf::from("chosen")));
        assert_eq!(cache(|_| None), None);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_cache_is_below_the_home_folder() {
        let found = cache(|name| (name == "HOME").then(|| PathBuf::from("home")));
        assert_eq!(found, Some(PathBuf::from("home/.cache/pneumoscope")));
    }
}
