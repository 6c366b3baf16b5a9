//! The films of a split without those that a list names, such as films of doubtful labels.

use std::collections::HashSet;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::error::EvaluationError;
use crate::data::Split;
use crate::data::pack::Pack;
use crate::files::{self, FileError};

/// The column of names, where the list is a table.
const COLUMN: &str = "file";

/// What a list leaves out of an evaluation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Without {
    /// The name of the list.
    pub(crate) list: String,
    /// Films of the split that it names.
    pub(crate) films: u64,
}

/// The positions of the films of a split that a list does not name.
///
/// # Errors
/// [`EvaluationError`] when the list cannot be read, or names none or all of the films.
pub(crate) fn positions(
    pack: &Pack,
    split: Split,
    list: &Path,
) -> Result<(Vec<usize>, Without), EvaluationError> {
    let names = read(list)?;
    let all = pack.positions(split)?;
    let of_split = all.len();
    let is_kept = |&at: &usize| !names.contains(&pack.film(at).file);
    let kept: Vec<usize> = all.into_iter().filter(is_kept).collect();
    let films = of_split - kept.len();
    if kept.is_empty() || films == 0 {
        let list = list.to_owned();
        let which = if films == 0 { "none" } else { "all" };
        return Err(EvaluationError::Without { list, which, split });
    }
    let list = list.file_name().unwrap_or(list.as_os_str());
    let without = Without {
        list: list.to_string_lossy().into_owned(),
        films: films as u64,
    };
    Ok((kept, without))
}

/// The names of a list.
pub(crate) fn read(list: &Path) -> Result<HashSet<String>, FileError> {
    Ok(names(&files::read_text(list)?))
}

/// The names in the column `file` of a table, or else one in each line.
fn names(text: &str) -> HashSet<String> {
    let text = text.trim_start_matches('\u{feff}');
    let mut table = csv::Reader::from_reader(text.as_bytes());
    let header = table.headers().ok();
    let column = header.and_then(|it| it.iter().position(|cell| cell.trim() == COLUMN));
    if let Some(column) = column {
        let rows = table.records().filter_map(Result::ok);
        return rows
            .filter_map(|row| Some(row.get(column)?.trim().to_owned()))
            .collect();
    }
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_in_lines_or_in_a_column() {
        let expected = HashSet::from(["a b.png".to_owned(), "c.jpg".to_owned()]);
        for text in [
            "a b.png\r\nc.jpg",
            "\u{feff}a b.png\n\n  c.jpg \n",
            "file\na b.png\nc.jpg\n",
            "mask,file\nno,a b.png\nno,\"c.jpg\"\n",
        ] {
            assert_eq!(names(text), expected, "{text:?}");
        }
    }
}
