//! The pack: a folder with every film cropped, resized and ready to be read at random.
//!
//! `pack.json` says how the films were prepared and lists them; `planes.bin` holds their grey
//! planes one after the other, `side * side` little-endian 16-bit values each.

use std::fs::File;
use std::io::{BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use model::class::{Class, PerClass};
use model::input::spec::{Crop, InputSpec, ResizeFilter};
use model::scorecard::results::FilmCount;
use model::weights::sha256;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Counts, Split};
use crate::files::{self, FileError, failed};

/// The format this build reads and writes.
const FORMAT_VERSION: u32 = 1;
const INDEX: &str = "pack.json";
const PLANES: &str = "planes.bin";

/// How the films of a pack were prepared, and which they are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Index {
    format_version: u32,
    /// Width and height of each plane.
    pub side: u32,
    /// The crop rule.
    pub crop: Crop,
    /// The resize filter.
    pub resize: ResizeFilter,
    /// SHA-256 of the lines `file label patient source split` of all films.
    pub list_sha256: String,
    /// Planes in `planes.bin`; those of films that were left out have no row.
    planes: u64,
    /// The films in the order of the lists.
    pub films: Vec<Film>,
}

/// One film of a pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Film {
    /// The path below the image folder.
    pub file: String,
    /// What it shows.
    pub class: Class,
    /// Whose it is.
    pub patient: String,
    /// Where it comes from.
    pub source: String,
    /// What it is used for.
    pub split: Split,
    /// `adult`, `paediatric` or `unknown`.
    pub age_group: String,
    /// `PA`, `AP` or empty.
    pub view: String,
    /// Where its plane stands, counted from 0.
    pub plane: u64,
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
    /// `planes.bin` is cut off or of another pack.
    #[error("{} has {found} bytes instead of {expected}; make the pack again with `pneumoscope prepare`", path.display())]
    WrongLength {
        /// The planes.
        path: PathBuf,
        /// Bytes there.
        found: u64,
        /// Bytes of the films listed.
        expected: u64,
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

/// A pack opened for reading; usable from several threads.
#[derive(Debug)]
pub struct Pack {
    path: PathBuf,
    index: Index,
    planes: Mutex<File>,
}

impl Index {
    /// The index of films prepared by `spec`.
    pub fn new(spec: &InputSpec, films: Vec<Film>) -> Self {
        let mut list = String::new();
        for film in &films {
            let columns = [
                film.file.as_str(),
                film.class.label(),
                &film.patient,
                &film.source,
                film.split.word(),
            ];
            list.push_str(&columns.join(" "));
            list.push('\n');
        }
        Self {
            format_version: FORMAT_VERSION,
            side: spec.side,
            crop: spec.crop,
            resize: spec.resize,
            list_sha256: sha256(list.as_bytes()),
            planes: 0,
            films,
        }
    }

    /// Films of each split, source and class.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for film in &self.films {
            counts.add(film.split, &film.source, film.class);
        }
        counts
    }

    /// The same counts as rows of the scorecard.
    pub fn film_counts(&self) -> Vec<FilmCount> {
        let mut rows: Vec<FilmCount> = Vec::new();
        for film in &self.films {
            let same = |row: &&mut FilmCount| {
                row.split == film.split.word()
                    && row.class == film.class
                    && row.source == film.source
            };
            match rows.iter_mut().find(same) {
                Some(row) => row.films += 1,
                None => rows.push(FilmCount {
                    split: film.split.word().to_owned(),
                    class: film.class,
                    source: film.source.clone(),
                    films: 1,
                }),
            }
        }
        rows.sort();
        rows
    }

    const fn plane_bytes(&self) -> u64 {
        self.side as u64 * self.side as u64 * 2
    }
}

/// Writes planes one after the other; memory holds one at a time.
#[derive(Debug)]
pub struct PackWriter {
    folder: PathBuf,
    planes: BufWriter<File>,
    written: u64,
}

impl PackWriter {
    /// A pack in an existing folder.
    ///
    /// # Errors
    /// [`FileError`] when the planes' file cannot be made.
    pub fn new(folder: &Path) -> Result<Self, FileError> {
        let path = folder.join(PLANES);
        let file = File::create(&path).map_err(failed("write", &path))?;
        Ok(Self {
            folder: folder.to_owned(),
            planes: BufWriter::with_capacity(1 << 20, file),
            written: 0,
        })
    }

    /// Appends a film's plane and returns where it stands.
    ///
    /// # Errors
    /// [`FileError`] when the disk is full or gone.
    pub fn push(&mut self, plane: &[u16]) -> Result<u64, FileError> {
        let bytes: Vec<u8> = plane.iter().flat_map(|grey| grey.to_le_bytes()).collect();
        let path = self.folder.join(PLANES);
        self.planes
            .write_all(&bytes)
            .map_err(failed("write", &path))?;
        self.written += 1;
        Ok(self.written - 1)
    }

