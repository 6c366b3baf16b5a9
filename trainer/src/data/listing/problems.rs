//! Everything that is wrong with lists: collected first, then reported at once.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Display};
use std::mem::discriminant;
use std::path::Path;

use model::class::UnknownClass;
use serde::ser::{Serialize, Serializer};
use thiserror::Error;

use super::row::Place;
use crate::data::UnknownSplit;
use crate::data::itemized::MAX_SHOWN;

/// Why lists cannot be used. Those with a place are wrong there only.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Error)]
pub(crate) enum Problem {
    /// A whole list cannot be used.
    #[error("{0}")]
    List(String),
    /// Not a class.
    #[error(transparent)]
    Class(UnknownClass),
    /// Not a split.
    #[error(transparent)]
    Split(UnknownSplit),
    /// A class in a list of two classes.
    #[error(
        "the classes positive and negative do not tell normal films from other pneumonia; use the three-class list of the same version (such as COVIDx9A instead of COVIDx9B), or a table with your own labels"
    )]
    TwoClasses,
    /// A line of a `COVIDx` list with too few or too many words.
    #[error(
        "expected `patient file class source` separated by spaces, or a table whose first row names the columns file and label; correct the line or remove it"
    )]
    Words,
    /// A row without a file.
    #[error("the file name is empty")]
    NoFile,
    /// A row that has more cells than the header.
    #[error(
        "the row has more cells than the header; put names that contain the separator into quotation marks"
    )]
    ExtraCells,
    /// Several files may be meant.
    #[error("{name:?} may be any of {}; write the path below the image folder", .files.join(", "))]
    Ambiguous {
        /// The name in the list.
        name: String,
        /// The files.
        files: Vec<String>,
    },
    /// Names that differ in their folders mean one file, because the image folder has no such folders.
    #[error(
        "{name:?} and {other:?} are different files, but the image folder has only {file}; give the folder that has both"
    )]
    SameFile {
        /// The name in this row.
        name: String,
        /// The name in an earlier row.
        other: String,
        /// The only file.
        file: String,
    },
    /// The list and the table of labels disagree.
    #[error("{file} is {list} in the list but {table} in the table of labels; correct one of them")]
    LabelsDisagree {
        /// The film.
        file: String,
        /// The label in the list.
        list: &'static str,
        /// The label in the table.
        table: &'static str,
    },
    /// A film in folders of two classes or splits.
    #[error("{folders:?} names two classes or splits; one of its folders must be renamed")]
    TwoFolders {
        /// The path of the folder.
        folders: String,
    },
    /// A patient has films in two splits.
    #[error("{0}; put all films of a patient into one split")]
    DividedPatient(String),
}

/// Problems with all their places.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Problems(BTreeMap<Problem, Vec<Place>>);

impl Problems {
    /// Adds a problem of a row.
    pub(crate) fn add(&mut self, problem: Problem, place: &Place) {
        self.0.entry(problem).or_default().push(place.clone());
    }

    /// Adds a problem that belongs to no row.
    pub(crate) fn add_general(&mut self, problem: Problem) {
        self.0.entry(problem).or_default();
    }

    /// Adds those of another list.
    pub(crate) fn extend(&mut self, other: Self) {
        for (problem, places) in other.0 {
            self.0.entry(problem).or_default().extend(places);
        }
    }

    /// The places that something is wrong with.
    pub(crate) fn places(&self) -> BTreeSet<Place> {
        self.0.values().flatten().cloned().collect()
    }

    /// The number of different problems.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing is wrong.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl std::error::Error for Problems {}

impl Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let problems: Vec<_> = self.0.iter().collect();
        let mut lines = Vec::new();
        // Problems of a kind are neighbours.
        for kind in
            problems.chunk_by(|(one, _), (other, _)| discriminant(*one) == discriminant(*other))
        {
            lines.extend(
                kind.iter()
                    .take(MAX_SHOWN)
                    .map(|(problem, places)| match at(places) {
                        Some(at) => format!("{at}: {problem}"),
                        None => problem.to_string(),
                    }),
            );
        }
        if let [line] = &lines[..] {
            return f.write_str(line);
        }
        let hidden = self.0.len() - lines.len();
        if hidden > 0 {
            lines.push(format!("and {hidden} more, which --json lists"));
        }
        write!(f, "the lists have {} errors:", self.0.len())?;
        lines.iter().try_for_each(|line| write!(f, "\n  {line}"))
    }
}

