//! Reads label lists: `COVIDx` text (`patient file class source`), CSV, or class-named folders.

use std::path::{Path, PathBuf};

use model::class::Class;
use thiserror::Error;

use super::{Listing, Split};
use crate::files::{self, FileError};

/// Why a list cannot be read.
#[derive(Debug, Error)]
pub enum ListError {
    /// The file cannot be read.
    #[error(transparent)]
    File(#[from] FileError),
    /// A line has the wrong number of columns.
    #[error(
        "{}, line {line}: expected `patient file class source` separated by spaces, found {columns} column(s); correct the line or remove it",
        path.display()
    )]
    Columns {
        /// The list.
        path: PathBuf,
        /// Counted from 1.
        line: usize,
        /// Words of the line.
        columns: usize,
    },
    /// The list has only two classes.
    #[error(
        "{}, line {line}: this list has only the classes positive and negative, which do not tell normal films from other pneumonia; use the three-class list of the same version (such as COVIDx9A instead of COVIDx9B), or a table with your own labels",
        path.display()
    )]
    TwoClasses {
        /// The list.
        path: PathBuf,
        /// Counted from 1.
        line: usize,
    },
    /// A value is not allowed.
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
    #[error("{}: the column {column:?} is missing; a table needs the columns file and label", path.display())]
    NoColumn {
        /// The table.
        path: PathBuf,
        /// The missing column.
        column: &'static str,
    },
    /// The table cannot be parsed.
    #[error("{}: {source}", path.display())]
    Table {
        /// The table.
        path: PathBuf,
        /// The message of the parser, with the line.
        source: csv::Error,
    },
    /// The list has no film.
    #[error("{}: the list is empty", .0.display())]
    Empty(PathBuf),
}

/// A row of a list; columns that it does not have are `None`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ListRow {
    /// The file's name or path below the image folder.
    pub(crate) file: String,
    /// What the film shows.
    pub(crate) class: Class,
    /// Whose it is.
    pub(crate) patient: Option<String>,
    /// The collection that it comes from.
    pub(crate) source: Option<String>,
    /// What it is used for.
    pub(crate) split: Option<Split>,
    /// `adult` or `paediatric`.
    pub(crate) age_group: Option<String>,
    /// `PA` or `AP`.
    pub(crate) view: Option<String>,
}

impl From<ListRow> for Listing {
    /// A film of an unknown patient counts as a patient of its own.
    fn from(row: ListRow) -> Self {
        let unknown = || "unknown".to_owned();
        Self {
            patient: row.patient.unwrap_or_else(|| row.file.clone()),
            file: row.file,
            class: row.class,
            source: row.source.unwrap_or_else(unknown),
            split: row.split,
            age_group: row.age_group.unwrap_or_else(unknown),
            view: row.view.unwrap_or_default(),
        }
    }
}

/// The films of a list, with missing columns filled in; see `rows`.
///
/// # Errors
/// [`ListError`] with the file and the line.
pub fn read(path: &Path) -> Result<Vec<Listing>, ListError> {
    Ok(rows(path)?.into_iter().map(Listing::from).collect())
}

/// Reads a list of either format; CSV is recognised by the file's extension or its header.
///
/// # Errors
/// [`ListError`] with the file and the line.
pub(crate) fn rows(path: &Path) -> Result<Vec<ListRow>, ListError> {
    let text = files::read_text(path)?;
    let text = text.trim_start_matches('\u{feff}');
    let is_csv = path
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("csv"));
    let rows = if is_csv || is_table(text) {
        parse_table(text, path)?
    } else {
        parse_covidx(text, path)?
    };
    if rows.is_empty() {
        return Err(ListError::Empty(path.to_owned()));
    }
    Ok(rows)
}

fn is_table(text: &str) -> bool {
    text.lines().next().is_some_and(|header| {
        let columns: Vec<&str> = header.split(',').map(str::trim).collect();
        columns.len() > 1 && (columns.contains(&"file") || columns.contains(&"label"))
    })
}

/// Parses `patient file class source` lines; the source may be missing.
fn parse_covidx(text: &str, path: &Path) -> Result<Vec<ListRow>, ListError> {
    let lines = text.lines().enumerate();
    lines
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(index, line)| {
            let row = covidx_row(line).ok_or_else(|| line_error(line, path, index + 1))?;
            Ok(ListRow {
                file: row.file.to_owned(),
                class: row.class,
                patient: Some(row.patient.to_owned()),
                source: row.source.map(str::to_owned),
                split: None,
                age_group: None,
                view: None,
            })
        })
        .collect()
}

/// One line of a `COVIDx` list.
struct CovidxLine<'a> {
    patient: &'a str,
    file: &'a str,
    class: Class,
    source: Option<&'a str>,
}

