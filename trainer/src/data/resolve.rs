//! Finds pictures below a folder.

use std::path::Path;

use crate::files::{self, FileError};

/// Extensions of the image formats that can be decoded; other files are ignored.
const EXTENSIONS: [&str; 8] = ["png", "jpg", "jpeg", "webp", "tif", "tiff", "bmp", "dcm"];

/// Whether a file has the extension of an image.
pub(crate) fn is_picture(path: &Path) -> bool {
    path.extension().is_some_and(|extension| {
        EXTENSIONS
            .iter()
            .any(|known| extension.eq_ignore_ascii_case(known))
    })
}

/// The pictures below a folder that are not hidden, sorted, with paths relative to it and `/` between
/// folders.
///
/// # Errors
/// [`FileError`] when a folder cannot be read.
pub(crate) fn pictures(folder: &Path) -> Result<Vec<String>, FileError> {
    let mut files = files::files_below(folder)?;
    let is_hidden = |file: &str| file.split('/').any(|part| part.starts_with('.'));
    files.retain(|file| is_picture(Path::new(file)) && !is_hidden(file));
    Ok(files)
}
