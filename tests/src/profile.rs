//! What a browser leaves on disk.

use std::fs;
use std::path::Path;

/// The files below a profile that contain one of the words, as bytes or as UTF-16, or have it in their name; with
/// the word.
///
/// # Panics
/// When there is no such folder.
pub fn search(profile: &Path, words: &[&[u8]]) -> Vec<String> {
    assert!(profile.is_dir(), "{}", profile.display());
    let mut found = Vec::new();
    collect(profile, words, &mut found);
    found
}

/// Whether there is such a file.
///
/// # Panics
/// When there is no such folder.
pub fn has(profile: &Path, word: &str) -> bool {
    !search(profile, &[word.as_bytes()]).is_empty()
}

fn collect(folder: &Path, words: &[&[u8]], found: &mut Vec<String>) {
    // The browser may still be removing files, sockets cannot be read, and Firefox's lock is a link to nothing.
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let content = fs::read(&path).unwrap_or_default();
        let name = entry.file_name();
        for &word in words {
            let wide: Vec<u8> = word.iter().flat_map(|byte| [*byte, 0]).collect();
            let is_found = |word: &[u8]| {
                let has = |bytes: &[u8]| bytes.windows(word.len()).any(|window| window == word);
                has(&content) || has(name.as_encoded_bytes())
            };
            if is_found(word) || is_found(&wide) {
                let word = String::from_utf8_lossy(word);
                found.push(format!("{}: {word}", path.display()));
            }
        }
        collect(&path, words, found);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_files_and_their_names() {
        let profile = tempfile::tempdir().unwrap();
        fs::create_dir(profile.path().join("a")).unwrap();
        fs::write(
            profile.path().join("a/b-name"),
            b"\0\xffcontent\0w\0i\0d\0e\0",
        )
        .unwrap();
        for (word, count) in [("b-name", 1), ("content", 1), ("wide", 1), ("other", 0)] {
            let found = search(profile.path(), &[word.as_bytes()]);
            assert_eq!(found.len(), count, "{word}");
        }
    }
}
