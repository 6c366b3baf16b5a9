//! A part of a list of files, so that several computers can share an archive and nothing of it is
//! lost when the parts come together again.

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use model::weights::sha256;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::files::{self, FileError};

/// One of several parts of a list; written `K/N`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Shard {
    /// Which one, counted from 1.
    pub number: usize,
    /// How many there are.
    pub of: usize,
}

/// A text that is no shard.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{0:?} is no shard; expected K/N with K from 1 to N, as in 2/4")]
pub(crate) struct NoShard(String);

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

impl FromStr for Shard {
    type Err = NoShard;

    fn from_str(text: &str) -> Result<Self, NoShard> {
        let read = || {
            let (number, of) = text.split_once('/')?;
            let (number, of) = (number.parse().ok()?, of.parse().ok()?);
            (1..=of).contains(&number).then_some(Self { number, of })
        };
        read().ok_or_else(|| NoShard(text.to_owned()))
    }
}

impl Shard {
    /// All of a list.
    pub(crate) const WHOLE: Self = Self { number: 1, of: 1 };

    /// Every N-th file of a list, from the K-th on.
    pub(crate) fn choose(self, files: &[PathBuf]) -> Vec<PathBuf> {
        let own = files.iter().skip(self.number - 1).step_by(self.of);
        own.cloned().collect()
    }
}

/// What a table, or a part of one, was written for; lies beside it as `PART.csv.shard.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PartOf {
    /// Which part.
    pub shard: Shard,
    /// Files in this part.
    pub files: usize,
    /// SHA-256 of the whole list's names.
    pub list_sha256: String,
    /// SHA-256 of the model's scorecard.
    pub model_sha256: String,
}

/// What says of what a table is a part cannot be used.
#[derive(Debug, Error)]
pub(crate) enum PartOfError {
    /// A file cannot be read or written.
    #[error(transparent)]
    File(#[from] FileError),
    /// It is not what this program writes.
    #[error("{}: {source}", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// What the parser said.
        source: serde_json::Error,
    },
}

impl PartOf {
    /// The part of a whole sorted list that a shard is.
    pub(crate) fn new(shard: Shard, list: &[PathBuf], scorecard: &[u8]) -> Self {
        let names: Vec<String> = list
            .iter()
            .map(|path| format!("{}\n", path.display()))
            .collect();
        Self {
            shard,
            files: shard.choose(list).len(),
            list_sha256: sha256(names.concat().as_bytes()),
            model_sha256: sha256(scorecard),
        }
    }

    /// Whether both are parts of one list, cut into as many parts, for one model.
    pub(crate) fn goes_with(&self, other: &Self) -> bool {
        self.shard.of == other.shard.of
            && self.list_sha256 == other.list_sha256
            && self.model_sha256 == other.model_sha256
    }

    /// Where it lies for a table.
    pub(crate) fn path(table: &Path) -> PathBuf {
        let mut name = table.as_os_str().to_owned();
        name.push(".shard.json");
        name.into()
    }

    /// Writes it beside a table.
    ///
    /// # Errors
    /// [`PartOfError`] when the disk is full or gone.
    pub(crate) fn write(&self, table: &Path) -> Result<(), PartOfError> {
        let path = Self::path(table);
        let json = serde_json::to_vec_pretty(self).map_err(|source| PartOfError::Malformed {
            path: path.clone(),
            source,
        })?;
        Ok(files::write(&path, &json)?)
    }

    /// Reads what lies beside a table.
    ///
    /// # Errors
    /// [`PartOfError`] when there is nothing or something else.
    pub(crate) fn read(table: &Path) -> Result<Self, PartOfError> {
        let path = Self::path(table);
        let bytes = files::read(&path)?;
        serde_json::from_slice(&bytes).map_err(|source| PartOfError::Malformed { path, source })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_in_one_shard() {
        let files: Vec<PathBuf> = (0..11).map(|n| format!("{n:02}.png").into()).collect();
        let mut seen: Vec<PathBuf> = (1..=4)
            .flat_map(|number| Shard { number, of: 4 }.choose(&files))
            .collect();
        seen.sort();
        assert_eq!(seen, files);
        let more_than_files = Shard { number: 12, of: 12 };
        assert!(more_than_files.choose(&files).is_empty());
    }

    #[test]
    fn a_shard_is_written_as_number_and_count() {
        let shard: Shard = "2/4".parse().unwrap();
        assert_eq!((shard.number, shard.of), (2, 4));
        assert_eq!(shard.to_string(), "2/4");
        for wrong in ["", "2", "0/4", "5/4", "a/4", "1/0", "1/2/3"] {
            assert!(wrong.parse::<Shard>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn parts_of_other_lists_or_models_do_not_go_together() {
        let list = [PathBuf::from("a"), PathBuf::from("b")];
        let part = |number, list: &[PathBuf], model: &[u8]| {
            PartOf::new(Shard { number, of: 2 }, list, model)
        };
        let first = part(1, &list, b"model");
        assert!(first.goes_with(&part(2, &list, b"model")));
        assert!(!first.goes_with(&part(2, &list[..1], b"model")));
        assert!(!first.goes_with(&part(2, &list, b"other")));
    }
}
