//! The pack: a folder with every film cropped, resized and ready to be read at random.
//!
//! `pack.json` says how the films were prepared and lists them. For each side there is a file of
//! grey planes, `planes-224.bin` for 224 px: one plane after the other, `side * side` little-endian
//! 16-bit values each, row by row. Every plane is made from the decoded film, never from another
//! plane, so that it is bit for bit what the page makes of the same file.
//!
//! Planes are read at their place in the file (`pread` on Unix), without a lock and without moving
//! a cursor, so that any number of threads may read at once. A memory map would save one copy of
//! what the system's cache holds anyway, and that copy is needed to turn bytes into aligned numbers.
//! Its price is a promise that Rust calls `unsafe` for a reason: a pack that is cut off or replaced
//! while it is mapped kills the process without a word, and the crates that offer a safe call around
//! it (such as `mmap-guard`) hide that promise but cannot keep it. Here it is an error with a name.

mod index;
mod writer;

use std::fs::File;
use std::path::{Path, PathBuf};

use model::class::{Class, PerClass};
use model::input::InputSpec;
use positioned_io::ReadAt;
use thiserror::Error;

pub use self::index::{Index, PackedFilm};
pub use self::writer::PackWriter;
use super::Split;
use crate::files::{FileError, failed};

/// The format this build reads and writes.
const FORMAT_VERSION: u32 = 2;
const INDEX: &str = "pack.json";

/// The file of the planes of a side.
fn planes_file(folder: &Path, side: u32) -> PathBuf {
    folder.join(format!("planes-{side}.bin"))
}

/// A pack that cannot be used.
#[derive(Debug, Error)]
pub enum PackError {
    /// A file cannot be read or written.
    #[error(transparent)]
    File(#[from] FileError),
    /// `pack.json` is no index of this version.
    #[error("{} is no pack index: {source}; make the pack again with `pneumoscope prepare`", path.display())]
    Malformed {
        /// The index.
        path: PathBuf,
        /// What the parser said.
        source: serde_json::Error,
    },
    /// The format is another one.
    #[error("{} has format version {found}, this build reads {FORMAT_VERSION}; make the pack again with `pneumoscope prepare`", path.display())]
    UnknownVersion {
        /// The index.
        path: PathBuf,
        /// Its version.
        found: u32,
    },
    /// The index names a plane that there cannot be.
    #[error("{}: {file} stands behind the last plane; make the pack again with `pneumoscope prepare`", path.display())]
    NoPlane {
        /// The index.
        path: PathBuf,
        /// The film.
        file: String,
    },
    /// A file of planes is cut off or of another pack.
    #[error("{} has {found} bytes instead of {expected}; make the pack again with `pneumoscope prepare`", path.display())]
    WrongLength {
        /// The planes.
        path: PathBuf,
        /// Bytes there.
        found: u64,
        /// Bytes of the films listed.
        expected: u64,
    },
    /// The films were not prepared at the side asked for.
    #[error(
        "{} has films of {present} px, but {side} px are needed; make it again with `pneumoscope prepare --side {side} {present}` and the other options as before",
        path.display()
    )]
    NoSide {
        /// The pack.
        path: PathBuf,
        /// The side asked for.
        side: u32,
        /// The sides there are, separated by spaces.
        present: String,
    },
    /// The films were prepared in another way than a model's.
    #[error(
        "{} has films prepared as {packed}, but the model needs {needed}; make a pack with the options of the one that the model was trained on",
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
    #[error("{} has no film in the split {split}; its splits are {present}", path.display())]
    EmptySplit {
        /// The pack.
        path: PathBuf,
        /// The split asked for.
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
    planes: Vec<File>,
}

impl Pack {
    /// Opens a pack and checks that it is whole.
    ///
    /// # Errors
    /// [`PackError`] when it is not.
    pub fn open(folder: &Path) -> Result<Self, PackError> {
        let index = Index::read(folder)?;
        let open = |input: &InputSpec| {
            let path = planes_file(folder, input.side);
            let planes = File::open(&path).map_err(failed("read", &path))?;
            let found = planes.metadata().map_err(failed("read", &path))?.len();
            let expected = plane_bytes(input.side).saturating_mul(index.planes);
            if found == expected {
                Ok(planes)
            } else {
                Err(PackError::WrongLength {
                    path,
                    found,
                    expected,
                })
            }
        };
        let planes = index.inputs.iter().map(open).collect::<Result<_, _>>()?;
        Ok(Self {
            path: folder.to_owned(),
            index,
            planes,
        })
    }

    /// What is in the pack.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// The film at a position.
    pub fn film(&self, position: usize) -> &PackedFilm {
        &self.index.films[position]
    }

    /// How the planes of a side were made, and how they become a network's input.
    ///
    /// # Errors
    /// [`PackError::NoSide`] when the films were not prepared at this side.
    pub fn spec(&self, side: u32) -> Result<InputSpec, PackError> {
        Ok(self.index.inputs[self.place(side)?])
    }

    /// Whether a model that takes such inputs can be shown the pack's films.
    ///
    /// # Errors
    /// [`PackError::NoSide`] or [`PackError::OtherInput`] when not.
    pub fn admit(&self, needed: &InputSpec) -> Result<(), PackError> {
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
    pub fn positions(&self, split: Split) -> Result<Vec<usize>, PackError> {
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

    /// Films of a split by class.
    pub fn class_counts(&self, split: Split) -> PerClass<u64> {
        let counts = self.index.counts();
        PerClass(Class::ALL.map(|class| counts.of(split, class)))
    }

    /// Reads the plane of the film at a position: `side * side` grey values, row by row.
    ///
    /// # Errors
    /// [`PackError::NoSide`] when the films were not prepared at this side; [`PackError::File`]
    /// when the disk is gone or the file was cut off since the pack was opened.
    pub fn plane(&self, side: u32, position: usize) -> Result<Vec<u16>, PackError> {
        let place = self.place(side)?;
        let length = plane_bytes(side);
        let mut bytes = vec![0; usize::try_from(length).unwrap_or(0)];
        self.planes[place]
            .read_exact_at(length * self.film(position).plane, &mut bytes)
            .map_err(failed("read", &planes_file(&self.path, side)))?;
        let (pairs, _) = bytes.as_chunks();
        Ok(pairs.iter().map(|&pair| u16::from_le_bytes(pair)).collect())
    }

    fn place(&self, side: u32) -> Result<usize, PackError> {
        let mut inputs = self.index.inputs.iter();
        let place = inputs.position(|input| input.side == side);
        place.ok_or_else(|| {
            let present: Vec<String> = self.index.sides().map(|side| side.to_string()).collect();
            PackError::NoSide {
                path: self.path.clone(),
                side,
                present: present.join(" "),
            }
        })
    }
}

const fn plane_bytes(side: u32) -> u64 {
    side as u64 * side as u64 * 2
}

#[cfg(test)]
mod tests;
