//! Tables with a header: separated by commas, semicolons, tabs or bars, as spreadsheets write them.

use std::path::Path;
use std::sync::Arc;

use thiserror::Error;

use super::cells::{OpenQuote, Row, Rows};
use super::columns::{self, Column, Columns, HeaderError};
use super::list::List;
use super::problems::Problem;
use super::row::{Entry, ListRow, Place, content};

/// The separators that a header is tried with; of equals the first wins.
pub(super) const SEPARATORS: [(char, &str); 4] = [
    (',', "commas"),
    (';', "semicolons"),
    ('\t', "tabs"),
    ('|', "bars"),
];

/// Whether rows need a label: a table beside lists only adds columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Labels {
    Required,
    Optional,
}

/// Why a table cannot be used at all.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum TableError {
    /// The header cannot be used.
    #[error(transparent)]
    Header(#[from] HeaderError),
    /// A cell is not closed.
    #[error(transparent)]
    Quote(#[from] OpenQuote),
}

/// How a table is written.
#[derive(Debug)]
pub(super) struct Dialect<'a> {
    separator: char,
    separator_name: &'static str,
    /// The text after a line that declares the separator.
    body: &'a str,
    /// The line on which it begins.
    line: usize,
}

impl<'a> Dialect<'a> {
    /// The separator that the line `sep=;` declares, or else the one that finds most columns in the
    /// header; `None` where no separator finds a column.
    pub(super) fn of(text: &'a str) -> Option<Self> {
        let (declared, body, line) = declaration(text);
        let tried = SEPARATORS
            .iter()
            .filter(|(separator, _)| declared.is_none_or(|declared| declared == *separator));
        let known = |separator| {
            let header = Rows::new(body, separator, line).next();
            header
                .and_then(Result::ok)
                .map_or((0, 0), |row| (columns::known(&row.cells), row.cells.len()))
        };
        // `max_by_key` takes the last of equals, hence from behind.
        let (separator, separator_name) =
            *tried.rev().max_by_key(|(separator, _)| known(*separator))?;
        (declared.is_some() || known(separator).0 > 0).then_some(Self {
            separator,
            separator_name,
            body,
            line,
        })
    }

    /// A table that no column was found in, for an error that shows its header.
    pub(super) const fn unknown(text: &'a str) -> Self {
        Self {
            separator: SEPARATORS[0].0,
            separator_name: SEPARATORS[0].1,
            body: text,
            line: 1,
        }
    }
}

/// The separator of a first line such as `sep=;`, what follows it, and the line where that begins.
fn declaration(text: &str) -> (Option<char>, &str, usize) {
    let end = text.find(['\r', '\n']).unwrap_or(text.len());
    let (first, rest) = text.split_at(end);
    let first = first.trim_matches(['"', ' ']);
    let Some(separator) = first
        .get(..4)
        .filter(|start| start.eq_ignore_ascii_case("sep="))
        .and_then(|_| first[4..].chars().next())
    else {
        return (None, text, 1);
    };
    let body = rest.strip_prefix('\r').unwrap_or(rest);
    (Some(separator), body.strip_prefix('\n').unwrap_or(body), 2)
}

/// Reads a table; wrong rows are problems, so that all of them are found.
pub(super) fn parse(
    dialect: &Dialect<'_>,
    path: &Arc<Path>,
    labels: Labels,
) -> Result<List, TableError> {
    let mut rows = Rows::new(dialect.body, dialect.separator, dialect.line);
    let mut list = List::default();
    let Some(header) = rows.next().transpose()? else {
        return Ok(list);
    };
    let columns = Columns::read(&header.cells)?;
    if labels == Labels::Required {
        columns.require(Column::Label, &header.cells)?;
    }
    let assumed = assumed(dialect, &columns);
    if !assumed.is_empty() {
        list.notes
            .add_list(format!("{}: {}", path.display(), assumed.join("; ")));
    }
    for row in rows {
        let row = row?;
        let place = Place {
            list: path.clone(),
            line: row.line,
        };
        let surplus = row.cells.iter().skip(header.cells.len());
        if surplus.clone().any(|cell| !cell.is_empty()) {
            list.problems.add(Problem::ExtraCells, &place);
            continue;
        }
        let entry = entry(&row, &columns, &place, &mut list);
        list.rows.push(ListRow {
            place,
            entry,
            otherwise: Vec::new(),
        });
    }
    Ok(list)
}

/// What a row says; what it says wrong becomes a problem.
fn entry(row: &Row, columns: &Columns, place: &Place, list: &mut List) -> Entry {
    let cell = |column| {
        let position = columns.position(column)?;
        row.cells.get(position).and_then(|cell| content(cell))
    };
    let owned = |column| cell(column).map(str::to_owned);
    // A film may be named as a word for nothing.
    let file = columns.position(Column::File);
    let file = file.and_then(|position| row.cells.get(position));
    let file = file.cloned().unwrap_or_default();
    if file.is_empty() {
        list.problems.add(Problem::NoFile, place);
    }
    let split = cell(Column::Split).and_then(|word| match word.parse() {
        Ok(split) => Some(split),
        Err(error) => {
            list.problems.add(Problem::Split(error), place);
            None
        }
    });
    Entry {
        file,
        class: cell(Column::Label).and_then(|word| list.class(word, place)),
        patient: owned(Column::Patient),
        source: owned(Column::Source),
        split,
        age_group: owned(Column::AgeGroup),
        view: owned(Column::View),
    }
}

/// What was assumed about a whole table.
fn assumed(dialect: &Dialect<'_>, columns: &Columns) -> Vec<String> {
    let mut assumed = Vec::new();
    if dialect.separator != SEPARATORS[0].0 {
        assumed.push(format!("read as separated by {}", dialect.separator_name));
    }
    let renamed: Vec<String> = columns
        .renamed
        .iter()
        .map(|(name, column)| format!("{name:?} as {}", column.name()))
        .collect();
    if !renamed.is_empty() {
        assumed.push(format!("columns read: {}", renamed.join(", ")));
    }
    if !columns.unused.is_empty() {
        assumed.push(format!("columns not used: {}", columns.unused.join(", ")));
    }
    assumed
}
