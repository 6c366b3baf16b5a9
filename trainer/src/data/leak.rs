//! What stands in two splits, so that one of them would learn what the other is asked.

use std::fmt::{self, Display};

use serde::Serialize;

use super::likeness::Link;
use super::{Listing, Split};

/// How many findings an error names; their number is always told.
const NAMED: usize = 10;

/// A patient with films in two splits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DividedPatient {
    /// The patient.
    pub patient: String,
    /// A film, and its split.
    pub first: (String, Split),
    /// A film in another split.
    pub second: (String, Split),
}

/// Two films that are one picture and stand in two splits.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DividedPicture {
    /// A film.
    pub file: String,
    /// Its split.
    pub split: Split,
    /// A film like it.
    pub like: String,
    /// The split of that one.
    pub like_split: Split,
    /// How like they are; above 0.98.
    pub correlation: f64,
}

impl Display for DividedPatient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ((first, first_split), (second, second_split)) = (&self.first, &self.second);
        write!(
            f,
            "{:?}: {first} in {first_split}, {second} in {second_split}",
            self.patient
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

/// The first findings, each on a line of its own.
pub(super) fn named(findings: &[impl Display]) -> String {
    let mut lines: Vec<String> = findings
        .iter()
        .take(NAMED)
        .map(ToString::to_string)
        .collect();
    if findings.len() > NAMED {
        lines.push(format!("and {} more", findings.len() - NAMED));
    }
    lines
        .iter()
        .fold(String::new(), |text, line| text + "\n  " + line)
}

/// The linked films that stand in two splits.
pub fn divided_pictures(
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
