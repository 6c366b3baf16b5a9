//! Several devices learn what one learns from the same films a step.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support {
    pub(crate) mod drawn;
    pub(crate) mod ends;
    pub(crate) mod runs;
}

use support::ends::{assert_equal, losses, weights};
use support::runs::{Place, last_line};

#[test]
fn two_devices_learn_what_one_learns() {
    let place = Place::new();
    place.train("one", "cpu", &[]);
    place.train("two", "cpu:0,cpu:1", &[]);
    assert_equal(&place.path("one"), &place.path("two"));
    // Not the trivial way: another seed ends elsewhere.
    place.train("other", "cpu", &["--set", "seed=2"]);
    assert_ne!(weights(&place.path("one")), weights(&place.path("other")));
}

#[test]
fn two_devices_learn_the_same_every_time() {
    let place = Place::new();
    place.train("first", "cpu:0,cpu:1", &[]);
    place.train("second", "cpu:0,cpu:1", &[]);
    assert_eq!(
        weights(&place.path("first")),
        weights(&place.path("second"))
    );
}

#[test]
fn mixed_precision_learns_what_f32_learns_within_its_rounding() {
    let place = Place::new();
    // Small steps, so that a rounding is not what decides where a run ends.
    let slow = ["--set", "optimizer.learning_rate=1e-4"];
    place.train("full", "cpu", &slow);
    let mixed = [&slow[..], &["--set", "precision=bf16"]].concat();
    place.train("mixed", "cpu", &mixed);
    let (full, mixed) = (losses(&place.path("full")), losses(&place.path("mixed")));
    assert_eq!(full.len(), mixed.len());
    for (full, mixed) in full.iter().zip(&mixed) {
        assert!((full - mixed).abs() < 0.02 * full, "{full} {mixed}");
    }
    assert_ne!(full, mixed);
}

#[test]
fn devices_that_cannot_share_a_step_are_wrong_usage() {
    let place = Place::new();
    let cases = [
        (
            "cpu,cpu,cpu",
            "accumulate = 4 batches a step evenly; make it a multiple of 3",
        ),
        ("gpu:1,gpu:1", "--devices names gpu:1 twice"),
    ];
    for (devices, words) in cases {
        let output = place.training("run", devices, &[]).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        let complaint = last_line(&output);
        assert!(complaint.contains(words), "{complaint}");
    }
}

#[cfg(not(feature = "remote"))]
#[test]
fn a_build_without_remote_devices_says_how_to_get_them() {
    let place = Place::new();
    let mut training = place.training("run", "cpu,remote:localhost:7700", &[]);
    let output = training.output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let complaint = last_line(&output);
    assert!(
        complaint.contains("this build has no remote:localhost:7700")
            && complaint.contains("--features remote"),
        "{complaint}"
    );
}
