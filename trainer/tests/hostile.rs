//! Files that lie: the reader says what is wrong with them, and reads nothing that they do not have.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;

use model::weights::sha256;
use trainer::readable::Readable;

/// Why a run is refused whose only checkpoint has these moments by its state, and so many bytes of them.
fn refused(moments: &str, bytes: usize) -> String {
    let run = tempfile::tempdir().unwrap();
    let folder = run.path().join("checkpoint.00001.0000000");
    fs::create_dir(&folder).unwrap();
    let state = format!(
        r#"{{
            "position": {{
                "epochs_done": 1, "steps_done": 0, "steps": 9, "seconds": 9.5, "epoch_seconds": 0.0,
                "tally": {{"loss": 1.0, "weight": 2.0, "right": 1, "films": 2}},
                "rate": {{"share": 1.0, "lowest": null, "waited": 0}},
                "best": {{"epoch": 1, "val_loss": 0.5, "val_balanced_accuracy": 0.5}}
            }},
            "moments": [{moments}],
            "average_steps": null
        }}"#
    );
    let write = |name: &str, content: &[u8]| {
        fs::write(folder.join(name), content).unwrap();
        format!("{}  {name}\n", sha256(content))
    };
    let sums = write("state.json", state.as_bytes()) + &write("moments.bin", &vec![0; bytes]);
    fs::write(folder.join("SHA256SUMS"), sums).unwrap();
    Readable::Checkpoint.read(run.path()).unwrap_err()
}

#[test]
fn a_checkpoint_whose_state_lies_about_its_moments_is_refused() {
    let two = r#"{"length": 2, "steps": 9}"#;
    // Two moments of two numbers; only the weights are missing.
    assert!(refused(two, 16).contains("model.json"));
    let half = format!(r#"{{"length": {}, "steps": 9}}"#, usize::MAX / 2 + 1);
    for (moments, bytes) in [
        (two, 15),
        (two, 17),
        (two, 0),
        (&format!("{two}, {two}, null"), 16),
        (&half, 16),
        (&format!("{half}, {half}, {two}"), 16),
    ] {
        let error = refused(moments, bytes);
        let expected =
            format!("moments.bin has {bytes} bytes, but state.json beside it does not fit");
        assert!(error.contains(&expected), "{error}");
    }
}

#[test]
fn what_is_not_there_is_named() {
    for readable in [
        Readable::Compared,
        Readable::ForeignWeights,
        Readable::List,
        Readable::Model,
        Readable::Outliers,
        Readable::Pack,
        Readable::Predictions,
        Readable::Recipe,
        Readable::Run,
        Readable::Without,
    ] {
        let error = readable.read(Path::new("no/such/path")).unwrap_err();
        assert!(error.contains("no/such/path"), "{readable:?}: {error}");
    }
}
