//! A training that is stopped after every single step ends like one that never was.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support {
    pub(crate) mod drawn;
}

use std::path::Path;
use std::sync::atomic::AtomicBool;

use trainer::device::{DeviceChoice, Engine};
use trainer::fit::run_folder::{EpochFigures, Origin, RunFolder};
use trainer::fit::{End, Fit};
use trainer::recipe::Recipe;

/// Trains; when told to stop, after every step, and goes on until it is done.
fn train(root: &Path, name: &str, stopped: bool) -> (Vec<EpochFigures>, Vec<u8>, u32) {
    let recipe = Path::new(env!("CARGO_MANIFEST_DIR")).join("recipes/smoke.toml");
    let recipe = Recipe::read(&recipe, &[]).unwrap();
    let pack = support::drawn::pack(&root.join("pack"));
    let engine = Engine::open(DeviceChoice::Cpu).unwrap();
    let origin = Origin {
        list_sha256: pack.index().list_sha256.clone(),
        code_version: "test".to_owned(),
        devices: Vec::new(),
    };
    let path = root.join(name);
    let run = RunFolder::create(&path, &recipe.to_toml().unwrap(), &origin).unwrap();
    let interrupted = AtomicBool::new(stopped);
    let mut starts = 0;
    loop {
        let fit = Fit {
            recipe: &recipe,
            pack: pack.clone(),
            engine: &engine,
            others: &[],
            run: &run,
            interrupted: &interrupted,
        };
        starts += 1;
        let (end, position) = fit.run().unwrap();
        if end == End::Interrupted {
            continue;
        }
        assert_eq!((end, position.epochs_done), (End::Finished, recipe.epochs));
        let weights = std::fs::read(run.best().join("weights.000.bin")).unwrap();
        let mut figures = run.figures().unwrap();
        for epoch in &mut figures {
            epoch.seconds = 0.0;
            epoch.images_per_second = 0.0;
        }
        return (figures, weights, starts);
    }
}

#[test]
fn stopping_after_every_step_changes_no_bit() {
    let root = tempfile::tempdir().unwrap();
    let (figures, weights, _) = train(root.path(), "whole", false);
    let (resumed_figures, resumed_weights, starts) = train(root.path(), "parts", true);
    // Two epochs of three steps, each of which ends a start, and one that finds nothing to do.
    assert_eq!(starts, 7);
    assert_eq!(resumed_figures, figures);
    assert_eq!(resumed_weights, weights);
}
