//! Saves training, as checkpoints and as the best weights, and resumes it.

use std::time::{Duration, Instant};

use burn::module::Module;
use model::scorecard::results::TrainingRecord;
use model::weights::NumberFormat;
use networks::network::Network;

use super::adam::Adam;
use super::checkpoint::{Checkpoint, EmaState, LatestCheckpoint, Position};
use super::ema::Ema;
use super::learner::{BestWeights, Learner};
use super::replicas::Replicas;
use super::watch::Watch;
use super::{Fit, FitError};
use crate::console;
use crate::host::device;
use crate::host::model_folder::{About, ModelFolder};

impl Fit<'_> {
    /// A learner that continues from a checkpoint.
    pub(super) fn resumed(&self, latest: LatestCheckpoint) -> Result<Learner, FitError> {
        for error in &latest.damaged {
            console::note(&format!("skipping a damaged checkpoint: {error}"));
        }
        if latest.damaged.is_empty() {
            Checkpoint::remove_surplus(self.run.path())?;
        }
        let Checkpoint {
            position,
            model,
            optimizer,
            ema: saved_ema,
        } = latest.checkpoint;
        let input = model.scorecard.input;
        self.pack.admit(&input)?;
        let device = self.engine.device.clone().autodiff();
        let recipe = self.recipe;
        let mut figures = self.run.figures()?;
        // The last line may be newer than the checkpoint if the process was killed between the two.
        figures.truncate(position.epochs_done as usize);
        self.note_resumption(&position, &figures);
        let ema = match &saved_ema {
            Some(ema) => {
                let network = ema.model.load(&self.engine.device)?.valid();
                Some(Ema::resume(recipe.ema, ema.steps, network))
            }
            None => None,
        };
        let network = model.load(&device)?;
        let watch = Watch::new(self.run.path(), recipe.epochs, &figures, position.steps)?;
        let learner = Learner {
            network: network.with_stochastic_depth(recipe.stochastic_depth),
            replicas: Replicas::start(self.engine, self.others, recipe.precision),
            optimizer: Adam::resume(recipe.optimizer, optimizer, &device)
                .with_base_rate(recipe.start.base_rate),
            ema,
            position,
            figures,
            side: input.side,
            watch,
            unpublished: None,
            saved: Instant::now(),
            save_time: Duration::ZERO,
            is_saved: true,
        };
        let validated = saved_ema.map_or(model, |ema| ema.model);
        self.publish_missed_best(&learner.position, validated)?;
        Ok(learner)
    }

    /// Publishes the best weights if the process was killed after their checkpoint but before them.
    fn publish_missed_best(
        &self,
        position: &Position,
        validated: ModelFolder,
    ) -> Result<(), FitError> {
        if !position.is_best() {
            return Ok(());
        }
        match ModelFolder::read(&self.run.best()) {
            Ok(best) if best.scorecard.training.best_epoch == position.best.epoch => Ok(()),
            _ => self.publish_best(validated),
        }
    }

    /// Publishes weights as the best ones.
    fn publish_best(&self, model: ModelFolder) -> Result<(), FitError> {
        let model = model.with_golden_logits()?;
        Ok(model.publish(&self.run.best())?)
    }

    /// Writes a checkpoint, and publishes the best weights if they have not been published yet.
    pub(super) fn save(&self, learner: &mut Learner) -> Result<(), FitError> {
        let started = Instant::now();
        // Weights are read back by a function of burn that panics when the device is gone.
        self.engine.wait()?;
        let ema = match &learner.ema {
            Some(ema) => Some(EmaState {
                steps: ema.steps(),
                model: self.model(ema.network(), learner)?,
            }),
            None => None,
        };
        let checkpoint = Checkpoint {
            position: learner.position.clone(),
            model: self.model(&learner.network, learner)?,
            optimizer: learner.optimizer.state(|tensor| self.engine.read(tensor))?,
            ema,
        };
        let best = learner.unpublished.take();
        if learner.position.is_best() {
            checkpoint.write(self.run.path())?;
            // After the checkpoint, from which a resumed run makes them if this one is killed in between.
            if best.is_some() {
                self.publish_best(checkpoint.into_validated())?;
            }
        } else {
            // Before the checkpoint, which does not hold these: a kill in between must not lose them.
            if let Some(BestWeights { about, network }) = best {
                self.publish_best(draft(&network, about)?)?;
            }
            checkpoint.write(self.run.path())?;
        }
        learner.saved = Instant::now();
        learner.save_time = started.elapsed();
        learner.is_saved = true;
        Ok(())
    }

    fn model(&self, network: &Network, learner: &Learner) -> Result<ModelFolder, FitError> {
        draft(network, self.about(learner)?)
    }

    pub(super) fn about(&self, learner: &Learner) -> Result<About, FitError> {
        let position = &learner.position;
        Ok(About {
            architecture: self.recipe.architecture,
            input: self.pack.spec(learner.side)?,
            training: TrainingRecord {
                summary: "Weights of a training run that was not exported; not evaluated."
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

fn draft(network: &Network, about: About) -> Result<ModelFolder, FitError> {
    Ok(ModelFolder::draft(network, NumberFormat::F32, about)?)
}
