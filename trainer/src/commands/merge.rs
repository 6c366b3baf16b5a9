//! `merge`: the tables of all shards of an archive become one, if none is missing.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use csv::StringRecord;
use serde::Serialize;
use thiserror::Error;

use crate::cli::Merge;
use crate::console;
use crate::error::TrainerError;
use crate::files;
use crate::host::shard::{PartOf, PartOfError, Shard};
use crate::host::table::{self, TableError};

/// Parts that make no whole.
#[derive(Debug, Error)]
pub(crate) enum MergeError {
    /// A table is no part of anything.
    #[error("{0}; only tables that `predict --out` wrote can be merged")]
    PartOf(#[from] PartOfError),
    /// A table cannot be read.
    #[error(transparent)]
    Table(#[from] TableError),
    /// Parts of different wholes.
    #[error("{} and {} are parts of different lists, models or numbers of shards; merge what was predicted together", one.display(), other.display())]
    Strangers {
        /// A part.
        one: PathBuf,
        /// One that does not go with it.
        other: PathBuf,
    },
    /// A shard is not among the parts.
    #[error("shard {0} is missing; predict it with --shard {0}, or name its table too")]
    Missing(Shard),
    /// A shard is among the parts more than once.
    #[error("shard {shard} is both in {} and in {}; name one of them", one.display(), other.display())]
    Double {
        /// The shard.
        shard: Shard,
        /// A part.
        one: PathBuf,
        /// One with the same shard.
        other: PathBuf,
    },
    /// A part has too few rows or too many.
    #[error("{} has {rows} rows for {files} files; go on with it by `predict --shard {shard} --resume`", path.display())]
    Unfinished {
        /// The part.
        path: PathBuf,
        /// Its shard.
        shard: Shard,
        /// Rows it has.
        rows: usize,
        /// Rows it should have.
        files: usize,
    },
    /// A file has two rows.
    #[error("{0:?} has two rows; a table was edited: predict its shard again")]
    DoubleFile(String),
}

/// A shard's table.
struct Part {
    path: PathBuf,
    place: PartOf,
    header: StringRecord,
    rows: Vec<StringRecord>,
}

/// The result of `merge`.
#[derive(Debug, Serialize)]
struct Outcome {
    shards: usize,
    rows: usize,
    out: String,
}

/// Merges.
///
/// # Errors
/// [`TrainerError`] when a shard is missing, double or unfinished; nothing is written then.
pub(crate) fn run(options: &Merge, json: bool) -> Result<(), TrainerError> {
    let parts = options.parts.iter().map(|path| Part::read(path));
    let parts = whole(parts.collect::<Result<_, _>>()?)?;
    let mut table = csv::Writer::from_writer(Vec::new());
    if let Some(first) = parts.first() {
        table.write_record(&first.header)?;
    }
    // In the order of the list, from which the shards were dealt.
    let longest = parts.iter().map(|part| part.rows.len()).max().unwrap_or(0);
    let mut rows = 0;
    for index in 0..longest {
        for row in parts.iter().filter_map(|part| part.rows.get(index)) {
            table.write_record(row)?;
            rows += 1;
        }
    }
    let table = table
        .into_inner()
        .map_err(csv::IntoInnerError::into_error)?;
    files::write(&options.out, &table)?;
    let outcome = Outcome {
        shards: parts.len(),
        rows,
        out: options.out.display().to_string(),
    };
    let line = format!(
        "{} rows of {} shards in {}",
        outcome.rows, outcome.shards, outcome.out
    );
    Ok(console::result(json, &outcome, &[line])?)
}

impl Part {
    fn read(path: &Path) -> Result<Self, MergeError> {
        let place = PartOf::read(path)?;
        let mut rows = table::read(path)?;
        let header = if rows.is_empty() {
            StringRecord::new()
        } else {
            rows.remove(0)
        };
        if rows.len() != place.files {
            return Err(MergeError::Unfinished {
                path: path.to_owned(),
                shard: place.shard,
                rows: rows.len(),
                files: place.files,
            });
        }
        Ok(Self {
            path: path.to_owned(),
            place,
            header,
            rows,
        })
    }
}

/// The parts in order, if they are one whole.
fn whole(mut parts: Vec<Part>) -> Result<Vec<Part>, MergeError> {
    parts.sort_by_key(|part| part.place.shard.number);
    for pair in parts.windows(2) {
        let [one, other] = pair else { continue };
        let shard = other.place.shard;
        if !one.place.goes_with(&other.place) || one.header != other.header {
            return Err(MergeError::Strangers {
                one: one.path.clone(),
                other: other.path.clone(),
            });
        }
        if one.place.shard == shard {
            return Err(MergeError::Double {
                shard,
                one: one.path.clone(),
                other: other.path.clone(),
            });
        }
    }
    let of = parts.first().map_or(0, |part| part.place.shard.of);
    for number in 1..=of {
        let there = parts.get(number - 1);
        if there.is_none_or(|part| part.place.shard.number != number) {
            return Err(MergeError::Missing(Shard { number, of }));
        }
    }
    let mut seen = HashSet::new();
    for name in parts.iter().flat_map(|part| &part.rows).map(|row| &row[0]) {
        if !seen.insert(name) {
            return Err(MergeError::DoubleFile(name.to_owned()));
        }
    }
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(number: usize, of: usize, rows: &[&str]) -> Part {
        let list = ["a", "b", "c"].map(PathBuf::from);
        Part {
            path: format!("{number}.csv").into(),
            place: PartOf::new(Shard { number, of }, &list, b"model"),
            header: StringRecord::from(vec!["file"]),
            rows: rows
                .iter()
                .map(|&row| StringRecord::from(vec![row]))
                .collect(),
        }
    }

    fn complaint(parts: Vec<Part>) -> String {
        whole(parts).map(|_| ()).unwrap_err().to_string()
    }

    #[test]
    fn all_shards_in_any_order_are_a_whole() {
        let parts = whole(vec![part(2, 2, &["b"]), part(1, 2, &["a", "c"])]).unwrap();
        let numbers: Vec<usize> = parts.iter().map(|p| p.place.shard.number).collect();
        assert_eq!(numbers, [1, 2]);
    }

    #[test]
    fn what_is_no_whole_is_named() {
        let a = || part(1, 2, &["a", "c"]);
        let cases = [
            (vec![a()], "shard 2/2 is missing"),
            (vec![part(2, 2, &["b"])], "shard 1/2 is missing"),
            (vec![a(), a()], "shard 1/2 is both in"),
            (vec![a(), part(2, 3, &["b"])], "parts of different lists"),
            (vec![a(), part(2, 2, &["a"])], "\"a\" has two rows"),
        ];
        for (parts, words) in cases {
            let complaint = complaint(parts);
            assert!(complaint.contains(words), "{complaint}");
        }
    }
}