/// Parses a line from both ends, because the file name may contain spaces: the class is the second last
/// word or the last.
fn covidx_row(line: &str) -> Option<CovidxLine<'_>> {
    let (patient, rest) = line.trim().split_once(char::is_whitespace)?;
    let rest = rest.trim_start();
    let (before, last) = last_word(rest)?;
    let with_source =
        last_word(before).and_then(|(file, class)| Some((file, class.parse().ok()?, Some(last))));
    let (file, class, source) = match with_source {
        Some(row) => row,
        None => (before, last.parse().ok()?, None),
    };
    Some(CovidxLine {
        patient,
        file,
        class,
        source,
    })
}

/// Splits off the last word.
fn last_word(text: &str) -> Option<(&str, &str)> {
    let (before, word) = text.rsplit_once(char::is_whitespace)?;
    Some((before.trim_end(), word))
}

/// Why a line cannot be parsed.
fn line_error(line: &str, path: &Path, number: usize) -> ListError {
    let words: Vec<&str> = line.split_whitespace().collect();
    let is_two_class = |word: &&str| matches!(*word, "positive" | "negative");
    if words.iter().rev().take(2).any(is_two_class) {
        return ListError::TwoClasses {
            path: path.to_owned(),
            line: number,
        };
    }
    match words[..] {
        [_, _, class] | [_, _, class, _] => match parse_class(class, path, number) {
            Err(error) => error,
            // The class is where the file should be: "patient class source".
            Ok(_) => columns(&words, path, number),
        },
        _ => columns(&words, path, number),
    }
}

fn columns(words: &[&str], path: &Path, line: usize) -> ListError {
    ListError::Columns {
        path: path.to_owned(),
        line,
        columns: words.len(),
    }
}

/// Parses a table with a header; `file` and `label` are required, other columns optional.
fn parse_table(text: &str, path: &Path) -> Result<Vec<ListRow>, ListError> {
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
    let mut rows = Vec::new();
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
        let owned = |index| cell(index).map(str::to_owned);
        rows.push(ListRow {
            file: file.to_owned(),
            class: parse_class(cell(Some(label)).unwrap_or(""), path, line)?,
            patient: owned(patient),
            source: owned(source),
            split: cell(split)
                .map(|word| parse_split(word, path, line))
                .transpose()?,
            age_group: owned(age_group),
            view: owned(view),
        });
    }
    Ok(rows)
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

/// Lists files by the names of their folders: `<class>/..` or `<split>/<class>/..`.
///
/// Files in other folders are left out. Each file counts as a patient of its own.
pub(crate) fn from_folders(files: &[String], source: &str) -> Vec<Listing> {
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
            let row = ListRow {
                file: file.clone(),
                class,
                patient: None,
                source: Some(source.to_owned()),
                split,
                age_group: None,
                view: None,
            };
            Some(row.into())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::class::UnknownClass;

    fn covidx(text: &str) -> Result<Vec<Listing>, String> {
        let rows = parse_covidx(text, Path::new("list.txt"));
        let rows = rows.map_err(|error| error.to_string())?;
        Ok(rows.into_iter().map(Listing::from).collect())
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
    fn a_file_name_may_hold_spaces_and_the_names_of_classes() {
        let file_and_source = |line| {
            let row = covidx_row(line).unwrap();
            let source = row.source.unwrap_or("none");
            (row.patient, row.file, row.class.label(), source)
        };
        let cases = [
            (
                "7 a b  c.png normal rsna",
                ("7", "a b  c.png", "normal", "rsna"),
            ),
            (
                "7  a b.png\tpneumonia",
                ("7", "a b.png", "pneumonia", "none"),
            ),
            (
                "7 normal.png COVID-19",
                ("7", "normal.png", "COVID-19", "none"),
            ),
            ("7 normal COVID-19", ("7", "normal", "COVID-19", "none")),
            (
                "7 COVID-19 (2).jpg normal x",
                ("7", "COVID-19 (2).jpg", "normal", "x"),
            ),
            ("7 a.png normal normal", ("7", "a.png", "normal", "normal")),
        ];
        for (line, expected) in cases {
            assert_eq!(file_and_source(line), expected);
        }
    }

    #[test]
    fn a_bad_line_is_named_with_its_number() {
        let unknown = |word: &str| format!("line 1: {}", UnknownClass(word.to_owned()));
        let cases = [
            ("1 a.png normal x\n2 b.png", "list.txt, line 2: expected"),
            ("\n1 a b c.png x y", "line 2: expected"),
            ("1 a.png flu x", &unknown("flu")),
            ("1 a.png flu", &unknown("flu")),
            ("1 normal x", &unknown("x")),
            (
                "1 a.png negative rsna",
                "line 1: this list has only the classes positive",
            ),
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
        assert_eq!((&rows[1].patient, &rows[1].source), (&None, &None));
        let rows: Vec<Listing> = rows.into_iter().map(Listing::from).collect();
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
                &format!("labels.csv, line 3: {}", UnknownClass("flu".to_owned())),
            ),
            (
                "file,label,split\na,normal,dev\n",
                "line 2: unknown split \"dev\"",
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
