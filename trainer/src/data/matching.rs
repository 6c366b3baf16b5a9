//! Finds the files that a list names, and the files that no list names.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use model::class::Class;

use super::Listing;
use super::resolve::pictures;
use crate::files::FileError;

/// A listed film with the path of its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ListedFile {
    /// The film.
    pub(crate) listing: Listing,
    /// The file.
    pub(crate) path: PathBuf,
}

/// A list compared with an image folder.
#[derive(Debug, Default)]
pub(crate) struct Resolved {
    /// The films that are in both.
    pub(crate) films: Vec<ListedFile>,
    /// Listed, but not in the folder.
    pub(crate) missing: Vec<String>,
    /// Listed more than once. The first line counts, with the most protected of the splits.
    pub(crate) repeated: Vec<String>,
    /// Listed more than once with different classes; not among the films.
    pub(crate) contradicted: BTreeMap<String, BTreeSet<Class>>,
    /// In the folder, but not listed.
    pub(crate) unlisted: Vec<String>,
}

/// Looks up each film in `images`, or in its `train/` or `test/` folder as `COVIDx` has it.
///
/// # Errors
/// [`FileError`] when a folder cannot be read.
pub(crate) fn resolve(listings: Vec<Listing>, images: &Path) -> Result<Resolved, FileError> {
    let present: BTreeSet<String> = pictures(images)?.into_iter().collect();
    let mut resolved = Resolved::default();
    let mut used: BTreeMap<String, usize> = BTreeMap::new();
    for mut listing in listings {
        let candidates = [
            listing.file.clone(),
            format!("train/{}", listing.file),
            format!("val/{}", listing.file),
            format!("test/{}", listing.file),
        ];
        let Some(file) = candidates.into_iter().find(|file| present.contains(file)) else {
            resolved.missing.push(listing.file);
            continue;
        };
        if let Some(&first) = used.get(&file) {
            let first = &mut resolved.films[first].listing;
            if first.class != listing.class {
                let classes = resolved.contradicted.entry(file.clone()).or_default();
                classes.extend([first.class, listing.class]);
            }
            first.split = first.split.max(listing.split);
            resolved.repeated.push(file);
            continue;
        }
        used.insert(file.clone(), resolved.films.len());
        let path = images.join(&file);
        listing.file = file;
        resolved.films.push(ListedFile { listing, path });
    }
    resolved.unlisted = present
        .into_iter()
        .filter(|file| !used.contains_key(file))
        .collect();
    let contradicted = &resolved.contradicted;
    resolved
        .films
        .retain(|film| !contradicted.contains_key(&film.listing.file));
    Ok(resolved)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Split;
    use std::fs;

    fn listing(file: &str) -> Listing {
        Listing {
            file: file.to_owned(),
            class: Class::Normal,
            patient: file.to_owned(),
            source: "s".to_owned(),
            split: None,
            age_group: "unknown".to_owned(),
            view: String::new(),
        }
    }

    #[test]
    fn missing_repeated_and_unlisted_files_are_reported() {
        let folder = tempfile::tempdir().unwrap();
        for file in [
            "a.png",
            "test/b.JPG",
            "extra.png",
            "notes.txt",
            ".hidden.png",
        ] {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        let list = ["a.png", "b.JPG", "c.png", "a.png"].map(listing).to_vec();
        let resolved = resolve(list, folder.path()).unwrap();
        let files: Vec<&str> = resolved
            .films
            .iter()
            .map(|film| film.listing.file.as_str())
            .collect();
        assert_eq!(files, ["a.png", "test/b.JPG"]);
        assert_eq!(resolved.missing, ["c.png"]);
        assert_eq!(resolved.repeated, ["a.png"]);
        assert_eq!(resolved.unlisted, ["extra.png"]);
    }
    fn touched(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            fs::write(folder.path().join(file), "x").unwrap();
        }
        folder
    }

    #[test]
    fn a_file_listed_for_training_and_for_the_test_is_a_test_film() {
        let folder = touched(&["a.png"]);
        let mut list = ["a.png", "a.png", "a.png"].map(listing).to_vec();
        list[1].split = Some(Split::Test);
        let resolved = resolve(list, folder.path()).unwrap();
        assert_eq!(resolved.films.len(), 1);
        assert_eq!(resolved.films[0].listing.split, Some(Split::Test));
        assert_eq!(resolved.repeated, ["a.png", "a.png"]);
    }

    #[test]
    fn a_file_with_two_labels_is_left_out() {
        let folder = touched(&["a.png", "b.png"]);
        let mut list = ["a.png", "b.png", "a.png"].map(listing).to_vec();
        list[2].class = Class::Pneumonia;
        let resolved = resolve(list, folder.path()).unwrap();
        assert_eq!(resolved.films.len(), 1);
        assert_eq!(resolved.films[0].listing.file, "b.png");
        let classes = BTreeSet::from([Class::Normal, Class::Pneumonia]);
        assert_eq!(resolved.contradicted["a.png"], classes);
        assert!(resolved.unlisted.is_empty());
    }
}
