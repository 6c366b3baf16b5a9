//! What was assumed while reading lists, so that nothing is read in another sense without a word.

use std::collections::BTreeMap;

use serde::Serialize;

/// An assumption about single rows or files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Assumption {
    /// Another spelling of a class.
    ClassSpelling,
    /// Patient and file are told apart by the files that are there.
    Spaces,
    /// A backslash separates folders.
    Backslashes,
    /// The file is not where the name says.
    FoldersDropped,
    /// The file is in a subfolder that the name does not say.
    Subfolder,
    /// Composed and decomposed letters, or spaces at the ends.
    Letters,
    /// Upper and lower case.
    Case,
    /// The extension.
    Extension,
    /// The folder of a class is not directly in the image folder.
    DeeperFolder,
}

impl Assumption {
    /// What the rows or files are.
    const fn words(self) -> &'static str {
        match self {
            Self::ClassSpelling => "labels in another spelling of a class",
            Self::Spaces => {
                "lines in which only the files tell the spaces of names from those between them"
            }
            Self::Backslashes => "names with backslashes between folders",
            Self::FoldersDropped => {
                "names that begin with folders which the image folder does not have"
            }
            Self::Subfolder => "files in a subfolder that their name in the list leaves out",
            Self::Letters => {
                "names that differ from the file's in how letters are encoded or in spaces at the ends"
            }
            Self::Case => "names that differ from the file's in upper and lower case",
            Self::Extension => "names that lack the file's extension or have another",
            Self::DeeperFolder => "films in class folders further down",
        }
    }
}

/// An assumption with its number of cases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Note {
    pub(crate) what: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) count: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) first: Option<String>,
}

impl Note {
    /// The note as a line.
    pub(crate) fn line(&self) -> String {
        match (self.count, &self.first) {
            (Some(count), Some(first)) => format!("{}: {count}; first: {first}", self.what),
            _ => self.what.clone(),
        }
    }
}

/// Collects assumptions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Notes {
    lists: Vec<String>,
    rows: BTreeMap<Assumption, (usize, String)>,
}

impl Notes {
    /// Adds what was assumed about a whole list.
    pub(crate) fn add_list(&mut self, text: String) {
        self.lists.push(text);
    }

    /// Counts an assumption; the first case becomes the example.
    pub(crate) fn add(&mut self, assumption: Assumption, example: impl FnOnce() -> String) {
        let (count, _) = self
            .rows
            .entry(assumption)
            .or_insert_with(|| (0, example()));
        *count += 1;
    }

    /// Adds those of another list.
    pub(crate) fn extend(&mut self, other: Self) {
        self.lists.extend(other.lists);
        for (assumption, (count, first)) in other.rows {
            self.rows.entry(assumption).or_insert((0, first)).0 += count;
        }
    }

    /// All notes.
    pub(crate) fn all(&self) -> Vec<Note> {
        let lists = self.lists.iter().map(|text| Note {
            what: text.clone(),
            count: None,
            first: None,
        });
        let rows = self.rows.iter().map(|(assumption, (count, first))| Note {
            what: assumption.words().to_owned(),
            count: Some(*count),
            first: Some(first.clone()),
        });
        lists.chain(rows).collect()
    }
}
