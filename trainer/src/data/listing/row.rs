//! A row of a list as it was written, and where it is.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use model::class::Class;
use serde::{Serialize, Serializer};

use crate::data::{Listing, Split};

/// A line of a list.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The list.
    pub(crate) list: Arc<Path>,
    /// Counted from 1.
    pub(crate) line: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, line {}", self.list.display(), self.line)
    }
}

impl Serialize for Place {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// What a row says about a film; columns that it does not have are `None`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// The file's name or path, as written.
    pub file: String,
    /// What the film shows; `None` without a label.
    pub class: Option<Class>,
    /// Whose it is.
    pub patient: Option<String>,
    /// The collection that it comes from.
    pub source: Option<String>,
    /// What it is used for.
    pub split: Option<Split>,
    /// `adult` or `paediatric`.
    pub age_group: Option<String>,
    /// `PA` or `AP`.
    pub view: Option<String>,
}

impl Entry {
    /// The film of this entry, if it has a label. A film of an unknown patient counts as a patient of
    /// its own.
    pub(crate) fn listing(self, file: String) -> Option<Listing> {
        let unknown = || "unknown".to_owned();
        Some(Listing {
            class: self.class?,
            patient: self.patient.unwrap_or_else(|| file.clone()),
            file,
            source: self.source.unwrap_or_else(unknown),
            split: self.split,
            age_group: self.age_group.unwrap_or_else(unknown),
            view: self.view.unwrap_or_default(),
        })
    }
}

/// A row of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListRow {
    /// Where it is.
    pub(crate) place: Place,
    /// What it says.
    pub entry: Entry,
    /// What else it may say: a line without quotation marks does not tell which spaces belong to a name.
    pub(crate) otherwise: Vec<Entry>,
}

/// The content of a cell, unless it is a word that spreadsheets and programs write for nothing.
pub(super) fn content(cell: &str) -> Option<&str> {
    const NOTHING: [&str; 13] = [
        "", "-", "--", "?", "#n/a", "n.a.", "n/a", "na", "nan", "nil", "none", "null", "unknown",
    ];
    let cell = cell.trim();
    let is_nothing = NOTHING.iter().any(|word| cell.eq_ignore_ascii_case(word));
    (!is_nothing
        && !cell
            .chars()
            .all(|sign| matches!(sign, '-' | '\u{2010}'..='\u{2015}')))
    .then_some(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_nothing_are_no_content() {
        for cell in [
            "", " ", "NA", "nan", "None", "NULL", "-", "\u{2013}", "N/A", "#N/A", "Unknown",
        ] {
            assert_eq!(content(cell), None, "{cell:?}");
        }
        for cell in ["0", "a-b", "nana", "normal", "-1"] {
            assert_eq!(content(cell), Some(cell));
        }
    }
}
