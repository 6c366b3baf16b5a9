//! The films that `prepare` packs: lists, table and image folder put together.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use model::class::Class;

use crate::cli::Prepare;
use crate::data::hold_out::hold_out;
use crate::data::itemized::itemized;
use crate::data::listing::folders::{self, ClassFolders};
use crate::data::listing::list::List;
use crate::data::listing::problems::{Problem, Problems};
use crate::data::listing::{self, Labels};
use crate::data::matching::{self, ListedFile, Matched, UnusedName};
use crate::data::split::{self, SplitError};
use crate::data::{Listing, Split};
use crate::error::TrainerError;
use crate::files::film::FilmFile;
use crate::files::left_out::LeftOutFiles;
use crate::files::walk;

/// The most missing files that are looked for in other folders.
const MAX_LOOKED_FOR: usize = 100;

/// The films and all findings about lists and folder.
pub(super) struct ListedFilms {
    /// The lists compared with the folder, without the sources that are held out.
    pub(super) matched: Matched,
    /// Rows of the table of labels that no list has.
    pub(super) unmatched_labels: Vec<UnusedName>,
    /// Files in the folder that are no films.
    pub(super) left_out: LeftOutFiles,
    /// What will probably disappoint.
    pub(super) warnings: Vec<String>,
}

/// Finds the films.
///
/// # Errors
/// [`TrainerError`] when there is none; wrong rows are in the problems of `matched`.
pub(super) fn films(options: &Prepare) -> Result<ListedFilms, TrainerError> {
    let found = walk::below(&options.images)?;
    let has_lists = !(options.list.is_empty() && options.test_list.is_empty());
    let mut listed = if has_lists || options.labels.is_some() {
        of_lists(options, &found.films, has_lists)?
    } else {
        of_class_folders(options, found.films)?
    };
    listed.left_out = found.left_out;
    let matched = &mut listed.matched;
    add_divided_patients(matched);
    if matched.problems.is_empty() {
        let films = std::mem::take(&mut matched.films);
        matched.films = hold_out(films, &options.hold_out)
            .map_err(|error| TrainerError::Usage(error.to_string()))?;
        let warnings = classes_without_films(&matched.films);
        listed.warnings.extend(warnings);
    } else {
        // Nobody knows what the rows that are wrong would have named.
        matched.unlisted.clear();
        listed.unmatched_labels.clear();
    }
    Ok(listed)
}

fn of_lists(
    options: &Prepare,
    files: &[FilmFile],
    has_lists: bool,
) -> Result<ListedFilms, TrainerError> {
    let mut list = List::default();
    for path in &options.list {
        list.extend(read(path, Labels::Required));
    }
    for path in &options.test_list {
        let mut test = read(path, Labels::Required);
        for row in &mut test.rows {
            for entry in std::iter::once(&mut row.entry).chain(&mut row.otherwise) {
                entry.split = Some(Split::Test);
            }
        }
        list.extend(test);
    }
    let table = options.labels.as_deref();
    if let (false, Some(table)) = (has_lists, table) {
        list = read(table, Labels::Required);
    }
    let rows = list.rows.len();
    // With a test list, the others are for training; only validation may be taken from them.
    let default_split = (!options.test_list.is_empty()).then_some(Split::Train);
    let names: Vec<String> = files.iter().map(|file| file.name.clone()).collect();
    let mut found = matching::find(list, &names, default_split);
    let unmatched_labels = match table {
        Some(table) if has_lists => {
            let table = read(table, Labels::Optional);
            matching::join(&mut found, table, &names, default_split)
        }
        _ => Vec::new(),
    };
    let mut matched = matching::films(found, files);
    for film in &mut matched.films {
        film.listing.split = film.listing.split.or(default_split);
    }
    let mut warnings = Vec::new();
    let elsewhere = elsewhere(&matched.missing, options);
    if let Some((folder, count)) = &elsewhere {
        warnings.push(format!(
            "{count} of the missing files are in {}: give --images that folder",
            folder.display()
        ));
    }
    if matched.problems.is_empty() && matched.films.is_empty() {
        let folder = elsewhere.map(|(folder, _)| folder);
        if let Some(error) = no_films(&matched, rows, options, folder.as_deref()) {
            return Err(error);
        }
    }
    Ok(ListedFilms {
        matched,
        unmatched_labels,
        left_out: LeftOutFiles::default(),
        warnings,
    })
}

