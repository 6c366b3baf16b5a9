//! Reads regular files only: reading a pipe or a device could wait for ever.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use model::input::{InputError, Limits};
use thiserror::Error;

use super::{FileError, failed};

/// A file that cannot be read as a picture.
#[derive(Debug, Error)]
pub(crate) enum ReadError {
    #[error(transparent)]
    File(#[from] FileError),
    #[error(transparent)]
    Refused(#[from] InputError),
}

/// Opens a regular file.
pub(crate) fn open(path: &Path) -> Result<File, FileError> {
    let refuse = failed("read", path);
    let metadata = path.metadata().map_err(&refuse)?;
    if metadata.is_dir() {
        return Err(refuse(io::Error::other("it is a folder")));
    }
    if !metadata.is_file() {
        let reason = "it is a pipe, a socket or a device; give a regular file";
        return Err(refuse(io::Error::other(reason)));
    }
    File::open(path).map_err(refuse)
}

/// The bytes of a picture file; its length is checked first, because it may exceed the memory.
pub(crate) fn read_picture(path: &Path, limits: Limits) -> Result<Vec<u8>, ReadError> {
    let refuse = failed("read", path);
    let admit = |bytes| limits.admit_bytes(bytes).map_err(InputError::from);
    let file = open(path)?;
    admit(file.metadata().map_err(&refuse)?.len())?;
    let mut bytes = Vec::new();
    // The file may grow meanwhile.
    let mut within = file.take(limits.bytes.saturating_add(1));
    within.read_to_end(&mut bytes).map_err(refuse)?;
    admit(bytes.len() as u64)?;
    Ok(bytes)
}

/// The first bytes of a regular file, at most `length`.
pub(crate) fn head(path: &Path, length: usize) -> Result<Vec<u8>, FileError> {
    let mut bytes = Vec::new();
    let mut start = open(path)?.take(length as u64);
    start
        .read_to_end(&mut bytes)
        .map_err(failed("read", path))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::input::LengthError;

    #[test]
    fn a_file_that_is_too_large_is_refused_unread() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("film.png");
        // A sparse file that is larger than any memory.
        let file = File::create(&path).unwrap();
        file.set_len(1 << 42).unwrap();
        let refused = read_picture(&path, Limits::default()).unwrap_err();
        assert!(
            matches!(
                refused,
                ReadError::Refused(InputError::Length(LengthError::TooManyBytes { .. }))
            ),
            "{refused}"
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_socket_or_folder_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("socket");
        let _socket = std::os::unix::net::UnixListener::bind(&path).unwrap();
        for (path, words) in [(&*path, "a socket"), (folder.path(), "is a folder")] {
            let error = head(path, 10).unwrap_err().to_string();
            assert!(error.contains(words), "{error}");
        }
    }
}
