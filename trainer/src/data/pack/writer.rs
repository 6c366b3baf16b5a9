//! Writes a pack: planes one by one, the index at the end.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use model::gate::Glance;
use model::input::InputSpec;

use super::{INDEX, Index, PackError, PackedFilm, PackedOutlier, glances, planes_file};
use crate::files::{self, FileError, failed};

/// Writes the planes of one film after another.
#[derive(Debug)]
pub struct PackWriter {
    folder: PathBuf,
    inputs: Vec<InputSpec>,
    // In the order of the inputs.
    planes: Vec<BufWriter<File>>,
    film_glances: BufWriter<File>,
    outlier_glances: BufWriter<File>,
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
            planes: planes.map(|path| create(&path)).collect::<Result<_, _>>()?,
            film_glances: create(&glances::films_file(folder))?,
            outlier_glances: create(&glances::outliers_file(folder))?,
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
        let files = self.planes.iter_mut().zip(&self.inputs);
        for ((file, input), plane) in files.zip(planes) {
            let bytes: Vec<u8> = plane.iter().flat_map(|grey| grey.to_le_bytes()).collect();
            file.write_all(&bytes)
                .map_err(failed("write", &planes_file(&self.folder, input.side)))?;
        }
        self.film_glances
            .write_all(&glances::to_bytes(glance))
            .map_err(failed("write", &glances::films_file(&self.folder)))?;
        self.films += 1;
        Ok(self.films - 1)
    }

    /// Appends what the gate sees of an outlier, and returns its position.
    ///
    /// # Errors
    /// `FileError` when the disk is full or gone.
    pub fn push_outlier(&mut self, glance: &Glance) -> Result<u64, FileError> {
        self.outlier_glances
            .write_all(&glances::to_bytes(glance))
            .map_err(failed("write", &glances::outliers_file(&self.folder)))?;
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
        for (file, input) in self.planes.iter_mut().zip(&self.inputs) {
            file.flush()
                .map_err(failed("write", &planes_file(&self.folder, input.side)))?;
        }
        let folder = &self.folder;
        for (file, path) in [
            (&mut self.film_glances, glances::films_file(folder)),
            (&mut self.outlier_glances, glances::outliers_file(folder)),
        ] {
            file.flush().map_err(failed("write", &path))?;
        }
        let index = Index::new(self.inputs, self.films, films, outliers);
        let path = self.folder.join(INDEX);
        let json = serde_json::to_vec(&index).map_err(|source| PackError::Malformed {
            path: path.clone(),
            source,
        })?;
        files::write(&path, &json)?;
        Ok(index)
    }
}

fn create(path: &Path) -> Result<BufWriter<File>, FileError> {
    let file = File::create(path).map_err(failed("write", path))?;
    Ok(BufWriter::with_capacity(1 << 20, file))
}