impl Serialize for Problems {
    /// A list of problems, each with its places.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(serde::Serialize)]
        struct Found<'a> {
            problem: String,
            places: &'a [Place],
        }
        serializer.collect_seq(self.0.iter().map(|(problem, places)| Found {
            problem: problem.to_string(),
            places,
        }))
    }
}

/// The places by list, as in `a.csv, lines 2, 5-7 (4 lines); b.csv, line 3`.
fn at(places: &[Place]) -> Option<String> {
    let mut of_list: BTreeMap<&Path, BTreeSet<usize>> = BTreeMap::new();
    for place in places {
        of_list.entry(&place.list).or_default().insert(place.line);
    }
    let lists = of_list.into_iter().map(|(list, lines)| {
        let runs = runs(&lines);
        let mut shown: Vec<String> = runs.iter().take(MAX_SHOWN).map(run_text).collect();
        if runs.len() > MAX_SHOWN {
            shown.push("..".to_owned());
        }
        let (list, shown) = (list.display(), shown.join(", "));
        match lines.len() {
            1 => format!("{list}, line {shown}"),
            count => format!("{list}, lines {shown} ({count} lines)"),
        }
    });
    let lists: Vec<String> = lists.collect();
    (!lists.is_empty()).then(|| lists.join("; "))
}

/// The first and the last of consecutive lines.
fn runs(lines: &BTreeSet<usize>) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for &line in lines {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == line => *last = line,
            _ => runs.push((line, line)),
        }
    }
    runs
}

fn run_text(&(first, last): &(usize, usize)) -> String {
    if first == last {
        first.to_string()
    } else {
        format!("{first}-{last}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;
    use std::sync::Arc;

    fn place(list: &str, line: usize) -> Place {
        Place {
            list: Arc::from(Path::new(list)),
            line,
        }
    }

    fn flu() -> Problem {
        Problem::Class(UnknownClass("flu".to_owned()))
    }

    #[test]
    fn one_problem_is_one_line_with_its_places() {
        let mut problems = Problems::default();
        problems.add(flu(), &place("a.csv", 3));
        let text = problems.to_string();
        assert!(
            text.starts_with("a.csv, line 3: unknown class \"flu\""),
            "{text}"
        );
        problems.add(flu(), &place("a.csv", 5));
        problems.add(flu(), &place("a.csv", 6));
        problems.add(flu(), &place("b.csv", 2));
        let text = problems.to_string();
        let places = "a.csv, lines 3, 5-6 (3 lines); b.csv, line 2: unknown";
        assert!(text.starts_with(places), "{text}");
    }

    #[test]
    fn a_text_shows_some_of_each_kind_and_json_shows_all() {
        let mut problems = Problems::default();
        for number in 0..50 {
            problems.add(flu(), &place("a.csv", 2 * number));
            let word = UnknownClass(format!("flu {number:02}"));
            problems.add(Problem::Class(word), &place("a.csv", 100 + number));
        }
        problems.add(Problem::NoFile, &place("a.csv", 200));
        problems.add_general(Problem::List("b.csv: the list is empty".to_owned()));
        let text = problems.to_string();
        assert!(
            text.starts_with("the lists have 53 errors:\n  b.csv: the list is empty\n"),
            "{text}"
        );
        assert_eq!(text.lines().count(), 1 + MAX_SHOWN + 2 + 1);
        assert!(
            text.contains("36, 38, .. (50 lines): unknown class \"flu\""),
            "{text}"
        );
        assert!(
            text.contains("a.csv, line 200: the file name is empty"),
            "{text}"
        );
        assert!(text.ends_with("and 31 more, which --json lists"), "{text}");
        let json = serde_json::to_value(&problems).unwrap();
        assert_eq!(json.as_array().unwrap().len(), 53);
        assert_eq!(json[1]["places"].as_array().unwrap().len(), 50);
    }
}
