//! A training that is stopped after every step ends like one that was not, and one that starts from the
//! weights of another loads them.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support {
    pub(crate) mod drawn;
}

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use burn::tensor::Device;
use model::weights::sha256;
use networks::part;
use trainer::data::pack::Pack;
use trainer::fit::run_folder::{Origin, RunFolder};
use trainer::fit::{End, EpochFigures, Fit, FitError, Position, start};
use trainer::host::device::{ComputeDevice, DeviceChoice};
use trainer::host::model_folder::ModelFolder;
use trainer::recipe::Recipe;

use support::drawn::pack;

/// burn-flex draws from one generator for all threads.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

fn recipe(settings: &[&str]) -> Recipe {
    let recipe = Path::new(env!("CARGO_MANIFEST_DIR")).join("recipes/smoke.toml");
    let settings: Vec<String> = settings.iter().map(|&text| text.to_owned()).collect();
    Recipe::read(&recipe, &settings).unwrap()
}

/// Continues a run; a reason to `stop` ends it after one step.
fn fit(
    recipe: &Recipe,
    pack: Arc<Pack>,
    run: &RunFolder,
    stop: Option<End>,
) -> Result<(End, Position), FitError> {
    let _held = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let engine = ComputeDevice::open(DeviceChoice::Cpu).unwrap();
    let fit = Fit {
        recipe,
        pack,
        engine: &engine,
        others: &[],
        run,
        interrupted: &AtomicBool::new(stop == Some(End::Interrupted)),
        deadline: (stop == Some(End::OutOfTime)).then(Instant::now),
    };
    fit.run()
}

fn best(run: &RunFolder) -> Vec<u8> {
    std::fs::read(run.best().join("weights.000.bin")).unwrap()
}

/// Continues a run; returns its best weights.
fn resume(root: &Path, name: &str, settings: &[&str]) -> Vec<u8> {
    let run = RunFolder::open(&root.join(name)).unwrap();
    let pack = Pack::open(&root.join("pack")).unwrap();
    fit(&recipe(settings), Arc::new(pack), &run, None).unwrap();
    best(&run)
}

/// Trains until the end; a reason to `stop` ends every start after one step.
fn train(
    root: &Path,
    name: &str,
    settings: &[&str],
    stop: Option<End>,
) -> (Vec<EpochFigures>, Vec<u8>, u32) {
    let recipe = recipe(settings);
    let pack = pack(&root.join("pack"));
    let origin = Origin {
        list_sha256: pack.index().list_sha256.clone(),
        code_version: "test".to_owned(),
        devices: Vec::new(),
        start: None,
    };
    let path = root.join(name);
    let run = RunFolder::create(&path, &recipe.to_toml().unwrap(), &origin).unwrap();
    let mut starts = 0;
    loop {
        starts += 1;
        let (end, position) = fit(&recipe, pack.clone(), &run, stop).unwrap();
        if Some(end) == stop {
            continue;
        }
        assert_eq!((end, position.epochs_done), (End::Finished, recipe.epochs));
        let weights = best(&run);
        let mut figures = run.figures().unwrap();
        for epoch in &mut figures {
            epoch.seconds = 0.0;
            epoch.images_per_second = 0.0;
        }
        return (figures, weights, starts);
    }
}

fn check_stopping(settings: &[&str], reason: End) {
    let root = tempfile::tempdir().unwrap();
    let (figures, weights, _) = train(root.path(), "whole", settings, None);
    let (resumed_figures, resumed_weights, starts) =
        train(root.path(), "parts", settings, Some(reason));
    // Two epochs of three steps, each of which ends a start.
    assert_eq!(starts, 6);
    assert_eq!(resumed_figures, figures);
    assert_eq!(resumed_weights, weights);
}

#[test]
fn stopping_after_every_step_changes_no_bit() {
    check_stopping(&[], End::Interrupted);
}

#[test]
fn running_out_of_time_after_every_step_changes_no_bit() {
    check_stopping(&[], End::OutOfTime);
}

#[test]
fn stopping_changes_no_bit_with_ema_stochastic_depth_and_a_frozen_base() {
    let settings = [
        "ema=0.9",
        "stochastic_depth=0.3",
        "start.frozen_epochs=1",
        "start.base_rate=0.1",
    ];
    check_stopping(&settings, End::Interrupted);
}

#[test]
fn stopping_changes_no_bit_with_progressive_resizing() {
    let settings = [
        "side=64",
        "progressive_resizing=[{ side = 32, until = 1 }]",
        "ema=0.9",
    ];
    check_stopping(&settings, End::Interrupted);
}

#[test]
fn the_best_weights_take_the_last_side_even_where_a_smaller_one_did_better() {
    let root = tempfile::tempdir().unwrap();
    let run = root.path().join("run");
    // A rate that ruins the second epoch.
    let settings = [
        "side=64",
        "progressive_resizing=[{ side = 32, until = 1 }]",
        "optimizer.learning_rate=0.5",
        "schedule.warm_up=1.9",
    ];
    let (figures, ..) = train(root.path(), "run", &settings, None);
    let best = ModelFolder::read(&run.join("best")).unwrap().scorecard;
    assert!(figures[0].val_loss < figures[1].val_loss);
    assert_eq!((best.input.side, best.training.best_epoch), (64, 2));
}

#[test]
fn patience_does_not_end_a_training_before_its_final_side() {
    let root = tempfile::tempdir().unwrap();
    let settings = [
        "side=64",
        "epochs=4",
        "progressive_resizing=[{ side = 32, until = 3 }]",
        "optimizer.learning_rate=0.5",
        "schedule.warm_up=1.9",
        "patience=1",
    ];
    // It would end after the second epoch, with weights for small inputs; `train` wants all four.
    let (figures, ..) = train(root.path(), "run", &settings, None);
    assert!(figures[0].val_loss < figures[1].val_loss);
}

