//! The training loop: epochs, validation, the best weights, checkpoints, early stopping.

mod adam;
pub(crate) mod checkpoint;
mod checksums;
pub(crate) mod curves;
mod dashboard;
mod ema;
pub(crate) mod epoch_figures;
mod error;
mod learner;
mod loss;
mod panics;
mod pass;
mod precision;
pub(crate) mod progressive_resizing;
mod replicas;
mod resumption;
mod rotation;
pub mod run_folder;
mod saving;
mod schedule;
pub mod start;
mod step;
mod tensorboard;
pub(crate) mod throughput;
mod watch;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use networks::network::Network;
use serde::Serialize;

use self::adam::Adam;
use self::checkpoint::Checkpoint;
pub use self::checkpoint::Position;
use self::ema::Ema;
pub use self::epoch_figures::EpochFigures;
pub use self::error::FitError;
use self::learner::{BestWeights, Learner};
use self::loss::{Loss, LossSums};
use self::replicas::Replicas;
use self::run_folder::RunFolder;
use self::schedule::{BestEpoch, ScheduleStep};
use self::watch::Watch;
use crate::console::Progress;
use crate::data::Split;
use crate::data::loader::{self, Batch, Variation};
use crate::data::pack::{Pack, PackError};
use crate::data::sampling::Sampler;
use crate::evaluation::judge::judge;
use crate::host::device::ComputeDevice;
use crate::random::Stream;
use crate::recipe::{Precision, Recipe, Task};

/// Purposes of the seed, beside those of the loader.
const PURPOSE_START: u64 = 11;
const PURPOSE_DROPOUT: u64 = 12;

/// Training time after which another checkpoint is written within an epoch.
const CHECKPOINT_INTERVAL: Duration = Duration::from_mins(10);

/// How training ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum End {
    /// All epochs of the recipe are done.
    Finished,
    /// The patience of the recipe ran out without a better epoch.
    Stopped,
    /// The user asked to stop; `--resume` continues.
    Interrupted,
    /// The deadline has passed; `--resume` continues.
    OutOfTime,
}

/// A training run with all it needs.
#[derive(Debug)]
pub struct Fit<'a> {
    /// How to train.
    pub recipe: &'a Recipe,
    /// The films.
    pub pack: Arc<Pack>,
    /// The main device: it holds the weights, takes the steps and validates.
    pub engine: &'a ComputeDevice,
    /// Devices that share the batches of a step with it.
    pub others: &'a [ComputeDevice],
    /// Where results are written.
    pub run: &'a RunFolder,
    /// Set by Ctrl-C or SIGTERM.
    pub interrupted: &'a AtomicBool,
    /// When to stop, at the next step or epoch boundary.
    pub deadline: Option<Instant>,
}

/// How an epoch ended.
enum EpochEnd {
    Complete { learning_rate: f64 },
    Stopped(End),
}

/// How a network does on the validation split.
struct Validation {
    sums: LossSums,
    balanced_accuracy: f64,
}

