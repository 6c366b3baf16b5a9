//! What a training keeps, checkpoints and the best weights, and how it goes on from them.

use std::time::Instant;

use burn::module::Module;
use model::scorecard::results::TrainingRecord;
use model::weights::entries::NumberFormat;
use networks::network::Network;

use super::adam::Adam;
use super::average::Average;
use super::checkpoint::{AverageState, Checkpoint, Found};
use super::replicas::Replicas;
use super::watch::Watch;
use super::{Fit, FitError, Learner};
use crate::console;
use crate::host::device;
use crate::host::model_folder::{About, ModelFolder};

impl Fit<'_> {
    /// Goes on from a checkpoint.
    pub(super) fn resumed(&self, found: Found) -> Result<Learner, FitError> {
        for error in &found.passed_over {
            console::note(&format!("a checkpoint is passed over: {error}"));
        }
        let checkpoint = found.checkpoint;
        self.pack.admit(&checkpoint.model.scorecard.input)?;
        let device = self.engine.device.clone().autodiff();
        let recipe = self.recipe;
        let mut figures = self.run.figures()?;
        // A line may be ahead of the checkpoint when the process was killed between the two.
        figures.truncate(checkpoint.position.epochs_done as usize);
        let average = match checkpoint.average {
            Some(AverageState { steps, model }) => {
                let network = model.load(&self.engine.device)?.valid();
                Some(Average::resume(recipe.ema, steps, network))
            }
            None => None,
        };
        let network = checkpoint.model.load(&device)?;
        let steps = checkpoint.position.steps;
        let watch = Watch::new(self.run.path(), recipe.epochs, &figures, steps)?;
        let learner = Learner {
            network: network.with_stochastic_depth(recipe.stochastic_depth),
            replicas: Replicas::start(self.engine, self.others, self.recipe.precision),
            optimizer: Adam::resume(recipe.optimizer, checkpoint.optimizer, &device)
                .with_base_rate(recipe.start.base_rate),
            average,
            position: checkpoint.position,
            figures,
            side: checkpoint.model.scorecard.input.side,
            watch,
            saved: Instant::now(),
        };
        self.keep_missed(&learner)?;
        Ok(learner)
    }

    /// Publishes the best weights where the process was killed between their checkpoint and them.
    fn keep_missed(&self, learner: &Learner) -> Result<(), FitError> {
        let position = &learner.position;
        let is_best = position.steps_done == 0 && position.best.epoch == position.epochs_done;
        if position.epochs_done == 0 || !is_best {
            return Ok(());
        }
        match ModelFolder::read(&self.run.best()) {
            Ok(kept) if kept.scorecard.training.best_epoch == position.best.epoch => Ok(()),
            _ => self.keep(learner, &learner.judged()),
        }
    }

    /// Publishes what is judged as the best weights.
    pub(super) fn keep(&self, learner: &Learner, judged: &Network) -> Result<(), FitError> {
        let about = self.about(learner)?;
        let model = ModelFolder::assemble(judged, NumberFormat::F32, about)?;
        Ok(model.publish(&self.run.best())?)
    }

    pub(super) fn save(&self, learner: &mut Learner) -> Result<(), FitError> {
        // Weights are read back by a function of burn that panics when the device is gone.
        self.engine.wait()?;
        let position = &learner.position;
        let average = match &learner.average {
            Some(average) => Some(AverageState {
                steps: average.steps(),
                model: self.draft(average.network(), learner)?,
            }),
            None => None,
        };
        let checkpoint = Checkpoint {
            position: position.clone(),
            model: self.draft(&learner.network, learner)?,
            optimizer: learner.optimizer.state(|tensor| self.engine.read(tensor))?,
            average,
        };
        checkpoint.write(self.run.path())?;
        learner.saved = Instant::now();
        Ok(())
    }

    fn draft(&self, network: &Network, learner: &Learner) -> Result<ModelFolder, FitError> {
        let about = self.about(learner)?;
        Ok(ModelFolder::draft(network, NumberFormat::F32, about)?)
    }

    fn about(&self, learner: &Learner) -> Result<About, FitError> {
        let position = &learner.position;
        Ok(About {
            architecture: self.recipe.architecture,
            input: self.pack.spec(learner.side)?,
            training: TrainingRecord {
                summary: "Weights of a training run, not exported: no results were computed."
                    .to_owned(),
                recipe: serde_json::to_value(self.recipe)?,
                device: device::labels(self.engine, self.others),
                epochs: position.epochs_done,
                best_epoch: position.best.epoch,
                seconds: position.seconds,
                films: self.pack.index().film_counts(),
                list_sha256: self.pack.index().list_sha256.clone(),
            },
        })
    }
}
