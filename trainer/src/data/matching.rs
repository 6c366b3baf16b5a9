//! Finds the files that lists name, and the files that no list names.

mod join;
mod names;
mod near;

use std::collections::{BTreeMap, BTreeSet};

use model::class::Class;
use serde::Serialize;

pub(crate) use self::join::join;
use self::names::{Endings, Likeness};
use self::near::NearFiles;
use super::listing::list::List;
use super::listing::notes::{Assumption, Notes};
use super::listing::problems::{Problem, Problems};
use super::listing::row::{Entry, ListRow, Place};
use super::{Listing, Split};
use crate::files::film::FilmFile;

/// The most files that an ambiguous name lists.
const MAX_CANDIDATES: usize = 5;

/// A listed film with its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ListedFile {
    /// The film.
    pub(crate) listing: Listing,
    /// The file.
    pub(crate) file: FilmFile,
}

/// A name of a list that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct UnusedName {
    /// The name, as written.
    pub(crate) file: String,
    /// Where it is.
    pub(crate) place: Place,
    /// Files in no list that may be meant.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) near: Vec<String>,
}

impl UnusedName {
    fn of(row: &ListRow) -> Self {
        Self {
            file: row.entry.file.clone(),
            place: row.place.clone(),
            near: Vec::new(),
        }
    }
}

/// A row whose file is in the folder.
#[derive(Debug, Clone)]
pub(crate) struct FoundRow {
    place: Place,
    entry: Entry,
    /// Its position in the folder.
    file: usize,
}

/// Rows that were looked up in a folder.
#[derive(Debug, Default)]
pub(crate) struct FoundRows {
    /// Rows with a file.
    pub(crate) rows: Vec<FoundRow>,
    /// Rows without one.
    pub(crate) missing: Vec<UnusedName>,
    /// What was assumed.
    pub(crate) notes: Notes,
    /// What is wrong.
    pub(crate) problems: Problems,
}

/// Looks up the file of each row among the `present` ones, first by the exact name and then by names
/// that differ ever more.
///
/// Of several files that a name may mean, those in folders named by the row's class or split are
/// preferred; `default_split` is that of rows without one.
pub(crate) fn find(list: List, present: &[String], default_split: Option<Split>) -> FoundRows {
    let mut found = FoundRows {
        notes: list.notes,
        problems: list.problems,
        ..FoundRows::default()
    };
    let mut placed: BTreeMap<usize, FoundRow> = BTreeMap::new();
    let mut open: Vec<(usize, ListRow)> = list.rows.into_iter().enumerate().collect();
    for likeness in Likeness::ALL {
        if open.is_empty() {
            break;
        }
        let endings = Endings::of(present, likeness);
        open.retain(|(number, row)| {
            let Some((entry, files)) = candidates(row, &endings, present, default_split) else {
                return true;
            };
            if let [file] = files[..] {
                let found_row = FoundRow {
                    place: row.place.clone(),
                    entry: entry.clone(),
                    file,
                };
                note_differences(row, &found_row, likeness, &present[file], &mut found.notes);
                placed.insert(*number, found_row);
            } else {
                let problem = ambiguous(&entry.file, &files, present);
                found.problems.add(problem, &row.place);
            }
            false
        });
    }
    found.missing = open.iter().map(|(_, row)| UnusedName::of(row)).collect();
    found.rows = placed.into_values().collect();
    found
}

/// The first reading of a row that names a file, with the files that it may mean.
fn candidates<'a>(
    row: &'a ListRow,
    endings: &Endings,
    present: &[String],
    default_split: Option<Split>,
) -> Option<(&'a Entry, Vec<usize>)> {
    let entries = std::iter::once(&row.entry).chain(&row.otherwise);
    let mut named = entries.map(|entry| (entry, endings.named(&entry.file)));
    let (entry, files) = named.find(|(_, files)| !files.is_empty())?;
    if let [file] = files {
        return Some((entry, vec![*file]));
    }
    let split = entry.split.or(default_split);
    let agreement = |file: usize| {
        let folders = || present[file].split('/');
        let class = folders().any(|name| name.parse().ok() == entry.class && entry.class.is_some());
        let split = folders().any(|name| name.parse().ok() == split && split.is_some());
        (class, split)
    };
    let best = files.iter().map(|&file| agreement(file)).max()?;
    let preferred = files.iter().copied();
    Some((
        entry,
        preferred.filter(|&file| agreement(file) == best).collect(),
    ))
}

fn ambiguous(name: &str, files: &[usize], present: &[String]) -> Problem {
    let shown = files.iter().take(MAX_CANDIDATES);
    let mut shown: Vec<String> = shown.map(|&file| present[file].clone()).collect();
    if files.len() > MAX_CANDIDATES {
        shown.push(format!("{} more", files.len() - MAX_CANDIDATES));
    }
    Problem::Ambiguous {
        name: name.to_owned(),
        files: shown,
    }
}

