//! The pack's index: how its films were prepared, and which they are.

use std::path::Path;

use model::class::Class;
use model::input::InputSpec;
use model::scorecard::results::FilmCount;
use model::weights::sha256;
use serde::{Deserialize, Serialize};

use super::{FORMAT_VERSION, INDEX, INDEX_SUM, PackError};
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
    /// Pictures that are no frontal chest radiographs, for the gate.
    pub outliers: Vec<PackedOutlier>,
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

/// A picture that is no frontal chest radiograph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackedOutlier {
    /// The path below the folder of outliers.
    pub file: String,
    /// What it shows, in the words of its list.
    pub kind: String,
    /// The split.
    pub split: Split,
    /// The position of its glance; `None` for a picture that the decoder refuses.
    pub glance: Option<u64>,
}

/// The version alone, because everything else may differ between versions.
#[derive(Deserialize)]
struct Version {
    format_version: u32,
}

/// The line that `sha256sum` writes for the index.
fn sum(json: &[u8]) -> String {
    format!("{}  {INDEX}\n", sha256(json))
}

impl Index {
    pub(super) fn new(
        inputs: Vec<InputSpec>,
        planes: u64,
        films: Vec<PackedFilm>,
        outliers: Vec<PackedOutlier>,
    ) -> Self {
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
            outliers,
        }
    }

    /// Writes the index and its checksum into the folder of a pack.
    pub(super) fn write(&self, folder: &Path) -> Result<(), PackError> {
        let path = folder.join(INDEX);
        let json = serde_json::to_vec(self).map_err(|source| PackError::Malformed {
            path: path.clone(),
            source,
        })?;
        files::write(&path, &json)?;
        files::write(&folder.join(INDEX_SUM), sum(&json).as_bytes())?;
        Ok(())
    }

    /// Reads the index of a pack and verifies its checksum.
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
        let glances = index.glances();
        let films = index.films.iter();
        let mut lost = films
            .filter(|film| film.plane >= index.planes)
            .map(|film| &film.file)
            .chain(
                index
                    .outliers
                    .iter()
                    .filter(|outlier| outlier.glance.is_some_and(|at| at >= glances))
                    .map(|outlier| &outlier.file),
            );
        if let Some(file) = lost.next().cloned() {
            return Err(PackError::NoPlane { path, file });
        }
        if files::read(&folder.join(INDEX_SUM))? != sum(&json).as_bytes() {
            return Err(PackError::Damaged(path));
        }
        Ok(index)
    }

    /// The number of glances of outliers.
    pub(super) fn glances(&self) -> u64 {
        let outliers = self.outliers.iter();
        outliers.filter(|outlier| outlier.glance.is_some()).count() as u64
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
