//! The state that training changes, and how an epoch and a step change it.

use std::time::{Duration, Instant};

use burn::module::Module;
use burn::optim::GradientsParams;
use burn::tensor::Device;
use networks::network::Network;

use super::adam::Adam;
use super::checkpoint::Position;
use super::ema::Ema;
use super::epoch_figures::EpochFigures;
use super::replicas::Replicas;
use super::schedule::BestEpoch;
use super::watch::{StepFigures, Watch};
use super::{FitError, progressive_resizing, start};
use crate::host::model_folder::About;
use crate::recipe::Recipe;

/// A checkpoint that takes less time than this is written after every epoch.
const CHEAP_CHECKPOINT: Duration = Duration::from_millis(200);

/// A costly checkpoint is due when training since the last one took this many times as long.
const CHECKPOINT_RATIO: u32 = 10;

/// The best weights so far, and their description at that epoch.
pub(super) struct BestWeights {
    pub(super) about: About,
    /// For inference.
    pub(super) network: Network,
}

/// The state that training changes.
pub(super) struct Learner {
    pub(super) network: Network,
    pub(super) replicas: Replicas,
    pub(super) optimizer: Adam,
    /// Validated and kept in place of the network, if the recipe asks for it.
    pub(super) ema: Option<Ema>,
    pub(super) position: Position,
    pub(super) figures: Vec<EpochFigures>,
    /// Width and height of the network's inputs.
    pub(super) side: u32,
    pub(super) watch: Watch,
    /// The best weights so far, if they are newer than the published ones. They wait for the next
    /// checkpoint, so that a run is never resumed from long before its published weights.
    pub(super) unpublished: Option<BestWeights>,
    /// When the last checkpoint was written or read.
    pub(super) saved: Instant,
    /// How long writing it took.
    pub(super) save_time: Duration,
    /// Whether the last checkpoint holds the present state.
    pub(super) is_saved: bool,
}

impl Learner {
    /// The network that is validated and kept, for inference.
    pub(super) fn validated(&self) -> Network {
        match &self.ema {
            Some(ema) => ema.snapshot(),
            None => self.network.valid(),
        }
    }

    /// Prepares for an epoch, counted from 1: the side of its inputs, and which weights it trains.
    pub(super) fn start_epoch(
        &mut self,
        epoch: u32,
        recipe: &Recipe,
        device: &Device,
    ) -> Result<(), FitError> {
        let side = progressive_resizing::side(recipe, epoch);
        if side != self.side {
            let resize = |network: &Network| {
                progressive_resizing::resize(network, recipe, side, device)
                    .map_err(FitError::ProgressiveResizing)
            };
            self.network = resize(&self.network)?;
            if let Some(ema) = &mut self.ema {
                ema.replace(resize(ema.network())?.valid());
            }
            self.optimizer.forget_position_biases(&self.network);
            self.side = side;
            // The weights that are kept take inputs of the last side, so epochs at smaller sides do
            // not compete with it.
            self.position.best = BestEpoch::default();
        }
        let frozen = recipe.start.frozen_epochs;
        self.network = start::freeze(self.network.clone(), frozen, epoch);
        Ok(())
    }

    /// Applies the gradients of a step.
    pub(super) fn update(
        &mut self,
        learning_rate: f64,
        network: Network,
        gradients: GradientsParams,
    ) {
        self.network = self.optimizer.step(learning_rate, network, gradients);
        if let Some(ema) = &mut self.ema {
            ema.update(&self.network);
        }
    }

    /// Whether to write a checkpoint after an epoch: costly ones take at most a tenth of the time.
    pub(super) fn is_checkpoint_due(&self) -> bool {
        self.save_time < CHEAP_CHECKPOINT
            || self.saved.elapsed() >= self.save_time * CHECKPOINT_RATIO
    }

    /// Counts a step as done.
    ///
    /// # Errors
    /// [`FitError::Diverged`] when the loss of the epoch so far is not finite.
    pub(super) fn step_done(&mut self) -> Result<(), FitError> {
        let position = &mut self.position;
        let loss = position.sums.loss();
        if !loss.is_finite() {
            return Err(FitError::Diverged {
                loss,
                epoch: position.epochs_done + 1,
                step: position.steps_done + 1,
            });
        }
        position.steps_done += 1;
        position.steps += 1;
        self.is_saved = false;
        Ok(())
    }

    /// Reports the step that is done; returns a message for the epoch's progress.
    pub(super) fn report(&mut self, learning_rate: f64) -> Result<String, FitError> {
        let position = &self.position;
        let sums = &position.sums;
        Ok(self.watch.step(&StepFigures {
            step: position.steps,
            loss: sums.loss(),
            accuracy: sums.accuracy(),
            learning_rate,
            images_per_second: sums.films() as f64 / position.epoch_seconds,
        })?)
    }
}