/// Counts in which ways the name of a row differs from its file.
fn note_differences(
    row: &ListRow,
    found: &FoundRow,
    likeness: Likeness,
    file: &str,
    notes: &mut Notes,
) {
    let name = &found.entry.file;
    let last = |path: &str| path.rsplit(['/', '\\']).next().map(str::to_owned);
    let (has_more_folders, has_fewer_folders) = names::folders_differ(name, file);
    // `COVIDx` has its films in such folders, and leaves them out of its lists.
    let in_split_folder = file
        .split('/')
        .any(|folder| folder.parse::<Split>().is_ok());
    let differences = [
        (
            Assumption::Backslashes,
            name.contains('\\') && !file.contains('\\'),
        ),
        (Assumption::FoldersDropped, has_more_folders),
        (Assumption::Subfolder, has_fewer_folders && !in_split_folder),
        (
            Assumption::Letters,
            likeness == Likeness::Letters && last(name) != last(file),
        ),
        (Assumption::Case, likeness == Likeness::Case),
        (Assumption::Extension, likeness == Likeness::Stem),
    ];
    for (assumption, differs) in differences {
        if differs {
            notes.add(assumption, || format!("{name} is {file} ({})", row.place));
        }
    }
    if found.entry != row.entry {
        let patient = found.entry.patient.as_deref().unwrap_or("unknown");
        notes.add(Assumption::Spaces, || {
            format!("{name} of patient {patient} ({})", row.place)
        });
    }
}

/// Lists compared with an image folder.
#[derive(Debug, Default)]
pub(crate) struct Matched {
    /// The films that are in both and have one label.
    pub(crate) films: Vec<ListedFile>,
    /// Listed, but not in the folder.
    pub(crate) missing: Vec<UnusedName>,
    /// Rows without a label.
    pub(crate) unlabelled: Vec<UnusedName>,
    /// Rows whose file an earlier row has too. The first row counts, with the most protected of the
    /// splits.
    pub(crate) repeated: Vec<UnusedName>,
    /// Listed more than once with different classes; not among the films.
    pub(crate) contradicted: BTreeMap<String, BTreeSet<Class>>,
    /// In the folder, but not listed.
    pub(crate) unlisted: Vec<String>,
    /// What was assumed.
    pub(crate) notes: Notes,
    /// What is wrong.
    pub(crate) problems: Problems,
}

/// The films of the rows, without repeated, contradicted and unlabelled ones.
pub(crate) fn films(found: FoundRows, present: &[FilmFile]) -> Matched {
    let mut matched = Matched {
        missing: found.missing,
        notes: found.notes,
        problems: found.problems,
        ..Matched::default()
    };
    let wrong = matched.problems.places();
    // Each file with the name of its first row and the position of its film.
    let mut used: BTreeMap<usize, (String, Option<usize>)> = BTreeMap::new();
    for FoundRow { place, entry, file } in found.rows {
        let path = &present[file].name;
        let name = entry.file.clone();
        let unused = UnusedName {
            file: path.clone(),
            place: place.clone(),
            near: Vec::new(),
        };
        let split = entry.split;
        let listing = entry.listing(path.clone());
        let (first_name, position) = used.entry(file).or_insert_with(|| (name.clone(), None));
        if is_another_file(&name, first_name, path) {
            let problem = Problem::SameFile {
                name,
                other: first_name.clone(),
                file: path.clone(),
            };
            matched.problems.add(problem, &place);
            continue;
        }
        let Some(listing) = listing else {
            if !wrong.contains(&place) {
                matched.unlabelled.push(unused);
            }
            continue;
        };
        if let Some(first) = *position {
            let first = &mut matched.films[first].listing;
            if first.class != listing.class {
                let classes = matched.contradicted.entry(path.clone()).or_default();
                classes.extend([first.class, listing.class]);
            }
            first.split = first.split.max(split);
            matched.repeated.push(unused);
            continue;
        }
        *position = Some(matched.films.len());
        let file = present[file].clone();
        matched.films.push(ListedFile { listing, file });
    }
    let unlisted = (0..present.len()).filter(|file| !used.contains_key(file));
    matched.unlisted = unlisted.map(|file| present[file].name.clone()).collect();
    let near = NearFiles::of(matched.unlisted.iter().map(String::as_str));
    for missing in &mut matched.missing {
        missing.near = near.like(&missing.file);
    }
    let contradicted = &matched.contradicted;
    matched
        .films
        .retain(|film| !contradicted.contains_key(&film.listing.file));
    matched
}

/// Whether two names that found the same file mean different ones: both have folders that the image
/// folder lacks, and not the same.
fn is_another_file(name: &str, first: &str, file: &str) -> bool {
    let has_lost_folders = |name| names::folders_differ(name, file).0;
    has_lost_folders(name) && has_lost_folders(first) && !names::is_same_path(name, first)
}

#[cfg(test)]
mod tests;
