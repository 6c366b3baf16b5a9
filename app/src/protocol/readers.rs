//! Messages about a reader who answers before the model does.

use model::class::{Class, PerClass};
use model::estimate::Estimate;
use serde::{Deserialize, Serialize};

use super::own_films::LabelTable;

/// The films of the page's list with what a reader and the model call them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReaderFilms {
    /// All films, since the folders of all tell which folders name a class.
    pub films: Vec<ReadFilm>,
    /// A table of their labels; otherwise their folders name the class.
    pub table: Option<LabelTable>,
}

/// A film of the list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReadFilm {
    /// Its path or name.
    pub file: String,
    /// What it is called; `None` unless both have answered.
    pub called: Option<Called>,
}

/// What a reader and the model call a film.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Called {
    /// The reader's class.
    pub reader: Class,
    /// The model's most probable class, whether or not others remain.
    pub model: Class,
}

/// How a reader and the model compare.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReaderReport {
    /// Share of the films that both call the same.
    pub agreement: Estimate,
    /// Rows are the reader's classes, columns the model's.
    pub confusion: [[u64; Class::COUNT]; Class::COUNT],
    /// Cohen's kappa, or why there is none.
    pub kappa: Result<Estimate, String>,
    /// How often each is right, or why that is not known: whole sentences, one a line.
    pub truth: Result<Truth, String>,
}

impl ReaderReport {
    /// Number of films that both have answered.
    pub fn films(&self) -> u64 {
        self.confusion.iter().flatten().sum()
    }
}

/// How often reader and model are right on the films whose class is known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Truth {
    /// Number of these films.
    pub films: u64,
    /// The reader.
    pub reader: Performance,
    /// The model.
    pub model: Performance,
    /// What is to be said of the labels; whole sentences.
    pub notes: Vec<String>,
}

/// How often somebody is right, with Wilson's intervals.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Performance {
    /// Share of right answers.
    pub accuracy: Estimate,
    /// Share of the films of a class that are called it; `None` without such films.
    pub sensitivity: PerClass<Option<Estimate>>,
    /// Share of the films of other classes that are not called it; `None` without such films.
    pub specificity: PerClass<Option<Estimate>>,
}
