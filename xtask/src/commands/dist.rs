//! `cargo xtask dist`: the folder for a static host.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use clap::Args;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::call::{say, step};
use crate::compress;
use crate::embed::Origin;
use crate::error::{Naming, XtaskError};
use crate::hosting;
use crate::offline;
use crate::page;
use crate::places::Places;
use crate::rename;
use crate::sbom;

/// The file with the content of [`Manifest`].
const MANIFEST: &str = "manifest.json";
const NETLIFY: &str = "_headers";
const APACHE: &str = ".htaccess";
const NGINX: &str = "nginx.conf.example";

/// What stands beside the files of the page, for hosts; browsers never ask for it.
pub(super) const FOR_HOSTS: [&str; 5] = [MANIFEST, NETLIFY, APACHE, NGINX, sbom::FILE];

/// The content of `manifest.json`.
#[derive(Debug, Serialize, Deserialize)]
pub struct Manifest {
    version: String,
    bytes: usize,
    files: Vec<ManifestFile>,
    sbom_sha256: String,
}

/// A file in `manifest.json`.
#[derive(Debug, Serialize, Deserialize)]
struct ManifestFile {
    path: String,
    bytes: usize,
    sha256: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    brotli_bytes: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    gzip_bytes: Option<usize>,
}

impl Manifest {
    /// Reads the content of a manifest; the path is for the error.
    ///
    /// # Errors
    /// [`XtaskError::Content`] when it is none.
    pub fn parse(path: &Path, json: &[u8]) -> Result<Self, XtaskError> {
        serde_json::from_slice(json).map_err(|error| XtaskError::Content {
            path: path.to_owned(),
            reason: format!("no manifest of `cargo xtask dist`: {error}"),
        })
    }

    /// The version of the page.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The path of each file with its SHA-256 in hexadecimal digits.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        let files = self.files.iter();
        files.map(|file| (file.path.as_str(), file.sha256.as_str()))
    }

    /// The SHA-256 of the software bill of materials, which a copy of the page need not have.
    pub fn sbom(&self) -> &str {
        &self.sbom_sha256
    }
}

/// Makes `dist`, the folder for a static host.
#[derive(Debug, Args)]
pub struct Dist {
    /// A site that may show `embed.html` in a frame and have films classified there; by default none.
    #[arg(long = "embed", value_name = "ORIGIN")]
    sites: Vec<Origin>,
}

/// Builds the page and lays out `dist`.
///
/// # Errors
/// [`XtaskError`] when the page cannot be built or `dist` cannot be written.
pub fn run(places: &Places, options: &Dist) -> Result<(), XtaskError> {
    let page = page::build(places)?;
    let bill = step("listing what the page is made of", || {
        sbom::of(places, &page)
    })?;
    let dist = places.root.join("dist");
    let manifest = step("packing dist", || {
        if dist.exists() {
            fs::remove_dir_all(&dist).named(&dist)?;
        }
        lay_out(&page, &dist, &options.sites, &bill)
    })?;
    say(&format!(
        "{} files, {} bytes before compression",
        manifest.files.len(),
        manifest.bytes
    ));
    println!("{}", dist.display());
    Ok(())
}

/// Writes all files of a built page, compressed copies, host configuration and the bill of materials into a new
/// folder.
///
/// # Errors
/// [`XtaskError`] when a file cannot be read or written.
pub fn lay_out(
    page: &Path,
    dist: &Path,
    sites: &[Origin],
    bill: &str,
) -> Result<Manifest, XtaskError> {
    let mut files = Vec::new();
    for (path, content) in contents(page, sites)? {
        write(dist, &path, &content)?;
        let target = dist.join(&path);
        let compressed = compress::compress(&path, &content)
            .named(&target)?
            .worth_it(content.len());
        if let Some(compressed) = &compressed {
            write(dist, &format!("{path}.br"), &compressed.brotli)?;
            write(dist, &format!("{path}.gz"), &compressed.gzip)?;
        }
        files.push(ManifestFile {
            bytes: content.len(),
            sha256: hex::encode(Sha256::digest(&content)),
            brotli_bytes: compressed.as_ref().map(|c| c.brotli.len()),
            gzip_bytes: compressed.as_ref().map(|c| c.gzip.len()),
            path,
        });
    }
    let paths: Vec<String> = files.iter().map(|file| file.path.clone()).collect();
    write(
        dist,
        NETLIFY,
        hosting::headers_file(&paths, sites).as_bytes(),
    )?;
    write(dist, APACHE, hosting::apache(sites).as_bytes())?;
    write(dist, NGINX, hosting::nginx(sites).as_bytes())?;
    write(dist, sbom::FILE, bill.as_bytes())?;
    let manifest = Manifest {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        bytes: files.iter().map(|file| file.bytes).sum(),
        files,
        sbom_sha256: hex::encode(Sha256::digest(bill)),
    };
    let path = dist.join(MANIFEST);
    let json = serde_json::to_vec_pretty(&manifest).map_err(|error| XtaskError::Content {
        path,
        reason: error.to_string(),
    })?;
    write(dist, MANIFEST, &json)?;
    Ok(manifest)
}

