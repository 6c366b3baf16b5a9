//! `train`: trains a recipe on a pack, into a run folder.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use serde::Serialize;

use crate::cli::Train;
use crate::console;
use crate::data::Split;
use crate::data::pack::Pack;
use crate::error::TrainerError;
use crate::fit::run_folder::{Origin, RunError, RunFolder};
use crate::fit::{End, Fit, FitError, Position, progressive_resizing, start};
use crate::host::device::{self, ComputeDevice, DeviceChoice};
use crate::recipe::{Precision, Recipe, Task};

/// The result of a training.
#[derive(Debug, Serialize)]
struct TrainSummary {
    end: End,
    run: String,
    device: String,
    epochs: u32,
    best_epoch: u32,
    val_loss: f64,
    val_balanced_accuracy: f64,
    seconds: f64,
}

/// Trains.
///
/// # Errors
/// [`TrainerError`]; `Interrupted` when the user stopped it.
pub(crate) fn run(options: &Train, json: bool) -> Result<(), TrainerError> {
    let deadline = options
        .minutes
        .and_then(|time| Instant::now().checked_add(time));
    let mut settings = options.set.clone();
    settings.extend(options.epochs.map(|epochs| format!("epochs={epochs}")));
    let recipe = Recipe::read(&options.config, &settings)?;
    let data = named(options.data.as_ref(), recipe.data.as_ref(), "data")?;
    let out = named(options.out.as_ref(), recipe.out.as_ref(), "out")?;
    let pack = Pack::open(data)?;
    for side in progressive_resizing::sides(&recipe) {
        pack.spec(side)?;
    }
    for split in [Split::Train, Split::Val] {
        pack.positions(split)?;
    }
    note_missing_classes(&pack, &recipe);
    check_task(&options.devices, &recipe)?;
    check_devices(&options.devices, &recipe)?;
    let mut engines = Vec::with_capacity(options.devices.len());
    for choice in &options.devices {
        engines.push(ComputeDevice::open(choice.clone())?);
    }
    let Some((engine, others)) = engines.split_first() else {
        return Err(TrainerError::Usage("--devices names no device".to_owned()));
    };
    let label = device::labels(engine, others);
    let run = open_run(out, options.resume, &recipe, &pack, &label)?;
    let interrupted = Arc::new(AtomicBool::new(false));
    let asked = interrupted.clone();
    ctrlc::set_handler(move || {
        console::note("stopping after this step to write a checkpoint");
        asked.store(true, Ordering::Relaxed);
    })?;
    console::note(&format!(
        "training {} at {} px on {}: {} films, {} for validation",
        recipe.architecture,
        recipe.side,
        label,
        pack.positions(Split::Train)?.len(),
        pack.positions(Split::Val)?.len(),
    ));
    let fit = Fit {
        recipe: &recipe,
        pack: Arc::new(pack),
        engine,
        others,
        run: &run,
        interrupted: &interrupted,
        deadline,
    };
    let (end, position) = fit.run()?;
    if end == End::Interrupted {
        return Err(TrainerError::Interrupted {
            epochs: position.epochs_done,
            steps: position.steps_done,
        });
    }
    let summary = summary(end, &position, &run, label);
    Ok(console::result(json, &summary, &lines(&summary))?)
}

/// Warns of classes that cannot be learnt or validated, before time is spent on the others.
fn note_missing_classes(pack: &Pack, recipe: &Recipe) {
    if recipe.start.task == Task::Rotation {
        return;
    }
    for split in [Split::Train, Split::Val] {
        let counts = pack.class_counts(split);
        for (class, _) in counts.iter().filter(|(_, count)| **count == 0) {
            console::note(&format!("warning: no film of {class} is in {split}"));
        }
    }
}

/// The devices must be able to share a step evenly.
fn check_devices(devices: &[DeviceChoice], recipe: &Recipe) -> Result<(), TrainerError> {
    if let Some(twice) = DeviceChoice::duplicate(devices) {
        return Err(TrainerError::Usage(format!(
            "--devices names {twice} twice; name each device once"
        )));
    }
    let (count, accumulate, batch) = (devices.len(), recipe.accumulate, recipe.batch);
    if accumulate.is_multiple_of(count) {
        return Ok(());
    }
    let films = accumulate * batch;
    Err(TrainerError::Usage(format!(
        "{count} devices cannot share accumulate = {accumulate} batches per step evenly; make it a multiple of {count} and batch smaller, as in `--set accumulate={count} --set batch={}` for the same {films} films per step",
        films.div_ceil(count)
    )))
}

