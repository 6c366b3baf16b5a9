//! Finds the files that a list names, and the files that no list names.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use model::class::Class;

use super::Listing;
use crate::files::{self, FileError};

/// Endings of the pictures that can be decoded; other files are not looked at.
const ENDINGS: [&str; 8] = ["png", "jpg", "jpeg", "webp", "tif", "tiff", "bmp", "dcm"];

/// Whether a file name ends like a picture's.
pub(crate) fn is_picture(path: &Path) -> bool {
    path.extension().is_some_and(|ending| {
        ENDINGS
            .iter()
            .any(|known| ending.eq_ignore_ascii_case(known))
    })
}

/// The pictures below a folder that are not hidden, sorted, with paths relative to it and `/` between
/// folders.
///
/// # Errors
/// [`FileError`] when a folder cannot be read.
pub(crate) fn pictures(folder: &Path) -> Result<Vec<String>, FileError> {
    let mut files = files::files_below(folder)?;
    let is_hidden = |file: &str| file.split('/').any(|part| part.starts_with('.'));
    files.retain(|file| is_picture(Path::new(file)) && !is_hidden(file));
    Ok(files)
}

/// What a list and an image folder have in common.
#[derive(Debug, Default)]
pub struct Resolved {
    /// Films with the path of their file.
    pub films: Vec<(Listing, PathBuf)>,
    /// Files that the list names and the folder does not have.
    pub missing: Vec<String>,
    /// Files that the list names more than once. The first line counts, and of their splits the most
    /// protected.
    pub repeated: Vec<String>,
    /// Files that the list names more than once with different classes; they are not among the films.
    pub contradicted: BTreeMap<String, BTreeSet<Class>>,
    /// Files in the folder that the list does not name.
    pub unlisted: Vec<String>,
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
            let (first, _) = &mut resolved.films[first];
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
        resolved.films.push((listing, path));
    }
    resolved.unlisted = present
        .into_iter()
        .filter(|file| !used.contains_key(file))
        .collect();
    let contradicted = &resolved.contradicted;
    resolved
        .films
        .retain(|(film, _)| !contradicted.contains_key(&film.file));
    Ok(resolved)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Split;

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
    fn missing_repeated_and_unlisted_files_are_told_apart() {
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
            .map(|(l, _)| l.file.as_str())
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
        assert_eq!(resolved.films[0].0.split, Some(Split::Test));
        assert_eq!(resolved.repeated, ["a.png", "a.png"]);
    }

    #[test]
    fn a_file_with_two_labels_is_no_film() {
        let folder = touched(&["a.png", "b.png"]);
        let mut list = ["a.png", "b.png", "a.png"].map(listing).to_vec();
        list[2].class = Class::Pneumonia;
        let resolved = resolve(list, folder.path()).unwrap();
        assert_eq!(resolved.films.len(), 1);
        assert_eq!(resolved.films[0].0.file, "b.png");
        let classes = BTreeSet::from([Class::Normal, Class::Pneumonia]);
        assert_eq!(resolved.contradicted["a.png"], classes);
        assert!(resolved.unlisted.is_empty());
    }
}
