//! What a folder holds, to see whether a command has changed it.

use std::fs;
use std::path::Path;

/// All files below a folder with their bytes.
pub(crate) fn contents(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let files = entries.flat_map(|path| {
        if path.is_dir() {
            contents(&path)
        } else if path.is_file() {
            vec![(path.display().to_string(), fs::read(&path).unwrap())]
        } else {
            Vec::new()
        }
    });
    let mut files: Vec<_> = files.collect();
    files.sort();
    files
}
