//! A stress test: films damaged by degrees, and how accuracy, refusals and answers follow.
//!
//! Eight kinds of damage at five strengths each, after Hendrycks and Dietterich, "Benchmarking Neural
//! Network Robustness to Common Corruptions and Perturbations" (2019), with strengths and kinds that
//! occur with films. The planes that the network takes are damaged, so lengths are shares of their side.

mod damage;

use metrics::Proportion;
use model::class::Class;
use model::estimate::Estimate;
use model::gate::{Admission, Gate, Glance, SIDE};
use model::input::{InputError, InputSpec, NetworkInput, Radiograph};
use model::output::NetworkOutput;
use serde::{Deserialize, Serialize};

pub(crate) use self::damage::Damage;
use super::changed::ChangedFilms;
use super::error::EvaluationError;
use super::estimates::known;
use crate::data::Split;
use crate::host::device::DeviceError;
use crate::random::Stream;

/// Seed of the noise.
const SEED: u64 = 1;

/// How a model does on damaged films of a split.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Stress {
    pub(crate) split: Split,
    pub(crate) films: u64,
    /// The films as they are.
    pub(crate) undamaged: StressFigures,
    /// By kind and strength.
    pub(crate) results: Vec<StressResult>,
}

/// One kind of damage at one strength.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(crate) struct StressResult {
    pub(crate) damage: Damage,
    /// From 1 to 5.
    pub(crate) severity: u8,
    /// In the unit of the damage.
    pub(crate) strength: f32,
    #[serde(flatten)]
    pub(crate) figures: StressFigures,
}

/// Figures over all films; Wilson intervals.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(crate) struct StressFigures {
    /// Share of films whose most probable class is the label, refused or not.
    pub(crate) accuracy: Estimate,
    /// Share of films that the gate refuses; `None` for a model without one.
    pub(crate) refused: Option<Estimate>,
    /// Share of films whose most probable class is another than before the damage.
    pub(crate) flipped: Estimate,
}

/// A film after damage.
#[derive(Debug, Clone, Copy)]
struct Outcome {
    class: Class,
    /// `None` without a gate.
    refused: Option<bool>,
}

/// Damages the films at some positions of a split in every way.
pub(crate) fn stress<F>(
    films: &ChangedFilms<'_, F>,
    split: Split,
    positions: &[usize],
    gate: Option<&Gate>,
) -> Result<Stress, EvaluationError>
where
    F: Fn(&[NetworkInput]) -> Result<Vec<NetworkOutput>, DeviceError>,
{
    let (pack, spec) = (films.pack, films.spec);
    let outcomes = |name: &str, damage: Option<(Damage, f32)>| {
        let change = |position, plane: Vec<u16>| {
            let damaged = match damage {
                None => plane,
                Some((damage, strength)) => {
                    let mut stream = Stream::new(SEED, &[position as u64]);
                    damage.apply(strength, &plane, spec.side, &mut stream)
                }
            };
            let film = Radiograph::new(spec.side, spec.side, damaged)?;
            let refused = gate.map(|gate| -> Result<bool, EvaluationError> {
                let glance = seen(&pack.glance(position)?, &film)?;
                Ok(gate.judge_glance(&glance).decision() == Admission::Refuse)
            });
            // Contrast preprocessing comes after the damage, as it would with a damaged file.
            Ok((spec.plane(&film)?, refused.transpose()?))
        };
        let predictions = films.predictions(name, positions, change)?;
        let outcome = |(class, refused)| Outcome { class, refused };
        Ok::<_, EvaluationError>(predictions.into_iter().map(outcome).collect::<Vec<_>>())
    };
    let truth = positions.iter().map(|&at| pack.film(at).class);
    let truth: Vec<Class> = truth.collect();
    let before = outcomes("films as they are", None)?;
    let mut results = Vec::new();
    for damage in Damage::ALL {
        for (severity, strength) in (1..).zip(damage.strengths()) {
            let name = format!("{}, strength {severity} of 5", damage.name());
            let after = outcomes(&name, Some((damage, strength)))?;
            results.push(StressResult {
                damage,
                severity,
                strength,
                figures: figures(&truth, &before, &after),
            });
        }
    }
    Ok(Stress {
        split,
        films: truth.len() as u64,
        undamaged: figures(&truth, &before, &before),
        results,
    })
}

/// What the gate sees of a damaged plane: its size stays that of the film.
fn seen(glance: &Glance, damaged: &Radiograph) -> Result<Glance, InputError> {
    let side = u32::try_from(SIDE).unwrap_or_default();
    Ok(Glance {
        plane: InputSpec::with_side(side).plane(damaged)?,
        ..*glance
    })
}

fn figures(truth: &[Class], before: &[Outcome], after: &[Outcome]) -> StressFigures {
    let share = |count: usize| {
        let proportion = Proportion::new(count as u64, truth.len() as u64);
        known(proportion.estimate())
    };
    let count = |other: &mut dyn Iterator<Item = Class>| {
        let pairs = after.iter().zip(other);
        pairs.filter(|(film, class)| film.class == *class).count()
    };
    let right = count(&mut truth.iter().copied());
    let stays = count(&mut before.iter().map(|film| film.class));
    let refused: Option<Vec<bool>> = after.iter().map(|film| film.refused).collect();
    StressFigures {
        accuracy: share(right),
        refused: refused.map(|all| share(all.into_iter().filter(|&refused| refused).count())),
        flipped: share(truth.len() - stays),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flips_are_counted_against_the_film_and_accuracy_against_the_label() {
        use Class::{Covid19, Normal};
        let film = |class, refused| Outcome { class, refused };
        let before = [Covid19, Normal, Normal].map(|class| film(class, Some(false)));
        let after = [
            film(Normal, Some(true)),
            film(Normal, Some(false)),
            film(Covid19, Some(true)),
        ];
        let truth = [Normal, Normal, Normal];
        let found = figures(&truth, &before, &after);
        let near = |estimate: Estimate, value: f64| (estimate.value - value).abs() < 1e-12;
        assert!(near(found.accuracy, 2.0 / 3.0), "{found:?}");
        assert!(near(found.flipped, 2.0 / 3.0), "{found:?}");
        assert!(near(found.refused.unwrap(), 2.0 / 3.0), "{found:?}");
        let without_gate = [film(Normal, None)];
        let found = figures(&truth[..1], &without_gate, &without_gate);
        assert_eq!(found.refused, None);
        assert!(near(found.flipped, 0.0) && near(found.accuracy, 1.0));
    }
}
