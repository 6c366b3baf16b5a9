//! Messages about a user's own labelled films: how the model does on them, and its calibration for them.

use model::answer_set::Level;
use model::calibration::Logits;
use model::class::{Class, PerClass};
use model::distance::FilmDistance;
use model::estimate::Estimate;
use model::fitted::Fitted;
use model::scorecard::results::SplitResult;
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

/// How the model does on a user's own films.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OwnReport {
    /// Its figures on the labelled films that are classified.
    pub result: SplitResult,
    /// Share of the labelled pictures that are refused.
    pub refused: Estimate,
    /// Number of the labelled pictures.
    pub labelled: u64,
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
        PerClass(Class::ALL.map(|class| self.result.confusion[class.index()].iter().sum()))
    }
}

/// What replaces the model's calibration: numbers alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recalibration {
    /// The weights that it is for, see [`super::ModelCard::weights`].
    pub weights: String,
    /// What was fitted.
    pub fitted: Fitted,
    /// The figures on the same films, each predicted without its patient.
    pub result: SplitResult,
    /// Number of the labelled pictures.
    pub labelled: u64,
    /// Share of them that is refused.
    pub refused: Estimate,
}
