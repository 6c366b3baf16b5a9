//! Finds the files that a list names, and the files that no list names.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::Listing;
use crate::files::{FileError, failed};

/// Endings of the pictures that can be decoded; other files are not looked at.
const ENDINGS: [&str; 8] = ["png", "jpg", "jpeg", "webp", "tif", "tiff", "bmp", "dcm"];

/// Whether a file name ends like a picture's.
pub fn is_picture(path: &Path) -> bool {
    path.extension().is_some_and(|ending| {
        ENDINGS
            .iter()
            .any(|known| ending.eq_ignore_ascii_case(known))
    })
}

/// The pictures below a folder, sorted, with paths relative to it and `/` between folders.
///
/// # Errors
/// [`FileError`] when a folder cannot be read.
pub fn pictures(folder: &Path) -> Result<Vec<String>, FileError> {
    let mut found = Vec::new();
    collect(folder, "", &mut found)?;
    found.sort();
    Ok(found)
}

fn collect(folder: &Path, prefix: &str, found: &mut Vec<String>) -> Result<(), FileError> {
    for entry in fs::read_dir(folder).map_err(failed("read the folder", folder))? {
        let path = entry.map_err(failed("read the folder", folder))?.path();
        let Some(name) = path.file_name().map(|name| name.to_string_lossy()) else {
            continue;
        };
        if name.starts_with('.') {
            continue;
        }
        if path.is_dir() {
            collect(&path, &format!("{prefix}{name}/"), found)?;
        } else if is_picture(&path) {
            found.push(format!("{prefix}{name}"));
        }
    }
    Ok(())
}

/// What a list and an image folder have in common.
#[derive(Debug, Default)]
pub struct Resolved {
    /// Films with the path of their file.
    pub films: Vec<(Listing, PathBuf)>,
    /// Files that the list names and the folder does not have.
    pub missing: Vec<String>,
    /// Files that the list names more than once; the first line counts.
    pub repeated: Vec<String>,
    /// Files in the folder that the list does not name.
    pub unlisted: Vec<String>,
}

/// Looks up each film in `images`, or in its `train/` or `test/` folder as `COVIDx` has it.
///
/// # Errors
/// [`FileError`] when a folder cannot be read.
pub fn resolve(listings: Vec<Listing>, images: &Path) -> Result<Resolved, FileError> {
    let present: BTreeSet<String> = pictures(images)?.into_iter().collect();
    let mut resolved = Resolved::default();
    let mut used = BTreeSet::new();
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
        if !used.insert(file.clone()) {
            resolved.repeated.push(file);
            continue;
        }
        let path = images.join(&file);
        listing.file = file;
        resolved.films.push((listing, path));
    }
    resolved.unlisted = present
        .into_iter()
        .filter(|file| !used.contains(file))
        .collect();
    Ok(resolved)
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::class::Class;

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
}
