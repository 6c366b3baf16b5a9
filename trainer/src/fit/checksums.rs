//! `SHA256SUMS` of a folder: the SHA-256 of every file in it, as `sha256sum` writes and checks them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Component, Path, PathBuf};

use model::weights::sha256;
use thiserror::Error;

use crate::files::{self, FileError};

const FILE: &str = "SHA256SUMS";

/// A folder whose files do not have their checksums.
#[derive(Debug, Error)]
pub enum ChecksumError {
    /// A file cannot be read or written.
    #[error(transparent)]
    File(#[from] FileError),
    /// A file has other bytes.
    #[error("{} is damaged: its SHA-256 differs from the one in {FILE}", .0.display())]
    Damaged(PathBuf),
    /// A file is not in the list, which was cut or is that of another folder.
    #[error("{} is not in {FILE}", .0.display())]
    Unlisted(PathBuf),
    /// A line is not one of `sha256sum`.
    #[error("{} is damaged: cannot parse the line {line:?}", path.display())]
    Malformed {
        /// The list of checksums.
        path: PathBuf,
        /// The line.
        line: String,
    },
}

/// Writes the checksums of all files below a folder. `known` holds those that need not be computed, by
/// the path below the folder.
///
/// # Errors
/// [`FileError`] when a file cannot be read or the list cannot be written.
pub(super) fn write(folder: &Path, known: &BTreeMap<String, String>) -> Result<(), FileError> {
    let mut text = String::new();
    for name in files::files_below(folder)? {
        let hash = match known.get(&name) {
            Some(hash) => hash.clone(),
            None => sha256(&files::read(&folder.join(&name))?),
        };
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{hash}  {name}");
    }
    files::write(&folder.join(FILE), text.as_bytes())
}

/// Verifies every file of a folder against the list of checksums.
///
/// # Errors
/// [`ChecksumError`] names the first file that is missing, differs or is not in the list.
pub(super) fn verify(folder: &Path) -> Result<(), ChecksumError> {
    let path = folder.join(FILE);
    let text = files::read_text(&path)?;
    let mut listed = BTreeSet::from([FILE]);
    for line in text.lines() {
        let parts = line.split_once("  ");
        let Some((hash, name)) = parts.filter(|(_, name)| is_below(Path::new(name))) else {
            return Err(ChecksumError::Malformed {
                path,
                line: line.to_owned(),
            });
        };
        let file = folder.join(name);
        if sha256(&files::read(&file)?) != hash {
            return Err(ChecksumError::Damaged(file));
        }
        listed.insert(name);
    }
    let unlisted = files::files_below(folder)?
        .into_iter()
        .find(|name| !listed.contains(name.as_str()));
    match unlisted {
        Some(name) => Err(ChecksumError::Unlisted(folder.join(name))),
        None => Ok(()),
    }
}

/// Whether a path leads to nothing but what is below the folder that it starts from.
fn is_below(path: &Path) -> bool {
    path.components()
        .all(|part| matches!(part, Component::Normal(_)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn with_checksums() -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("b")).unwrap();
        fs::write(root.path().join("a"), "abc").unwrap();
        fs::write(root.path().join("b/c"), "").unwrap();
        write(root.path(), &BTreeMap::new()).unwrap();
        root
    }

    #[test]
    fn the_list_reads_as_that_of_sha256sum() {
        let root = with_checksums();
        // The first two test vectors of FIPS 180.
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  a\n\
            e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  b/c\n";
        let text = files::read_text(&root.path().join(FILE)).unwrap();
        assert_eq!(text, expected);
        verify(root.path()).unwrap();
    }

    #[test]
    fn a_changed_and_a_missing_file_are_named() {
        let root = with_checksums();
        fs::write(root.path().join("b/c"), "x").unwrap();
        let error = verify(root.path()).unwrap_err().to_string();
        assert!(error.contains("b/c is damaged"), "{error}");
        fs::remove_file(root.path().join("a")).unwrap();
        let error = verify(root.path()).unwrap_err().to_string();
        assert!(error.contains("cannot read"), "{error}");
    }

    #[test]
    fn a_list_that_was_cut_verifies_nothing() {
        let root = with_checksums();
        let list = root.path().join(FILE);
        let text = files::read_text(&list).unwrap();
        let first = text.lines().next().unwrap();
        for (cut, unlisted) in [(String::new(), "a"), (format!("{first}\n"), "b/c")] {
            fs::write(&list, cut).unwrap();
            let error = verify(root.path()).unwrap_err().to_string();
            let expected = format!("{unlisted} is not in SHA256SUMS");
            assert!(error.contains(&expected), "{error}");
        }
    }

    #[test]
    fn files_outside_the_folder_are_not_read() {
        let root = with_checksums();
        // A device without an end.
        for name in ["/dev/zero", "../../dev/zero", "b/../../a"] {
            let line = format!("{}  {name}\n", "0".repeat(64));
            fs::write(root.path().join(FILE), line).unwrap();
            let error = verify(root.path()).unwrap_err().to_string();
            assert!(error.contains("cannot parse the line"), "{error}");
        }
    }

    #[test]
    fn a_known_checksum_is_not_computed() {
        let root = with_checksums();
        let known = BTreeMap::from([("a".to_owned(), "0".repeat(64))]);
        fs::remove_file(root.path().join(FILE)).unwrap();
        write(root.path(), &known).unwrap();
        let error = verify(root.path()).unwrap_err().to_string();
        assert!(error.contains("a is damaged"), "{error}");
    }
}
