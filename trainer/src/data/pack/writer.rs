//! Writes a pack: planes one by one, the index at the end.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use model::input::InputSpec;

use super::{INDEX, Index, PackError, PackedFilm, planes_file};
use crate::files::{self, FileError, failed};

/// Writes the planes of one film after another.
#[derive(Debug)]
pub struct PackWriter {
    folder: PathBuf,
    inputs: Vec<InputSpec>,
    // In the order of the inputs.
    planes: Vec<BufWriter<File>>,
    written: u64,
}

impl PackWriter {
    /// Starts a pack in an existing folder, of films prepared as `inputs` say, each with another side.
    ///
    /// # Errors
    /// `FileError` when a file of planes cannot be created.
    pub fn new(folder: &Path, inputs: &[InputSpec]) -> Result<Self, FileError> {
        let create = |input: &InputSpec| {
            let path = planes_file(folder, input.side);
            let file = File::create(&path).map_err(failed("write", &path))?;
            Ok(BufWriter::with_capacity(1 << 20, file))
        };
        Ok(Self {
            folder: folder.to_owned(),
            inputs: inputs.to_vec(),
            planes: inputs.iter().map(create).collect::<Result<_, _>>()?,
            written: 0,
        })
    }

    /// Appends the planes of a film, one for each input in order, and returns their position.
    ///
    /// # Errors
    /// `FileError` when the disk is full or gone.
    pub fn push(&mut self, planes: &[Vec<u16>]) -> Result<u64, FileError> {
        let files = self.planes.iter_mut().zip(&self.inputs);
        for ((file, input), plane) in files.zip(planes) {
            let bytes: Vec<u8> = plane.iter().flat_map(|grey| grey.to_le_bytes()).collect();
            file.write_all(&bytes)
                .map_err(failed("write", &planes_file(&self.folder, input.side)))?;
        }
        self.written += 1;
        Ok(self.written - 1)
    }

    /// Writes the index of the films, and returns it.
    ///
    /// # Errors
    /// [`PackError`] when the disk is full or gone.
    pub fn finish(mut self, films: Vec<PackedFilm>) -> Result<Index, PackError> {
        for (file, input) in self.planes.iter_mut().zip(&self.inputs) {
            file.flush()
                .map_err(failed("write", &planes_file(&self.folder, input.side)))?;
        }
        let index = Index::new(self.inputs, self.written, films);
        let path = self.folder.join(INDEX);
        let json = serde_json::to_vec(&index).map_err(|source| PackError::Malformed {
            path: path.clone(),
            source,
        })?;
        files::write(&path, &json)?;
        Ok(index)
    }
}
