//! The learning rate of each step, and when an epoch is the best or training should stop.

use serde::{Deserialize, Serialize};

use crate::recipe::{Monitor, Schedule};

/// The rate schedule with what it remembers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RateState {
    /// What the plateau has multiplied the rate by.
    pub share: f64,
    /// The lowest validation loss so far.
    lowest: Option<f64>,
    /// Epochs since.
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

/// Where in the training a step lies.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// Epochs done, with the part of the running one.
    pub epochs_done: f64,
    /// Epochs of the whole run.
    pub epochs: f64,
}

impl RateState {
    /// The learning rate of a step; `highest` is the recipe's.
    pub fn rate(&self, schedule: &Schedule, highest: f64, place: Place) -> f64 {
        let (Schedule::Cosine { warm_up, .. } | Schedule::Plateau { warm_up, .. }) = *schedule;
        if place.epochs_done < warm_up {
            // A step must move: the first one gets a hundredth.
            return highest * (place.epochs_done / warm_up).max(0.01);
        }
        match *schedule {
            Schedule::Cosine { final_share, .. } => {
                let length = (place.epochs - warm_up).max(f64::MIN_POSITIVE);
                let way = ((place.epochs_done - warm_up) / length).min(1.0);
                let cosine = f64::midpoint(1.0, (std::f64::consts::PI * way).cos());
                highest * (final_share + (1.0 - final_share) * cosine)
            }
            Schedule::Plateau { .. } => highest * self.share,
        }
    }

    /// Learns an epoch's validation loss.
    pub fn epoch_ended(&mut self, schedule: &Schedule, val_loss: f64) {
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
pub struct Best {
    /// Which one, counted from 1; 0 before the first.
    pub epoch: u32,
    /// Its validation loss.
    pub val_loss: f64,
    /// Its balanced accuracy on the validation split.
    pub val_balanced_accuracy: f64,
}

impl Best {
    /// Takes an epoch's figures; true when it is the best so far.
    pub fn offer(&mut self, monitor: Monitor, candidate: Self) -> bool {
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

    /// Whether `patience` epochs (0: any number) have passed since it without a better one.
    pub const fn is_stale(&self, patience: u32, epoch: u32) -> bool {
        patience > 0 && self.epoch > 0 && epoch - self.epoch >= patience
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(epochs_done: f64) -> Place {
        Place {
            epochs_done,
            epochs: 10.0,
        }
    }

    #[test]
    fn cosine_rises_falls_and_ends_at_its_share() {
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
            let rate = state.rate(&cosine, 1.0, at(epochs_done));
            assert!((rate - expected).abs() < 1e-9, "{epochs_done}: {rate}");
        }
    }

    #[test]
    fn a_plateau_lowers_the_rate_after_its_patience_and_starts_anew() {
        let plateau = Schedule::Plateau {
            warm_up: 0.0,
            factor: 0.5,
            patience: 2,
        };
        let mut state = RateState::default();
        let mut rates = Vec::new();
        for loss in [1.0, 0.9, 0.95, 0.91, 0.92, 0.93, 0.5] {
            state.epoch_ended(&plateau, loss);
            rates.push(state.rate(&plateau, 1.0, at(3.0)));
        }
        assert_eq!(rates, [1.0, 1.0, 1.0, 0.5, 0.5, 0.25, 0.25]);
    }

    fn figures(epoch: u32, val_loss: f64, val_balanced_accuracy: f64) -> Best {
        Best {
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
            let mut best = Best::default();
            for epoch in epochs {
                best.offer(monitor, epoch);
            }
            assert_eq!(best.epoch, expected);
        }
    }

    #[test]
    fn training_stops_after_its_patience_or_never() {
        let best = figures(3, 1.0, 0.5);
        assert!(!best.is_stale(2, 4));
        assert!(best.is_stale(2, 5));
        assert!(!best.is_stale(0, 500));
        assert!(!Best::default().is_stale(2, 500));
    }
}
