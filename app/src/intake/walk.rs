//! Finds all files of what was dropped or chosen, folder by folder.

use wasm_bindgen::JsCast;
use web_sys::{File, FileSystemDirectoryEntry, FileSystemEntry};

use crate::intake::Item;
use crate::natural;
use crate::state::intake::{IntakeProblem, MAX_FILES};
use crate::web::{folder, object};

/// A file with its path.
#[derive(Debug)]
pub struct Found {
    /// Its path from the dropped or chosen folder on, or its name.
    pub path: String,
    /// The file; `None` when the browser cannot open it.
    pub file: Option<File>,
    /// Whether it was found in a folder instead of being picked by itself.
    pub in_folder: bool,
}

/// The files found, in natural order, and what went wrong.
#[derive(Debug, Default)]
pub struct Walk {
    /// The files.
    pub files: Vec<Found>,
    /// Empty and unreadable folders, too many files.
    pub problems: Vec<IntakeProblem>,
}

/// Finds all files.
pub async fn walk(items: Vec<Item>) -> Walk {
    let mut walk = Walk::default();
    for item in items {
        match item {
            Item::File(file) => walk.add_file(file),
            Item::Folder(folder) => walk.add_folder(folder).await,
        }
    }
    if walk.files.len() > MAX_FILES {
        walk.files.truncate(MAX_FILES);
        walk.problems.push(IntakeProblem::TooManyFiles);
    }
    walk.files
        .sort_by(|a, b| natural::compare(&a.path, &b.path));
    walk
}

impl Walk {
    fn add_file(&mut self, file: File) {
        let relative = object::text(&file, "webkitRelativePath");
        self.files.push(Found {
            in_folder: relative.is_some(),
            path: relative.unwrap_or_else(|| file.name()),
            file: Some(file),
        });
    }

    /// Adds the files of a folder and of those in it.
    async fn add_folder(&mut self, top: FileSystemDirectoryEntry) {
        let (name, before) = (top.name(), self.files.len());
        let readable = self.problems.len();
        let mut folders = vec![top];
        while let Some(next) = folders.pop() {
            let Ok(entries) = folder::entries(&next).await else {
                let path = relative(&next.full_path());
                self.problems.push(IntakeProblem::UnreadableFolder(path));
                continue;
            };
            for entry in entries {
                if entry.is_directory() {
                    folders.push(entry.unchecked_into());
                } else {
                    self.files.push(Found {
                        path: path_of(&entry),
                        file: folder::file(entry.unchecked_ref()).await.ok(),
                        in_folder: true,
                    });
                }
            }
            if self.files.len() > MAX_FILES {
                return;
            }
        }
        if self.files.len() == before && self.problems.len() == readable {
            self.problems.push(IntakeProblem::EmptyFolder(name));
        }
    }
}

/// The path of a file. Chromium gives files no name whose name on disk is not valid.
fn path_of(entry: &FileSystemEntry) -> String {
    let path = relative(&entry.full_path());
    if entry.name().is_empty() {
        format!("{path}\u{fffd}")
    } else {
        path
    }
}

/// A path without the leading slash, which stands for no folder of the disk.
fn relative(path: &str) -> String {
    path.trim_start_matches('/').to_owned()
}
