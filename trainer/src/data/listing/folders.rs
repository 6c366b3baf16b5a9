//! Films by the names of their folders: `<class>/..` or `<split>/<class>/..`, at any depth.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use model::class::Class;
use model::class_folders::{folders, named, wrapping};
use walkdir::{DirEntry, WalkDir};

use super::notes::{Assumption, Notes};
use super::problems::{Problem, Problems};
use super::row::Entry;
use crate::data::itemized::itemized;
use crate::data::{Listing, Split};

/// The films of class folders. Each counts as a patient of its own.
#[derive(Debug, Default)]
pub(crate) struct ClassFolders {
    /// The films.
    pub(crate) films: Vec<Listing>,
    /// Files that are in no class folder.
    pub(crate) others: Vec<String>,
    /// What was assumed.
    pub(crate) notes: Notes,
    /// What is wrong.
    pub(crate) problems: Problems,
}

impl ClassFolders {
    /// Sorts files by the class that one of their folders names.
    pub(crate) fn of(files: &[String], source: &str) -> Self {
        let mut sorted = Self::default();
        let wrapping = wrapping(files);
        for file in files {
            let folders = folders(file);
            let below = folders.get(wrapping..).unwrap_or_default();
            let classes = named::<Class>(below);
            let splits = named::<Split>(&folders);
            if classes.len() > 1 || splits.len() > 1 {
                let folders = folders.join("/");
                sorted.problems.add_general(Problem::TwoFolders { folders });
                continue;
            }
            let Some(&class) = classes.first() else {
                sorted.others.push(file.clone());
                continue;
            };
            let split = splits.first().copied();
            let depth = usize::from(split.is_some());
            if !folders
                .iter()
                .take(depth + 1)
                .any(|name| name.parse() == Ok(class))
            {
                sorted.notes.add(Assumption::DeeperFolder, || file.clone());
            }
            let entry = Entry {
                class: Some(class),
                source: Some(source.to_owned()),
                split,
                ..Entry::default()
            };
            sorted.films.extend(entry.listing(file.clone()));
        }
        if !sorted.others.is_empty() {
            sorted.notes.add_list(left_out(&sorted.others));
        }
        sorted
    }
}

/// What to say of files in no class folder.
fn left_out(others: &[String]) -> String {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for file in others {
        let folder = folders(file).join("/");
        *counts.entry(folder).or_default() += 1;
    }
    let counts = counts.iter().map(|(folder, count)| match folder.as_str() {
        "" => format!("the image folder itself: {count}"),
        _ => format!("{folder}: {count}"),
    });
    format!(
        "films left out, because none of their folders is named COVID-19, normal or pneumonia:{}",
        itemized(counts)
    )
}

/// The folders below `root` that have no film, without those inside them, sorted. Hidden folders and
/// those of systems do not count.
pub(crate) fn empty_folders(root: &Path, files: &[String]) -> Vec<String> {
    let mut with_films: BTreeSet<String> = BTreeSet::new();
    for file in files {
        let folders = folders(file);
        with_films.extend((1..=folders.len()).map(|depth| folders[..depth].join("/")));
    }
    let is_shown = |entry: &DirEntry| {
        let name = entry.file_name().to_string_lossy();
        entry.depth() == 0 || !name.starts_with(['.', '@', '_', '$'])
    };
    let mut empty: Vec<String> = Vec::new();
    let mut entries = WalkDir::new(root)
        .min_depth(1)
        .sort_by_file_name()
        .into_iter();
    while let Some(entry) = entries.next() {
        let Ok(entry) = entry else { continue };
        if !entry.file_type().is_dir() {
            continue;
        }
        let below = entry.path().strip_prefix(root).unwrap_or(entry.path());
        let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
        let name = parts.join("/");
        if !is_shown(&entry) {
            entries.skip_current_dir();
        } else if !with_films.contains(&name) {
            empty.push(name);
            entries.skip_current_dir();
        }
    }
    empty
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(files: &[&str]) -> ClassFolders {
        let files: Vec<String> = files.iter().map(|&file| file.to_owned()).collect();
        ClassFolders::of(&files, "mine")
    }

    fn check(files: &[&str], expected: &[(Class, Option<Split>)]) {
        let sorted = sorted(files);
        assert!(sorted.problems.is_empty(), "{}", sorted.problems);
        let found = sorted.films.iter().map(|film| (film.class, film.split));
        assert_eq!(found.collect::<Vec<_>>(), expected, "{files:?}");
        assert!(sorted.films.iter().all(|film| film.source == "mine"));
    }

    #[test]
    fn folders_name_the_class_and_perhaps_the_split() {
        let (normal, covid) = (Class::Normal, Class::Covid19);
        let test = Some(Split::Test);
        check(
            &["normal/a.png", "test/COVID-19/x/b.png"],
            &[(normal, None), (covid, test)],
        );
        check(&["NORMAL/test/a.png"], &[(normal, test)]);
        check(&["set 1/Covid19/images/a.png"], &[(covid, None)]);
        check(
            &["covid/normal/a.png", "covid/covid/b.png"],
            &[(normal, None), (covid, None)],
        );
        check(&["covid/x/a.png"], &[(covid, None)]);
    }

    #[test]
    fn deeper_and_other_folders_are_noted() {
        let sorted = sorted(&["x/normal/a.png", "notes/c.png", "notes/d.png", "d.png"]);
        assert_eq!(sorted.others, ["notes/c.png", "notes/d.png", "d.png"]);
        let notes: Vec<String> = sorted
            .notes
            .all()
            .iter()
            .map(super::super::notes::Note::line)
            .collect();
        assert!(
            notes[0].ends_with(":\n  the image folder itself: 1\n  notes: 2"),
            "{notes:?}"
        );
        assert!(
            notes[1].ends_with("further down: 1; first: x/normal/a.png"),
            "{notes:?}"
        );
    }

    #[test]
    fn a_film_in_folders_of_two_classes_or_splits_is_a_problem() {
        for file in ["normal/pneumonia/a.png", "train/test/normal/a.png"] {
            let sorted = sorted(&[file, "normal/b.png"]);
            let problems = sorted.problems.to_string();
            assert!(
                problems.contains("names two classes or splits"),
                "{problems}"
            );
        }
    }

    #[test]
    fn folders_without_films_are_named() {
        let root = tempfile::tempdir().unwrap();
        for folder in [
            "normal",
            "pneumonia/deep",
            "runs",
            ".hidden",
            "@eaDir",
            "a/b",
            "a/c",
        ] {
            std::fs::create_dir_all(root.path().join(folder)).unwrap();
        }
        let files = ["normal/a.png", "a/b/c.png"].map(str::to_owned);
        let empty = empty_folders(root.path(), &files);
        assert_eq!(empty, ["a/c", "pneumonia", "runs"]);
    }
}
