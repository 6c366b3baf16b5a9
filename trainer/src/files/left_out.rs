//! Counts the files of folders and archives that are not taken for films, so that none is left out
//! silently.

use std::collections::BTreeMap;

use model::selection::LeftOut;
use serde::{Serialize, Serializer};

/// Why a file is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Reason {
    /// Its name or content.
    Selected(LeftOut),
    /// A link to a file or folder that is read already.
    Link,
    /// A pipe, socket or device, which could be waited for without end.
    Special,
    /// A folder that cannot be read.
    UnreadableFolder,
}

impl Reason {
    /// The key in JSON.
    const fn key(self) -> &'static str {
        match self {
            Self::Selected(LeftOut::Hidden) => "hidden",
            Self::Selected(LeftOut::System) => "system",
            Self::Selected(LeftOut::Dicomdir) => "dicomdir",
            Self::Selected(LeftOut::Program) => "programs",
            Self::Selected(LeftOut::Document) => "documents",
            Self::Selected(LeftOut::Archive) => "archives",
            Self::Selected(LeftOut::Other) => "other",
            Self::Link => "links",
            Self::Special => "special",
            Self::UnreadableFolder => "unreadable_folders",
        }
    }

    /// What such files are called, in the singular and plural.
    const fn nouns(self) -> (&'static str, &'static str) {
        match self {
            Self::Selected(kind) => kind.nouns(),
            Self::Link => ("second link", "second links"),
            Self::Special => ("pipe, socket or device", "pipes, sockets and devices"),
            Self::UnreadableFolder => ("unreadable folder", "unreadable folders"),
        }
    }
}

/// The files that are left out, by reason.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct LeftOutFiles(BTreeMap<Reason, Vec<String>>);

impl LeftOutFiles {
    /// Counts a file, or a folder with all that is in it.
    pub(crate) fn add(&mut self, reason: Reason, name: String) {
        self.0.entry(reason).or_default().push(name);
    }

    /// Sorts the names, so that they do not depend on the order in which they were found.
    pub(crate) fn sort(&mut self) {
        self.0.values_mut().for_each(|names| names.sort());
    }

    /// Adds others.
    pub(crate) fn extend(&mut self, others: Self) {
        for (reason, names) in others.0 {
            self.0.entry(reason).or_default().extend(names);
        }
    }

    /// The same files with other names.
    pub(crate) fn renamed(self, rename: impl Fn(String) -> String) -> Self {
        let rename_all = |names: Vec<String>| names.into_iter().map(&rename).collect();
        let renamed = self.0.into_iter();
        Self(
            renamed
                .map(|(reason, names)| (reason, rename_all(names)))
                .collect(),
        )
    }

    /// One line: how many of each kind, and the first of each; `None` if there are none.
    pub(crate) fn line(&self) -> Option<String> {
        let count: usize = self.0.values().map(Vec::len).sum();
        let kinds = self.0.iter().filter_map(|(reason, names)| {
            let (one, several) = reason.nouns();
            let (noun, more) = if names.len() == 1 {
                (one, "")
            } else {
                (several, ", ..")
            };
            let first = names.first()?;
            Some(format!("{} {noun} ({first:?}{more})", names.len()))
        });
        let kinds: Vec<String> = kinds.collect();
        let files = if count == 1 { "file" } else { "files" };
        (count > 0).then(|| format!("{count} {files} left out: {}", kinds.join(", ")))
    }
}

impl Serialize for LeftOutFiles {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(reason, names)| (reason.key(), names)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_counted_by_kind_in_one_line() {
        let mut left_out = LeftOutFiles::default();
        assert_eq!(left_out.line(), None);
        left_out.add(Reason::Special, "pipe".to_owned());
        left_out.add(Reason::Selected(LeftOut::Hidden), ".a".to_owned());
        left_out.add(Reason::Selected(LeftOut::Hidden), ".b\n".to_owned());
        let expected =
            "3 files left out: 2 hidden (\".a\", ..), 1 pipe, socket or device (\"pipe\")";
        assert_eq!(left_out.line().as_deref(), Some(expected));
        let json = serde_json::to_string(&left_out).unwrap();
        assert_eq!(json, r#"{"hidden":[".a",".b\n"],"special":["pipe"]}"#);
    }
}
