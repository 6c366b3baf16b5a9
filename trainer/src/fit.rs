//! The training loop: epochs, validation, the best weights, checkpoints, early stop.

pub mod adam;
pub mod average;
pub mod checkpoint;
pub mod curves;
pub mod dashboard;
pub mod error;
pub mod growth;
pub mod guard;
mod keeping;
pub mod loss;
mod precision;
mod replicas;
pub mod run_folder;
pub mod schedule;
pub mod seal;
pub mod start;
mod step;
mod task;
pub mod tensorboard;
pub mod watch;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use burn::module::Module;
use burn::tensor::Device;
use networks::network::Network;
use serde::Serialize;

use self::adam::Adam;
use self::average::Average;
use self::checkpoint::{Checkpoint, Position};
pub use self::error::FitError;
use self::guard::{caught, with_films};
use self::loss::{Loss, Tally};
use self::replicas::Replicas;
use self::run_folder::{EpochFigures, RunFolder};
use self::schedule::{Best, Place};
use self::watch::{StepFigures, Watch};
use crate::console::Progress;
use crate::data::Split;
use crate::data::loader::{self, Batch, Turn, Variation};
use crate::data::pack::{Pack, PackError};
use crate::data::sampling::Sampler;
use crate::evaluation::judge::judge;
use crate::host::device::Engine;
use crate::random::Stream;
use crate::recipe::{Precision, Recipe, Task};

/// What a seed is used for; the loader has the other purposes.
const PURPOSE_START: u64 = 11;
const PURPOSE_DROPOUT: u64 = 12;

/// Training since the last checkpoint after which another is written inside an epoch.
const CHECKPOINT_INTERVAL: Duration = Duration::from_mins(10);

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
    /// What is judged and kept, where the recipe asks for an average.
    average: Option<Average>,
    position: Position,
    figures: Vec<EpochFigures>,
    /// Width and height of the inputs that the network takes.
    side: u32,
    watch: Watch,
    /// When the last checkpoint was written or read.
    saved: Instant,
}

impl Learner {
    /// The network that is judged and kept, for inference.
    fn judged(&self) -> Network {
        match &self.average {
            Some(average) => average.network().clone(),
            None => self.network.valid(),
        }
    }

    /// Prepares for an epoch, counted from 1: for its inputs' side, and for what learns in it.
    fn enter(&mut self, epoch: u32, recipe: &Recipe, device: &Device) -> Result<(), FitError> {
        let side = growth::side(recipe, epoch);
        if side != self.side {
            let resized = |network: &Network| {
                growth::resized(network, recipe, side, device).map_err(FitError::Growth)
            };
            self.network = resized(&self.network)?;
            if let Some(average) = &mut self.average {
                average.replace(resized(average.network())?.valid());
            }
            self.optimizer.forget_position_biases(&self.network);
            self.side = side;
            // What is kept takes inputs of the last side, so epochs of others are no rivals to it.
            self.position.best = Best::default();
        }
        let frozen = recipe.start.frozen_epochs;
        self.network = start::hold(self.network.clone(), frozen, epoch);
        Ok(())
    }

    /// Tells how the epoch goes; returns a word on it.
    fn tell(&mut self, rate: f64) -> Result<String, FitError> {
        let position = &self.position;
        let tally = &position.tally;
        Ok(self.watch.step(&StepFigures {
            step: position.steps,
            loss: tally.loss(),
            accuracy: tally.accuracy(),
            learning_rate: rate,
            images_per_second: tally.films() as f64 / position.epoch_seconds,
        })?)
    }
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
    /// [`FitError`]; the last checkpoint stays usable. When a server is gone, other devices fail too,
    /// for want of its tensors: the one that is gone is named.
    pub fn run(&self) -> Result<(End, Position), FitError> {
        caught(&self.engine.label(), || self.train()).map_err(|error| {
            let gone = || self.engines().find(|engine| !engine.is_there());
            match error.of_device().then(gone).flatten() {
                Some(gone) => gone.failed("it no longer answers").into(),
                None => error,
            }
        })
    }

    fn engines(&self) -> impl Iterator<Item = &Engine> {
        std::iter::once(self.engine).chain(self.others)
    }

    fn train(&self) -> Result<(End, Position), FitError> {
        if self.recipe.precision == Precision::Bf16 {
            self.engines().try_for_each(Engine::check_bfloat16)?;
        }
        let mut learner = self.learner()?;
        let loss = Loss::new(
            self.recipe.class_weights,
            self.sampler()?.class_counts(),
            self.recipe.label_smoothing,
        );
        // Sampling is for training alone: the validation films are there as they are.
        let judging = Loss::new(
            self.recipe.class_weights,
            self.pack.class_counts(Split::Train),
            self.recipe.label_smoothing,
        );
        while learner.position.epochs_done < self.recipe.epochs {
            let done = learner.position.epochs_done;
            let stale = learner.position.best.is_stale(self.recipe.patience, done);
            if stale && !growth::is_growing(self.recipe, done) {
                return Ok((End::Stopped, learner.position));
            }
            let EpochEnd::Whole { rate } = self.epoch(&mut learner, &loss)? else {
                self.save(&mut learner)?;
                return Ok((End::Interrupted, learner.position));
            };
            self.close_epoch(&mut learner, &judging, rate)?;
            if self.interrupted.load(Ordering::Relaxed) {
                return Ok((End::Interrupted, learner.position));
            }
        }
        Ok((End::Finished, learner.position))
    }

