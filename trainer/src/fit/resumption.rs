//! Says where a resumed training continues.

use super::Fit;
use super::checkpoint::Position;
use super::epoch_figures::EpochFigures;
use super::schedule::ScheduleStep;
use crate::console;

impl Fit<'_> {
    /// A note on the epoch and the learning rate with which training continues, beside that of the last
    /// epoch, since they differ where the recipe now has other epochs.
    pub(super) fn note_resumption(&self, position: &Position, figures: &[EpochFigures]) {
        let (done, steps, epochs) = (
            position.epochs_done,
            position.steps_done,
            self.recipe.epochs,
        );
        let run = self.run.path().display();
        if done >= epochs {
            console::note(&format!(
                "{run} is finished: {done} of {epochs} epochs are done; raise epochs to train longer"
            ));
            return;
        }
        let where_exactly = match figures.last() {
            Some(last) if steps == 0 => {
                let next = ScheduleStep {
                    epochs_done: f64::from(done),
                    epochs: f64::from(epochs),
                };
                let max = self.recipe.optimizer.learning_rate;
                let next = position
                    .rate
                    .learning_rate(&self.recipe.schedule, max, next);
                let last = last.learning_rate;
                format!("; the learning rate was {last:.2e} and is now {next:.2e}")
            }
            _ if steps > 0 => format!(" and {steps} steps of the next"),
            _ => String::new(),
        };
        console::note(&format!(
            "{run} continues after {done} of {epochs} epochs{where_exactly}"
        ));
    }

    /// A note where a run that has trained has no checkpoint, and so begins again.
    pub(super) fn note_restart(&self, figures: &[EpochFigures]) {
        if !figures.is_empty() {
            console::note(&format!(
                "{} has no checkpoint of the {} epochs in its metrics; training begins again",
                self.run.path().display(),
                figures.len()
            ));
        }
    }
}
