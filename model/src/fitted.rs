//! What is fitted on labelled films once the weights are trained: the part of a scorecard that other
//! films may replace.

use serde::{Deserialize, Serialize};

use crate::answer_set::AnswerSets;
use crate::calibration::Calibration;
use crate::operating_point::OperatingPoints;
use crate::scorecard::Scorecard;

/// Calibration, answer sets and operating points.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fitted {
    /// From logits to probabilities.
    pub calibration: Calibration,
    /// From probabilities to the classes that cannot be excluded; `None` before the export.
    pub answer_sets: Option<AnswerSets>,
    /// From which probability on a class is called; empty before the export.
    pub operating_points: OperatingPoints,
}

impl Fitted {
    /// What a scorecard has.
    pub fn of(card: &Scorecard) -> Self {
        Self {
            calibration: card.calibration,
            answer_sets: card.answer_sets.clone(),
            operating_points: card.operating_points.clone(),
        }
    }

    /// Replaces what a scorecard has.
    pub fn put_into(self, card: &mut Scorecard) {
        card.calibration = self.calibration;
        card.answer_sets = self.answer_sets;
        card.operating_points = self.operating_points;
    }
}

/// Before anything is fitted.
impl Default for Fitted {
    fn default() -> Self {
        Self {
            calibration: Calibration::IDENTITY,
            answer_sets: None,
            operating_points: OperatingPoints::default(),
        }
    }
}
