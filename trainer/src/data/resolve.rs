//! Finds pictures below a folder.

use std::path::Path;

use crate::files::FileError;
use crate::files::walk;

/// The pictures below a folder that are not hidden, sorted, with paths relative to it and `/` between
/// folders.
///
/// # Errors
/// [`FileError`] when a folder cannot be read.
pub(crate) fn pictures(folder: &Path) -> Result<Vec<String>, FileError> {
    let films = walk::below(folder)?.films.into_iter();
    Ok(films.map(|film| film.name).collect())
}
