//! The CSV table of `predict`: one row a file, written as films are classified to `TABLE.csv.partial`, so
//! that a killed run can be resumed and `TABLE.csv` is always complete.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use csv::StringRecord;
use model::reading::Reading;
use thiserror::Error;

use crate::files::{self, FileError, failed};

/// A table that cannot be used.
#[derive(Debug, Error)]
pub(crate) enum TableError {
    #[error(transparent)]
    File(#[from] FileError),
    #[error("{}: {source}", path.display())]
    Csv { path: PathBuf, source: csv::Error },
    #[error("{} was not written by `predict`: it does not begin with {header:?}; give another --out", path.display())]
    OtherHeader { path: PathBuf, header: String },
    #[error("row {row} of {} is {found:?}, but {expected:?} was expected; give the same files, or another --out", path.display())]
    OtherFiles {
        path: PathBuf,
        row: usize,
        found: String,
        expected: String,
    },
}

/// A table that is open for more rows.
#[derive(Debug)]
pub(crate) struct PredictionTable {
    /// Where it is written.
    path: PathBuf,
    /// Where it is when it is finished.
    finished: PathBuf,
    writer: csv::Writer<File>,
    rows: usize,
}

/// The path of a table that is not finished.
pub(crate) fn partial(table: &Path) -> PathBuf {
    let mut name = table.as_os_str().to_owned();
    name.push(".partial");
    name.into()
}

/// The table to resume: the unfinished one, or an earlier table; `None` if there are no rows.
pub(crate) fn begun(table: &Path) -> Option<PathBuf> {
    let tables = [partial(table), table.to_owned()];
    let has_rows = |path: &PathBuf| path.metadata().is_ok_and(|it| it.len() > 0);
    tables.into_iter().find(has_rows)
}

/// Whether the first bytes of a file are those of a table of readings.
pub(crate) fn is_table(head: &[u8]) -> bool {
    head.starts_with(Reading::CSV_HEADER.join(",").as_bytes())
}

impl PredictionTable {
    /// An empty table, without its header; replaces an unfinished one. On a device or pipe, the table is
    /// written as it is.
    pub(crate) fn create(table: &Path) -> Result<Self, TableError> {
        let path = if files::is_special(table) {
            table.to_owned()
        } else {
            partial(table)
        };
        let file = File::create(&path).map_err(failed("write", &path))?;
        Ok(Self::open(table, path, file, 0))
    }

    fn open(table: &Path, path: PathBuf, file: File, rows: usize) -> Self {
        Self {
            path,
            finished: table.to_owned(),
            writer: csv::Writer::from_writer(file),
            rows,
        }
    }

    /// Opens the begun table if its rows are those of the first of these files, in order. An
    /// incomplete last row is cut off, an incomplete header completed.
    ///
    /// # Errors
    /// [`TableError::OtherHeader`] or [`TableError::OtherFiles`] when it is another table, which is
    /// then left unchanged.
    pub(crate) fn resume(
        table: &Path,
        header: &[&str],
        names: &[String],
    ) -> Result<Self, TableError> {
        let begun = begun(table).unwrap_or_else(|| table.to_owned());
        let path = begun.as_path();
        let bytes = files::read(path)?;
        let complete = complete_rows(&bytes);
        let rows = read_rows(complete).map_while(Result::ok);
        let rows: Vec<StringRecord> = rows.collect();
        let rows = match rows.split_first() {
            Some((first, rows)) if first == header => rows,
            None if header.join(",").as_bytes().starts_with(&bytes) => {
                let mut table = Self::create(table)?;
                table.push(header)?;
                return Ok(table);
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
                    expected: expected.map_or("no more rows", String::as_str).to_owned(),
                });
            }
        }
        let path = partial(table);
        if begun != path {
            files::write(&path, complete)?;
        }
        let file = OpenOptions::new().append(true).open(&path);
        let file = file.map_err(failed("write", &path))?;
        let length = file.set_len(complete.len() as u64);
        length.map_err(failed("write", &path))?;
        Ok(Self::open(table, path, file, rows.len()))
    }

    /// Where the rows are until the table is finished.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Whether it is moved when it is finished, so that it is not written to a device or pipe.
    pub(crate) fn is_staged(&self) -> bool {
        self.path != self.finished
    }

    /// Gives the complete table its name.
    ///
    /// # Errors
    /// [`TableError::File`] when it cannot be renamed; the unfinished table then stays.
    pub(crate) fn finish(self) -> Result<(), TableError> {
        let Self { path, finished, .. } = self;
        if path == finished {
            return Ok(());
        }
        Ok(fs::rename(&path, &finished).map_err(failed("write", &finished))?)
    }

    /// Rows that the table had when it was opened, without its header.
    pub(crate) const fn rows(&self) -> usize {
        self.rows
    }

    /// Writes a row and flushes it.
    pub(crate) fn push<T: AsRef<[u8]>>(&mut self, row: &[T]) -> Result<(), TableError> {
        let written = self.writer.write_record(row).map_err(io::Error::from);
        let written = written.and_then(|()| self.writer.flush());
        Ok(written.map_err(failed("write", &self.path))?)
    }
}

