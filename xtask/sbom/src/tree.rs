//! The crates of the page as `cargo tree` lists them: what each needs, its licence, and whether it is in the page
//! or only runs while the page is built.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::process::Command;
use std::{env, io};

/// The package that the page is compiled from.
pub(crate) const PAGE: &str = "app";

/// Every crate that takes part: macros and build scripts with what they need, too.
const ALL: &str = "normal,build";

/// The crates that are compiled into the page.
const IN_PAGE: &str = "normal,no-proc-macro";

/// What cargo writes behind a crate whose needs it has listed before.
const SEEN: &str = " (*)";

/// A crate in one version.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Package {
    /// Its name.
    pub(crate) name: String,
    /// Its version.
    pub(crate) version: String,
    /// Its SPDX expression, as its manifest has it.
    pub(crate) licence: String,
    /// Whether it is compiled into the page.
    pub(crate) in_page: bool,
    /// The keys of the crates that it needs.
    pub(crate) needs: BTreeSet<String>,
}

/// The crates by `name@version`.
pub(crate) type Packages = BTreeMap<String, Package>;

/// Asks cargo for the crates of the checkout in the current folder.
///
/// # Errors
/// [`io::Error`] when cargo fails or answers something else.
pub(crate) fn packages() -> io::Result<Packages> {
    let mut packages = parsed(&listed(ALL)?)?;
    for key in parsed(&listed(IN_PAGE)?)?.keys() {
        let package = packages.get_mut(key);
        let package = package
            .ok_or_else(|| io::Error::other(format!("{key} is in the page, but not needed")))?;
        package.in_page = true;
    }
    Ok(packages)
}

/// What the page is made of, with threads, which one of its two engines has: depth, crate and licence in each line.
fn listed(edges: &str) -> io::Result<String> {
    let output = Command::new(env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")))
        .args([
            "tree",
            "--locked",
            "--package",
            PAGE,
            "--features",
            "threads",
        ])
        .args(["--target", "wasm32-unknown-unknown", "--edges", edges])
        .args(["--prefix", "depth", "--format", "\t{p}\t{l}"])
        .output()?;
    if !output.status.success() {
        let message = String::from_utf8_lossy(&output.stderr);
        return Err(io::Error::other(format!("cargo tree: {message}")));
    }
    String::from_utf8(output.stdout).map_err(io::Error::other)
}

fn parsed(lines: &str) -> io::Result<Packages> {
    let mut packages = Packages::new();
    // The crates from the page to the one in this line.
    let mut way: Vec<String> = Vec::new();
    for line in lines.lines() {
        let unexpected = || io::Error::other(format!("cargo tree: unexpected line `{line}`"));
        let (depth, package) = fields(line).ok_or_else(unexpected)?;
        let key = format!("{}@{}", package.name, package.version);
        if depth > way.len() {
            return Err(unexpected());
        }
        way.truncate(depth);
        if let Some(parent) = way.last().and_then(|parent| packages.get_mut(parent)) {
            parent.needs.insert(key.clone());
        }
        packages.entry(key.clone()).or_insert(package);
        way.push(key);
    }
    Ok(packages)
}

fn fields(line: &str) -> Option<(usize, Package)> {
    let mut fields = line.strip_suffix(SEEN).unwrap_or(line).split('\t');
    let (depth, package, licence) = (fields.next()?, fields.next()?, fields.next()?);
    // A folder or `(proc-macro)` may follow.
    let mut words = package.split(' ');
    let package = Package {
        name: words.next()?.to_owned(),
        version: words.next()?.strip_prefix('v')?.to_owned(),
        licence: licence.to_owned(),
        ..Package::default()
    };
    Some((depth.parse().ok()?, package))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_depth_of_a_line_says_who_needs_the_crate() {
        let lines = "0\tapp v0.1.0 (/a b)\tMIT\n1\tb v1.0.0\tMIT/Apache-2.0\n2\tc v2.0.0+x (proc-macro)\t\n\
            1\td v1.0.0\tZlib\n2\tb v1.0.0\tMIT/Apache-2.0 (*)\n";
        let packages = parsed(lines).unwrap();
        let needs = |key: &str| packages[key].needs.iter().cloned().collect::<Vec<_>>();
        assert_eq!(needs("app@0.1.0"), ["b@1.0.0", "d@1.0.0"]);
        assert_eq!(needs("b@1.0.0"), ["c@2.0.0+x"]);
        assert_eq!(needs("d@1.0.0"), ["b@1.0.0"]);
        assert_eq!(packages["b@1.0.0"].licence, "MIT/Apache-2.0");
        assert_eq!(packages["c@2.0.0+x"].licence, "");
    }

    #[test]
    fn another_format_is_refused() {
        for wrong in [
            "app v0.1.0",
            "1\tapp v0.1.0\tMIT",
            "0\tapp 0.1.0\tMIT",
            "x\tapp v0.1.0\tMIT",
        ] {
            assert!(parsed(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn macros_are_not_in_the_page_but_what_they_expand_to_is() {
        let packages = packages().unwrap();
        let has = |name: &str, in_page: bool| {
            let mut found = packages.values().filter(|package| package.name == name);
            found.all(|package| package.in_page == in_page)
                && packages.values().any(|it| it.name == name)
        };
        assert!(has("serde", true) && has("model", true) && has(PAGE, true) && has("rayon", true));
        assert!(has("serde_derive", false) && has("thiserror-impl", false));
        assert!(
            !packages
                .values()
                .any(|package| package.name.starts_with("burn"))
        );
    }
}
