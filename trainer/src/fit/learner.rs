//! The state that training changes, and how an epoch and a step change it.

use std::time::Instant;

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
use crate::recipe::Recipe;

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
    /// When the last checkpoint was written or read.
    pub(super) saved: Instant,
}

impl Learner {
    /// The network that is validated and kept, for inference.
    pub(super) fn validated(&self) -> Network {
        match &self.ema {
            Some(ema) => ema.network().clone(),
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
