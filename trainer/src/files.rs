//! Reads files and writes them atomically, so that a reader never sees a partial file.

pub(crate) mod film;
pub(crate) mod given;
pub(crate) mod left_out;
pub(crate) mod output;
pub(crate) mod png;
pub(crate) mod regular;
pub(crate) mod walk;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;
use walkdir::WalkDir;

/// A file or folder that cannot be used.
#[derive(Debug, Error)]
#[error("cannot {action} {}: {source}", path.display())]
pub struct FileError {
    action: &'static str,
    path: PathBuf,
    source: io::Error,
}

/// Adds the action and the path to an [`io::Error`]; for `map_err`.
pub(crate) fn failed<'a>(
    action: &'static str,
    path: &'a Path,
) -> impl Fn(io::Error) -> FileError + use<'a> {
    move |source| FileError {
        action,
        path: path.to_owned(),
        source,
    }
}

/// The bytes of a file.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, FileError> {
    fs::read(path).map_err(failed("read", path))
}

/// The text of a file; invalid UTF-8 becomes replacement characters.
pub(crate) fn read_text(path: &Path) -> Result<String, FileError> {
    Ok(String::from_utf8_lossy(&read(path)?).into_owned())
}

/// Writes a temporary file and renames it, so that `path` has either the old or the new content. A device
/// or pipe is written to directly.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    if is_special(path) {
        return fs::write(path, bytes).map_err(failed("write", path));
    }
    // A link stays one.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let beside = beside(&target);
    let written = fs::write(&beside, bytes).and_then(|()| fs::rename(&beside, &target));
    if written.is_err() {
        // It may not exist; the first error is the one to report.
        drop(fs::remove_file(&beside));
    }
    written.map_err(failed("write", path))
}

/// Whether a path is that of a device, pipe or socket.
pub(crate) fn is_special(path: &Path) -> bool {
    path.metadata()
        .is_ok_and(|it| !it.is_file() && !it.is_dir())
}

/// The paths of all files below a folder, relative to it and with `/` between their parts, sorted.
///
/// # Errors
/// [`FileError`] when a folder cannot be read.
pub(crate) fn files_below(folder: &Path) -> Result<Vec<String>, FileError> {
    let mut found = Vec::new();
    for entry in WalkDir::new(folder).follow_links(true) {
        let path = match entry {
            Ok(entry) if entry.file_type().is_dir() => continue,
            Ok(entry) => entry.into_path(),
            // A broken link counts as a file, so that reading it tells what is wrong.
            Err(error) if error.path().is_some_and(Path::is_symlink) => {
                error.path().unwrap_or(folder).to_owned()
            }
            Err(error) => {
                let path = error.path().unwrap_or(folder).to_owned();
                let source = error.into_io_error();
                let source = source.unwrap_or_else(|| io::Error::other("links lead in a circle"));
                return Err(failed("read the folder", &path)(source));
            }
        };
        let parts = path.strip_prefix(folder).unwrap_or(&path).components();
        let parts: Vec<_> = parts
            .map(|part| part.as_os_str().to_string_lossy())
            .collect();
        found.push(parts.join("/"));
    }
    found.sort();
    Ok(found)
}

/// Creates a folder and its parents.
pub(crate) fn make_folder(path: &Path) -> Result<(), FileError> {
    fs::create_dir_all(path).map_err(failed("create the folder", path))
}

/// A hidden name in the same folder, so that a rename stays on one file system.
fn beside(path: &Path) -> PathBuf {
    let name = path
        .file_name()
        .map_or_else(|| "folder".into(), |name| name.to_string_lossy());
    path.with_file_name(format!(".{name}.{}.part", std::process::id()))
}

/// A folder that is written under a temporary name and published when it is complete.
#[derive(Debug)]
pub(crate) struct StagedFolder {
    target: PathBuf,
    path: PathBuf,
}

impl StagedFolder {
    /// An empty folder beside `target`.
    pub(crate) fn beside(target: &Path) -> Result<Self, FileError> {
        // Removes a trailing slash or ".", so that the path ends with a name.
        let target: PathBuf = target.components().collect();
        if let Some(parent) = target.parent() {
            make_folder(parent)?;
        }
        let path = beside(&target);
        if path.exists() {
            fs::remove_dir_all(&path).map_err(failed("remove", &path))?;
        }
        make_folder(&path)?;
        Ok(Self { target, path })
    }

    /// The temporary path to write to.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Renames the folder to its target, replacing an existing folder.
    ///
    /// # Errors
    /// [`FileError`] when it cannot be renamed; the old folder then stays.
    pub(crate) fn publish(self) -> Result<(), FileError> {
        let old = beside(&self.target).with_extension("old");
        let replaces = self.target.exists();
        if replaces {
            fs::rename(&self.target, &old).map_err(failed("replace", &self.target))?;
        }
        if let Err(source) = fs::rename(&self.path, &self.target) {
            if replaces {
                fs::rename(&old, &self.target).map_err(failed("restore", &self.target))?;
            }
            return Err(failed("write", &self.target)(source));
        }
        if replaces {
            fs::remove_dir_all(&old).map_err(failed("remove", &old))?;
        }
        Ok(())
    }
}

impl Drop for StagedFolder {
    fn drop(&mut self) {
        // After `publish` the path no longer exists; a failure to remove it cannot be handled here.
        drop(fs::remove_dir_all(&self.path));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_staged_folder_replaces_the_old_one_only_when_published() {
        let root = tempfile::tempdir().unwrap();
        let target = root.path().join("model");
        for (content, publish) in [("1", true), ("2", false), ("3", true)] {
            let staged = StagedFolder::beside(&target).unwrap();
            write(&staged.path().join("x"), content.as_bytes()).unwrap();
            if publish {
                staged.publish().unwrap();
            } else {
                drop(staged);
            }
            let expected = if content == "3" { "3" } else { "1" };
            assert_eq!(read_text(&target.join("x")).unwrap(), expected);
            assert_eq!(fs::read_dir(root.path()).unwrap().count(), 1);
        }
    }

    #[test]
    fn an_error_names_the_action_and_the_path() {
        let error = read(Path::new("no/such/file")).unwrap_err().to_string();
        assert!(error.starts_with("cannot read no/such/file: "), "{error}");
    }
}
