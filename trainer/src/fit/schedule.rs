//! The learning rate of each step, the best epoch, and when training should stop.

use serde::{Deserialize, Serialize};

use crate::recipe::{Monitor, Schedule};

/// The state of the learning rate schedule.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct RateState {
    /// The product of the factors that plateaus have applied.
    share: f64,
    /// The lowest validation loss so far.
    lowest: Option<f64>,
    /// Epochs since then or since the last factor.
    waited: u32,
}

impl Default for RateState {
    fn default() -> Self {
        Self {
            share: 1.0,
            lowest: None,
            waited: 0,
        }
    }
}

/// A step as the schedule sees it.
#[derive(Debug, Clone, Copy)]
pub(super) struct ScheduleStep {
    /// Epochs done, with the fraction of the current one.
    pub(super) epochs_done: f64,
    /// Epochs of the whole run.
    pub(super) epochs: f64,
}

impl RateState {
    /// The learning rate of a step; `max` is that of the recipe.
    pub(super) fn learning_rate(&self, schedule: &Schedule, max: f64, step: ScheduleStep) -> f64 {
        let (Schedule::Cosine { warm_up, .. } | Schedule::Plateau { warm_up, .. }) = *schedule;
        if step.epochs_done < warm_up {
            // Not 0, so that the first step changes the weights.
            return max * (step.epochs_done / warm_up).max(0.01);
        }
        match *schedule {
            Schedule::Cosine { final_share, .. } => {
                let length = (step.epochs - warm_up).max(f64::MIN_POSITIVE);
                let progress = ((step.epochs_done - warm_up) / length).min(1.0);
                let cosine = f64::midpoint(1.0, (std::f64::consts::PI * progress).cos());
                max * (final_share + (1.0 - final_share) * cosine)
            }
            Schedule::Plateau { .. } => max * self.share,
        }
    }

    /// Takes in the validation loss of an epoch.
    pub(super) fn epoch_ended(&mut self, schedule: &Schedule, val_loss: f64) {
        let Schedule::Plateau {
            factor, patience, ..
        } = *schedule
        else {
            return;
        };
        if self.lowest.is_none_or(|lowest| val_loss < lowest) {
            self.lowest = Some(val_loss);
            self.waited = 0;
            return;
        }
        self.waited += 1;
        if self.waited >= patience.max(1) {
            self.share *= factor;
            self.waited = 0;
        }
    }
}

/// The best epoch so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct BestEpoch {
    /// Counted from 1; 0 before the first.
    pub(crate) epoch: u32,
    /// The validation loss.
    pub(crate) val_loss: f64,
    /// The balanced accuracy on the validation split.
    pub(crate) val_balanced_accuracy: f64,
}

impl BestEpoch {
    /// Compares an epoch with the best so far; true when it takes its place.
    pub(super) fn offer(&mut self, monitor: Monitor, candidate: Self) -> bool {
        let lower_loss = candidate.val_loss < self.val_loss;
        let better = match monitor {
            Monitor::Loss => lower_loss,
            Monitor::BalancedAccuracy => {
                let (new, old) = (candidate.val_balanced_accuracy, self.val_balanced_accuracy);
                new > old || (new >= old && lower_loss)
            }
        };
        let better = better || self.epoch == 0;
        if better {
            *self = candidate;
        }
        better
    }

    /// Whether `patience` epochs have passed since then without a better one; never when it is 0.
    pub(super) const fn is_stale(&self, patience: u32, epoch: u32) -> bool {
        patience > 0 && self.epoch > 0 && epoch - self.epoch >= patience
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(epochs_done: f64) -> ScheduleStep {
        ScheduleStep {
            epochs_done,
            epochs: 10.0,
        }
    }

    #[test]
    fn the_cosine_schedule_rises_falls_and_ends_at_its_final_share() {
        let cosine = Schedule::Cosine {
            warm_up: 2.0,
            final_share: 0.1,
        };
        let state = RateState::default();
        let rows = [
            (0.0, 0.01),
            (1.0, 0.5),
            (2.0, 1.0),
            (6.0, 0.55),
            (10.0, 0.1),
        ];
        for (epochs_done, expected) in rows {
            let rate = state.learning_rate(&cosine, 1.0, at(epochs_done));
            assert!((rate - expected).abs() < 1e-9, "{epochs_done}: {rate}");
        }
    }

    #[test]
    fn a_plateau_lowers_the_learning_rate_and_starts_counting_again() {
        let plateau = Schedule::Plateau {
            warm_up: 0.0,
            factor: 0.5,
            patience: 2,
        };
        let mut state = RateState::default();
        let mut rates = Vec::new();
        for loss in [1.0, 0.9, 0.95, 0.91, 0.92, 0.93, 0.5] {
            state.epoch_ended(&plateau, loss);
            rates.push(state.learning_rate(&plateau, 1.0, at(3.0)));
        }
        assert_eq!(rates, [1.0, 1.0, 1.0, 0.5, 0.5, 0.25, 0.25]);
    }

    fn figures(epoch: u32, val_loss: f64, val_balanced_accuracy: f64) -> BestEpoch {
        BestEpoch {
            epoch,
            val_loss,
            val_balanced_accuracy,
        }
    }

    #[test]
    fn the_monitor_decides_which_epoch_is_best() {
        let epochs = [
            figures(1, 1.0, 0.5),
            figures(2, 0.8, 0.4),
            figures(3, 0.9, 0.5),
            figures(4, 0.85, 0.45),
        ];
        for (monitor, expected) in [(Monitor::Loss, 2), (Monitor::BalancedAccuracy, 3)] {
            let mut best = BestEpoch::default();
            for epoch in epochs {
                best.offer(monitor, epoch);
            }
            assert_eq!(best.epoch, expected);
        }
    }

    #[test]
    fn patience_runs_out_after_its_epochs_or_never() {
        let best = figures(3, 1.0, 0.5);
        assert!(!best.is_stale(2, 4));
        assert!(best.is_stale(2, 5));
        assert!(!best.is_stale(0, 500));
        assert!(!BestEpoch::default().is_stale(2, 500));
    }
}
