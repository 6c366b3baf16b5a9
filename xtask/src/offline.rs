//! Writes the hashes of a build's files into its pages and scripts, and its name, files and headers into the
//! service worker `sw.js`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::error::{Naming, XtaskError};
use crate::headers;
use crate::integrity;

/// The service worker's file. Browsers find it by this name, so it is never renamed.
pub const SERVICE_WORKER: &str = "sw.js";

/// The start of the line that names the build.
const BUILD: &str = "const BUILD = ";

/// The start of the line that lists the files.
const FILES: &str = "const FILES = ";

/// The start of the line with the headers.
const HEADERS: &str = "const HEADERS = ";

/// Hexadecimal digits of the hash that names a build.
const DIGITS: usize = 16;

/// Writes them into a built page. Call it again after a change to a file.
///
/// # Errors
/// [`XtaskError`] when a file cannot be read or written, requests one that is missing, or the service worker
/// lacks the lines.
pub fn stamp(page: &Path) -> Result<(), XtaskError> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(page).named(page)? {
        let path = entry.named(page)?.path();
        if path.is_file() {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            files.insert(name.into_owned(), fs::read(&path).named(&path)?);
        }
    }
    let before = files.clone();
    stamp_files(&mut files)?;
    for (name, content) in files {
        if before.get(&name) != Some(&content) {
            let path = page.join(name);
            fs::write(&path, content).named(&path)?;
        }
    }
    Ok(())
}

/// As [`stamp`], for the page's files by name, without those in folders.
///
/// # Errors
/// As [`stamp`].
pub fn stamp_files(files: &mut BTreeMap<String, Vec<u8>>) -> Result<(), XtaskError> {
    integrity::stamp(files)?;
    let Some(script) = files.remove(SERVICE_WORKER) else {
        return Err(unfit("it is missing"));
    };
    let script = String::from_utf8(script).map_err(|error| unfit(&error.to_string()))?;
    let list: BTreeMap<&str, String> = files
        .iter()
        .map(|(name, content)| (address(name), integrity::of(content)))
        .collect();
    let list = serde_json::to_string(&list).map_err(|error| unfit(&error.to_string()))?;
    let script = with_line(&script, FILES, &list)?;
    let headers: BTreeMap<&str, &str> = headers::HEADERS.into();
    let headers = serde_json::to_string(&headers).map_err(|error| unfit(&error.to_string()))?;
    let script = with_line(&script, HEADERS, &headers)?;
    let script = with_line(&script, BUILD, "\"\"")?;
    let build = hex::encode(Sha256::digest(&script));
    let script = with_line(&script, BUILD, &format!("\"{}\"", &build[..DIGITS]))?;
    files.insert(SERVICE_WORKER.to_owned(), script.into_bytes());
    Ok(())
}

/// A file's address: hosts serve the page as its folder, and some only there.
fn address(name: &str) -> &str {
    if name == "index.html" { "./" } else { name }
}

/// A script with another value in the one line that begins with `begin`.
fn with_line(script: &str, begin: &str, value: &str) -> Result<String, XtaskError> {
    let found = script
        .lines()
        .filter(|line| line.starts_with(begin))
        .count();
    if found != 1 {
        return Err(unfit(&format!("{found} of its lines begin with `{begin}`")));
    }
    let lines = script.lines().map(|line| {
        if line.starts_with(begin) {
            format!("{begin}{value};\n")
        } else {
            format!("{line}\n")
        }
    });
    Ok(lines.collect())
}

fn unfit(reason: &str) -> XtaskError {
    XtaskError::Content {
        path: SERVICE_WORKER.into(),
        reason: reason.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stamped(files: &[(&str, &str)]) -> String {
        let owned = |(name, text): &(&str, &str)| ((*name).to_owned(), text.as_bytes().to_vec());
        let mut files = files.iter().map(owned).collect();
        stamp_files(&mut files).unwrap();
        String::from_utf8(files[SERVICE_WORKER].clone()).unwrap()
    }

    const SCRIPT: &str =
        "const BUILD = \"none\";\nconst FILES = {};\nconst HEADERS = {};\nrest();\n";

    #[test]
    fn the_service_worker_lists_every_file_but_itself() {
        let script = stamped(&[("index.html", ""), ("a.js", "1"), (SERVICE_WORKER, SCRIPT)]);
        // The hash of nothing, FIPS 180-4.
        let empty = "\"./\":\"sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\"";
        assert!(script.contains(empty), "{script}");
        assert!(script.contains("\"a.js\":\"sha256-") && script.ends_with("rest();\n"));
        assert!(!script.contains("sw.js"));
    }

    #[test]
    fn a_build_is_named_by_its_files_and_the_same_however_often_it_is_stamped() {
        let first = stamped(&[("a.js", "1"), (SERVICE_WORKER, SCRIPT)]);
        assert_eq!(stamped(&[("a.js", "1"), (SERVICE_WORKER, &first)]), first);
        let second = stamped(&[("a.js", "2"), (SERVICE_WORKER, &first)]);
        let build = |script: &str| script.lines().next().unwrap().to_owned();
        assert_ne!(build(&first), build(&second));
        assert_eq!(build(&first).len(), BUILD.len() + DIGITS + "\"\";".len());
    }

    #[test]
    fn a_script_without_a_place_for_the_list_is_refused() {
        let mut files = BTreeMap::from([(SERVICE_WORKER.to_owned(), b"rest();".to_vec())]);
        let error = stamp_files(&mut files).unwrap_err().to_string();
        assert!(error.contains("const FILES"), "{error}");
    }
}
