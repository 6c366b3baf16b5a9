//! Writes a pack: planes one by one, the index at the end.

use std::path::{Path, PathBuf};

use model::gate::Glance;
use model::input::InputSpec;

use super::records::RecordWriter;
use super::{Index, PackError, PackedFilm, PackedOutlier, glances, planes_file};
use crate::files::FileError;

/// Writes the planes of one film after another.
#[derive(Debug)]
pub struct PackWriter {
    folder: PathBuf,
    inputs: Vec<InputSpec>,
    // In the order of the inputs.
    planes: Vec<RecordWriter>,
    film_glances: RecordWriter,
    outlier_glances: RecordWriter,
    films: u64,
    outliers: u64,
}

impl PackWriter {
    /// Starts a pack in an existing folder, of films prepared as `inputs` say, each with another side.
    ///
    /// # Errors
    /// `FileError` when a file of planes cannot be created.
    pub fn new(folder: &Path, inputs: &[InputSpec]) -> Result<Self, FileError> {
        let planes = inputs.iter().map(|input| planes_file(folder, input.side));
        Ok(Self {
            folder: folder.to_owned(),
            inputs: inputs.to_vec(),
            planes: planes.map(RecordWriter::create).collect::<Result<_, _>>()?,
            film_glances: RecordWriter::create(glances::films_file(folder))?,
            outlier_glances: RecordWriter::create(glances::outliers_file(folder))?,
            films: 0,
            outliers: 0,
        })
    }

    /// Appends the planes of a film, one for each input in order, and what the gate sees of it; returns
    /// their position.
    ///
    /// # Errors
    /// `FileError` when the disk is full or gone.
    pub fn push(&mut self, planes: &[Vec<u16>], glance: &Glance) -> Result<u64, FileError> {
        for (file, plane) in self.planes.iter_mut().zip(planes) {
            let bytes: Vec<u8> = plane.iter().flat_map(|grey| grey.to_le_bytes()).collect();
            file.push(&bytes)?;
        }
        self.film_glances.push(&glances::to_bytes(glance))?;
        self.films += 1;
        Ok(self.films - 1)
    }

    /// Appends what the gate sees of an outlier, and returns its position.
    ///
    /// # Errors
    /// `FileError` when the disk is full or gone.
    pub fn push_outlier(&mut self, glance: &Glance) -> Result<u64, FileError> {
        self.outlier_glances.push(&glances::to_bytes(glance))?;
        self.outliers += 1;
        Ok(self.outliers - 1)
    }

    /// Writes the index of films and outliers, and returns it.
    ///
    /// # Errors
    /// [`PackError`] when the disk is full or gone.
    pub fn finish(
        mut self,
        films: Vec<PackedFilm>,
        outliers: Vec<PackedOutlier>,
    ) -> Result<Index, PackError> {
        let glances = [&mut self.film_glances, &mut self.outlier_glances];
        for file in self.planes.iter_mut().chain(glances) {
            file.finish()?;
        }
        let index = Index::new(self.inputs, self.films, films, outliers);
        index.write(&self.folder)?;
        Ok(index)
    }
}
