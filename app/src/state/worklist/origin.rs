//! Where a film comes from, by which it is found again.

use serde::{Deserialize, Serialize};

/// The file of a film on the user's disk, and its place in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Origin {
    /// Its path from the dropped or chosen folder on, or its name.
    pub path: String,
    /// Its size, in bytes.
    pub size: u64,
    /// When it was last changed, in milliseconds since 1970.
    pub modified: f64,
    /// The film's number in an archive.
    pub member: Option<u32>,
    /// The frame, counted from 1.
    pub frame: Option<u32>,
}

impl Origin {
    /// Whether a file with this path and size may be the same one: only folders around it may differ.
    pub fn may_be(&self, path: &str, size: u64) -> bool {
        name(&self.path) == name(path) && self.size == size
    }
}

fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_file_is_known_by_name_and_size_wherever_it_lies() {
        let origin = Origin {
            path: "CD/a/film.png".to_owned(),
            size: 9,
            modified: 1.0,
            member: None,
            frame: None,
        };
        assert!(origin.may_be("film.png", 9) && origin.may_be("b/film.png", 9));
        assert!(!origin.may_be("film.png", 8) && !origin.may_be("other film.png", 9));
    }
}
