//! The pack: a folder with all films cropped, resized and ready for random access.
//!
//! `pack.json` records how the films were prepared and lists them. For each side there is a file of
//! grey planes, `planes-224.bin` for 224 px: one plane after the other, `side * side` little-endian
//! 16-bit values each, row by row. Every plane is made from the decoded film, never from another
//! plane, so that it is bit for bit what the page makes of the same file. Two more files hold what the
//! gate sees of films and of outliers, pictures that are no frontal chest radiographs. Each plane is
//! followed by its checksum, and `pack.sha256` has that of `pack.json`.
//!
//! Planes are read at their offset in the file (`pread` on Unix), without a lock or a cursor, so that any
//! number of threads may read at once. A memory map would save one copy from the system's cache, but is
//! `unsafe` for a reason: if a mapped pack is truncated or replaced, the process is killed without a
//! message, and crates with a safe interface (such as `mmap-guard`) cannot prevent that. Here it is an
//! error.

mod glances;
mod index;
mod records;
mod writer;

use std::path::{Path, PathBuf};

use model::class::{Class, PerClass};
use model::gate::Glance;
use model::input::InputSpec;
use thiserror::Error;

pub use self::index::{Index, PackedFilm, PackedOutlier};
use self::records::Records;
pub use self::writer::PackWriter;
use super::Split;
use crate::files::FileError;

/// The format this build reads and writes.
const FORMAT_VERSION: u32 = 4;
const INDEX: &str = "pack.json";

/// The SHA-256 of the index, as `sha256sum` writes and checks it.
const INDEX_SUM: &str = "pack.sha256";

/// The file of the planes of a side.
fn planes_file(folder: &Path, side: u32) -> PathBuf {
    folder.join(format!("planes-{side}.bin"))
}

/// Why a pack cannot be used.
#[derive(Debug, Error)]
pub enum PackError {
    /// A file cannot be read or written.
    #[error(transparent)]
    File(#[from] FileError),
    /// `pack.json` cannot be parsed.
    #[error("{} is not a pack index: {source}; make the pack again with `pneumoscope prepare`", path.display())]
    Malformed {
        /// The index.
        path: PathBuf,
        /// The message of the parser.
        source: serde_json::Error,
    },
    /// The format version is another.
    #[error("{} has format version {found}, this build reads {FORMAT_VERSION}; make the pack again with `pneumoscope prepare`", path.display())]
    UnknownVersion {
        /// The index.
        path: PathBuf,
        /// Its version.
        found: u32,
    },
    /// The index refers to a plane that does not exist.
    #[error("{}: the plane of {file} does not exist; make the pack again with `pneumoscope prepare`", path.display())]
    NoPlane {
        /// The index.
        path: PathBuf,
        /// The film.
        file: String,
    },
    /// A file was altered.
    #[error("{} is damaged: it differs from its checksum; make the pack again with `pneumoscope prepare`", .0.display())]
    Damaged(PathBuf),
    /// A file of planes is truncated or of another pack.
    #[error("{} has {found} bytes instead of {expected}; make the pack again with `pneumoscope prepare`", path.display())]
    WrongLength {
        /// The planes.
        path: PathBuf,
        /// Its length in bytes.
        found: u64,
        /// The length by the index.
        expected: u64,
    },
    /// The films were not prepared at the requested side.
    #[error(
        "{} has films of {present} px, but {side} px are needed; make it again with `pneumoscope prepare --side {side} {present}` and the other options as before",
        path.display()
    )]
    NoSide {
        /// The pack.
        path: PathBuf,
        /// The requested side.
        side: u32,
        /// The sides of the pack, separated by spaces.
        present: String,
    },
    /// The films were not prepared as a model needs them.
    #[error(
        "{} has films prepared as {packed}, but the model needs {needed}; make a pack with the options of the pack that the model was trained on",
        path.display()
    )]
    OtherInput {
        /// The pack.
        path: PathBuf,
        /// How the pack's films were prepared, as JSON.
        packed: String,
        /// What the model needs, as JSON.
        needed: String,
    },
    /// The pack has no film of a split.
    #[error("{} has no films in the split {split}; its splits are {present}", path.display())]
    EmptySplit {
        /// The pack.
        path: PathBuf,
        /// The requested split.
        split: Split,
        /// The splits that have films.
        present: String,
    },
}

/// A pack opened for reading; usable from several threads at once.
#[derive(Debug)]
pub struct Pack {
    path: PathBuf,
    index: Index,
    // In the order of `index.inputs`.
    planes: Vec<Records>,
    film_glances: Records,
    outlier_glances: Records,
}

