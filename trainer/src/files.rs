//! Reading and writing files so that a reader never meets half of one.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use model::input::{InputError, Limits};
use thiserror::Error;

/// A file or folder that the system did not let us use.
#[derive(Debug, Error)]
#[error("cannot {action} {}: {source}", path.display())]
pub struct FileError {
    action: &'static str,
    path: PathBuf,
    source: io::Error,
}

/// Adds what was tried and where to an [`io::Error`]; for `map_err`.
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
///
/// # Errors
/// [`FileError`] with the path.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, FileError> {
    fs::read(path).map_err(failed("read", path))
}

/// A file that is not read as a picture.
#[derive(Debug, Error)]
pub(crate) enum PictureError {
    /// The system does not let us.
    #[error(transparent)]
    File(#[from] FileError),
    /// It is empty or too large.
    #[error(transparent)]
    Refused(#[from] InputError),
}

/// The bytes of a picture's file; its length is checked first, since it may be larger than the memory.
///
/// # Errors
/// [`PictureError`] with the path, or the length that is not admitted.
pub(crate) fn read_picture(path: &Path, limits: Limits) -> Result<Vec<u8>, PictureError> {
    let metadata = path.metadata().map_err(failed("read", path))?;
    limits.admit_bytes(metadata.len())?;
    Ok(read(path)?)
}

/// The text of a file; bytes that are no UTF-8 become replacement characters.
///
/// # Errors
/// [`FileError`] with the path.
pub(crate) fn read_text(path: &Path) -> Result<String, FileError> {
    Ok(String::from_utf8_lossy(&read(path)?).into_owned())
}

/// Writes beside `path` and renames, so that `path` holds the old or the new content.
///
/// # Errors
/// [`FileError`] with the path.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    let beside = beside(path);
    fs::write(&beside, bytes).map_err(failed("write", &beside))?;
    fs::rename(&beside, path).map_err(failed("write", path))
}

/// Makes a folder and those above it.
///
/// # Errors
/// [`FileError`] with the path.
pub(crate) fn make_folder(path: &Path) -> Result<(), FileError> {
    fs::create_dir_all(path).map_err(failed("make the folder", path))
}

/// A hidden name in the same folder, so that a rename stays on one file system.
fn beside(path: &Path) -> PathBuf {
    let name = path
        .file_name()
        .map_or_else(|| "folder".into(), |name| name.to_string_lossy());
    path.with_file_name(format!(".{name}.{}.part", std::process::id()))
}

/// A folder under construction; it takes its name only when it is whole.
#[derive(Debug)]
pub(crate) struct StagedFolder {
    target: PathBuf,
    path: PathBuf,
}

impl StagedFolder {
    /// An empty folder beside `target`.
    ///
    /// # Errors
    /// [`FileError`] when it cannot be made.
    pub(crate) fn beside(target: &Path) -> Result<Self, FileError> {
        // A trailing slash or "." has no name to hide behind.
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

    /// Where to write meanwhile.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Gives the folder its name; one that had the name before is replaced.
    ///
    /// # Errors
    /// [`FileError`] when it cannot be renamed; the old folder then keeps its place.
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
        // After `publish` it is gone; after a failure nothing more can be done about it here.
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
    fn a_picture_that_is_too_large_is_refused_unread() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("film.png");
        // A length without content: more than any memory holds.
        let file = fs::File::create(&path).unwrap();
        file.set_len(1 << 42).unwrap();
        let refused = read_picture(&path, Limits::default()).unwrap_err();
        assert!(
            matches!(
                refused,
                PictureError::Refused(InputError::TooManyBytes { .. })
            ),
            "{refused}"
        );
    }

    #[test]
    fn an_error_names_the_path_and_the_deed() {
        let error = read(Path::new("no/such/file")).unwrap_err().to_string();
        assert!(error.starts_with("cannot read no/such/file: "), "{error}");
    }
}
