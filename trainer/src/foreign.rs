//! Reads the files in which other libraries keep weights.

mod hdf5;
mod safetensors;

use std::path::{Path, PathBuf};

use networks::imported::{ForeignTensors, Library};
use thiserror::Error;

use crate::files::{self, FileError};

/// A file of weights that cannot be read.
#[derive(Debug, Error)]
pub(crate) enum ForeignError {
    #[error(transparent)]
    File(#[from] FileError),
    #[error("{} is empty; download it again", .0.display())]
    Empty(PathBuf),
    #[error("{} is a file of torch.save; in Python write a safetensors file: `safetensors.torch.save_file(timm.create_model(NAME, pretrained=True).state_dict(), FILE)`", .0.display())]
    Pickled(PathBuf),
    #[error("{} names its layers by numbers, as .weights.h5 files do; in Keras write the names: `model.save(\"FILE.h5\")`", .0.display())]
    Unnamed(PathBuf),
    #[error("{} states sizes that its content does not have; download it again", .0.display())]
    Sizes(PathBuf),
    #[error("{} is no complete safetensors file: {source}; give a safetensors file of timm, or an .h5 file of Keras, and download it again if it is one", path.display())]
    Safetensors {
        path: PathBuf,
        source: ::safetensors::SafeTensorError,
    },
    #[error("{} is no complete HDF5 file: {source}; download it again", path.display())]
    Hdf5 {
        path: PathBuf,
        source: hdf5_pure::Error,
    },
}

/// The first bytes of an HDF5 file.
const HDF5: [u8; 8] = *b"\x89HDF\r\n\x1a\n";

/// A file of weights.
#[derive(Debug)]
pub(crate) struct ForeignFile {
    /// The library that writes such files.
    pub(crate) library: Library,
    /// Its tensors of floating-point numbers.
    pub(crate) tensors: ForeignTensors,
    /// SHA-256 of its bytes.
    pub(crate) sha256: String,
}

/// Reads a file of either library, told by its first bytes.
///
/// # Errors
/// [`ForeignError`] when it is another kind of file, or damaged.
pub(crate) fn read(path: &Path) -> Result<ForeignFile, ForeignError> {
    let bytes = files::read(path)?;
    let sha256 = model::weights::sha256(&bytes);
    if bytes.is_empty() {
        return Err(ForeignError::Empty(path.to_owned()));
    }
    let (library, tensors) = if bytes.starts_with(&HDF5) {
        (Library::Keras, hdf5::read(path, bytes)?)
    } else {
        (Library::Timm, safetensors::read(path, &bytes)?)
    };
    Ok(ForeignFile {
        library,
        tensors,
        sha256,
    })
}

#[cfg(test)]
mod tests;
