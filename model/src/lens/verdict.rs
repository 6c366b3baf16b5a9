//! What the readings of the changed copies say about the answer.

use serde::{Deserialize, Serialize};

use super::change::Change;
use crate::calibration::Probabilities;
use crate::class::Class;

/// The reading of a changed copy.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ViewReading {
    /// The change.
    pub change: Change,
    /// Whether it changed any pixel: a film without letters has none to hide.
    pub differs: bool,
    /// Calibrated probabilities.
    pub probabilities: Probabilities,
}

/// A film through the lens.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Lens {
    /// The calibrated probabilities of the film itself.
    pub film: Probabilities,
    /// Its changed copies.
    pub views: Vec<ViewReading>,
}

/// Whether the answer comes from the lungs, as far as the lens can tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// The answer stays although the lungs are hidden, so it does not need them.
    pub without_lungs: bool,
    /// Changes that leave the lungs visible and yet change the answer.
    pub moved_by: Vec<Change>,
}

impl Lens {
    /// The class in question: the most probable one, whether the film is answered or not.
    pub fn class(&self) -> Class {
        self.film.top()
    }

    /// Whether that class is the most probable one in a copy too.
    pub fn stays(&self, view: &ViewReading) -> bool {
        view.probabilities.top() == self.class()
    }

    /// The verdict over all copies.
    pub fn verdict(&self) -> Verdict {
        let lungs = |view: &&ViewReading| view.change == Change::LungsHidden;
        let moved = |view: &&ViewReading| view.change.shows_lungs() && !self.stays(view);
        let views = self.views.iter();
        Verdict {
            without_lungs: views.clone().filter(lungs).any(|view| self.stays(view)),
            moved_by: views.filter(moved).map(|view| view.change).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::class::PerClass;

    const COVID: [f32; 3] = [0.8, 0.1, 0.1];
    const NORMAL: [f32; 3] = [0.2, 0.7, 0.1];

    fn verdict(of: impl Fn(Change) -> [f32; 3]) -> Verdict {
        let probabilities = |values: [f32; 3]| PerClass(values).try_into().unwrap();
        let views = Change::SHOWN.map(|change| ViewReading {
            change,
            differs: true,
            probabilities: probabilities(of(change)),
        });
        let film = probabilities(COVID);
        let lens = Lens {
            film,
            views: views.to_vec(),
        };
        lens.verdict()
    }

    #[test]
    fn an_answer_that_stays_without_lungs_is_not_from_them() {
        let found = verdict(|_| COVID);
        assert!(found.without_lungs && found.moved_by.is_empty());
    }

    #[test]
    fn an_answer_that_needs_the_lungs_alone_is_sound() {
        let found = verdict(|change| if change.shows_lungs() { COVID } else { NORMAL });
        let sound = Verdict {
            without_lungs: false,
            moved_by: Vec::new(),
        };
        assert_eq!(found, sound);
    }

    #[test]
    fn every_change_that_moves_the_answer_is_named() {
        let found = verdict(|change| match change {
            Change::LungsHidden | Change::Turned | Change::BorderHidden => NORMAL,
            _ => COVID,
        });
        assert!(!found.without_lungs);
        assert_eq!(found.moved_by, [Change::BorderHidden, Change::Turned]);
    }
}