    /// Writes the index.
    ///
    /// # Errors
    /// [`PackError`] when the disk is full or gone.
    pub fn finish(mut self, index: &mut Index) -> Result<(), PackError> {
        let path = self.folder.join(PLANES);
        self.planes.flush().map_err(failed("write", &path))?;
        index.planes = self.written;
        let path = self.folder.join(INDEX);
        let json = serde_json::to_vec(index).map_err(|source| PackError::Malformed {
            path: path.clone(),
            source,
        })?;
        Ok(files::write(&path, &json)?)
    }
}

impl Pack {
    /// Opens a pack and checks that it is whole.
    ///
    /// # Errors
    /// [`PackError`] when it is not.
    pub fn open(folder: &Path) -> Result<Self, PackError> {
        let path = folder.join(INDEX);
        let index: Index = serde_json::from_slice(&files::read(&path)?).map_err(|source| {
            PackError::Malformed {
                path: path.clone(),
                source,
            }
        })?;
        if index.format_version != FORMAT_VERSION {
            return Err(PackError::UnknownVersion {
                path,
                found: index.format_version,
            });
        }
        let path = folder.join(PLANES);
        let planes = File::open(&path).map_err(failed("read", &path))?;
        let found = planes.metadata().map_err(failed("read", &path))?.len();
        let expected = index.plane_bytes().saturating_mul(index.planes);
        let strays = index.films.iter().any(|film| film.plane >= index.planes);
        if found != expected || strays {
            return Err(PackError::WrongLength {
                path,
                found,
                expected,
            });
        }
        Ok(Self {
            path: folder.to_owned(),
            index,
            planes: Mutex::new(planes),
        })
    }

    /// What is in the pack.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// The film at a position.
    pub fn film(&self, position: usize) -> &Film {
        &self.index.films[position]
    }

    /// How a plane becomes a network's input.
    pub fn spec(&self) -> InputSpec {
        InputSpec {
            crop: self.index.crop,
            resize: self.index.resize,
            ..InputSpec::with_side(self.index.side)
        }
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

    /// Reads the plane of the film at a position.
    ///
    /// # Errors
    /// [`FileError`] when the disk is gone.
    pub fn plane(&self, position: usize) -> Result<Vec<u16>, FileError> {
        let length = self.index.plane_bytes();
        let start = length * self.film(position).plane;
        let mut bytes = vec![0; usize::try_from(length).unwrap_or(0)];
        {
            // A thread that panicked while reading leaves only the file's position changed.
            let mut file = self.planes.lock().unwrap_or_else(PoisonError::into_inner);
            file.seek(SeekFrom::Start(start))
                .and_then(|_| file.read_exact(&mut bytes))
                .map_err(failed("read", &self.path.join(PLANES)))?;
        }
        let (pairs, _) = bytes.as_chunks();
        Ok(pairs.iter().map(|&pair| u16::from_le_bytes(pair)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn film(file: &str, split: Split) -> Film {
        Film {
            file: file.to_owned(),
            class: Class::Normal,
            patient: "p".to_owned(),
            source: "s".to_owned(),
            split,
            age_group: "unknown".to_owned(),
            view: String::new(),
            plane: 0,
        }
    }

    /// Three planes, of which the middle one belongs to no film.
    fn write(folder: &Path) {
        let mut films = vec![film("a", Split::Train), film("b", Split::Val)];
        films[1].plane = 2;
        let mut writer = PackWriter::new(folder).unwrap();
        for base in [0_u16, 1, 60_000] {
            let plane: Vec<u16> = (base..base + 1024).collect();
            writer.push(&plane).unwrap();
        }
        let mut index = Index::new(&InputSpec::with_side(32), films);
        writer.finish(&mut index).unwrap();
    }

    #[test]
    fn planes_come_back_as_written() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path());
        let pack = Pack::open(folder.path()).unwrap();
        assert_eq!(pack.plane(1).unwrap()[5], 60_005);
        assert_eq!(pack.plane(0).unwrap()[1023], 1023);
        assert_eq!(pack.positions(Split::Val).unwrap(), [1]);
        assert_eq!(pack.spec(), InputSpec::with_side(32));
        assert_eq!(pack.index().film_counts().len(), 2);
    }

    #[test]
    fn a_split_without_films_is_named_with_those_there_are() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path());
        let pack = Pack::open(folder.path()).unwrap();
        let error = pack.positions(Split::Test).unwrap_err().to_string();
        assert!(
            error.contains("split test; its splits are train, val"),
            "{error}"
        );
    }

    #[test]
    fn a_cut_off_or_foreign_pack_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path());
        let planes = folder.path().join(PLANES);
        std::fs::write(&planes, [0; 10]).unwrap();
        let error = Pack::open(folder.path()).unwrap_err().to_string();
        assert!(error.contains("has 10 bytes instead of 6144"), "{error}");
        let index = folder.path().join(INDEX);
        let json = files::read_text(&index).unwrap();
        let newer = json.replace("\"format_version\":1", "\"format_version\":9");
        std::fs::write(&index, newer).unwrap();
        let error = Pack::open(folder.path()).unwrap_err().to_string();
        assert!(error.contains("format version 9"), "{error}");
        std::fs::write(&index, "{}").unwrap();
        let error = Pack::open(folder.path()).unwrap_err().to_string();
        assert!(error.contains("pack.json is no pack index"), "{error}");
    }
}
