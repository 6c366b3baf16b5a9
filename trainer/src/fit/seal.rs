//! Seals a folder with the SHA-256 of every file in it, as `sha256sum` writes and checks them.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use model::weights::sha256;
use thiserror::Error;

use crate::files::{self, FileError, failed};

const SEAL: &str = "SHA256SUMS";

/// A folder that is not as it was sealed.
#[derive(Debug, Error)]
pub enum SealError {
    /// A file cannot be read or written.
    #[error(transparent)]
    File(#[from] FileError),
    /// A file's bytes are others.
    #[error("{} is damaged: its SHA-256 is not the one in {SEAL}", .0.display())]
    Damaged(PathBuf),
    /// A line is none of `sha256sum`.
    #[error("{} is damaged: {line:?} is no line of it", path.display())]
    Malformed {
        /// The list of hashes.
        path: PathBuf,
        /// The line.
        line: String,
    },
}

/// Writes the hashes of all files in a folder and those below it.
///
/// # Errors
/// [`FileError`] when one cannot be read or the list not be written.
pub fn seal(folder: &Path) -> Result<(), FileError> {
    let mut found = Vec::new();
    list(folder, "", &mut found)?;
    found.sort();
    let mut text = String::new();
    for name in found.iter().filter(|name| *name != SEAL) {
        let hash = sha256(&files::read(&folder.join(name))?);
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{hash}  {name}");
    }
    files::write(&folder.join(SEAL), text.as_bytes())
}

/// Checks every file that the seal names.
///
/// # Errors
/// [`SealError`] names the first that is missing or different.
pub fn verify(folder: &Path) -> Result<(), SealError> {
    let path = folder.join(SEAL);
    for line in files::read_text(&path)?.lines() {
        let Some((hash, name)) = line.split_once("  ") else {
            return Err(SealError::Malformed {
                path,
                line: line.to_owned(),
            });
        };
        let sealed = folder.join(name);
        if sha256(&files::read(&sealed)?) != hash {
            return Err(SealError::Damaged(sealed));
        }
    }
    Ok(())
}

/// The files' names below the folder, with `/` between folders.
fn list(folder: &Path, below: &str, found: &mut Vec<String>) -> Result<(), FileError> {
    let inner = folder.join(below);
    for entry in fs::read_dir(&inner).map_err(failed("read the folder", &inner))? {
        let entry = entry.map_err(failed("read the folder", &inner))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let name = if below.is_empty() {
            name
        } else {
            format!("{below}/{name}")
        };
        if entry.path().is_dir() {
            list(folder, &name, found)?;
        } else {
            found.push(name);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sealed() -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("b")).unwrap();
        fs::write(root.path().join("a"), "abc").unwrap();
        fs::write(root.path().join("b/c"), "").unwrap();
        seal(root.path()).unwrap();
        root
    }

    #[test]
    fn a_seal_reads_as_that_of_sha256sum() {
        let root = sealed();
        // The first two test vectors of FIPS 180.
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  a\n\
            e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  b/c\n";
        let text = files::read_text(&root.path().join(SEAL)).unwrap();
        assert_eq!(text, expected);
        verify(root.path()).unwrap();
    }

    #[test]
    fn a_changed_and_a_missing_file_are_named() {
        let root = sealed();
        fs::write(root.path().join("b/c"), "x").unwrap();
        let error = verify(root.path()).unwrap_err().to_string();
        assert!(error.contains("b/c is damaged"), "{error}");
        fs::remove_file(root.path().join("a")).unwrap();
        let error = verify(root.path()).unwrap_err().to_string();
        assert!(error.contains("cannot read"), "{error}");
    }
}
