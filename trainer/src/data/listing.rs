//! Reads label lists: `COVIDx` text (`patient file class source`), tables, or class-named folders.

mod cells;
mod columns;
mod covidx;
mod encoding;
pub(crate) mod folders;
pub mod list;
pub(crate) mod notes;
pub(crate) mod outliers;
pub(crate) mod problems;
pub mod row;
mod table;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use thiserror::Error;

use self::encoding::NotText;
use self::list::List;
pub(crate) use self::table::Labels;
use self::table::{Dialect, TableError};
use crate::files::{self, FileError};

/// Different problems of a file without any readable line that show that it is no list.
const MANY_PROBLEMS: usize = 4;

/// Why a list cannot be read at all.
#[derive(Debug, Error)]
pub enum ListError {
    /// The file cannot be read.
    #[error(transparent)]
    File(#[from] FileError),
    /// The file is not a text.
    #[error("{}: {source}", path.display())]
    Text {
        /// The list.
        path: PathBuf,
        /// Why.
        source: NotText,
    },
    /// The table has no usable header, or a cell is not closed.
    #[error("{}: {source}", path.display())]
    Table {
        /// The table.
        path: PathBuf,
        /// Why.
        source: TableError,
    },
    /// The list has no film.
    #[error("{}: the list is empty", .0.display())]
    Empty(PathBuf),
    /// No line of the file can be read, each for another reason.
    #[error(
        "{}: this is no list: it needs lines of `patient file class source` or a first row that names the columns file and label, but begins with {first:?}",
        path.display()
    )]
    NoList {
        /// The file.
        path: PathBuf,
        /// Its first line.
        first: String,
    },
}

/// Reads a list that says what each film shows.
///
/// # Errors
/// [`ListError`] when no row can be read; wrong rows are in the list's problems.
pub fn read(path: &Path) -> Result<List, ListError> {
    read_with(path, Labels::Required)
}

/// Reads a list, or a table beside lists, whose label may be missing.
///
/// # Errors
/// [`ListError`] when no row can be read; wrong rows are in the list's problems.
pub(crate) fn read_with(path: &Path, labels: Labels) -> Result<List, ListError> {
    let bytes = files::read(path)?;
    let (text, encoding) = encoding::decode(&bytes).map_err(|source| ListError::Text {
        path: path.to_owned(),
        source,
    })?;
    let mut list = parse(&text, path, labels).map_err(|source| ListError::Table {
        path: path.to_owned(),
        source,
    })?;
    if let Some(encoding) = encoding {
        list.notes
            .add_list(format!("{}: read as {encoding}", path.display()));
    }
    match (list.rows.is_empty(), list.problems.len()) {
        (true, 0) => Err(ListError::Empty(path.to_owned())),
        (true, MANY_PROBLEMS..) => Err(ListError::NoList {
            path: path.to_owned(),
            first: text.trim().lines().next().unwrap_or_default().to_owned(),
        }),
        _ => Ok(list),
    }
}

/// Tells tables and `COVIDx` lists apart by their content; the extension counts where neither is
/// recognised, so that the error fits.
fn parse(text: &str, path: &Path, labels: Labels) -> Result<List, TableError> {
    let named: Arc<Path> = Arc::from(path);
    let is_named_table = path.extension().is_some_and(|extension| {
        ["csv", "tsv", "tab"]
            .iter()
            .any(|table| extension.eq_ignore_ascii_case(table))
    });
    match Dialect::of(text) {
        Some(dialect) => table::parse(&dialect, &named, labels),
        None if is_named_table && !covidx::is_list(text) => {
            table::parse(&Dialect::unknown(text), &named, labels)
        }
        None => Ok(covidx::parse(text, &named)),
    }
}

#[cfg(test)]
mod tests;