    fn sampler(&self) -> Result<Sampler, PackError> {
        Sampler::of(&self.pack, Split::Train, self.recipe.sampling)
    }

    fn learner(&self) -> Result<Learner, FitError> {
        let device = self.engine.device.clone().autodiff();
        let recipe = self.recipe;
        if let Some(found) = Checkpoint::read_last(self.run.path())? {
            return self.resumed(found);
        }
        device.seed(Stream::new(self.recipe.seed, &[PURPOSE_START]).next_u64());
        let side = growth::side(recipe, 1);
        let network = start::network(recipe, side, &device)?;
        let network = task::network(recipe.start.task, network, &device);
        let average = (recipe.ema > 0.0).then(|| Average::new(recipe.ema, &network));
        let mut learner = Learner {
            network,
            replicas: Replicas::start(self.engine, self.others, self.recipe.precision),
            optimizer: Adam::new(recipe.optimizer).with_base_rate(recipe.start.base_rate),
            average,
            position: Position::default(),
            figures: Vec::new(),
            side,
            watch: Watch::new(self.run.path(), recipe.epochs, &[], 0)?,
            saved: Instant::now(),
        };
        // Weights are drawn when first read: here, while the seed is fresh.
        self.save(&mut learner)?;
        Ok(learner)
    }

    /// Runs the rest of an epoch.
    fn epoch(&self, learner: &mut Learner, loss: &Loss) -> Result<EpochEnd, FitError> {
        let epoch = learner.position.epochs_done + 1;
        let recipe = self.recipe;
        learner.enter(epoch, recipe, &self.engine.device.clone().autodiff())?;
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
        let mut shown = rest.clone().into_iter();
        let films = loader::load(self.pack.clone(), learner.side, rest, Some(variation));
        let label = format!("epoch {epoch}/{}", recipe.epochs);
        let mut progress = Progress::new(label, steps);
        progress.skip(learner.position.steps_done);
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
            let shown = shown.by_ref().take(recipe.accumulate);
            let shown: Vec<Turn> = shown.flat_map(|plan| plan.turns).collect();
            let names = shown
                .iter()
                .map(|turn| &*self.pack.film(turn.position).file);
            self.step(learner, loss, batches, rate)
                .map_err(|error| with_films(error, names))?;
            learner.position.steps += 1;
            let seconds = started.elapsed().as_secs_f64();
            learner.position.seconds += seconds;
            learner.position.epoch_seconds += seconds;
            progress.advance(1, &learner.tell(rate)?);
            if learner.position.steps_done == steps {
                break;
            }
            if self.interrupted.load(Ordering::Relaxed) {
                progress.finish();
                return Ok(EpochEnd::Interrupted);
            }
            if learner.saved.elapsed() >= CHECKPOINT_INTERVAL {
                self.save(learner)?;
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
        if self.recipe.start.task == Task::Rotation {
            return self.turn_step(learner, &batches, rate);
        }
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
        if let Some(average) = &mut learner.average {
            average.follow(&learner.network);
        }
        let mut tally = Tally::default();
        for answer in &answers {
            loss.tally(&mut tally, &answer.logits, &answer.targets);
            loss.tally(&mut position.tally, &answer.logits, &answer.targets);
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
        let network = learner.judged();
        let (val, balanced_accuracy) = self.validate(&network, learner.side, loss)?;
        let position = &mut learner.position;
        if !val.loss().is_finite() {
            return Err(FitError::Diverged {
                loss: val.loss(),
                epoch: position.epochs_done + 1,
                step: position.steps_done,
            });
        }
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
        learner.figures.push(figures);
        learner
            .watch
            .epoch_ended(learner.position.steps, &learner.figures)?;
        self.run.write_figures(&learner.figures)?;
        self.save(learner)?;
        // After the checkpoint, which has all that is needed to make up for a kill in between.
        if best {
            self.keep(learner, &network)?;
        }
        Ok(())
    }

    /// Judges a network on the validation split: what the loss needs, and the balanced accuracy.
    fn validate(
        &self,
        network: &Network,
        side: u32,
        loss: &Loss,
    ) -> Result<(Tally, f64), FitError> {
        let positions = self.pack.positions(Split::Val)?;
        if self.recipe.start.task == Task::Rotation {
            return self.judge_turns(network, side, &positions);
        }
        let batch = self.recipe.batch;
        let forward = |inputs: &[_]| self.engine.classify(network, inputs);
        let judged = judge(forward, &self.pack, side, positions, batch)?;
        let mut val = Tally::default();
        loss.unsmoothed()
            .tally(&mut val, judged.logits.as_flattened(), &judged.classes);
        let balanced_accuracy = judged.confusion().balanced_accuracy().unwrap_or(0.0);
        Ok((val, balanced_accuracy))
    }
}
