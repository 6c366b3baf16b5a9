//! Shards of a list of files, so that several computers can share an archive, and the manifest beside
//! each shard's table that `merge` checks.

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use model::weights::sha256;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::files::{self, FileError, failed};

/// One of several shards of a list of files; written `K/N`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ArchiveShard {
    /// Its number, counted from 1.
    pub number: usize,
    /// The number of shards.
    pub of: usize,
}

/// A text that is not of the form `K/N`.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("invalid shard {0:?}; expected K/N with K from 1 to N, for example 2/4")]
pub(crate) struct InvalidShard(String);

impl fmt::Display for ArchiveShard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

impl FromStr for ArchiveShard {
    type Err = InvalidShard;

    fn from_str(text: &str) -> Result<Self, InvalidShard> {
        let read = || {
            let (number, of) = text.split_once('/')?;
            let (number, of) = (number.parse().ok()?, of.parse().ok()?);
            (1..=of).contains(&number).then_some(Self { number, of })
        };
        read().ok_or_else(|| InvalidShard(text.to_owned()))
    }
}

impl ArchiveShard {
    /// The whole list.
    pub(crate) const WHOLE: Self = Self { number: 1, of: 1 };

    /// Every N-th file of a list, starting with the K-th.
    pub(crate) fn choose<T: Clone>(self, files: &[T]) -> Vec<T> {
        let own = files.iter().skip(self.number - 1).step_by(self.of);
        own.cloned().collect()
    }
}

/// The shard, list and model that a table was written for; stored beside it as
/// `TABLE.csv.shard.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ShardManifest {
    pub shard: ArchiveShard,
    pub files: usize,
    /// SHA-256 of the names of the whole list.
    pub list_sha256: String,
    /// SHA-256 of the model's scorecard and the level of the answer sets.
    pub model_sha256: String,
}

/// A manifest that cannot be read or written.
#[derive(Debug, Error)]
pub(crate) enum ShardManifestError {
    #[error(transparent)]
    File(#[from] FileError),
    #[error("{}: {source}", path.display())]
    Malformed {
        path: PathBuf,
        source: serde_json::Error,
    },
}

impl ShardManifest {
    /// The manifest of a shard of a whole sorted list, classified by a model as these bytes describe it.
    pub(crate) fn new(shard: ArchiveShard, list: &[String], model: &[u8]) -> Self {
        let lines: String = list.iter().flat_map(|name| [name, "\n"]).collect();
        Self {
            shard,
            files: shard.choose(list).len(),
            list_sha256: sha256(lines.as_bytes()),
            model_sha256: sha256(model),
        }
    }

    /// Whether both are of the same list, model and number of shards.
    pub(crate) fn matches(&self, other: &Self) -> bool {
        self.shard.of == other.shard.of
            && self.list_sha256 == other.list_sha256
            && self.model_sha256 == other.model_sha256
    }

    /// The path of the manifest of a table.
    pub(crate) fn path(table: &Path) -> PathBuf {
        let mut name = table.as_os_str().to_owned();
        name.push(".shard.json");
        name.into()
    }

    /// Writes it beside a table.
    pub(crate) fn write(&self, table: &Path) -> Result<(), ShardManifestError> {
        let path = Self::path(table);
        let json =
            serde_json::to_vec_pretty(self).map_err(|source| ShardManifestError::Malformed {
                path: path.clone(),
                source,
            })?;
        Ok(files::write(&path, &json)?)
    }

    /// Moves the manifest of one table to another.
    pub(crate) fn rename(table: &Path, to: &Path) -> Result<(), ShardManifestError> {
        let (path, to) = (Self::path(table), Self::path(to));
        Ok(std::fs::rename(&path, &to).map_err(failed("rename", &path))?)
    }

    /// Whether the first bytes of a file are those of a manifest.
    pub(crate) fn is_manifest(head: &[u8]) -> bool {
        serde_json::from_slice::<Self>(head).is_ok()
    }

    /// Reads the manifest beside a table.
    pub(crate) fn read(table: &Path) -> Result<Self, ShardManifestError> {
        let path = Self::path(table);
        let bytes = files::read(&path)?;
        serde_json::from_slice(&bytes)
            .map_err(|source| ShardManifestError::Malformed { path, source })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_in_one_shard() {
        let files: Vec<String> = (0..11).map(|n| format!("{n:02}.png")).collect();
        let mut seen: Vec<String> = (1..=4)
            .flat_map(|number| ArchiveShard { number, of: 4 }.choose(&files))
            .collect();
        seen.sort();
        assert_eq!(seen, files);
        let more_than_files = ArchiveShard { number: 12, of: 12 };
        assert!(more_than_files.choose(&files).is_empty());
    }

    #[test]
    fn a_shard_is_written_as_number_and_count() {
        let shard: ArchiveShard = "2/4".parse().unwrap();
        assert_eq!((shard.number, shard.of), (2, 4));
        assert_eq!(shard.to_string(), "2/4");
        for wrong in ["", "2", "0/4", "5/4", "a/4", "1/0", "1/2/3"] {
            assert!(wrong.parse::<ArchiveShard>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn shards_of_other_lists_or_models_do_not_match() {
        let list = ["a", "b"].map(str::to_owned);
        let part = |number, list: &[String], model: &[u8]| {
            ShardManifest::new(ArchiveShard { number, of: 2 }, list, model)
        };
        let first = part(1, &list, b"model");
        assert!(first.matches(&part(2, &list, b"model")));
        assert!(!first.matches(&part(2, &list[..1], b"model")));
        assert!(!first.matches(&part(2, &list, b"other")));
    }
}