#[test]
fn best_weights_that_a_kill_prevented_are_published_on_resume() {
    let root = tempfile::tempdir().unwrap();
    let (run, best) = (root.path().join("run"), root.path().join("run/best"));
    // A rate at which every epoch is the best.
    let rate = "optimizer.learning_rate=3e-4";
    let first = ["epochs=1", rate];
    let (_, early, _) = train(root.path(), "run", &first, None);
    let early_best = root.path().join("early");
    std::fs::rename(&best, &early_best).unwrap();
    // None there, as if killed in the first epoch.
    assert_eq!(resume(root.path(), "run", &first), early);
    // Those of the epoch before, as if killed in the second.
    let second = ["epochs=2", rate];
    let late = resume(root.path(), "run", &second);
    assert!(RunFolder::open(&run).unwrap().figures().unwrap()[1].best);
    assert_ne!(late, early);
    std::fs::remove_dir_all(&best).unwrap();
    std::fs::rename(&early_best, &best).unwrap();
    assert_eq!(resume(root.path(), "run", &second), late);
}

#[test]
fn a_pack_with_other_preprocessing_is_refused_on_resume() {
    let root = tempfile::tempdir().unwrap();
    train(root.path(), "run", &["epochs=1"], None);
    let index = root.path().join("pack/pack.json");
    let text = std::fs::read_to_string(&index).unwrap();
    let changed = text.replace("as-stored", "equalised");
    assert_ne!(changed, text);
    let sum = format!("{}  pack.json\n", sha256(changed.as_bytes()));
    std::fs::write(index.with_extension("sha256"), sum).unwrap();
    std::fs::write(&index, changed).unwrap();
    let pack = Pack::open(&root.path().join("pack")).unwrap();
    let run = RunFolder::open(&root.path().join("run")).unwrap();
    let error = fit(&recipe(&["epochs=2"]), Arc::new(pack), &run, None).unwrap_err();
    let error = error.to_string();
    assert!(error.contains("has films prepared as {"), "{error}");
    assert!(error.contains("\"contrast\":\"equalised\""), "{error}");
}

/// All tensors of a run's best weights by name.
fn tensors(run: &Path) -> BTreeMap<String, Vec<f32>> {
    let folder = ModelFolder::read(&run.join("best")).unwrap();
    let tensors = folder.tensors();
    let entries = folder.scorecard.tensors.iter();
    entries
        .map(|entry| {
            let values = tensors.take(&entry.name, &entry.shape).unwrap();
            (entry.name.clone(), values)
        })
        .collect()
}

#[test]
fn a_training_starts_from_other_weights_and_freezes_their_base() {
    let root = tempfile::tempdir().unwrap();
    let (one, two) = (root.path().join("one"), root.path().join("two"));
    train(root.path(), "one", &[], None);
    let weights = format!("start.weights={}", one.join("best").display());
    let own = pack(&root.path().join("pack")).index().list_sha256.clone();
    let described = |list: &str| start::describe(&recipe(&[&weights]), list);
    let described = |list: &str| described(list).unwrap().unwrap();
    assert_eq!(described(&own).warning, None);
    let other = described("another");
    let list = format!("list {}, not that of this run", &own[..16]);
    assert!(other.text.contains(&list), "{}", other.text);
    let warning = other.warning.unwrap();
    assert!(
        warning.contains("if it has seen validation or test films of this pack"),
        "{warning}"
    );
    let frozen = [weights.as_str(), "start.frozen_epochs=2", "seed=2"];
    train(root.path(), "two", &frozen, None);
    let (one, two) = (tensors(&one), tensors(&two));
    for (name, values) in one {
        // Batch norms of a frozen base keep their statistics too.
        assert_eq!(two[&name] == values, !part::is_head(&name), "{name}");
    }
}

#[test]
fn weights_of_the_rotation_task_are_start_weights_but_not_a_classifier() {
    let root = tempfile::tempdir().unwrap();
    let rotation = ["start.task=rotation", "ema=0.5"];
    train(root.path(), "rotation", &rotation, None);
    let best = root.path().join("rotation/best");
    let folder = ModelFolder::read(&best).unwrap();
    let error = folder.network(&Device::flex()).unwrap_err().to_string();
    assert!(error.contains("rotation/best is not a classifier: it has 4 outputs"));
    let weights = format!("start.weights={}", best.display());
    let frozen = [weights.as_str(), "start.frozen_epochs=2"];
    train(root.path(), "classes", &frozen, None);
    let (rotation, classes) = (
        tensors(&root.path().join("rotation")),
        tensors(&root.path().join("classes")),
    );
    assert_eq!(rotation["head.fc2.bias"].len(), 4);
    assert_eq!(classes["head.fc2.bias"].len(), 3);
    assert_eq!(rotation["stem.conv1.weight"], classes["stem.conv1.weight"]);
}

#[test]
fn stopping_changes_no_bit_with_the_rotation_task() {
    check_stopping(&["start.task=rotation", "ema=0.5"], End::Interrupted);
}

#[test]
fn weights_of_another_network_are_refused_by_name() {
    let root = tempfile::tempdir().unwrap();
    train(root.path(), "one", &["epochs=1"], None);
    let weights = format!("start.weights={}", root.path().join("one/best").display());
    let recipe = recipe(&[&weights, "architecture=resnet50v2"]);
    let error = start::describe(&recipe, "");
    let error = error.unwrap_err().to_string();
    assert!(
        error.contains("one/best is a coatnet-tiny, the recipe trains a resnet50v2"),
        "{error}"
    );
}
