//! Reports the progress of a training: on the terminal and to `TensorBoard`.

use std::path::Path;

use super::dashboard::Dashboard;
use super::epoch_figures::EpochFigures;
use super::tensorboard::EventFile;
use crate::files::FileError;

/// The reports of a training.
#[derive(Debug)]
pub(super) struct Watch {
    dashboard: Dashboard,
    events: EventFile,
}

/// The metrics of an epoch after one of its steps.
#[derive(Debug, Clone, Copy)]
pub(super) struct StepFigures {
    /// Steps of the run so far, counted from 1.
    pub(super) step: u64,
    /// Mean loss of the epoch's films so far.
    pub(super) loss: f64,
    /// Share of correct predictions on them.
    pub(super) accuracy: f64,
    /// The step's learning rate.
    pub(super) learning_rate: f64,
    /// Training films per second.
    pub(super) images_per_second: f64,
}

impl Watch {
    /// Reports for a run of `epochs` epochs; a resumed run has `done` epochs and `step` steps behind it.
    ///
    /// # Errors
    /// [`FileError`] when the event file cannot be written.
    pub(super) fn new(
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

    /// Reports a step; returns a message for the epoch's progress unless the dashboard shows it.
    ///
    /// # Errors
    /// [`FileError`] when the event file cannot be written.
    pub(super) fn step(&mut self, figures: &StepFigures) -> Result<String, FileError> {
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
            "loss {loss:.3}, accuracy {accuracy:.3}, learning rate {learning_rate:.1e}, {images_per_second:.1} images/s"
        )))
    }

    /// Reports the last of the epochs done, which ended after `step` steps of the run.
    ///
    /// # Errors
    /// [`FileError`] when the event file cannot be written.
    pub(super) fn epoch_ended(
        &mut self,
        step: u64,
        done: &[EpochFigures],
    ) -> Result<(), FileError> {
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
