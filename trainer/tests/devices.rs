//! Several devices train as one device does on the same films per step.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support {
    pub(crate) mod batches;
    pub(crate) mod drawn;
    pub(crate) mod ends;
    pub(crate) mod runs;
}

use support::ends::{assert_equal, losses, weights};
use support::runs::{TestRuns, last_line};

#[test]
fn two_devices_train_as_one_does() {
    let runs = TestRuns::new();
    runs.train("one", "cpu", &[]);
    runs.train("two", "cpu:0,cpu:1", &[]);
    assert_equal(&runs.path("one"), &runs.path("two"));
    // The test is not trivial: another seed ends elsewhere.
    runs.train("other", "cpu", &["--set", "seed=2"]);
    assert_ne!(weights(&runs.path("one")), weights(&runs.path("other")));
}

#[test]
fn training_on_two_devices_is_reproducible() {
    let runs = TestRuns::new();
    runs.train("first", "cpu:0,cpu:1", &[]);
    runs.train("second", "cpu:0,cpu:1", &[]);
    assert_eq!(weights(&runs.path("first")), weights(&runs.path("second")));
}

#[test]
fn mixed_precision_trains_as_f32_does_up_to_rounding() {
    let runs = TestRuns::new();
    // Small steps, so that rounding does not decide where a run ends.
    let slow = ["--set", "optimizer.learning_rate=1e-4"];
    runs.train("full", "cpu", &slow);
    let mixed = [&slow[..], &["--set", "precision=bf16"]].concat();
    runs.train("mixed", "cpu", &mixed);
    let (full, mixed) = (losses(&runs.path("full")), losses(&runs.path("mixed")));
    assert_eq!(full.len(), mixed.len());
    for (full, mixed) in full.iter().zip(&mixed) {
        assert!((full - mixed).abs() < 0.02 * full, "{full} {mixed}");
    }
    assert_ne!(full, mixed);
}

#[test]
fn devices_that_cannot_share_a_step_are_a_usage_error() {
    let runs = TestRuns::new();
    let cases = [
        (
            "cpu,cpu,cpu",
            "accumulate = 4 batches per step evenly; make it a multiple of 3",
        ),
        ("gpu:1,gpu:1", "--devices names gpu:1 twice"),
    ];
    for (devices, words) in cases {
        let output = runs.training("run", devices, &[]).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        let complaint = last_line(&output);
        assert!(complaint.contains(words), "{complaint}");
    }
}

#[cfg(not(feature = "remote"))]
#[test]
fn a_build_without_remote_devices_names_the_feature() {
    let runs = TestRuns::new();
    let mut training = runs.training("run", "cpu,remote:localhost:7700", &[]);
    let output = training.output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let complaint = last_line(&output);
    assert!(
        complaint.contains("this build has no remote:localhost:7700")
            && complaint.contains("--features remote"),
        "{complaint}"
    );
}