/// The rows of a table, header first.
pub(crate) fn read(path: &Path) -> Result<Vec<StringRecord>, TableError> {
    let bytes = files::read(path)?;
    let rows: Result<_, csv::Error> = read_rows(&bytes).collect();
    rows.map_err(|source| TableError::Csv {
        path: path.to_owned(),
        source,
    })
}

/// Rows as the bytes of a CSV file.
pub(crate) fn to_csv<R>(rows: impl IntoIterator<Item = R>) -> Result<Vec<u8>, csv::Error>
where
    R: IntoIterator<Item: AsRef<[u8]>>,
{
    let mut table = csv::Writer::from_writer(Vec::new());
    for row in rows {
        table.write_record(row)?;
    }
    Ok(table
        .into_inner()
        .map_err(csv::IntoInnerError::into_error)?)
}

fn read_rows(bytes: &[u8]) -> impl Iterator<Item = Result<StringRecord, csv::Error>> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(bytes)
        .into_records()
}

/// The part of a table up to the end of the last row that was written completely.
fn complete_rows(bytes: &[u8]) -> &[u8] {
    // A row is written with its line end last; a line end inside quotes does not end a row.
    let (mut quoted, mut end) = (false, 0);
    for (index, byte) in bytes.iter().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => end = index + 1,
            _ => {}
        }
    }
    &bytes[..end]
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

    fn table(path: &Path) -> PredictionTable {
        let mut table = PredictionTable::create(path).unwrap();
        table.push(&HEADER).unwrap();
        table
    }

    #[test]
    fn another_file_is_refused_and_left_unchanged() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("notes.txt");
        for text in ["fi\nle", "my notes", "file,reason,more\na.png,,\n"] {
            std::fs::write(&path, text).unwrap();
            let error = PredictionTable::resume(&path, &HEADER, &names()).unwrap_err();
            let error = error.to_string();
            assert!(
                error.contains("does not begin with \"file,reason\""),
                "{error}"
            );
            assert_eq!(files::read_text(&path).unwrap(), text);
        }
    }

    #[test]
    fn a_table_is_resumed_after_its_last_complete_row_wherever_it_was_cut() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("table.csv");
        let rows: Vec<[String; 2]> = names().into_iter().map(row).collect();
        let mut table = table(&path);
        for row in &rows {
            table.push(row).unwrap();
        }
        table.finish().unwrap();
        let whole = std::fs::read(&path).unwrap();
        for cut in 0..=whole.len() {
            std::fs::write(&path, &whole[..cut]).unwrap();
            let mut table = PredictionTable::resume(&path, &HEADER, &names()).unwrap();
            for row in &rows[table.rows()..] {
                table.push(row).unwrap();
            }
            table.finish().unwrap();
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
        let error = PredictionTable::resume(&path, &HEADER, &names()).unwrap_err();
        let error = error.to_string();
        assert!(error.contains("row 2 of"), "{error}");
        assert!(error.contains("\"x.png\", but \"b, c.png\" was expected"));
    }
}
