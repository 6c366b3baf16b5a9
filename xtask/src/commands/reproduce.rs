//! `cargo xtask reproduce`: builds the last commit twice, in two places, and compares what `dist` has.

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Args;
use sha2::{Digest, Sha256};

use crate::call::{self, say, step};
use crate::commands::dist::relative;
use crate::error::{Naming, XtaskError};
use crate::page;
use crate::places::{self, Places};

/// The two places. Their paths differ in length, since some compilers pad what they write.
const PLACES: [&str; 2] = ["a", "another, with a longer path/and a folder below it"];

/// What is in cargo's folder that a build without a network needs: crates as the registry packs them, the registry's
/// index, and where to find both.
const OF_CARGO: [&str; 3] = ["config.toml", "registry/cache", "registry/index"];

/// Whether two people build the same page: builds the last commit in two checkouts, with two target, home and cargo
/// folders, and compares every file of `dist`.
///
/// It compiles everything twice, which takes as long as two first builds and 6 GB.
#[derive(Debug, Args)]
pub struct Reproduce {
    /// An empty folder to build in, which is removed at the end; by default one for temporary files.
    #[arg(long)]
    folder: Option<PathBuf>,
    /// A `dist` to compare with, such as a release from elsewhere; then the commit is built only once.
    #[arg(long, value_name = "DIST")]
    with: Option<PathBuf>,
}

/// Builds, compares and prints what differs first.
///
/// # Errors
/// [`XtaskError::NotReproduced`] names the first difference; others when a build fails.
pub fn run(places: &Places, options: &Reproduce) -> Result<(), XtaskError> {
    let name = format!("pneumoscope-{}", std::process::id());
    let folder = options
        .folder
        .clone()
        .unwrap_or_else(|| env::temp_dir().join(name));
    fs::create_dir_all(&folder).named(&folder)?;
    let folder = fs::canonicalize(&folder).named(&folder)?;
    if fs::read_dir(&folder).named(&folder)?.next().is_some() {
        return Err(XtaskError::Content {
            path: folder,
            reason: "it is not empty".to_owned(),
        });
    }
    let compared = built_and_compared(places, &folder, options.with.as_deref());
    fs::remove_dir_all(&folder).named(&folder)?;
    println!("{}", compared?);
    Ok(())
}

/// The sentence to print.
fn built_and_compared(
    places: &Places,
    folder: &Path,
    with: Option<&Path>,
) -> Result<String, XtaskError> {
    let commit = call::answer(git(&places.root).args(["rev-parse", "HEAD"]))?;
    let commit = commit.trim();
    if !call::answer(git(&places.root).args(["status", "--porcelain"]))?.is_empty() {
        say("changes that are not committed are left out");
    }
    let [first, second] = PLACES.map(|place| folder.join(place));
    let first = build(places, &first, commit)?;
    let second = match with {
        Some(dist) => dist.to_owned(),
        None => build(places, &second, commit)?,
    };
    match difference(&first, &second)? {
        Some(difference) => Err(XtaskError::NotReproduced(difference)),
        None => Ok(format!(
            "{commit}: both have the same {} files; {}",
            count(&first)?,
            manifest(&first)?
        )),
    }
}

/// Builds a commit in a new folder, with all that a build may take its folders from; returns `dist`.
fn build(places: &Places, folder: &Path, commit: &str) -> Result<PathBuf, XtaskError> {
    let (checkout, home, target) = (
        folder.join("checkout"),
        folder.join("home"),
        folder.join("target"),
    );
    let cargo = home.join(".cargo");
    fs::create_dir_all(&cargo).named(&cargo)?;
    copy_packages(&places::cargo_home()?, &cargo)?;
    call::run(
        git(&places.root)
            .args(["clone", "--quiet", "--no-checkout", "."])
            .arg(&checkout),
    )?;
    call::run(git(&checkout).args(["checkout", "--quiet", "--detach", commit]))?;
    step(&format!("building in {}", folder.display()), || {
        let mut command = call::cargo();
        // The toolchain and the tools are the same ones.
        if let (None, Some(home)) = (env::var_os("RUSTUP_HOME"), env::home_dir()) {
            command.env("RUSTUP_HOME", home.join(".rustup"));
        }
        call::run(
            command
                .current_dir(&checkout)
                .args([
                    "run",
                    "--quiet",
                    "--release",
                    "--locked",
                    "--package",
                    "xtask",
                    "--",
                    "dist",
                ])
                .env("HOME", &home)
                .env("CARGO_HOME", &cargo)
                .env("CARGO_TARGET_DIR", &target)
                .env("PNEUMOSCOPE_CACHE", &places.cache),
        )
    })?;
    // The next build needs the room.
    fs::remove_dir_all(&target).named(&target)?;
    Ok(checkout.join("dist"))
}

