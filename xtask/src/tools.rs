//! The programs that the build needs besides cargo, each in one exact version, installed if missing.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use which::which;

use crate::call::{self, step};
use crate::error::{Naming, XtaskError};
use crate::places::Places;

/// The target of the page.
pub const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// The newest trunk that builds with the pinned Rust.
const TRUNK: &str = "0.21.14";

/// Checks licences, bans and sources of the dependencies.
const CARGO_DENY: &str = "0.20.2";

/// Drives Firefox.
const GECKODRIVER: &str = "0.37.1";

/// A program from crates.io in one version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tool {
    package: &'static str,
    program: &'static str,
    version: String,
    options: &'static [&'static str],
}

impl Tool {
    /// Builds the page.
    pub fn trunk() -> Self {
        Self {
            package: "trunk",
            program: "trunk",
            version: TRUNK.to_owned(),
            options: &["--locked"],
        }
    }

    /// Generates the page's JavaScript bindings; its version must equal the library's in `Cargo.lock`.
    ///
    /// # Errors
    /// [`XtaskError`] when `Cargo.lock` cannot be read or names no version.
    pub fn wasm_bindgen(places: &Places) -> Result<Self, XtaskError> {
        let path = places.root.join("Cargo.lock");
        let lock = fs::read_to_string(&path).named(&path)?;
        let version = locked(&lock, "wasm-bindgen").ok_or(XtaskError::NotLocked("wasm-bindgen"))?;
        Ok(Self {
            package: "wasm-bindgen-cli",
            program: "wasm-bindgen",
            version,
            // Its lock file names crates that the pinned Rust does not build.
            options: &[],
        })
    }

    /// Checks the dependencies.
    pub fn cargo_deny() -> Self {
        Self {
            package: "cargo-deny",
            program: "cargo-deny",
            version: CARGO_DENY.to_owned(),
            options: &["--locked"],
        }
    }

    /// Drives Firefox in the tests.
    pub fn geckodriver() -> Self {
        Self {
            package: "geckodriver",
            program: "geckodriver",
            version: GECKODRIVER.to_owned(),
            options: &["--locked"],
        }
    }

    /// The program's path: on `PATH` if that has the version, else in the cache, where it is installed
    /// if missing.
    ///
    /// # Errors
    /// [`XtaskError`] when the installation fails.
    pub fn ensure(&self, places: &Places) -> Result<PathBuf, XtaskError> {
        if let Some(found) = self.find(places) {
            return Ok(found);
        }
        let what = format!("installing {} {}", self.package, self.version);
        step(&what, || self.install(places))?;
        Ok(self.cached(places))
    }

    /// The program's path, on `PATH` or in the cache, if one of them has the version.
    pub fn find(&self, places: &Places) -> Option<PathBuf> {
        let found = which(self.program).into_iter();
        let mut all = found.chain([self.cached(places)]);
        all.find(|path| self.has_version_at(path))
    }

    fn cached(&self, places: &Places) -> PathBuf {
        let file = format!("{}{}", self.program, std::env::consts::EXE_SUFFIX);
        places.tools().join("bin").join(file)
    }

    fn has_version_at(&self, path: &Path) -> bool {
        call::try_answer(Command::new(path).arg("--version"))
            .is_some_and(|answer| answer.split_whitespace().any(|word| word == self.version))
    }

    fn install(&self, places: &Places) -> Result<(), XtaskError> {
        let root = places.tools();
        // Unique to this process: another may be installing the same program.
        let build = root.join(format!("build-{}", std::process::id()));
        let installed = call::run(
            call::cargo()
                .arg("install")
                .arg("--root")
                .arg(&root)
                .arg(format!("--version=={}", self.version))
                .args(self.options)
                .arg(self.package)
                // A tool that runs for seconds is not worth minutes of optimisation.
                .env("CARGO_PROFILE_RELEASE_LTO", "off")
                .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
                .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
                .env("CARGO_PROFILE_RELEASE_DEBUG", "0")
                .env("CARGO_TARGET_DIR", &build),
        );
        installed.and(fs::remove_dir_all(&build).named(&build))
    }
}

/// The version of a package in the text of a `Cargo.lock`.
fn locked(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name).skip(1);
    let version = lines.next()?.strip_prefix("version = \"")?;
    version.strip_suffix('"').map(str::to_owned)
}

/// Adds what builds for the browser need to the toolchain if it is missing: the wasm target, and the standard
/// library's source. The latter is compiled for the worker with threads; where it is there, other code names it
/// otherwise in panics, so it must be there from the beginning.
///
/// # Errors
/// [`XtaskError`] when `rustc` or `rustup` fails.
pub fn ensure_wasm_target() -> Result<(), XtaskError> {
    ensure_target(WASM_TARGET)?;
    let source = sysroot()?.join("lib/rustlib/src/rust/library/std");
    if !source.is_dir() {
        step(
            "adding the standard library's source to the toolchain",
            || call::run(Command::new("rustup").args(["component", "add", "rust-src"])),
        )?;
    }
    Ok(())
}

/// Adds a target to the toolchain if it is missing.
///
/// # Errors
/// [`XtaskError`] when `rustc` or `rustup` fails.
pub fn ensure_target(target: &str) -> Result<(), XtaskError> {
    let installed = sysroot()?.join("lib/rustlib").join(target);
    if installed.join("lib").is_dir() {
        return Ok(());
    }
    let what = format!("adding the target {target} to the toolchain");
    step(&what, || {
        call::run(Command::new("rustup").args(["target", "add", target]))
    })
}

/// The toolchain's folder.
///
/// # Errors
/// [`XtaskError`] when `rustc` fails.
pub fn sysroot() -> Result<PathBuf, XtaskError> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let folder = call::answer(Command::new(rustc).args(["--print", "sysroot"]))?;
    Ok(PathBuf::from(folder.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_belongs_to_the_package_of_the_exact_name() {
        let lock = "[[package]]\nname = \"a-b\"\nversion = \"2.0.0\"\n\n[[package]]\nname = \"a\"\nversion = \"1.0.0\"\n";
        assert_eq!(locked(lock, "a").as_deref(), Some("1.0.0"));
        assert_eq!(locked(lock, "a-b").as_deref(), Some("2.0.0"));
        assert_eq!(locked(lock, "b"), None);
    }

    #[test]
    fn this_workspace_locks_wasm_bindgen() {
        let tool = Tool::wasm_bindgen(&Places::find().unwrap()).unwrap();
        assert!(tool.version.starts_with("0.2."), "{}", tool.version);
    }

    #[test]
    fn a_program_of_another_version_is_not_the_tool() {
        let mut tool = Tool::trunk();
        tool.version = "0.0.0".to_owned();
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        assert!(!tool.has_version_at(Path::new(&cargo)));
    }
}
