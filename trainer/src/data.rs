//! Films with their labels: read from lists, deduplicated, split by patient, packed, augmented, loaded.

pub(crate) mod augment;
pub(crate) mod duplicates;
pub(crate) mod fingerprint;
pub(crate) mod hold_out;
pub(crate) mod itemized;
pub(crate) mod leak;
pub(crate) mod likeness;
pub mod listing;
pub(crate) mod loader;
pub(crate) mod matching;
pub(crate) mod mixing;
pub mod pack;
pub(crate) mod sampling;
pub(crate) mod split;
pub(crate) mod target;
pub(crate) mod thumbnail;
pub(crate) mod union_find;

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use model::class::Class;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// What a film is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Split {
    /// Trains the weights.
    Train,
    /// Selects the best epoch and fits the calibration.
    Val,
    /// Evaluated once, for the report.
    Test,
    /// Evaluates on sources that no other split has.
    External,
}

/// A word that is not a split.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Error)]
#[error("unknown split {0:?}; expected train, val, test or external")]
pub struct UnknownSplit(String);

impl Split {
    /// All splits.
    pub const ALL: [Self; 4] = [Self::Train, Self::Val, Self::Test, Self::External];

    /// The name in tables.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Train => "train",
            Self::Val => "val",
            Self::Test => "test",
            Self::External => "external",
        }
    }
}

impl fmt::Display for Split {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for Split {
    type Err = UnknownSplit;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        match word.trim().to_ascii_lowercase().as_str() {
            "train" | "training" => Ok(Self::Train),
            "val" | "validation" | "valid" => Ok(Self::Val),
            "test" => Ok(Self::Test),
            "external" => Ok(Self::External),
            _ => Err(UnknownSplit(word.to_owned())),
        }
    }
}

/// One film of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    /// The file's name or path below the image folder.
    pub file: String,
    /// What the film shows.
    pub class: Class,
    /// Films of the same patient must share a split.
    pub patient: String,
    /// The collection that the film comes from.
    pub source: String,
    /// The split, if the list says one.
    pub split: Option<Split>,
    /// `adult`, `paediatric` or `unknown`.
    pub age_group: String,
    /// `PA`, `AP`, or empty where unknown.
    pub view: String,
}

/// The number of films of each split, source and class.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Counts(pub(crate) BTreeMap<Split, BTreeMap<String, BTreeMap<String, u64>>>);

impl Counts {
    /// Counts one film.
    pub(crate) fn add(&mut self, split: Split, source: &str, class: Class) {
        let sources = self.0.entry(split).or_default();
        let classes = sources.entry(source.to_owned()).or_default();
        *classes.entry(class.label().to_owned()).or_default() += 1;
    }

    /// Films of a split and class over all sources.
    pub(crate) fn of(&self, split: Split, class: Class) -> u64 {
        self.0.get(&split).map_or(0, |sources| {
            sources
                .values()
                .filter_map(|classes| classes.get(class.label()))
                .sum()
        })
    }

    /// Films of a split.
    pub(crate) fn in_split(&self, split: Split) -> u64 {
        Class::ALL.iter().map(|&class| self.of(split, class)).sum()
    }

    /// One line for each split.
    pub(crate) fn lines(&self) -> Vec<String> {
        self.0
            .keys()
            .map(|&split| {
                let classes: Vec<String> = Class::ALL
                    .iter()
                    .map(|&class| format!("{} {class}", self.of(split, class)))
                    .collect();
                format!(
                    "{split}: {} films ({})",
                    self.in_split(split),
                    classes.join(", ")
                )
            })
            .collect()
    }
}
