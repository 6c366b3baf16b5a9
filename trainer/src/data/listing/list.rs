//! A list that was read: its rows, what was assumed and what is wrong with it.

use model::class::Class;

use super::notes::{Assumption, Notes};
use super::problems::{Problem, Problems};
use super::row::{ListRow, Place};

/// The rows of one or several lists.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct List {
    /// The rows, in their order.
    pub rows: Vec<ListRow>,
    /// What was assumed.
    pub(crate) notes: Notes,
    /// What is wrong. With problems, `rows` is incomplete.
    pub(crate) problems: Problems,
}

impl List {
    /// Adds another list.
    pub(crate) fn extend(&mut self, other: Self) {
        self.rows.extend(other.rows);
        self.notes.extend(other.notes);
        self.problems.extend(other.problems);
    }

    /// The class of a word, with a note where it is not spelled as usual; a word that is not a class
    /// becomes a problem.
    pub(super) fn class(&mut self, word: &str, place: &Place) -> Option<Class> {
        let is = |other| word.eq_ignore_ascii_case(other);
        match word.parse::<Class>() {
            Ok(class) => {
                if word != class.label() && word != class.key() {
                    self.notes.add(Assumption::ClassSpelling, || {
                        format!("{word:?} as {class} ({place})")
                    });
                }
                return Some(class);
            }
            Err(_) if is("positive") || is("negative") => {
                self.problems.add(Problem::TwoClasses, place);
            }
            Err(error) => self.problems.add(Problem::Class(error), place),
        }
        None
    }
}