impl Pack {
    /// Opens a pack and checks that it is complete.
    ///
    /// # Errors
    /// [`PackError`] when it is not.
    pub fn open(folder: &Path) -> Result<Self, PackError> {
        let index = Index::read(folder)?;
        let open_planes = |input: &InputSpec| {
            let path = planes_file(folder, input.side);
            Records::open(path, plane_bytes(input.side), index.planes)
        };
        let planes = index.inputs.iter().map(open_planes);
        let planes = planes.collect::<Result<_, _>>()?;
        let open_glances = |path, count| Records::open(path, glances::BYTES, count);
        let film_glances = open_glances(glances::films_file(folder), index.planes)?;
        let outlier_glances = open_glances(glances::outliers_file(folder), index.glances())?;
        Ok(Self {
            path: folder.to_owned(),
            index,
            planes,
            film_glances,
            outlier_glances,
        })
    }

    /// The index.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// The film at a position.
    pub(crate) fn film(&self, position: usize) -> &PackedFilm {
        &self.index.films[position]
    }

    /// How planes of a side were made, and how they become network inputs.
    ///
    /// # Errors
    /// [`PackError::NoSide`] when the films were not prepared at this side.
    pub fn spec(&self, side: u32) -> Result<InputSpec, PackError> {
        Ok(self.index.inputs[self.input_index(side)?])
    }

    /// Checks that the films were prepared as a model needs them.
    ///
    /// # Errors
    /// [`PackError::NoSide`] or [`PackError::OtherInput`] when not.
    pub(crate) fn admit(&self, needed: &InputSpec) -> Result<(), PackError> {
        let packed = self.spec(needed.side)?;
        if packed == *needed {
            return Ok(());
        }
        let json = |spec| serde_json::to_string(spec).unwrap_or_default();
        Err(PackError::OtherInput {
            path: self.path.clone(),
            packed: json(&packed),
            needed: json(needed),
        })
    }

    /// The positions of a split's films.
    ///
    /// # Errors
    /// [`PackError::EmptySplit`] when there is none.
    pub(crate) fn positions(&self, split: Split) -> Result<Vec<usize>, PackError> {
        let films = &self.index.films;
        let positions: Vec<usize> = (0..films.len())
            .filter(|&position| films[position].split == split)
            .collect();
        if positions.is_empty() {
            let present: Vec<&str> = self.index.counts().0.keys().map(|s| s.word()).collect();
            return Err(PackError::EmptySplit {
                path: self.path.clone(),
                split,
                present: present.join(", "),
            });
        }
        Ok(positions)
    }

    /// The number of films of each class in a split.
    pub(crate) fn class_counts(&self, split: Split) -> PerClass<u64> {
        let counts = self.index.counts();
        PerClass(Class::ALL.map(|class| counts.of(split, class)))
    }

    /// Reads the plane of the film at a position: `side * side` grey values, row by row.
    ///
    /// # Errors
    /// [`PackError::NoSide`] when the films were not prepared at this side; [`PackError::File`] or
    /// [`PackError::Damaged`] when the disk is gone, or the file was altered.
    pub fn plane(&self, side: u32, position: usize) -> Result<Vec<u16>, PackError> {
        let planes = &self.planes[self.input_index(side)?];
        let bytes = planes.read(plane_bytes(side), self.film(position).plane)?;
        let (greys, _) = bytes.as_chunks();
        Ok(greys.iter().map(|&grey| u16::from_le_bytes(grey)).collect())
    }

    /// What the gate sees of the film at a position.
    ///
    /// # Errors
    /// [`PackError::File`] or [`PackError::Damaged`] when the disk is gone, or the file was altered.
    pub fn glance(&self, position: usize) -> Result<Glance, PackError> {
        glances::read(&self.film_glances, self.film(position).plane)
    }

    /// What the gate sees of an outlier; `None` if the decoder refuses it.
    ///
    /// # Errors
    /// As [`Self::glance`].
    pub fn outlier_glance(&self, outlier: &PackedOutlier) -> Result<Option<Glance>, PackError> {
        let read = |at| glances::read(&self.outlier_glances, at);
        outlier.glance.map(read).transpose()
    }

    fn input_index(&self, side: u32) -> Result<usize, PackError> {
        let mut inputs = self.index.inputs.iter();
        let index = inputs.position(|input| input.side == side);
        index.ok_or_else(|| {
            let present: Vec<String> = self.index.sides().map(|side| side.to_string()).collect();
            PackError::NoSide {
                path: self.path.clone(),
                side,
                present: present.join(" "),
            }
        })
    }
}

/// Bytes of a plane.
const fn plane_bytes(side: u32) -> usize {
    side as usize * side as usize * size_of::<u16>()
}

#[cfg(test)]
mod tests;
