//! The training loop: epochs, validation, the best weights, checkpoints, early stop.

pub mod adam;
pub mod checkpoint;
pub mod curves;
pub mod loss;
mod replicas;
pub mod run_folder;
pub mod schedule;
mod step;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use burn::module::Module;
use model::network::Network;
use model::scorecard::NumberFormat;
use model::scorecard::results::TrainingRecord;
use serde::Serialize;
use thiserror::Error;

use self::adam::Adam;
use self::checkpoint::{Checkpoint, CheckpointError, Position};
use self::loss::{Loss, Tally};
use self::replicas::Replicas;
use self::run_folder::{EpochFigures, RunError, RunFolder};
use self::schedule::{Best, Place};
use crate::console::{self, Progress};
use crate::dataset::Split;
use crate::dataset::loader::{self, Batch, Variation};
use crate::dataset::pack::{Pack, PackError};
use crate::device::{self, DeviceError, Engine};
use crate::files::FileError;
use crate::judge::{JudgeError, judge};
use crate::model_folder::{About, FolderError, ModelFolder};
use crate::random::Stream;
use crate::recipe::Recipe;

/// What a seed is used for; the loader has the other purposes.
const PURPOSE_START: u64 = 11;
const PURPOSE_DROPOUT: u64 = 12;

/// Training that could not go on.
#[derive(Debug, Error)]
pub enum FitError {
    /// A file cannot be read or written.
    #[error(transparent)]
    File(#[from] FileError),
    /// The pack cannot be used.
    #[error(transparent)]
    Pack(#[from] PackError),
    /// The run folder cannot be used.
    #[error(transparent)]
    Run(#[from] RunError),
    /// A checkpoint cannot be written or read.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// The best weights cannot be written.
    #[error(transparent)]
    Model(#[from] FolderError),
    /// The device failed.
    #[error(transparent)]
    Device(#[from] DeviceError),
    /// The validation films cannot be judged.
    #[error(transparent)]
    Judge(#[from] JudgeError),
    /// The loss is infinite or not a number.
    #[error(
        "the loss became {loss} in epoch {epoch}, step {step}; lower optimizer.learning_rate or set optimizer.clip_norm, the last checkpoint is kept"
    )]
    Diverged {
        /// The loss.
        loss: f64,
        /// Counted from 1.
        epoch: u32,
        /// Counted from 1.
        step: usize,
    },
    /// The recipe cannot be recorded.
    #[error("the recipe cannot be recorded: {0}")]
    Record(#[from] serde_json::Error),
    /// The loader's thread ended early.
    #[error("loading the films stopped at step {0}; run again with --resume")]
    LoaderGone(usize),
}

/// How training ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum End {
    /// All epochs of the recipe are done.
    Finished,
    /// No better epoch came for as many as the recipe's patience.
    Stopped,
    /// The user asked to stop; `--resume` goes on.
    Interrupted,
}

/// One training with all it needs.
#[derive(Debug)]
pub struct Fit<'a> {
    /// What to do.
    pub recipe: &'a Recipe,
    /// The films.
    pub pack: Arc<Pack>,
    /// Where it runs: this one has the weights, takes the steps and judges.
    pub engine: &'a Engine,
    /// Devices that share the batches of a step with it.
    pub others: &'a [Engine],
    /// Where results go.
    pub run: &'a RunFolder,
    /// Set by Ctrl-C.
    pub interrupted: &'a AtomicBool,
}

/// The parts that training changes.
struct Learner {
    network: Network,
    replicas: Replicas,
    optimizer: Adam,
    position: Position,
    figures: Vec<EpochFigures>,
}

/// What an epoch ran into.
enum EpochEnd {
    Whole { rate: f64 },
    Interrupted,
}

impl Fit<'_> {
    /// Trains from the start, or from the run's last checkpoint.
    ///
    /// # Errors
    /// [`FitError`]; the last checkpoint stays usable.
    pub fn run(&self) -> Result<(End, Position), FitError> {
        let mut learner = self.learner()?;
        let loss = Loss::new(
            self.recipe.class_weights,
            self.pack.class_counts(Split::Train),
            self.recipe.label_smoothing,
        );
        while learner.position.epochs_done < self.recipe.epochs {
            let done = learner.position.epochs_done;
            if learner.position.best.is_stale(self.recipe.patience, done) && done > 0 {
                return Ok((End::Stopped, learner.position));
            }
            let EpochEnd::Whole { rate } = self.epoch(&mut learner, &loss)? else {
                self.save(&learner)?;
                return Ok((End::Interrupted, learner.position));
            };
            self.close_epoch(&mut learner, &loss, rate)?;
            if self.interrupted.load(Ordering::Relaxed) {
                return Ok((End::Interrupted, learner.position));
            }
        }
        Ok((End::Finished, learner.position))
    }

    fn learner(&self) -> Result<Learner, FitError> {
        let device = self.engine.device.clone().autodiff();
        let config = self.recipe.optimizer;
        if let Some(checkpoint) = Checkpoint::read_last(self.run.path())? {
            let mut figures = self.run.figures()?;
            // A line may be ahead of the checkpoint when the process was killed between the two.
            figures.truncate(checkpoint.position.epochs_done as usize);
            return Ok(Learner {
                network: checkpoint.model.load(&device)?,
                replicas: Replicas::start(self.engine, self.others),
                optimizer: Adam::resume(config, checkpoint.optimizer, &device),
                position: checkpoint.position,
                figures,
            });
        }
        device.seed(Stream::new(self.recipe.seed, &[PURPOSE_START]).next_u64());
        let network = self
            .recipe
            .architecture
            .init(self.recipe.side, &device)
            .map_err(DeviceError::from)?;
        let learner = Learner {
            network,
            replicas: Replicas::start(self.engine, self.others),
            optimizer: Adam::new(config),
            position: Position::default(),
            figures: Vec::new(),
        };
        // Weights are drawn when first read: here, while the seed is fresh.
        self.save(&learner)?;
        Ok(learner)
    }

    /// Runs the rest of an epoch.
    fn epoch(&self, learner: &mut Learner, loss: &Loss) -> Result<EpochEnd, FitError> {
        let epoch = learner.position.epochs_done + 1;
        let positions = self.pack.positions(Split::Train)?;
        let recipe = self.recipe;
        let mut batches = loader::epoch_batches(positions, recipe.batch, recipe.seed, epoch);
        let steps = batches.len().div_ceil(recipe.accumulate);
        let done = learner.position.steps_done * recipe.accumulate;
        let rest = batches.split_off(done.min(batches.len()));
        let variation = Variation {
            augmentation: recipe.augmentation,
            seed: recipe.seed,
            epoch,
        };
        let films = loader::load(self.pack.clone(), rest, Some(variation));
        let label = format!("epoch {epoch}/{}", recipe.epochs);
        let mut progress = Progress::new(label, steps);
        progress.advance(learner.position.steps_done, "");
        let mut rate = 0.0;
        while learner.position.steps_done < steps {
            let started = Instant::now();
            let step = learner.position.steps_done;
            let batches: Vec<Batch> = films
                .iter()
                .take(recipe.accumulate)
                .collect::<Result<_, _>>()?;
            if batches.is_empty() {
                return Err(FitError::LoaderGone(step + 1));
            }
            rate = learner.position.rate.rate(
                &recipe.schedule,
                recipe.optimizer.learning_rate,
                Place {
                    epochs_done: f64::from(epoch - 1) + step as f64 / steps as f64,
                    epochs: f64::from(recipe.epochs),
                },
            );
            self.step(learner, loss, batches, rate)?;
            let seconds = started.elapsed().as_secs_f64();
            learner.position.seconds += seconds;
            learner.position.epoch_seconds += seconds;
            let tally = &learner.position.tally;
            progress.advance(
                1,
                &format!("loss {:.3}, accuracy {:.3}", tally.loss(), tally.accuracy()),
            );
            if self.interrupted.load(Ordering::Relaxed) && learner.position.steps_done < steps {
                progress.finish();
                return Ok(EpochEnd::Interrupted);
            }
        }
        progress.finish();
        Ok(EpochEnd::Whole { rate })
    }

    fn step(
        &self,
        learner: &mut Learner,
        loss: &Loss,
        batches: Vec<Batch>,
        rate: f64,
    ) -> Result<(), FitError> {
        let position = &mut learner.position;
        let epoch = position.epochs_done + 1;
        let first = position.steps_done * self.recipe.accumulate;
        let seed = |index: usize| {
            let purpose = [PURPOSE_DROPOUT, u64::from(epoch), (first + index) as u64];
            Stream::new(self.recipe.seed, &purpose).next_u64()
        };
        let parts = step::parts(batches, loss, seed);
        let count = parts.len();
        let mut sum = learner.replicas.learn(&learner.network, loss, parts)?;
        let answers = sum.take_answers();
        let (network, gradients) = sum.finish(learner.network.clone(), count);
        learner.network = learner.optimizer.step(rate, network, gradients);
        let mut tally = Tally::default();
        for answer in &answers {
            loss.tally(&mut tally, &answer.logits, &answer.classes);
            loss.tally(&mut position.tally, &answer.logits, &answer.classes);
        }
        if !tally.loss().is_finite() {
            return Err(FitError::Diverged {
                loss: tally.loss(),
                epoch,
                step: position.steps_done + 1,
            });
        }
        position.steps_done += 1;
        Ok(())
    }

    /// Judges on the validation split, keeps the best weights and writes everything down.
    fn close_epoch(&self, learner: &mut Learner, loss: &Loss, rate: f64) -> Result<(), FitError> {
        let started = Instant::now();
        let network = learner.network.valid();
        let positions = self.pack.positions(Split::Val)?;
        let batch = self.recipe.batch;
        let judged = judge(self.engine, &network, &self.pack, positions, batch)?;
        let mut val = Tally::default();
        loss.unsmoothed()
            .tally(&mut val, judged.logits.as_flattened(), &judged.classes);
        let balanced_accuracy = judged.confusion().balanced_accuracy().unwrap_or(0.0);
        let position = &mut learner.position;
        let training_seconds = position.epoch_seconds;
        let seconds = started.elapsed().as_secs_f64();
        position.seconds += seconds;
        position.epochs_done += 1;
        position.steps_done = 0;
        let train = std::mem::take(&mut position.tally);
        position.epoch_seconds = 0.0;
        let best = position.best.offer(
            self.recipe.monitor,
            Best {
                epoch: position.epochs_done,
                val_loss: val.loss(),
                val_balanced_accuracy: balanced_accuracy,
            },
        );
        position.rate.epoch_ended(&self.recipe.schedule, val.loss());
        let figures = EpochFigures {
            epoch: position.epochs_done,
            train_loss: train.loss(),
            train_accuracy: train.accuracy(),
            val_loss: val.loss(),
            val_accuracy: val.accuracy(),
            val_balanced_accuracy: balanced_accuracy,
            learning_rate: rate,
            seconds: training_seconds + seconds,
            images_per_second: train.films() as f64 / training_seconds,
            best,
        };
        console::note(&sentence(&figures, self.recipe.epochs));
        learner.figures.push(figures);
        if best {
            self.assemble(learner)?.publish(&self.run.best())?;
        }
        self.run.write_figures(&learner.figures)?;
        self.save(learner)
    }

    fn save(&self, learner: &Learner) -> Result<(), FitError> {
        let checkpoint = Checkpoint {
            position: learner.position.clone(),
            model: self.assemble(learner)?,
            optimizer: learner.optimizer.state(|tensor| self.engine.read(tensor))?,
        };
        Ok(checkpoint.write(self.run.path())?)
    }

    fn assemble(&self, learner: &Learner) -> Result<ModelFolder, FitError> {
        // Weights are read back by a function of burn that panics when the device is gone.
        self.engine.wait()?;
        let position = &learner.position;
        let about = About {
            architecture: self.recipe.architecture,
            input: self.pack.spec(),
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
        };
        Ok(ModelFolder::assemble(
            &learner.network,
            NumberFormat::F32,
            about,
        )?)
    }
}

fn sentence(figures: &EpochFigures, epochs: u32) -> String {
    format!(
        "epoch {}/{epochs}: training loss {:.4}, accuracy {:.3}; validation loss {:.4}, accuracy {:.3}, balanced {:.3}{}; rate {:.2e}, {:.0} s, {:.1} images/s",
        figures.epoch,
        figures.train_loss,
        figures.train_accuracy,
        figures.val_loss,
        figures.val_accuracy,
        figures.val_balanced_accuracy,
        if figures.best { " (best)" } else { "" },
        figures.learning_rate,
        figures.seconds,
        figures.images_per_second,
    )
}