/// The page's files by their names in `dist`, with `/` between folders.
fn contents(page: &Path, sites: &[Origin]) -> Result<BTreeMap<String, Vec<u8>>, XtaskError> {
    let mut top = BTreeMap::new();
    let mut below = BTreeMap::new();
    for file in page::files(page)? {
        let content = fs::read(&file).named(&file)?;
        let path = relative(page, &file);
        if path.contains('/') {
            below.insert(path, content);
        } else {
            top.insert(path, content);
        }
    }
    page::add_embed(&mut top, sites)?;
    let mut all = rename::hashed(top);
    offline::stamp_files(&mut all)?;
    all.extend(below);
    Ok(all)
}

/// A file's path below a folder, with `/` as in a URL.
pub(crate) fn relative(folder: &Path, file: &Path) -> String {
    let path = file.strip_prefix(folder).unwrap_or(file);
    let parts = path
        .components()
        .map(|part| part.as_os_str().to_string_lossy());
    parts.collect::<Vec<_>>().join("/")
}

fn write(dist: &Path, path: &str, content: &[u8]) -> Result<(), XtaskError> {
    let path = dist.join(path);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).named(folder)?;
    }
    fs::write(&path, content).named(&path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::integrity;

    #[test]
    fn the_manifest_has_every_file_with_its_hash() {
        let folder = tempfile::tempdir().unwrap();
        let page = folder.path().join("page");
        write(
            &page,
            "index.html",
            b"<head></head><script src=\"boot.js\"></script>",
        )
        .unwrap();
        write(&page, "boot.js", &b"let a = 1;".repeat(100)).unwrap();
        write(&page, "model/model.json", b"{}").unwrap();
        let template = b"const BUILD = \"\";\nconst FILES = {};\nconst HEADERS = {};\n";
        write(&page, "sw.js", template).unwrap();
        let dist = folder.path().join("dist");
        let sites = ["https://a.example".parse().unwrap()];
        let manifest = lay_out(&page, &dist, &sites, "{}").unwrap();
        for file in &manifest.files {
            let content = fs::read(dist.join(&file.path)).unwrap();
            assert_eq!(hex::encode(Sha256::digest(&content)), file.sha256);
            let packed = dist.join(format!("{}.br", file.path)).is_file();
            assert_eq!(packed, file.brotli_bytes.is_some());
        }
        let boot = &manifest.files[0].path;
        assert!(rename::is_hashed(boot), "{boot}");
        let index = fs::read_to_string(dist.join("index.html")).unwrap();
        assert!(index.contains(boot) && !index.contains("a.example"));
        let embed = fs::read_to_string(dist.join("embed.html")).unwrap();
        assert!(embed.contains(boot) && embed.contains("https://a.example"));
        let headers = fs::read_to_string(dist.join("_headers")).unwrap();
        assert!(headers.contains(boot) && headers.contains("/model/model.json"));
        assert!(headers.contains("/sw.js\n  Cache-Control: no-cache"));
        let service_worker = fs::read_to_string(dist.join("sw.js")).unwrap();
        assert!(service_worker.contains(boot) && !service_worker.contains("boot.js"));
        let hash = format!(
            "integrity=\"{}\"",
            integrity::of(&fs::read(dist.join(boot)).unwrap())
        );
        assert!(index.contains(&hash) && embed.contains(&hash), "{index}");
        assert!(dist.join("manifest.json").is_file() && dist.join(sbom::FILE).is_file());
    }
}
