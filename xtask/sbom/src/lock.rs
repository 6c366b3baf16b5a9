//! What lock files say: checksums, and the crates that a package may need.

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

/// A package in a lock file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct Locked {
    pub(crate) name: String,
    pub(crate) version: String,
    /// The SHA-256, if it is from the registry.
    pub(crate) checksum: Option<String>,
    /// Names, with a version where there are several.
    #[serde(default)]
    dependencies: Vec<String>,
}

impl Locked {
    fn is(&self, dependency: &str) -> bool {
        let (name, version) = dependency
            .split_once(' ')
            .unwrap_or((dependency, self.version.as_str()));
        self.name == name && self.version == version
    }
}

/// The checksums in a lock file.
///
/// # Errors
/// [`io::Error`] when it cannot be read.
pub(crate) fn checksums(path: &Path) -> io::Result<Checksums> {
    let checksum = |it: Locked| Some((format!("{}@{}", it.name, it.version), it.checksum?));
    Ok(read(path)?.into_iter().filter_map(checksum).collect())
}

/// The crates of the registry that a package may need, on one platform or another.
///
/// # Errors
/// [`io::Error`] when the lock file cannot be read or does not have the package.
pub(crate) fn needed(path: &Path, package: &str) -> io::Result<Vec<Locked>> {
    let mut needed = of(read(path)?, package);
    if needed.is_empty() {
        return Err(wrong(path, &format!("it has no package {package}")));
    }
    needed.retain(|package| package.checksum.is_some());
    Ok(needed)
}

/// A package and all that it needs, by name.
fn of(mut others: Vec<Locked>, package: &str) -> Vec<Locked> {
    let mut found: Vec<Locked> = Vec::new();
    let mut waiting = vec![package.to_owned()];
    while let Some(dependency) = waiting.pop() {
        let Some(at) = others.iter().position(|package| package.is(&dependency)) else {
            continue; // It was found before.
        };
        let package = others.swap_remove(at);
        waiting.extend(package.dependencies.iter().cloned());
        found.push(package);
    }
    found.sort_by(|a, b| (&a.name, &a.version).cmp(&(&b.name, &b.version)));
    found
}

fn read(path: &Path) -> io::Result<Vec<Locked>> {
    let text = fs::read_to_string(path).map_err(|error| wrong(path, &error.to_string()))?;
    let lock: Lock = toml::from_str(&text).map_err(|error| wrong(path, &error.to_string()))?;
    Ok(lock.package)
}

fn wrong(path: &Path, reason: &str) -> io::Error {
    io::Error::other(format!("{}: {reason}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_needs_what_its_dependencies_need() {
        let package = |name: &str, version: &str, dependencies: &[&str]| Locked {
            name: name.to_owned(),
            version: version.to_owned(),
            checksum: None,
            dependencies: dependencies.iter().map(|name| (*name).to_owned()).collect(),
        };
        let lock = vec![
            package("std", "0.0.0", &["b 2.0.0", "core"]),
            package("b", "1.0.0", &[]),
            package("b", "2.0.0", &["c"]),
            package("c", "1.0.0", &["core"]),
            package("core", "0.0.0", &[]),
            package("test", "0.0.0", &["std"]),
        ];
        let found = of(lock, "std");
        let found: Vec<_> = found.iter().map(|it| (&*it.name, &*it.version)).collect();
        let expected = [
            ("b", "2.0.0"),
            ("c", "1.0.0"),
            ("core", "0.0.0"),
            ("std", "0.0.0"),
        ];
        assert_eq!(found, expected);
    }
}
