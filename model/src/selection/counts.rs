//! Counts the files that are left out, for one line to the user.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::LeftOut;

/// How many files of each kind are left out. Displayed in one line: "12 files left out: 3 hidden,
/// 9 documents".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct LeftOutCounts([u32; LeftOut::ALL.len()]);

impl LeftOutCounts {
    /// Counts a file.
    pub const fn count(&mut self, kind: LeftOut) {
        self.0[kind as usize] += 1;
    }

    /// Adds the files of other counts.
    pub fn add(&mut self, other: Self) {
        for (files, others) in self.0.iter_mut().zip(other.0) {
            *files += others;
        }
    }

    /// All files.
    pub fn total(self) -> u32 {
        self.0.iter().sum()
    }
}

impl fmt::Display for LeftOutCounts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let total = self.total();
        let files = if total == 1 { "file" } else { "files" };
        write!(f, "{total} {files} left out")?;
        let mut separator = ": ";
        for (kind, files) in LeftOut::ALL.into_iter().zip(self.0) {
            if files > 0 {
                write!(f, "{separator}{files} {}", noun(kind, files))?;
                separator = ", ";
            }
        }
        Ok(())
    }
}

/// How a number of files of a kind is called.
const fn noun(kind: LeftOut, files: u32) -> &'static str {
    match (kind, files) {
        (LeftOut::Hidden, _) => "hidden",
        (LeftOut::System, 1) => "system file",
        (LeftOut::System, _) => "system files",
        (LeftOut::Dicomdir, _) => "DICOMDIR",
        (LeftOut::Program, 1) => "program",
        (LeftOut::Program, _) => "programs",
        (LeftOut::Document, 1) => "document",
        (LeftOut::Document, _) => "documents",
        (LeftOut::Archive, 1) => "archive in an archive",
        (LeftOut::Archive, _) => "archives in archives",
        (LeftOut::Other, 1) => "not a picture",
        (LeftOut::Other, _) => "not pictures",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_left_out_are_counted_in_one_line() {
        let mut counts = LeftOutCounts::default();
        counts.count(LeftOut::Hidden);
        assert_eq!(counts.to_string(), "1 file left out: 1 hidden");
        let mut others = LeftOutCounts::default();
        for (index, kind) in LeftOut::ALL.into_iter().enumerate() {
            assert_eq!(kind as usize, index);
        }
        for kind in [LeftOut::Other, LeftOut::Document, LeftOut::Document] {
            others.count(kind);
        }
        others.add(counts);
        assert_eq!(
            others.to_string(),
            "4 files left out: 1 hidden, 2 documents, 1 not a picture"
        );
        assert_eq!(others.total(), 4);
    }
}
