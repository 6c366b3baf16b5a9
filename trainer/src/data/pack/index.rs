//! The pack's index: how its films were prepared, and which they are.

use std::path::Path;

use model::class::Class;
use model::input::InputSpec;
use model::scorecard::results::FilmCount;
use model::weights::sha256;
use serde::{Deserialize, Serialize};

use super::{FORMAT_VERSION, INDEX, PackError};
use crate::data::{Counts, Split};
use crate::files;

/// How the films of a pack were prepared, and which they are; `pack.json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Index {
    format_version: u32,
    /// How the planes of each side were made.
    pub(crate) inputs: Vec<InputSpec>,
    /// SHA-256 of the lines `file label patient source split` of all films.
    pub list_sha256: String,
    /// The number of planes of each side; films that were left out have planes too.
    pub(super) planes: u64,
    /// The films, in the order of the lists.
    pub films: Vec<PackedFilm>,
}

/// One film of a pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackedFilm {
    /// The path below the image folder.
    pub file: String,
    /// The class.
    pub class: Class,
    /// The patient.
    pub patient: String,
    /// The collection that it comes from.
    pub source: String,
    /// The split.
    pub split: Split,
    /// `adult`, `paediatric` or `unknown`.
    pub age_group: String,
    /// `PA`, `AP` or empty.
    pub view: String,
    /// The position of its plane in the file of each side, counted from 0.
    pub plane: u64,
}

/// The version alone, because everything else may differ between versions.
#[derive(Deserialize)]
struct Version {
    format_version: u32,
}

impl Index {
    pub(super) fn new(inputs: Vec<InputSpec>, planes: u64, films: Vec<PackedFilm>) -> Self {
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
            inputs,
            list_sha256: sha256(list.as_bytes()),
            planes,
            films,
        }
    }

    /// Reads the index of a pack.
    pub(super) fn read(folder: &Path) -> Result<Self, PackError> {
        let path = folder.join(INDEX);
        let json = files::read(&path)?;
        let malformed = |source| PackError::Malformed {
            path: path.clone(),
            source,
        };
        let version: Version = serde_json::from_slice(&json).map_err(malformed)?;
        if version.format_version != FORMAT_VERSION {
            return Err(PackError::UnknownVersion {
                path,
                found: version.format_version,
            });
        }
        let index: Self = serde_json::from_slice(&json).map_err(malformed)?;
        match index.films.iter().find(|film| film.plane >= index.planes) {
            Some(film) => Err(PackError::NoPlane {
                path,
                file: film.file.clone(),
            }),
            None => Ok(index),
        }
    }

    /// Widths and heights of the planes, in pixels.
    pub(crate) fn sides(&self) -> impl Iterator<Item = u32> {
        self.inputs.iter().map(|input| input.side)
    }

    /// The number of films of each split, source and class.
    pub(crate) fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for film in &self.films {
            counts.add(film.split, &film.source, film.class);
        }
        counts
    }

    /// The same counts as rows of the scorecard.
    pub(crate) fn film_counts(&self) -> Vec<FilmCount> {
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
}
