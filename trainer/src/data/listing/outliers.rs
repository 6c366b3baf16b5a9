//! Tables of outliers: pictures that are no frontal chest radiographs, with their kinds.

use std::path::{Path, PathBuf};

use thiserror::Error;

use super::cells::{OpenQuote, Row, Rows};
use super::encoding::{self, NotText};
use super::table::SEPARATORS;
use crate::data::{Split, UnknownSplit};
use crate::files::{self, FileError};

/// A row of a table of outliers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OutlierRow {
    /// The path below the folder of pictures.
    pub(crate) file: String,
    /// What it shows, in the table's words.
    pub(crate) kind: String,
    /// The split; test if the table has none, so that nothing is fitted on it.
    pub(crate) split: Split,
}

/// Why a table of outliers cannot be used.
#[derive(Debug, Error)]
pub(crate) enum OutlierError {
    #[error(transparent)]
    File(#[from] FileError),
    #[error("{}: {source}", path.display())]
    Text { path: PathBuf, source: NotText },
    #[error("{}: {source}", path.display())]
    Quote { path: PathBuf, source: OpenQuote },
    #[error("{}: the first row must name the columns file and kind, and may name split", .0.display())]
    NoHeader(PathBuf),
    #[error(
        "{}: {count} of the pictures are not in {}, the first one is {first}; give --outlier-images their folder",
        path.display(),
        folder.display()
    )]
    Missing {
        path: PathBuf,
        folder: PathBuf,
        count: usize,
        first: String,
    },
    #[error("{}, line {line}: {what}", path.display())]
    Row {
        path: PathBuf,
        line: usize,
        what: String,
    },
}

/// Reads a table with the columns `file`, `kind` and, if it has one, `split`.
///
/// # Errors
/// [`OutlierError`] names the first row that is wrong.
pub(crate) fn read(path: &Path) -> Result<Vec<OutlierRow>, OutlierError> {
    let bytes = files::read(path)?;
    let (text, _) = encoding::decode(&bytes).map_err(|source| OutlierError::Text {
        path: path.to_owned(),
        source,
    })?;
    parse(&text, path)
}

fn parse(text: &str, path: &Path) -> Result<Vec<OutlierRow>, OutlierError> {
    let quote = |source| OutlierError::Quote {
        path: path.to_owned(),
        source,
    };
    for (separator, _) in SEPARATORS {
        let mut rows = Rows::new(text, separator, 1);
        let Some(header) = rows.next().transpose().map_err(quote)? else {
            break;
        };
        let column = |name: &str| {
            let mut cells = header.cells.iter();
            cells.position(|cell| cell.eq_ignore_ascii_case(name))
        };
        let Some((file, kind)) = column("file").zip(column("kind")) else {
            continue;
        };
        let columns = [Some(file), Some(kind), column("split")];
        return rows
            .map(|row| {
                let row = row.map_err(quote)?;
                outlier(&row, columns).map_err(|what| OutlierError::Row {
                    path: path.to_owned(),
                    line: row.line,
                    what,
                })
            })
            .collect();
    }
    Err(OutlierError::NoHeader(path.to_owned()))
}

/// The outlier of a row, or what is wrong with it.
fn outlier(row: &Row, columns: [Option<usize>; 3]) -> Result<OutlierRow, String> {
    let [file, kind, split] = columns.map(|column| {
        let cell = row.cells.get(column?)?;
        (!cell.is_empty()).then_some(cell)
    });
    let file = file.ok_or("the file is missing")?;
    let kind = kind.ok_or("the kind is missing")?;
    let split = split.map_or(Ok(Split::Test), |split| split.parse());
    Ok(OutlierRow {
        file: file.clone(),
        kind: kind.clone(),
        split: split.map_err(|error: UnknownSplit| error.to_string())?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<OutlierRow>, String> {
        parse(text, Path::new("o.csv")).map_err(|error| error.to_string())
    }

    #[test]
    fn a_table_of_any_separator_is_read_and_a_missing_split_only_judges() {
        let row = |split| OutlierRow {
            file: "a, b.jpg".to_owned(),
            kind: "MR slice".to_owned(),
            split,
        };
        let commas = "file,kind,origin,split\n\"a, b.jpg\",MR slice,x,train\n";
        assert_eq!(read(commas).unwrap(), [row(Split::Train)]);
        let semicolons = "origin;Kind;File\r\nx;MR slice;a, b.jpg\r\n";
        assert_eq!(read(semicolons).unwrap(), [row(Split::Test)]);
    }

    #[test]
    fn a_wrong_row_is_named() {
        for (text, expected) in [
            ("file,kind\na.jpg,\n", "o.csv, line 2: the kind is missing"),
            (
                "file,kind,split\na.jpg,map,val\nb.jpg,map,tset\n",
                "o.csv, line 3: unknown split \"tset\"",
            ),
            (
                "file,label\na.jpg,map\n",
                "must name the columns file and kind",
            ),
            ("", "must name the columns"),
        ] {
            let error = read(text).unwrap_err();
            assert!(error.contains(expected), "{error}");
        }
    }
}
