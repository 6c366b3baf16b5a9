//! Leaks between splits: patients and pictures that are in two of them.

use std::fmt::{self, Display};

use serde::Serialize;

use super::likeness::Link;
use super::{Listing, Split};

/// A patient with films in two splits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DividedPatient {
    /// The patient.
    pub(crate) patient: String,
    /// A film.
    pub(crate) first: FilmInSplit,
    /// A film in another split.
    pub(crate) second: FilmInSplit,
}

/// A film with its split.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FilmInSplit {
    /// The file.
    pub(crate) file: String,
    /// The split.
    pub(crate) split: Split,
}

/// Two films of the same picture in two splits.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct DividedPicture {
    /// A film.
    pub(crate) file: String,
    /// Its split.
    pub(crate) split: Split,
    /// The other film.
    pub(crate) like: String,
    /// The split of the other film.
    pub(crate) like_split: Split,
    /// The correlation of their thumbnails; above 0.98.
    pub(crate) correlation: f64,
}

impl Display for DividedPatient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, second) = (&self.first, &self.second);
        write!(
            f,
            "patient {:?} has {} in {} and {} in {}",
            self.patient, first.file, first.split, second.file, second.split
        )
    }
}

impl Display for DividedPicture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} in {}, {} in {} (correlation {:.3})",
            self.file, self.split, self.like, self.like_split, self.correlation
        )
    }
}

/// The linked films in two splits.
pub(crate) fn divided_pictures(
    listings: &[&Listing],
    links: &[Link],
    splits: &[Split],
) -> Vec<DividedPicture> {
    links
        .iter()
        .filter(|link| splits[link.film] != splits[link.like])
        .map(|link| DividedPicture {
            file: listings[link.film].file.clone(),
            split: splits[link.film],
            like: listings[link.like].file.clone(),
            like_split: splits[link.like],
            correlation: link.correlation,
        })
        .collect()
}