fn git(folder: &Path) -> Command {
    let mut git = Command::new("git");
    git.arg("-C").arg(folder);
    git
}

/// Copies what a build takes from cargo's folder.
fn copy_packages(from: &Path, to: &Path) -> Result<(), XtaskError> {
    for part in OF_CARGO {
        for file in page::files(&from.join(part))? {
            let to = to.join(file.strip_prefix(from).unwrap_or(&file));
            if let Some(folder) = to.parent() {
                fs::create_dir_all(folder).named(folder)?;
            }
            fs::copy(&file, &to).named(&to)?;
        }
    }
    Ok(())
}

/// The first file that is not the same in both folders, in words.
fn difference(first: &Path, second: &Path) -> Result<Option<String>, XtaskError> {
    let names = |folder: &Path| -> Result<BTreeSet<String>, XtaskError> {
        Ok(page::files(folder)?
            .iter()
            .map(|file| relative(folder, file))
            .collect())
    };
    let (in_first, in_second) = (names(first)?, names(second)?);
    if let Some(name) = in_first.symmetric_difference(&in_second).next() {
        return Ok(Some(format!("only one of them has {name}")));
    }
    for name in &in_first {
        let (one, other) = (first.join(name), second.join(name));
        let (one, other) = (fs::read(&one).named(&one)?, fs::read(&other).named(&other)?);
        if one != other {
            let at = one
                .iter()
                .zip(&other)
                .take_while(|(one, other)| one == other)
                .count();
            return Ok(Some(format!(
                "{name} differs from byte {at} on ({} and {} bytes)",
                one.len(),
                other.len()
            )));
        }
    }
    Ok(None)
}

fn count(dist: &Path) -> Result<usize, XtaskError> {
    Ok(page::files(dist)?.len())
}

/// The manifest's hash, as releases state it.
fn manifest(dist: &Path) -> Result<String, XtaskError> {
    let path = dist.join("manifest.json");
    let content = fs::read(&path).named(&path)?;
    Ok(format!(
        "SHA-256 of manifest.json: {}",
        hex::encode(Sha256::digest(content))
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, content) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
        folder
    }

    #[test]
    fn the_first_difference_is_named() {
        let one = folder(&[("a.js", "same"), ("model/b.bin", "weights")]);
        let found = |files| difference(one.path(), folder(files).path()).unwrap();
        assert_eq!(found(&[("a.js", "same"), ("model/b.bin", "weights")]), None);
        let other = found(&[("a.js", "same"), ("model/b.bin", "weighty")]).unwrap();
        assert!(other.contains("model/b.bin differs from byte 6"), "{other}");
        let longer = found(&[("a.js", "same, but longer"), ("model/b.bin", "weights")]).unwrap();
        assert!(
            longer.contains("a.js differs from byte 4 on (4 and 16 bytes)"),
            "{longer}"
        );
        assert_eq!(
            found(&[("a.js", "same")]).as_deref(),
            Some("only one of them has model/b.bin")
        );
    }

    #[test]
    fn a_folder_with_content_is_not_used() {
        let used = folder(&[("kept.txt", "kept")]);
        let options = Reproduce {
            folder: Some(used.path().to_owned()),
            with: None,
        };
        let error = run(&Places::find().unwrap(), &options).unwrap_err();
        assert!(error.to_string().contains("not empty"), "{error}");
        assert!(used.path().join("kept.txt").is_file());
    }
}
