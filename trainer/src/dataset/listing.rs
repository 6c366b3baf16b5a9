//! Reads label lists: `COVIDx` text (`patient file class source`), CSV, or class-named folders.

use std::path::{Path, PathBuf};

use model::class::Class;
use thiserror::Error;

use super::{Listing, Split};
use crate::files::{self, FileError};

/// A list that cannot be read as one.
#[derive(Debug, Error)]
pub enum ListError {
    /// The file cannot be read.
    #[error(transparent)]
    File(#[from] FileError),
    /// A line does not have the columns.
    #[error(
        "{}, line {line}: expected `patient file class source` separated by spaces, found {columns} column(s); correct the line or remove it",
        path.display()
    )]
    Columns {
        /// The list.
        path: PathBuf,
        /// Counted from 1.
        line: usize,
        /// How many words the line has.
        columns: usize,
    },
    /// A line's value is not one of those allowed.
    #[error("{}, line {line}: {reason}", path.display())]
    Value {
        /// The list.
        path: PathBuf,
        /// Counted from 1.
        line: usize,
        /// What is wrong, with the value.
        reason: String,
    },
    /// The CSV header lacks a column.
    #[error("{}: the column {column:?} is missing; a table needs file and label", path.display())]
    NoColumn {
        /// The table.
        path: PathBuf,
        /// The missing column.
        column: &'static str,
    },
    /// The table is broken.
    #[error("{}: {source}", path.display())]
    Table {
        /// The table.
        path: PathBuf,
        /// The reader's words, with the line.
        source: csv::Error,
    },
    /// The list holds no film.
    #[error("{}: the list is empty", .0.display())]
    Empty(PathBuf),
}

/// Reads a list of either kind; a CSV is recognised by its header.
///
/// # Errors
/// [`ListError`] with the file and the line.
pub fn read(path: &Path) -> Result<Vec<Listing>, ListError> {
    let text = files::read_text(path)?;
    let text = text.trim_start_matches('\u{feff}');
    let listings = if is_table(text) {
        parse_table(text, path)?
    } else {
        parse_covidx(text, path)?
    };
    if listings.is_empty() {
        return Err(ListError::Empty(path.to_owned()));
    }
    Ok(listings)
}

fn is_table(text: &str) -> bool {
    text.lines().next().is_some_and(|header| {
        let columns: Vec<&str> = header.split(',').map(str::trim).collect();
        columns.len() > 1 && (columns.contains(&"file") || columns.contains(&"label"))
    })
}

/// Parses `patient file class source` lines; the source may be missing.
fn parse_covidx(text: &str, path: &Path) -> Result<Vec<Listing>, ListError> {
    let mut listings = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let words: Vec<&str> = line.split_whitespace().collect();
        let (patient, file, class, source) = match words[..] {
            [] => continue,
            [patient, file, class] => (patient, file, class, "unknown"),
            [patient, file, class, source] => (patient, file, class, source),
            _ => {
                return Err(ListError::Columns {
                    path: path.to_owned(),
                    line: index + 1,
                    columns: words.len(),
                });
            }
        };
        listings.push(Listing {
            file: file.to_owned(),
            class: parse_class(class, path, index + 1)?,
            patient: patient.to_owned(),
            source: source.to_owned(),
            split: None,
            age_group: "unknown".to_owned(),
            view: String::new(),
        });
    }
    Ok(listings)
}

/// Parses a table with a header; `file` and `label` are needed, the others help.
fn parse_table(text: &str, path: &Path) -> Result<Vec<Listing>, ListError> {
    let table = |source| ListError::Table {
        path: path.to_owned(),
        source,
    };
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let header = reader.headers().map_err(table)?.clone();
    let column = |name: &str| header.iter().position(|column| column == name);
    let needed = |name: &'static str| {
        column(name).ok_or_else(|| ListError::NoColumn {
            path: path.to_owned(),
            column: name,
        })
    };
    let (file, label) = (needed("file")?, needed("label")?);
    let (patient, source, split) = (column("patient"), column("source"), column("split"));
    let (age_group, view) = (column("age_group"), column("view"));
    let mut listings = Vec::new();
    for record in reader.records() {
        let record = record.map_err(table)?;
        let line = record
            .position()
            .map_or(0, |position| usize::try_from(position.line()).unwrap_or(0));
        let cell = |index: Option<usize>| {
            index
                .and_then(|index| record.get(index))
                .filter(|cell| !cell.is_empty())
        };
        let file = cell(Some(file)).ok_or_else(|| ListError::Value {
            path: path.to_owned(),
            line,
            reason: "the file name is empty".to_owned(),
        })?;
        listings.push(Listing {
            file: file.to_owned(),
            class: parse_class(cell(Some(label)).unwrap_or(""), path, line)?,
            patient: cell(patient).unwrap_or(file).to_owned(),
            source: cell(source).unwrap_or("unknown").to_owned(),
            split: cell(split)
                .map(|word| parse_split(word, path, line))
                .transpose()?,
            age_group: cell(age_group).unwrap_or("unknown").to_owned(),
            view: cell(view).unwrap_or("").to_owned(),
        });
    }
    Ok(listings)
}

