//! `cargo xtask verify`: whether a hosted copy or a folder has exactly the files of a release.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Args;
use sha2::{Digest, Sha256};

use crate::call::{self, say, step};
use crate::commands::dist::{FOR_HOSTS, Manifest, relative};
use crate::error::{Naming, XtaskError};
use crate::page;
use crate::places::Places;
use crate::sbom;

/// Compares a hosted copy of the page, or a folder, with the manifest of a release.
#[derive(Debug, Args)]
pub struct Verify {
    /// The copy's address, such as <https://example.org/xray/>, or a folder.
    place: String,
    /// The manifest to compare with, from a release that you trust; by default the one of `dist` here.
    #[arg(long)]
    manifest: Option<PathBuf>,
}

/// A difference between a copy and the manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Difference {
    Missing(String),
    Changed(String),
    Unlisted(String),
}

impl Difference {
    fn sentence(&self) -> String {
        match self {
            Self::Missing(path) => format!("{path} is missing"),
            Self::Changed(path) => format!("{path} has another content"),
            Self::Unlisted(path) => format!("{path} is not in the manifest"),
        }
    }
}

/// Reads every file of the copy and prints each difference.
///
/// # Errors
/// [`XtaskError::Differs`] after the differences; others when manifest or copy cannot be read.
pub fn run(places: &Places, options: &Verify) -> Result<(), XtaskError> {
    let by_default = || places.root.join("dist/manifest.json");
    let path = options.manifest.clone().unwrap_or_else(by_default);
    let manifest = Manifest::parse(&path, &fs::read(&path).named(&path)?)?;
    let differences = step(&format!("comparing {}", options.place), || {
        if is_address(&options.place) {
            hosted(&manifest, &options.place)
        } else {
            folder(&manifest, Path::new(&options.place))
        }
    })?;
    for difference in &differences {
        println!("{}", difference.sentence());
    }
    if differences.is_empty() {
        say(&format!(
            "all {} files of version {} are there, with their hashes",
            manifest.files().count(),
            manifest.version()
        ));
        return Ok(());
    }
    Err(XtaskError::Differs {
        copy: options.place.clone(),
        files: differences.len(),
    })
}

fn is_address(place: &str) -> bool {
    place.starts_with("https://") || place.starts_with("http://")
}

/// Compares the answers of a host. What it has beside the listed files cannot be seen.
fn hosted(manifest: &Manifest, address: &str) -> Result<Vec<Difference>, XtaskError> {
    let base = format!("{}/", address.trim_end_matches('/'));
    let fetched = |path: &str, options: &[&str]| {
        let mut fetch = Command::new("curl");
        fetch.args(["--fail", "--silent", "--location", "--max-time", "300"]);
        call::bytes(fetch.args(options).arg(format!("{base}{path}")))
    };
    let mut differences = Vec::new();
    for (path, hash) in manifest.files() {
        match fetched(path, &["--show-error"])? {
            Some(content) if digest(&content) == hash => {}
            Some(_) => differences.push(Difference::Changed(path.to_owned())),
            None => differences.push(Difference::Missing(path.to_owned())),
        }
    }
    if let Some(content) = fetched(sbom::FILE, &[])? {
        differences.extend(changed_bill(manifest, &content));
    }
    Ok(differences)
}

/// The difference of a copy's bill of materials, if it has another.
fn changed_bill(manifest: &Manifest, content: &[u8]) -> Option<Difference> {
    (digest(content) != manifest.sbom()).then(|| Difference::Changed(sbom::FILE.to_owned()))
}

/// Compares the files of a folder.
fn folder(manifest: &Manifest, folder: &Path) -> Result<Vec<Difference>, XtaskError> {
    let mut differences = Vec::new();
    let mut listed = BTreeSet::new();
    for (path, hash) in manifest.files() {
        listed.insert(path.to_owned());
        let file = folder.join(path);
        if !file.is_file() {
            differences.push(Difference::Missing(path.to_owned()));
        } else if digest(&fs::read(&file).named(&file)?) != hash {
            differences.push(Difference::Changed(path.to_owned()));
        }
    }
    let bill = folder.join(sbom::FILE);
    if bill.is_file() {
        differences.extend(changed_bill(manifest, &fs::read(&bill).named(&bill)?));
    }
    for file in page::files(folder)? {
        let path = relative(folder, &file);
        let compressed = path
            .strip_suffix(".br")
            .or_else(|| path.strip_suffix(".gz"));
        let is_known = |path: &str| listed.contains(path) || FOR_HOSTS.contains(&path);
        if !is_known(&path) && !compressed.is_some_and(is_known) {
            differences.push(Difference::Unlisted(path));
        }
    }
    Ok(differences)
}

fn digest(content: &[u8]) -> String {
    hex::encode(Sha256::digest(content))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn release(folder: &Path) -> Manifest {
        let files: Vec<_> = [("index.html", "page"), ("model/weights.000.bin", "weights")]
            .map(|(path, content)| {
                let file = folder.join(path);
                fs::create_dir_all(file.parent().unwrap()).unwrap();
                fs::write(file, content).unwrap();
                serde_json::json!({ "path": path, "bytes": content.len(), "sha256": digest(content.as_bytes()) })
            })
            .into();
        let bill = digest(b"bill");
        let json =
            serde_json::json!({ "version": "1", "bytes": 11, "files": files, "sbom_sha256": bill });
        Manifest::parse(Path::new("manifest.json"), json.to_string().as_bytes()).unwrap()
    }

    #[test]
    fn an_exact_copy_with_its_compressed_files_has_no_difference() {
        let copy = tempfile::tempdir().unwrap();
        let manifest = release(copy.path());
        fs::write(copy.path().join("index.html.br"), "short").unwrap();
        fs::write(copy.path().join("_headers"), "").unwrap();
        fs::write(copy.path().join(sbom::FILE), "bill").unwrap();
        assert_eq!(folder(&manifest, copy.path()).unwrap(), []);
    }

    #[test]
    fn changed_missing_and_added_files_are_named() {
        let copy = tempfile::tempdir().unwrap();
        let manifest = release(copy.path());
        fs::write(copy.path().join("index.html"), "another page").unwrap();
        fs::remove_file(copy.path().join("model/weights.000.bin")).unwrap();
        fs::write(copy.path().join("extra.js"), "").unwrap();
        fs::write(copy.path().join(sbom::FILE), "another bill").unwrap();
        let expected = [
            Difference::Changed("index.html".to_owned()),
            Difference::Missing("model/weights.000.bin".to_owned()),
            Difference::Changed(sbom::FILE.to_owned()),
            Difference::Unlisted("extra.js".to_owned()),
        ];
        assert_eq!(folder(&manifest, copy.path()).unwrap(), expected);
    }

    #[test]
    fn a_host_is_asked_for_every_file() {
        let copy = tempfile::tempdir().unwrap();
        let manifest = release(copy.path());
        let host = crate::host::Host::start(copy.path(), 0).unwrap();
        assert_eq!(hosted(&manifest, &host.address()).unwrap(), []);
        fs::write(copy.path().join("index.html"), "another page").unwrap();
        fs::remove_file(copy.path().join("model/weights.000.bin")).unwrap();
        fs::write(copy.path().join(sbom::FILE), "another bill").unwrap();
        let expected = [
            Difference::Changed("index.html".to_owned()),
            Difference::Missing("model/weights.000.bin".to_owned()),
            Difference::Changed(sbom::FILE.to_owned()),
        ];
        assert_eq!(hosted(&manifest, &host.address()).unwrap(), expected);
    }
}