/// The rotation task has a step of its own, which uses one device and one batch.
fn check_task(devices: &[DeviceChoice], recipe: &Recipe) -> Result<(), TrainerError> {
    if recipe.start.task == Task::Classes {
        return Ok(());
    }
    let unsupported = [
        (devices.len() > 1, "several --devices; name one"),
        (recipe.accumulate > 1, "accumulate above 1; set it to 1"),
        (
            recipe.precision != Precision::F32,
            "precision = \"bf16\"; set it to \"f32\"",
        ),
    ];
    match unsupported.into_iter().find(|(is_used, _)| *is_used) {
        Some((_, what)) => Err(TrainerError::Usage(format!(
            "start.task = \"rotation\" cannot use {what}"
        ))),
        None => Ok(()),
    }
}

/// A path from the command line, or else from the recipe.
pub(super) fn named<'a>(
    typed: Option<&'a PathBuf>,
    written: Option<&'a PathBuf>,
    key: &str,
) -> Result<&'a Path, TrainerError> {
    typed.or(written).map(PathBuf::as_path).ok_or_else(|| {
        TrainerError::Usage(format!(
            "--{key} is missing; give it, or set `{key} = \"..\"` in the recipe"
        ))
    })
}

/// Creates a run, or opens the one to resume, which must have the same films and recipe.
fn open_run(
    out: &Path,
    resume: bool,
    recipe: &Recipe,
    pack: &Pack,
    device: &str,
) -> Result<RunFolder, TrainerError> {
    let text = recipe.to_toml()?;
    let list_sha256 = pack.index().list_sha256.clone();
    if !resume {
        let start = start::describe(recipe, &list_sha256).map_err(FitError::from)?;
        if let Some(warning) = start.as_ref().and_then(|start| start.warning.as_deref()) {
            console::note(warning);
        }
        let origin = Origin {
            list_sha256,
            code_version: env!("CARGO_PKG_VERSION").to_owned(),
            devices: vec![device.to_owned()],
            start: start.map(|start| start.text),
        };
        return Ok(RunFolder::create(out, &text, &origin)?);
    }
    let run = RunFolder::open(out)?;
    run.remove_unfinished()?;
    let mut origin = run.origin()?;
    if origin.list_sha256 != list_sha256 {
        return Err(RunError::OtherPack {
            path: out.to_owned(),
            started: origin.list_sha256,
            given: list_sha256,
        }
        .into());
    }
    let started = Recipe::read(&run.recipe_path(), &[])?;
    if let Some(key) = recipe.difference(&started)? {
        return Err(RunError::OtherRecipe {
            path: out.to_owned(),
            key,
        }
        .into());
    }
    if recipe.epochs != started.epochs {
        console::note(&format!(
            "epochs are {} instead of {}; the schedule of the learning rate now spans all of them",
            recipe.epochs, started.epochs
        ));
    }
    if recipe.batch != started.batch {
        console::note(&format!(
            "batch is {} instead of {}; a step has as many films as before, but batch norms see other batches",
            recipe.batch, started.batch
        ));
    }
    run.write_recipe(&text)?;
    if origin.devices.last().map(String::as_str) != Some(device) {
        origin.devices.push(device.to_owned());
        run.write_origin(&origin)?;
    }
    Ok(run)
}

fn summary(end: End, position: &Position, run: &RunFolder, device: String) -> TrainSummary {
    TrainSummary {
        end,
        run: run.path().display().to_string(),
        device,
        epochs: position.epochs_done,
        best_epoch: position.best.epoch,
        val_loss: position.best.val_loss,
        val_balanced_accuracy: position.best.val_balanced_accuracy,
        seconds: position.seconds,
    }
}

fn lines(summary: &TrainSummary) -> Vec<String> {
    let why = match summary.end {
        End::Stopped => ", stopped early",
        End::OutOfTime => ", stopped after --minutes; continue with --resume",
        End::Finished | End::Interrupted => "",
    };
    vec![
        format!(
            "{}: {} epochs in {:.0} s on {}{why}",
            summary.run, summary.epochs, summary.seconds, summary.device
        ),
        format!(
            "best epoch {}: validation loss {:.4}, balanced accuracy {:.3}",
            summary.best_epoch, summary.val_loss, summary.val_balanced_accuracy
        ),
    ]
}
