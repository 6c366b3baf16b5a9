//! The checksums of crates in `Cargo.lock`.

use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

use serde::Deserialize;

/// The SHA-256 of each crate of the registry, by `name@version`.
pub(crate) type Checksums = BTreeMap<String, String>;

#[derive(Deserialize)]
struct Lock {
    package: Vec<Locked>,
}

#[derive(Deserialize)]
struct Locked {
    name: String,
    version: String,
    checksum: Option<String>,
}

/// Reads the lock file.
///
/// # Errors
/// [`io::Error`] when it cannot be read.
pub(crate) fn checksums(path: &Path) -> io::Result<Checksums> {
    let wrong = |reason: String| io::Error::other(format!("{}: {reason}", path.display()));
    let text = fs::read_to_string(path).map_err(|error| wrong(error.to_string()))?;
    let lock: Lock = toml::from_str(&text).map_err(|error| wrong(error.to_string()))?;
    let checksum = |it: Locked| Some((format!("{}@{}", it.name, it.version), it.checksum?));
    Ok(lock.package.into_iter().filter_map(checksum).collect())
}
