//! Counts the files that are left out, for one line to the user.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::LeftOut;

/// How many files are left out, by kind. Displayed in one line: "12 files left out: 3 hidden, 9 texts and
/// documents".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct LeftOutCounts {
    kinds: [u32; LeftOut::ALL.len()],
}

impl LeftOutCounts {
    /// Counts a file.
    pub const fn count(&mut self, kind: LeftOut) {
        self.kinds[kind as usize] += 1;
    }

    /// Adds the files of other counts.
    pub fn add(&mut self, other: Self) {
        for (files, others) in self.kinds.iter_mut().zip(other.kinds) {
            *files += others;
        }
    }

    /// The files of a kind.
    pub const fn files(self, kind: LeftOut) -> u32 {
        self.kinds[kind as usize]
    }

    /// All files.
    pub fn total(self) -> u32 {
        self.kinds.iter().sum()
    }
}

impl fmt::Display for LeftOutCounts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let total = self.total();
        let files = if total == 1 { "file" } else { "files" };
        write!(f, "{total} {files} left out")?;
        let mut separator = ": ";
        let kinds = LeftOut::ALL.map(LeftOut::nouns).into_iter().zip(self.kinds);
        for ((one, several), files) in kinds {
            if files > 0 {
                let noun = if files == 1 { one } else { several };
                write!(f, "{separator}{files} {noun}")?;
                separator = ", ";
            }
        }
        Ok(())
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
        others.count(LeftOut::Archive);
        assert_eq!(
            others.to_string(),
            "5 files left out: 1 hidden, 2 texts and documents, 1 other archive, 1 without a picture"
        );
    }
}
