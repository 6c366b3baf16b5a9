//! Puts the tables of all shards of an archive together, if they are complete and belong together.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use csv::StringRecord;
use thiserror::Error;

use crate::host::archive_shard::{ArchiveShard, ShardManifest, ShardManifestError};
use crate::host::prediction_table::{self, TableError};

/// Tables that cannot be merged.
#[derive(Debug, Error)]
pub(crate) enum MergeError {
    #[error("{0}; only tables that `predict --out` wrote can be merged")]
    Manifest(#[from] ShardManifestError),
    #[error(transparent)]
    Table(#[from] TableError),
    #[error("{} and {} are of different lists, models or numbers of shards; merge tables of the same archive and model", one.display(), other.display())]
    Mismatched { one: PathBuf, other: PathBuf },
    #[error("shard {0} is missing; run `predict --shard {0}`, or give its table too")]
    Missing(ArchiveShard),
    #[error("shard {shard} is both in {} and in {}; give only one of them", one.display(), other.display())]
    Duplicate {
        shard: ArchiveShard,
        one: PathBuf,
        other: PathBuf,
    },
    #[error("{} has {rows} rows for {files} files; complete it with `predict --shard {shard} --resume`", path.display())]
    Incomplete {
        path: PathBuf,
        shard: ArchiveShard,
        rows: usize,
        files: usize,
    },
    #[error("{} is not finished; run its `predict` command again with --resume", .0.display())]
    Unfinished(PathBuf),
    #[error("{0:?} has two rows; a table was edited: run `predict` for its shard again")]
    DuplicateFile(String),
}

/// The table of one shard.
struct ShardTable {
    path: PathBuf,
    manifest: ShardManifest,
    header: StringRecord,
    rows: Vec<StringRecord>,
}

/// All rows of an archive, in the order of its list.
pub(crate) struct MergedTable {
    pub(crate) shards: usize,
    pub(crate) header: StringRecord,
    /// One row a file.
    pub(crate) rows: Vec<StringRecord>,
}

/// Reads the tables of all shards, in any order, and interleaves their rows.
pub(crate) fn merge(paths: &[PathBuf]) -> Result<MergedTable, MergeError> {
    let tables = paths.iter().map(|path| ShardTable::read(path));
    let tables = checked(tables.collect::<Result<_, _>>()?)?;
    // Shard K has every N-th file of the list, starting with the K-th.
    let longest = tables.iter().map(|table| table.rows.len()).max();
    let rows = (0..longest.unwrap_or(0)).flat_map(|index| {
        let row = move |table: &ShardTable| table.rows.get(index).cloned();
        tables.iter().filter_map(row)
    });
    Ok(MergedTable {
        shards: tables.len(),
        rows: rows.collect(),
        header: tables
            .first()
            .map(|table| table.header.clone())
            .unwrap_or_default(),
    })
}

impl ShardTable {
    fn read(path: &Path) -> Result<Self, MergeError> {
        if !path.exists() && prediction_table::partial(path).exists() {
            return Err(MergeError::Unfinished(path.to_owned()));
        }
        let manifest = ShardManifest::read(path)?;
        let mut rows = prediction_table::read(path)?.into_iter();
        let header = rows.next().unwrap_or_default();
        if rows.len() != manifest.files {
            return Err(MergeError::Incomplete {
                path: path.to_owned(),
                shard: manifest.shard,
                rows: rows.len(),
                files: manifest.files,
            });
        }
        Ok(Self {
            path: path.to_owned(),
            manifest,
            header,
            rows: rows.collect(),
        })
    }
}

/// The tables in the order of their shards, if none is missing and all match.
fn checked(mut tables: Vec<ShardTable>) -> Result<Vec<ShardTable>, MergeError> {
    tables.sort_by_key(|table| table.manifest.shard.number);
    for pair in tables.windows(2) {
        let [one, other] = pair else { continue };
        let shard = other.manifest.shard;
        if !one.manifest.matches(&other.manifest) || one.header != other.header {
            return Err(MergeError::Mismatched {
                one: one.path.clone(),
                other: other.path.clone(),
            });
        }
        if one.manifest.shard == shard {
            return Err(MergeError::Duplicate {
                shard,
                one: one.path.clone(),
                other: other.path.clone(),
            });
        }
    }
    let of = tables.first().map_or(0, |table| table.manifest.shard.of);
    for number in 1..=of {
        let there = tables.get(number - 1);
        if there.is_none_or(|table| table.manifest.shard.number != number) {
            return Err(MergeError::Missing(ArchiveShard { number, of }));
        }
    }
    let mut seen = HashSet::new();
    let rows = tables.iter().flat_map(|table| &table.rows);
    for name in rows.map(|row| &row[0]) {
        if !seen.insert(name) {
            return Err(MergeError::DuplicateFile(name.to_owned()));
        }
    }
    Ok(tables)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(number: usize, of: usize, rows: &[&str]) -> ShardTable {
        let list = ["a", "b", "c"].map(str::to_owned);
        ShardTable {
            path: format!("{number}.csv").into(),
            manifest: ShardManifest::new(ArchiveShard { number, of }, &list, b"model"),
            header: StringRecord::from(vec!["file"]),
            rows: rows
                .iter()
                .map(|&row| StringRecord::from(vec![row]))
                .collect(),
        }
    }

    #[test]
    fn all_shards_are_complete_in_any_order() {
        let tables = checked(vec![table(2, 2, &["b"]), table(1, 2, &["a", "c"])]).unwrap();
        let numbers: Vec<usize> = tables.iter().map(|it| it.manifest.shard.number).collect();
        assert_eq!(numbers, [1, 2]);
    }

    #[test]
    fn what_keeps_tables_from_being_merged_is_named() {
        let a = || table(1, 2, &["a", "c"]);
        let cases = [
            (vec![a()], "shard 2/2 is missing"),
            (vec![table(2, 2, &["b"])], "shard 1/2 is missing"),
            (vec![a(), a()], "shard 1/2 is both in"),
            (vec![a(), table(2, 3, &["b"])], "are of different lists"),
            (vec![a(), table(2, 2, &["a"])], "\"a\" has two rows"),
        ];
        for (tables, words) in cases {
            let error = checked(tables).map(|_| ()).unwrap_err().to_string();
            assert!(error.contains(words), "{error}");
        }
    }
}
