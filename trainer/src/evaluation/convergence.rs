//! Convergence of a training run, and the gap between training and evaluated films.

use metrics::Confusion;
use model::class::Class;
use model::estimate::Estimate;
use serde::{Deserialize, Serialize};

use crate::fit::EpochFigures;

/// The distance from the best balanced accuracy within which a run counts as converged.
const NEAR: f64 = 0.01;

/// When a run reached its best epoch.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Convergence {
    pub epochs: u32,
    /// The epoch of the saved weights, counted from 1.
    pub best_epoch: u32,
    /// The first epoch whose balanced accuracy on the validation films is within one percentage
    /// point of the best one.
    pub converged_after: u32,
    /// Time of all epochs, in seconds.
    pub seconds: f64,
}

impl Convergence {
    /// From the epochs of a run; `None` before the first is complete.
    pub(crate) fn of(figures: &[EpochFigures]) -> Option<Self> {
        let balanced = |epoch: &EpochFigures| epoch.val_balanced_accuracy;
        let highest = figures.iter().map(balanced).fold(0.0, f64::max);
        // A small term so that rounding does not exclude a distance of exactly one point.
        let near = |epoch: &&EpochFigures| balanced(epoch) >= highest - NEAR - 1e-12;
        Some(Self {
            epochs: figures.last()?.epoch,
            // The last epoch that was the best when it ended is the best of all.
            best_epoch: figures.iter().rfind(|epoch| epoch.best)?.epoch,
            converged_after: figures.iter().find(near)?.epoch,
            seconds: figures.iter().map(|epoch| epoch.seconds).sum(),
        })
    }
}

/// The gap in accuracy between training films and evaluated films; a large gap means overfitting.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TrainGap {
    pub films: u64,
    /// Accuracy on them without augmentation; Wilson interval.
    pub accuracy: Estimate,
    /// Rows are the labels, columns the predictions.
    pub confusion: [[u64; Class::COUNT]; Class::COUNT],
    /// That accuracy minus the one on the evaluated split, with Newcombe's (1998) interval for
    /// independent proportions, method 10.
    pub gap: Estimate,
}

impl TrainGap {
    /// Compares the predictions for the training films with an accuracy; `None` without films.
    pub(crate) fn between(train: &Confusion, evaluated: Estimate) -> Option<Self> {
        let accuracy = train.accuracy().estimate()?;
        let value = accuracy.value - evaluated.value;
        let low = (accuracy.value - accuracy.low).hypot(evaluated.high - evaluated.value);
        let high = (accuracy.high - accuracy.value).hypot(evaluated.value - evaluated.low);
        Some(Self {
            films: train.films(),
            accuracy,
            confusion: train.counts(),
            gap: Estimate {
                value,
                low: value - low,
                high: value + high,
            },
        })
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use metrics::Proportion;

    /// The epochs of a run with these balanced accuracies, 10 s each.
    pub(crate) fn epochs(balanced: &[f64]) -> Vec<EpochFigures> {
        let mut best = 0.0;
        let figures = (1..).zip(balanced).map(|(epoch, &balanced)| {
            let better = balanced > best;
            best = f64::max(best, balanced);
            let line = serde_json::json!({
                "epoch": epoch,
                "train_loss": 1.0 / f64::from(epoch),
                "train_accuracy": balanced,
                "val_loss": 1.0,
                "val_accuracy": balanced,
                "val_balanced_accuracy": balanced,
                "learning_rate": 1e-3,
                "seconds": 10.0,
                "images_per_second": 5.0,
                "best": better,
            });
            serde_json::from_value(line).unwrap()
        });
        figures.collect()
    }

    #[test]
    fn a_run_has_converged_within_a_point_of_its_best() {
        let run = Convergence::of(&epochs(&[0.5, 0.69, 0.68, 0.70, 0.6])).unwrap();
        assert_eq!((run.epochs, run.best_epoch, run.converged_after), (5, 4, 2));
        assert!((run.seconds - 50.0).abs() < 1e-12);
        assert_eq!(Convergence::of(&[]), None);
    }

    #[test]
    fn the_gap_is_training_minus_evaluated_accuracy() {
        let right = (0..56).map(|_| (Class::Normal, Class::Normal));
        let wrong = (0..14).map(|_| (Class::Normal, Class::Covid19));
        let train: Confusion = right.chain(wrong).collect();
        let judged = Proportion::new(48, 80).estimate().unwrap();
        let gap = TrainGap::between(&train, judged).unwrap().gap;
        // 56/70 against 48/80: Newcombe (1998, "Interval estimation for the difference between
        // independent proportions"), table II, method 10.
        for (value, expected) in [(gap.value, 0.2), (gap.low, 0.0524), (gap.high, 0.3339)] {
            assert!((value - expected).abs() < 5e-5, "{gap:?}");
        }
        assert_eq!(TrainGap::between(&Confusion::default(), judged), None);
    }
}