/// Why lists of so many rows give no film; `elsewhere` is a folder that has some.
fn no_films(
    matched: &Matched,
    rows: usize,
    options: &Prepare,
    elsewhere: Option<&Path>,
) -> Option<TrainerError> {
    let at = |name: &UnusedName| format!("{} ({})", name.file, name.place);
    if matched.missing.len() < rows {
        let first = matched.unlabelled.first()?;
        return Some(TrainerError::NoLabels(at(first)));
    }
    let hint = |folder: &Path| {
        let folder = folder.display();
        format!("; they are in {folder}: give --images {folder}")
    };
    Some(TrainerError::NoFilms {
        listed: rows,
        folder: options.images.display().to_string(),
        first: at(matched.missing.first()?),
        hint: elsewhere.map_or_else(String::new, hint),
    })
}

/// A list; one that cannot be read is a problem like the others, so that all lists are checked.
fn read(path: &Path, labels: Labels) -> List {
    listing::read_with(path, labels).unwrap_or_else(|error| {
        let mut problems = Problems::default();
        problems.add_general(Problem::List(error.to_string()));
        List {
            problems,
            ..List::default()
        }
    })
}

fn of_class_folders(options: &Prepare, files: Vec<FilmFile>) -> Result<ListedFilms, TrainerError> {
    let images = options.images.display().to_string();
    if files.is_empty() {
        return Err(TrainerError::NoFilmsFound(images));
    }
    let source = options.images.file_name();
    let source = source.map_or_else(|| "folder".into(), |name| name.to_string_lossy());
    let names: Vec<String> = files.iter().map(|file| file.name.clone()).collect();
    let sorted = ClassFolders::of(&names, &source);
    if sorted.films.is_empty() && sorted.problems.is_empty() {
        let is_class = source.parse::<Class>().is_ok();
        let hint = match options.images.parent() {
            Some(parent) if is_class && parent != Path::new("") => format!(
                "{images} is the folder of one class: give --images {}",
                parent.display()
            ),
            _ if is_class => {
                format!("{images} is the folder of one class: give the folder around it")
            }
            _ => format!(
                "no list is given, and {images} has no images in folders named by class (normal/..) or by split and class (train/normal/..); give --list or --labels"
            ),
        };
        return Err(TrainerError::Usage(hint));
    }
    let empty = folders::empty_folders(&options.images, &names);
    let warnings = match empty.len() {
        0 => Vec::new(),
        count => vec![format!(
            "warning: {count} folders have no films:{}",
            itemized(empty)
        )],
    };
    let mut by_name: BTreeMap<String, FilmFile> = names.into_iter().zip(files).collect();
    let with_file = |listing: Listing| {
        let file = by_name.remove(&listing.file)?;
        Some(ListedFile { listing, file })
    };
    Ok(ListedFilms {
        matched: Matched {
            films: sorted.films.into_iter().filter_map(with_file).collect(),
            unlisted: sorted.others,
            notes: sorted.notes,
            problems: sorted.problems,
            ..Matched::default()
        },
        unmatched_labels: Vec::new(),
        left_out: LeftOutFiles::default(),
        warnings,
    })
}

/// The folder beside or above the image folder, or that of a list, in which most of the missing files
/// are, with their number.
fn elsewhere(missing: &[UnusedName], options: &Prepare) -> Option<(PathBuf, usize)> {
    let around = |path: &Path| path.canonicalize().ok()?.parent().map(Path::to_owned);
    let lists = options.list.iter().chain(&options.test_list);
    let lists = lists.chain(&options.labels).filter_map(|path| around(path));
    let folders = around(&options.images).into_iter().chain(lists);
    let is_in = |folder: &Path, name: &UnusedName| {
        let name = name.file.replace('\\', "/");
        let splits = Split::ALL.map(|split| folder.join(split.word()));
        std::iter::once(folder.to_owned())
            .chain(splits)
            .any(|folder| folder.join(name.trim_start_matches('/')).is_file())
    };
    folders
        .map(|folder| {
            let looked_for = missing.iter().take(MAX_LOOKED_FOR);
            let count = looked_for.filter(|name| is_in(&folder, name)).count();
            (folder, count)
        })
        .filter(|(_, count)| *count > 0)
        .max_by_key(|(_, count)| *count)
}

/// Adds the patients that the given splits divide.
fn add_divided_patients(matched: &mut Matched) {
    let listings: Vec<&Listing> = matched.films.iter().map(|film| &film.listing).collect();
    if let Err(SplitError::Patients(divided)) = split::given_splits(&listings) {
        for patient in divided {
            let problem = Problem::DividedPatient(patient.to_string());
            matched.problems.add_general(problem);
        }
    }
}

fn classes_without_films(films: &[ListedFile]) -> impl Iterator<Item = String> {
    let is_missing = |class: &Class| films.iter().all(|film| film.listing.class != *class);
    let missing = Class::ALL.into_iter().filter(is_missing);
    missing.map(|class| {
        format!("warning: no film is labelled {class}; a network trained on this pack will never answer it")
    })
}
