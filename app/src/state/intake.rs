//! What the last drop, paste or choice brought beside films.

use model::selection::LeftOutCounts;

/// The maximum number of files that are searched in one gesture.
pub const MAX_FILES: usize = 50_000;

/// The maximum number of films of one gesture or archive: a longer list would make the page slow.
pub const MAX_FILMS: usize = 5_000;

/// What the page says about the last gesture.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct IntakeReport {
    /// How many large gestures are still being searched for films.
    pub searching: u32,
    /// Files that are not films.
    pub left_out: LeftOutCounts,
    /// What went wrong.
    pub problems: Vec<IntakeProblem>,
}

/// Why a gesture brought no films, or not all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IntakeProblem {
    /// A link was dropped.
    Link,
    /// Text was dropped.
    Text,
    /// The clipboard contains no file.
    NothingToPaste,
    /// The folder of this name is empty.
    EmptyFolder(String),
    /// The browser cannot read the folder of this path.
    UnreadableFolder(String),
    /// The table of labels with this name cannot be read, or is too large.
    Table(String),
    /// There is a scorecard without the weights it names.
    ModelIncomplete,
    /// There were files, but no films.
    NoFilms,
    /// There are more than [`MAX_FILES`] files.
    TooManyFiles,
    /// There are more than [`MAX_FILMS`] films.
    TooManyFilms,
}
