//! Searches the bytes of a file.

/// Position of a pattern in a file.
pub(crate) fn find(file: &[u8], pattern: &[u8]) -> usize {
    let mut windows = file.windows(pattern.len());
    windows.position(|it| it == pattern).expect("the pattern")
}