impl Fit<'_> {
    /// Trains from the start, or from the run's last checkpoint.
    ///
    /// # Errors
    /// [`FitError`]; the last checkpoint stays usable. When a server is lost, other devices fail too
    /// because they lack its tensors; the error names the one that was lost.
    pub fn run(&self) -> Result<(End, Position), FitError> {
        panics::caught(&self.engine.label(), || self.train()).map_err(|error| {
            let lost = || self.engines().find(|engine| !engine.is_reachable());
            match error.is_of_a_device().then(lost).flatten() {
                Some(lost) => lost.failed("it no longer answers").into(),
                None => error,
            }
        })
    }

    fn engines(&self) -> impl Iterator<Item = &ComputeDevice> {
        std::iter::once(self.engine).chain(self.others)
    }

    fn train(&self) -> Result<(End, Position), FitError> {
        if self.recipe.precision == Precision::Bf16 {
            self.engines().try_for_each(ComputeDevice::check_bfloat16)?;
        }
        let mut learner = if let Some(latest) = Checkpoint::read_latest(self.run.path())? {
            self.resumed(latest)?
        } else {
            self.note_restart(&self.run.figures()?);
            self.started()?
        };
        let loss = |films| {
            Loss::new(
                self.recipe.class_weights,
                films,
                self.recipe.label_smoothing,
            )
        };
        let training = loss(self.sampler()?.class_counts());
        // Sampling is for training alone: validation sees every film once.
        let validation = loss(self.pack.class_counts(Split::Train)).unsmoothed();
        let end = self.epochs(&mut learner, &training, &validation)?;
        if !learner.is_saved {
            self.save(&mut learner)?;
        }
        Ok((end, learner.position))
    }

    /// Runs epochs until there is a reason to stop.
    fn epochs(
        &self,
        learner: &mut Learner,
        training: &Loss,
        validation: &Loss,
    ) -> Result<End, FitError> {
        while learner.position.epochs_done < self.recipe.epochs {
            let done = learner.position.epochs_done;
            let stale = learner.position.best.is_stale(self.recipe.patience, done);
            if stale && !progressive_resizing::is_below_final_side(self.recipe, done) {
                return Ok(End::Stopped);
            }
            match self.epoch(learner, training)? {
                EpochEnd::Complete { learning_rate } => {
                    self.close_epoch(learner, validation, learning_rate)?;
                }
                EpochEnd::Stopped(end) => return Ok(end),
            }
            let is_last = learner.position.epochs_done >= self.recipe.epochs;
            if let Some(end) = self.reason_to_stop().filter(|_| !is_last) {
                return Ok(end);
            }
        }
        Ok(End::Finished)
    }

    fn reason_to_stop(&self) -> Option<End> {
        if self.interrupted.load(Ordering::Relaxed) {
            return Some(End::Interrupted);
        }
        let has_passed = |deadline| Instant::now() >= deadline;
        self.deadline
            .is_some_and(has_passed)
            .then_some(End::OutOfTime)
    }

    fn sampler(&self) -> Result<Sampler, PackError> {
        Sampler::of(&self.pack, Split::Train, self.recipe.sampling)
    }

    /// A learner before the first step, with its checkpoint.
    fn started(&self) -> Result<Learner, FitError> {
        let device = self.engine.device.clone().autodiff();
        let recipe = self.recipe;
        device.seed(Stream::new(recipe.seed, &[PURPOSE_START]).next_u64());
        let side = progressive_resizing::side(recipe, 1);
        let network = start::network(recipe, side, &device)?;
        let network = match recipe.start.task {
            Task::Classes => network,
            Task::Rotation => rotation::with_outputs(network, &device),
        };
        let ema = (recipe.ema > 0.0).then(|| Ema::new(recipe.ema, &network));
        let mut learner = Learner {
            network,
            replicas: Replicas::start(self.engine, self.others, recipe.precision),
            optimizer: Adam::new(recipe.optimizer).with_base_rate(recipe.start.base_rate),
            ema,
            position: Position::default(),
            figures: Vec::new(),
            side,
            watch: Watch::new(self.run.path(), recipe.epochs, &[], 0)?,
            unpublished: None,
            saved: Instant::now(),
            save_time: Duration::ZERO,
            is_saved: false,
        };
        // Random weights are drawn when first read: here, right after seeding.
        self.save(&mut learner)?;
        Ok(learner)
    }

    /// Runs the rest of an epoch.
    fn epoch(&self, learner: &mut Learner, loss: &Loss) -> Result<EpochEnd, FitError> {
        let epoch = learner.position.epochs_done + 1;
        let recipe = self.recipe;
        learner.start_epoch(epoch, recipe, &self.engine.device.clone().autodiff())?;
        let positions = self.sampler()?.epoch(recipe.seed, epoch);
        let mut batches = loader::epoch_batches(positions, recipe.batch, recipe.seed, epoch);
        let steps = batches.len().div_ceil(recipe.accumulate);
        let done = learner.position.steps_done * recipe.accumulate;
        let rest = batches.split_off(done.min(batches.len()));
        let variation = Variation {
            augmentation: recipe.augmentation,
            seed: recipe.seed,
            epoch,
        };
        let loaded = loader::load(self.pack.clone(), learner.side, rest, Some(variation));
        let mut progress = Progress::new(format!("epoch {epoch}/{}", recipe.epochs), steps);
        progress.skip(learner.position.steps_done);
        let mut learning_rate = 0.0;
        while learner.position.steps_done < steps {
            let started = Instant::now();
            let step = learner.position.steps_done;
            let batches = loaded.iter().take(recipe.accumulate);
            let batches = batches.collect::<Result<Vec<Batch>, _>>()?;
            if batches.is_empty() {
                return Err(FitError::LoaderGone(step + 1));
            }
            learning_rate = learner.position.rate.learning_rate(
                &recipe.schedule,
                recipe.optimizer.learning_rate,
                ScheduleStep {
                    epochs_done: f64::from(epoch - 1) + step as f64 / steps as f64,
                    epochs: f64::from(recipe.epochs),
                },
            );
            self.step(learner, loss, batches, learning_rate)?;
            let seconds = started.elapsed().as_secs_f64();
            learner.position.seconds += seconds;
            learner.position.epoch_seconds += seconds;
            progress.advance(1, &learner.report(learning_rate)?);
            if learner.position.steps_done == steps {
                break;
            }
            if let Some(end) = self.reason_to_stop() {
                progress.finish();
                return Ok(EpochEnd::Stopped(end));
            }
            if learner.saved.elapsed() >= CHECKPOINT_INTERVAL {
                self.save(learner)?;
            }
        }
        progress.finish();
        Ok(EpochEnd::Complete { learning_rate })
    }

    /// Takes a step; when the loss is not finite, the error names the films.
    fn step(
        &self,
        learner: &mut Learner,
        loss: &Loss,
        batches: Vec<Batch>,
        learning_rate: f64,
    ) -> Result<(), FitError> {
        let positions = batches.iter().flat_map(|batch| &batch.positions);
        let positions: Vec<usize> = positions.copied().collect();
        match self.recipe.start.task {
            Task::Classes => self.class_step(learner, loss, batches, learning_rate)?,
            Task::Rotation => self.rotation_step(learner, &batches, learning_rate)?,
        }
        learner.step_done().map_err(|error| {
            let films = positions.iter().map(|&at| &*self.pack.film(at).file);
            panics::with_films(error, films)
        })
    }

    fn class_step(
        &self,
        learner: &mut Learner,
        loss: &Loss,
        batches: Vec<Batch>,
        learning_rate: f64,
    ) -> Result<(), FitError> {
        let epoch = learner.position.epochs_done + 1;
        let first = learner.position.steps_done * self.recipe.accumulate;
        let seed = |index: usize| {
            let purpose = [PURPOSE_DROPOUT, u64::from(epoch), (first + index) as u64];
            Stream::new(self.recipe.seed, &purpose).next_u64()
        };
        let micro_batches = step::micro_batches(batches, loss, seed);
        let count = micro_batches.len();
        let network = &learner.network;
        let mut sum = learner.replicas.compute(network, loss, micro_batches)?;
        let outputs = sum.take_outputs();
        let (network, gradients) = sum.finish(network.clone(), count);
        learner.update(learning_rate, network, gradients);
        for output in outputs {
            let logits = self.engine.read(output.logits)?;
            loss.add_to(&mut learner.position.sums, &logits, &output.targets);
        }
        Ok(())
    }

    /// Validates, keeps the best weights and writes everything down.
    fn close_epoch(
        &self,
        learner: &mut Learner,
        loss: &Loss,
        learning_rate: f64,
    ) -> Result<(), FitError> {
        let started = Instant::now();
        let network = learner.validated();
        let validation = self.validate(&network, learner.side, loss)?;
        let val_loss = validation.sums.loss();
        let position = &mut learner.position;
        if !val_loss.is_finite() {
            return Err(FitError::Diverged {
                loss: val_loss,
                epoch: position.epochs_done + 1,
                step: position.steps_done,
            });
        }
        let training_seconds = position.epoch_seconds;
        let seconds = started.elapsed().as_secs_f64();
        position.seconds += seconds;
        position.epochs_done += 1;
        position.steps_done = 0;
        let train = std::mem::take(&mut position.sums);
        position.epoch_seconds = 0.0;
        let best = position.best.offer(
            self.recipe.monitor,
            BestEpoch {
                epoch: position.epochs_done,
                val_loss,
                val_balanced_accuracy: validation.balanced_accuracy,
            },
        );
        position.rate.epoch_ended(&self.recipe.schedule, val_loss);
        learner.figures.push(EpochFigures {
            epoch: position.epochs_done,
            train_loss: train.loss(),
            train_accuracy: train.accuracy(),
            val_loss,
            val_accuracy: validation.sums.accuracy(),
            val_balanced_accuracy: validation.balanced_accuracy,
            learning_rate,
            seconds: training_seconds + seconds,
            images_per_second: train.films() as f64 / training_seconds,
            best,
        });
        learner
            .watch
            .epoch_ended(learner.position.steps, &learner.figures)?;
        self.run.write_figures(&learner.figures)?;
        if best {
            learner.unpublished = Some(BestWeights {
                about: self.about(learner)?,
                network,
            });
        }
        learner.is_saved = false;
        if learner.is_checkpoint_due() {
            self.save(learner)?;
        }
        Ok(())
    }

    fn validate(&self, network: &Network, side: u32, loss: &Loss) -> Result<Validation, FitError> {
        let positions = self.pack.positions(Split::Val)?;
        if self.recipe.start.task == Task::Rotation {
            return self.validate_rotation(network, side, &positions);
        }
        let batch = self.recipe.batch;
        let forward = |inputs: &[_]| self.engine.classify(network, inputs);
        let judged = judge(forward, &self.pack, side, positions, batch)?;
        let mut sums = LossSums::default();
        let logits: Vec<f32> = judged.logits().flat_map(|logits| logits.0.0).collect();
        loss.add_to(&mut sums, &logits, &judged.classes);
        Ok(Validation {
            sums,
            balanced_accuracy: judged.confusion().balanced_accuracy().unwrap_or(0.0),
        })
    }
}
