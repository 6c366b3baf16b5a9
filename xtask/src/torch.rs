//! Finds an installed PyTorch, whose libtorch the trainer can be built against.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::call;
use crate::error::XtaskError;
use crate::places::Places;

/// Prints the folder of the `torch` package without loading it.
const QUESTION: &str =
    "import importlib.util as u; print(u.find_spec('torch').submodule_search_locations[0])";

/// The folder that `torch-sys` expects in `LIBTORCH`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Torch(PathBuf);

impl Torch {
    /// Looks at `LIBTORCH`, then asks `python3`, then the Python environment in our cache.
    ///
    /// # Errors
    /// [`XtaskError::NoTorch`] says how to get one.
    pub fn find(places: &Places) -> Result<Self, XtaskError> {
        let venv = places.cache.join("torch");
        let python = venv.join("bin/python3");
        std::env::var_os("LIBTORCH")
            .map(PathBuf::from)
            .or_else(|| ask(OsStr::new("python3")))
            .or_else(|| ask(python.as_os_str()))
            .filter(|folder| is_libtorch(folder))
            .map(Self)
            .ok_or(XtaskError::NoTorch { venv })
    }

    /// Sets the variables that locate libtorch for a build. The crate expects another release than the
    /// tested one in PyTorch's package.
    pub fn set_variables(&self, command: &mut Command) {
        command
            .env("LIBTORCH", &self.0)
            .env("LIBTORCH_BYPASS_VERSION_CHECK", "1")
            .env("LIBTORCH_CXX11_ABI", "1");
    }
}

fn ask(python: &OsStr) -> Option<PathBuf> {
    call::try_answer(Command::new(python).args(["-c", QUESTION])).map(PathBuf::from)
}

fn is_libtorch(folder: &Path) -> bool {
    folder.join("lib").is_dir() && folder.join("include").is_dir()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_without_libraries_is_not_libtorch() {
        let folder = tempfile::tempdir().unwrap();
        assert!(!is_libtorch(folder.path()));
        std::fs::create_dir(folder.path().join("lib")).unwrap();
        std::fs::create_dir(folder.path().join("include")).unwrap();
        assert!(is_libtorch(folder.path()));
    }

    #[test]
    fn a_missing_python_has_no_torch() {
        assert_eq!(ask(OsStr::new("no-such-python-here")), None);
    }
}