fn parse_class(word: &str, path: &Path, line: usize) -> Result<Class, ListError> {
    word.parse()
        .map_err(|error: model::class::UnknownClass| ListError::Value {
            path: path.to_owned(),
            line,
            reason: error.to_string(),
        })
}

fn parse_split(word: &str, path: &Path, line: usize) -> Result<Split, ListError> {
    word.parse()
        .map_err(|error: super::UnknownSplit| ListError::Value {
            path: path.to_owned(),
            line,
            reason: error.to_string(),
        })
}

/// Lists files by the folders they lie in: `<class>/..` or `<split>/<class>/..`.
///
/// Files in other folders are left for the report. Each file counts as a patient of its own.
pub fn from_folders(files: &[String], source: &str) -> Vec<Listing> {
    files
        .iter()
        .filter_map(|file| {
            let folders: Vec<&str> = file.split('/').collect();
            let (split, class) = match folders[..] {
                [split, class, _, ..] if split.parse::<Split>().is_ok() => {
                    (split.parse().ok(), class.parse::<Class>().ok()?)
                }
                [class, _, ..] => (None, class.parse::<Class>().ok()?),
                _ => return None,
            };
            Some(Listing {
                file: file.clone(),
                class,
                patient: file.clone(),
                source: source.to_owned(),
                split,
                age_group: "unknown".to_owned(),
                view: String::new(),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn covidx(text: &str) -> Result<Vec<Listing>, String> {
        parse_covidx(text, Path::new("list.txt")).map_err(|error| error.to_string())
    }

    #[test]
    fn a_covidx_list_may_have_windows_lines_blank_lines_and_no_source() {
        let rows = covidx("3 a.jpeg pneumonia cohen\r\n\r\n4 b.png COVID-19\n  \n").unwrap();
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0].source, "cohen");
        assert_eq!(
            (rows[0].patient.as_str(), rows[0].class),
            ("3", Class::Pneumonia)
        );
        assert_eq!(rows[1].source, "unknown");
        assert_eq!(rows[1].file, "b.png");
    }

    #[test]
    fn a_bad_line_is_named_with_its_number() {
        let cases = [
            ("1 a.png normal x\n2 b.png", "list.txt, line 2: expected"),
            ("\n1 a b c.png normal x", "line 2: expected"),
            ("1 a.png flu x", "line 1: \"flu\" is no class"),
        ];
        for (text, expected) in cases {
            let error = covidx(text).unwrap_err();
            assert!(error.contains(expected), "{error}");
        }
    }

    #[test]
    fn a_table_is_read_by_its_header_whatever_the_order() {
        let text = "label,extra,file,split,patient,age_group\nnormal,\"x, y\",a.png,val,p1,adult\n\
                    COVID-19,,b.png,,,\n";
        assert!(is_table(text));
        let rows = parse_table(text, Path::new("labels.csv")).unwrap();
        assert_eq!(rows[0].split, Some(Split::Val));
        assert_eq!(rows[0].age_group, "adult");
        assert_eq!(rows[1].split, None);
        assert_eq!(rows[1].patient, "b.png");
        assert_eq!(rows[1].source, "unknown");
    }

    #[test]
    fn a_table_with_a_wrong_value_or_column_is_refused_by_name() {
        let cases = [
            ("file,class\na,normal\n", "the column \"label\" is missing"),
            (
                "file,label\na,normal\nb,flu\n",
                "labels.csv, line 3: \"flu\"",
            ),
            (
                "file,label,split\na,normal,dev\n",
                "line 2: \"dev\" is no split",
            ),
            ("file,label\n,normal\n", "line 2: the file name is empty"),
            ("file,label\na,normal,x\n", "labels.csv: CSV error"),
        ];
        for (text, expected) in cases {
            let error = parse_table(text, Path::new("labels.csv"))
                .unwrap_err()
                .to_string();
            assert!(error.contains(expected), "{error}");
        }
    }

    #[test]
    fn folders_name_the_class_and_perhaps_the_split() {
        let files = [
            "normal/a.png",
            "test/COVID-19/x/b.png",
            "notes/c.png",
            "d.png",
        ]
        .map(str::to_owned);
        let rows = from_folders(&files, "mine");
        assert_eq!(rows.len(), 2);
        assert_eq!((rows[0].class, rows[0].split), (Class::Normal, None));
        assert_eq!(
            (rows[1].class, rows[1].split),
            (Class::Covid19, Some(Split::Test))
        );
    }
}
