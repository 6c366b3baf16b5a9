//! Messages about a user's own labelled films: how the model does on them, and its calibration for them.

use model::answer_set::Level;
use model::calibration::Logits;
use model::class::{Class, PerClass};
use model::distance::FilmDistance;
use model::estimate::Estimate;
use model::fitted::Fitted;
use model::scorecard::results::SetResult;
use serde::{Deserialize, Serialize};

/// The films of the page's list, to be judged where they have a label.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OwnFilms {
    /// The films.
    pub films: Vec<OwnFilm>,
    /// A table of their labels; otherwise their folders name the class.
    pub table: Option<LabelTable>,
    /// The level at which new answer sets must be able to exclude a class.
    pub level: Level,
}

/// A film of the list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OwnFilm {
    /// Its path or name.
    pub file: String,
    /// The network's output; `None` if the picture is refused.
    pub logits: Option<Logits>,
    /// How far it is from the training films, where the model can tell.
    pub distance: Option<FilmDistance>,
}

/// A table with the columns `file` and `label`, as text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabelTable {
    /// The name of its file.
    pub name: String,
    /// Its content.
    pub text: String,
}

/// How the model does on a user's own films: the part of the worker's figures that is shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OwnReport {
    /// Share of the labelled films that are classified correctly.
    pub accuracy: Estimate,
    /// Rows are the labels, columns the predictions.
    pub confusion: [[u64; Class::COUNT]; Class::COUNT],
    /// Expected calibration error.
    pub ece: Estimate,
    /// The answer sets, level by level.
    pub answer_sets: Vec<SetResult>,
    /// Share of the labelled pictures that are refused.
    pub refused: Estimate,
    /// What is to be said of the labels; whole sentences.
    pub notes: Vec<String>,
    /// The p-value of the accuracy, where it is significantly lower than on the test films.
    pub worse: Option<f64>,
    /// The calibration for these films, or why there is none.
    pub recalibration: Result<Recalibration, String>,
}

impl OwnReport {
    /// The classified films of each class.
    pub fn by_class(&self) -> PerClass<u64> {
        PerClass(self.confusion.map(|row| row.iter().sum()))
    }
}

/// What replaces the model's calibration: numbers alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Recalibration {
    /// The weights that it is for, see [`super::ModelCard::weights`].
    pub weights: String,
    /// What was fitted.
    pub fitted: Fitted,
    /// Number of films that it was fitted on.
    pub films: u64,
    /// The date, `YYYY-MM-DD`.
    pub date: String,
    /// Expected calibration error on the same films, each predicted without its patient.
    pub ece: Estimate,
    /// What else the scorecard says of it; JSON for the worker.
    pub record: String,
}
