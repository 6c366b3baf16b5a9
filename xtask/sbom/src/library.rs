//! Rust's standard library in the toolchain: its version and the crates that it is locked to.

use std::ffi::OsString;
use std::path::Path;
use std::process::Command;
use std::{env, io};

use crate::lock::{self, Locked};

/// The lock file of the standard library's source, in the toolchain's folder.
const LOCK: &str = "lib/rustlib/src/rust/library/Cargo.lock";

/// The standard library.
pub(crate) struct Library {
    /// Its version, which is the compiler's.
    pub(crate) version: String,
    /// The crates of the registry in it.
    pub(crate) parts: Vec<Locked>,
}

/// The one in the toolchain that compiles the page.
///
/// # Errors
/// [`io::Error`] when the compiler cannot be asked, or the toolchain has no source of the library.
pub(crate) fn found() -> io::Result<Library> {
    let version = answer(&["--version"])?;
    let version = version.split(' ').nth(1).map(str::to_owned);
    let toolchain = answer(&["--print", "sysroot"])?;
    Ok(Library {
        version: version.ok_or_else(|| io::Error::other("rustc states no version"))?,
        parts: lock::needed(&Path::new(toolchain.trim()).join(LOCK), "std")?,
    })
}

fn answer(question: &[&str]) -> io::Result<String> {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| OsString::from("rustc"));
    let output = Command::new(rustc).args(question).output()?;
    String::from_utf8(output.stdout).map_err(io::Error::other)
}
