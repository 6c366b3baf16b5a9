//! What a browser leaves on disk.

use std::fs;
use std::path::Path;

/// Whether a file below a profile, or its name, contains these words.
pub fn has(profile: &Path, words: &str) -> bool {
    // The browser may still be removing files, and Firefox's lock is a link to nothing.
    let entries = fs::read_dir(profile).into_iter().flatten().flatten();
    entries.into_iter().any(|entry| {
        let path = entry.path();
        let bytes = fs::read(&path).unwrap_or_default();
        let mut parts = bytes.windows(words.len());
        let is_named = entry.file_name().to_string_lossy().contains(words);
        is_named || parts.any(|part| part == words.as_bytes()) || has(&path, words)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_files_and_their_names() {
        let profile = tempfile::tempdir().unwrap();
        fs::create_dir(profile.path().join("a")).unwrap();
        fs::write(profile.path().join("a/b-name"), b"\0\xffcontent\0").unwrap();
        for (words, is_there) in [("b-name", true), ("content", true), ("other", false)] {
            assert_eq!(has(profile.path(), words), is_there, "{words}");
        }
    }
}
