//! Tells people how a training goes: on the terminal and to `TensorBoard`.

use std::path::Path;

use super::dashboard::Dashboard;
use super::run_folder::EpochFigures;
use super::tensorboard::EventFile;
use crate::files::FileError;

/// Who watches a training.
#[derive(Debug)]
pub struct Watch {
    dashboard: Dashboard,
    events: EventFile,
}

/// How an epoch goes after one of its steps.
#[derive(Debug, Clone, Copy)]
pub struct StepFigures {
    /// Steps of the run so far, counted from 1.
    pub step: u64,
    /// Mean loss of the epoch's films so far.
    pub loss: f64,
    /// Share of right answers on them.
    pub accuracy: f64,
    /// The step's learning rate.
    pub learning_rate: f64,
    /// Training films a second.
    pub images_per_second: f64,
}

impl Watch {
    /// Watches a run of so many epochs; `done` are those before it was resumed, `step` its steps.
    ///
    /// # Errors
    /// [`FileError`] when the event file cannot be written.
    pub fn new(
        run: &Path,
        epochs: u32,
        done: &[EpochFigures],
        step: u64,
    ) -> Result<Self, FileError> {
        Ok(Self {
            dashboard: Dashboard::new(epochs, done),
            events: EventFile::create(run, step)?,
        })
    }

    /// Hears of a step; returns a word on it for the epoch's progress, where it is not shown already.
    ///
    /// # Errors
    /// [`FileError`] when the event file cannot be written.
    pub fn step(&mut self, figures: &StepFigures) -> Result<String, FileError> {
        let StepFigures {
            step,
            loss,
            accuracy,
            learning_rate,
            images_per_second,
        } = *figures;
        let scalars = [
            ("step/loss", loss),
            ("step/accuracy", accuracy),
            ("step/learning_rate", learning_rate),
            ("step/images_per_second", images_per_second),
        ];
        self.events.scalars(step, &scalars)?;
        Ok(self.dashboard.step(format!(
            "loss {loss:.3}, accuracy {accuracy:.3}, rate {learning_rate:.1e}, {images_per_second:.1} images/s"
        )))
    }

    /// Hears of the end of an epoch, the last of those done, after `step` steps of the run.
    ///
    /// # Errors
    /// [`FileError`] when the event file cannot be written.
    pub fn epoch_ended(&mut self, step: u64, done: &[EpochFigures]) -> Result<(), FileError> {
        self.dashboard.epoch_ended(done);
        let Some(epoch) = done.last() else {
            return Ok(());
        };
        let scalars = [
            ("epoch/train_loss", epoch.train_loss),
            ("epoch/train_accuracy", epoch.train_accuracy),
            ("epoch/val_loss", epoch.val_loss),
            ("epoch/val_accuracy", epoch.val_accuracy),
            ("epoch/val_balanced_accuracy", epoch.val_balanced_accuracy),
        ];
        self.events.scalars(step, &scalars)
    }
}
