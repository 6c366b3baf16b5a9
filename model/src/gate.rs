//! The gate: whether a picture is an upright frontal chest radiograph, before any class is given.
//!
//! A linear score of a small picture's gradients ([`features`]) is fitted by the trainer on films, on films
//! turned, mirrored and inverted, and on pictures of other things, and travels in the scorecard. A
//! picture whose score is too low is refused with a [`Finding`]; a mirrored film is answered with a
//! warning. All numbers come from additions, multiplications, divisions and square roots of `f32` in a
//! fixed order, so native and wasm32 agree bit for bit.

mod crop;
mod error;
pub mod features;
mod finding;
mod glance;
mod scorer;
mod screen;
mod verdict;

use serde::{Deserialize, Serialize};

pub use self::error::GateError;
pub use self::finding::{Finding, Turn};
pub use self::glance::{Glance, SIDE};
pub use self::scorer::{Scorer, Scores};
pub use self::verdict::{Admission, Verdict};
use crate::input::{InputError, Radiograph};

/// The maximum ratio of the sides of a film; of 10,000 none has more than 1.7.
const MAX_RATIO: u32 = 2;

/// The pictures that a gate was fitted on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FittedOn {
    /// Films of the training split.
    pub films: u64,
    /// Pictures of other things; with 0, only those made of films and by drawing were used.
    pub outliers: u64,
}

/// A fitted gate.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked", into = "Unchecked")]
pub struct Gate {
    fitted_on: FittedOn,
    // Finite, as the other threshold.
    least_film_score: f32,
    least_upright_margin: f32,
    scorer: Scorer,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Unchecked {
    fitted_on: FittedOn,
    least_film_score: f32,
    least_upright_margin: f32,
    weights: Scorer,
}

impl Gate {
    /// A gate that refuses pictures with a film score below the first threshold and warns of films with an
    /// upright margin below the second.
    ///
    /// # Errors
    /// [`GateError::NotFinite`] when a threshold is not finite.
    pub fn new(
        scorer: Scorer,
        least_film_score: f32,
        least_upright_margin: f32,
        fitted_on: FittedOn,
    ) -> Result<Self, GateError> {
        if least_film_score.is_finite() && least_upright_margin.is_finite() {
            Ok(Self {
                fitted_on,
                least_film_score,
                least_upright_margin,
                scorer,
            })
        } else {
            Err(GateError::NotFinite)
        }
    }

    /// The pictures that it was fitted on.
    pub const fn fitted_on(&self) -> FittedOn {
        self.fitted_on
    }

    /// The film score from which a picture is admitted.
    pub const fn least_film_score(&self) -> f32 {
        self.least_film_score
    }

    /// Judges a picture; for one that contains a film, offers to cut it out.
    ///
    /// # Errors
    /// [`InputError::Resize`] when the resampler refuses.
    pub fn judge(&self, film: &Radiograph) -> Result<Verdict, InputError> {
        let mut verdict = self.judge_glance(&Glance::of(film)?);
        if !verdict.finding.is_refused() && screen::is_screen(film) {
            verdict.finding = Finding::Composite;
        }
        if verdict.finding == Finding::Composite {
            let score = |glance: &Glance| self.scorer.scores(&glance.plane).film();
            let is_film = |film: &Radiograph| {
                let verdict = self.judge_glance(&Glance::of(film)?);
                Ok(verdict.decision() != Admission::Refuse)
            };
            verdict.crop = crop::find(film, score, is_film)?;
        }
        if film.is_coloured() && verdict.crop.is_none() {
            verdict.finding = Finding::Coloured;
        }
        Ok(verdict)
    }

    /// Judges a picture by what the gate sees of it, without looking for a film in it.
    pub fn judge_glance(&self, glance: &Glance) -> Verdict {
        let scores = self.scorer.scores(&glance.plane);
        let (long, short) = (
            glance.width.max(glance.height),
            glance.width.min(glance.height),
        );
        let finding = if scores.film() < self.least_film_score {
            self.refused_as(glance, &scores)
        } else if long.div_ceil(MAX_RATIO) > short {
            Finding::Composite
        } else if self.scorer.upright_margin(glance, &scores) < self.least_upright_margin {
            Finding::Mirrored
        } else {
            Finding::Upright
        };
        Verdict {
            finding,
            score: scores.film(),
            crop: None,
        }
    }

    /// What a picture with a low film score is. A turned or inverted film must be a film once that is
    /// undone, be it in two steps.
    fn refused_as(&self, glance: &Glance, scores: &Scores) -> Finding {
        let top = scores.top(Finding::is_refused);
        let Some(fix) = top.undone_by() else {
            return top;
        };
        let undone = glance.fixed(fix);
        let again = self.scorer.scores(&undone.plane);
        let second = again.top(Finding::is_refused);
        let is_film = self.is_film(&again)
            || second
                .undone_by()
                .filter(|&second| second != fix)
                .is_some_and(|fix| self.is_film(&self.scorer.scores(&undone.fixed(fix).plane)));
        if is_film {
            top
        } else {
            scores.top(|finding| finding.is_refused() && finding.undone_by().is_none())
        }
    }

    fn is_film(&self, scores: &Scores) -> bool {
        scores.film() >= self.least_film_score
    }
}

impl TryFrom<Unchecked> for Gate {
    type Error = GateError;

    fn try_from(unchecked: Unchecked) -> Result<Self, Self::Error> {
        let Unchecked {
            fitted_on,
            least_film_score,
            least_upright_margin,
            weights,
        } = unchecked;
        Self::new(weights, least_film_score, least_upright_margin, fitted_on)
    }
}

impl From<Gate> for Unchecked {
    fn from(gate: Gate) -> Self {
        Self {
            fitted_on: gate.fitted_on,
            least_film_score: gate.least_film_score,
            least_upright_margin: gate.least_upright_margin,
            weights: gate.scorer,
        }
    }
}

#[cfg(test)]
mod tests;
