//! A table of one row a file that grows on disk, so that a run that is killed can go on.

use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};

use csv::StringRecord;
use thiserror::Error;

use crate::files::{self, FileError, failed};

/// A table that cannot be used.
#[derive(Debug, Error)]
pub(crate) enum TableError {
    /// A file cannot be read or written.
    #[error(transparent)]
    File(#[from] FileError),
    /// A row cannot be written or read.
    #[error("{}: {source}", path.display())]
    Row {
        /// The table.
        path: PathBuf,
        /// What is wrong.
        source: csv::Error,
    },
    /// It does not begin like a table of this program.
    #[error("{} is no table of `predict`: it does not begin with {header:?}; give another --out", path.display())]
    OtherHeader {
        /// The file.
        path: PathBuf,
        /// How it should begin.
        header: String,
    },
    /// The rows are those of other files.
    #[error("row {row} of {} is {found:?}, but the list says {expected:?}; give the same files, or another --out", path.display())]
    OtherFiles {
        /// The table.
        path: PathBuf,
        /// Counted from 1, without the header.
        row: usize,
        /// The file of the row.
        found: String,
        /// The file that should be there.
        expected: String,
    },
}

/// A table that is open for more rows.
#[derive(Debug)]
pub(crate) struct Table {
    path: PathBuf,
    writer: csv::Writer<File>,
}

impl Table {
    /// An empty table, without its header; an old one at this place is lost.
    ///
    /// # Errors
    /// [`TableError`] when it cannot be written.
    pub(crate) fn create(path: &Path) -> Result<Self, TableError> {
        let file = File::create(path).map_err(failed("write", path))?;
        Ok(Self {
            path: path.to_owned(),
            writer: csv::Writer::from_writer(file),
        })
    }

    /// Opens a table whose rows are those of the first of these files, in order, and says how many
    /// there are. A last row that was only half written is cut off; the header is completed.
    ///
    /// # Errors
    /// [`TableError::OtherHeader`] or [`TableError::OtherFiles`] when it is another table, which then
    /// stays as it is.
    pub(crate) fn resume(
        path: &Path,
        header: &[&str],
        names: &[String],
    ) -> Result<(Self, usize), TableError> {
        let bytes = files::read(path)?;
        let (rows, end) = whole_rows(&bytes);
        let rows = match rows.split_first() {
            Some((first, rows)) if first == header => rows,
            None if header.join(",").as_bytes().starts_with(&bytes) => {
                let mut table = Self::create(path)?;
                table.push(header)?;
                return Ok((table, 0));
            }
            _ => {
                return Err(TableError::OtherHeader {
                    path: path.to_owned(),
                    header: header.join(","),
                });
            }
        };
        for (index, row) in rows.iter().enumerate() {
            let (found, expected) = (row.get(0), names.get(index));
            if found != expected.map(String::as_str) {
                return Err(TableError::OtherFiles {
                    path: path.to_owned(),
                    row: index + 1,
                    found: found.unwrap_or_default().to_owned(),
                    expected: expected.map_or("no more", String::as_str).to_owned(),
                });
            }
        }
        let file = OpenOptions::new().append(true).open(path);
        let file = file.map_err(failed("write", path))?;
        file.set_len(end).map_err(failed("write", path))?;
        let table = Self {
            path: path.to_owned(),
            writer: csv::Writer::from_writer(file),
        };
        Ok((table, rows.len()))
    }

    /// Writes a row through to the system.
    ///
    /// # Errors
    /// [`TableError`] when the disk is full or gone.
    pub(crate) fn push<T: AsRef<[u8]>>(&mut self, row: &[T]) -> Result<(), TableError> {
        let written = self.writer.write_record(row).and_then(|()| {
            self.writer.flush()?;
            Ok(())
        });
        written.map_err(|source| TableError::Row {
            path: self.path.clone(),
            source,
        })
    }
}

/// The rows of a table, header first.
///
/// # Errors
/// [`TableError`] when it is no table.
pub(crate) fn read(path: &Path) -> Result<Vec<StringRecord>, TableError> {
    let bytes = files::read(path)?;
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(bytes.as_slice());
    let rows: Result<_, csv::Error> = reader.records().collect();
    rows.map_err(|source| TableError::Row {
        path: path.to_owned(),
        source,
    })
}

/// The rows that were written whole, and where they end in bytes.
fn whole_rows(bytes: &[u8]) -> (Vec<StringRecord>, u64) {
    // A row is written with its line end last; one inside quotes ends nothing.
    let (mut quoted, mut end) = (false, 0);
    for (index, byte) in bytes.iter().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => end = index + 1,
            _ => {}
        }
    }
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(&bytes[..end]);
    let rows = reader.records().map_while(Result::ok).collect();
    (rows, end as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: [&str; 2] = ["file", "reason"];

    fn names() -> Vec<String> {
        ["a.png", "b, c.png", "d.png"].map(str::to_owned).to_vec()
    }

    /// A reason with a line end is the hardest to tell from a row.
    fn row(name: String) -> [String; 2] {
        [name, "too\nlarge, \"very\"".to_owned()]
    }

    fn table(path: &Path) -> Table {
        let mut table = Table::create(path).unwrap();
        table.push(&HEADER).unwrap();
        table
    }

    #[test]
    fn what_is_no_table_is_refused_and_stays_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("notes.txt");
        for text in ["fi\nle", "my notes", "file,reason,more\na.png,,\n"] {
            std::fs::write(&path, text).unwrap();
            let error = Table::resume(&path, &HEADER, &names()).unwrap_err();
            let error = error.to_string();
            assert!(
                error.contains("does not begin with \"file,reason\""),
                "{error}"
            );
            assert_eq!(files::read_text(&path).unwrap(), text);
        }
    }

    #[test]
    fn a_table_goes_on_after_its_last_whole_row_wherever_it_was_cut() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("table.csv");
        let rows: Vec<[String; 2]> = names().into_iter().map(row).collect();
        let mut table = table(&path);
        for row in &rows {
            table.push(row).unwrap();
        }
        let whole = std::fs::read(&path).unwrap();
        for cut in 0..=whole.len() {
            std::fs::write(&path, &whole[..cut]).unwrap();
            let (mut table, done) = Table::resume(&path, &HEADER, &names()).unwrap();
            for row in &rows[done..] {
                table.push(row).unwrap();
            }
            assert_eq!(
                std::fs::read(&path).unwrap(),
                whole,
                "cut after {cut} bytes"
            );
        }
        assert_eq!(read(&path).unwrap().len(), 4);
    }

    #[test]
    fn rows_of_other_files_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("table.csv");
        let mut table = table(&path);
        table.push(&["a.png", ""]).unwrap();
        table.push(&["x.png", ""]).unwrap();
        let error = Table::resume(&path, &HEADER, &names()).unwrap_err();
        let error = error.to_string();
        assert!(error.contains("row 2 of"), "{error}");
        assert!(error.contains("\"x.png\", but the list says \"b, c.png\""));
    }
}
