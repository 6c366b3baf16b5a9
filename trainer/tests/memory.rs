//! Takes memory from a training: it ends with a message, its best weights are whole, and it goes on to the same
//! result; with smaller batches also without more memory.

#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support {
    pub(crate) mod batches;
    pub(crate) mod drawn;
    pub(crate) mod results;
    pub(crate) mod runs;
}

use std::process::{Command, Output};

use support::results::{inspect_best, results};
use support::runs::{TestRuns, last_line};

/// MiB of address space between one attempt and the next.
const STEP: usize = 4;

/// Larger films from the third epoch on, so that memory runs out in the middle of a training.
const GROWING: [&str; 6] = [
    "--epochs",
    "4",
    "--set",
    "side=64",
    "--set",
    "progressive_resizing=[{ side = 32, until = 2 }]",
];

/// All films of a step in one batch, instead of in four.
const LARGE_BATCHES: [&str; 4] = ["--set", "batch=12", "--set", "accumulate=1"];

fn training(runs: &TestRuns, run: &str, more: &[&str]) -> Command {
    runs.training(run, "cpu", &[&GROWING, more].concat())
}

/// Runs a program within this many MiB of address space, of which each thread takes little.
fn within(limit: usize, program: &Command) -> Output {
    let mut limited = Command::new("sh");
    limited
        .args(["-c", "ulimit -v $0; exec \"$@\""])
        .arg((limit << 10).to_string())
        .arg(program.get_program())
        .args(program.get_args())
        .envs([("MALLOC_ARENA_MAX", "1"), ("RAYON_NUM_THREADS", "2")]);
    limited.output().unwrap()
}

fn succeed(output: &Output) {
    assert!(output.status.success(), "{}", last_line(output));
}

#[test]
fn a_training_that_runs_out_of_memory_says_so_and_goes_on_with_more_or_with_smaller_batches() {
    let runs = TestRuns::new();
    runs.train("whole", "cpu", &[&GROWING[..], &LARGE_BATCHES].concat());
    let large = |run: &str, more: &[&str]| {
        let more = [&LARGE_BATCHES, more].concat();
        training(&runs, run, &more)
    };
    let run = runs.path("run");
    let mut too_little = Vec::new();
    for limit in (STEP..1024).step_by(STEP) {
        let resume: &[&str] = if run.exists() { &["--resume"] } else { &[] };
        let output = within(limit, &large("run", resume));
        if output.status.success() {
            break;
        }
        let told = String::from_utf8_lossy(&output.stderr);
        if run.join("best").exists() {
            assert!(told.contains("memory allocation of"), "{limit} MiB: {told}");
            inspect_best(&run);
            too_little.push(limit);
        }
    }
    assert_eq!(results(&run), results(&runs.path("whole")));

    // Far from where the first epochs take as much, and from where the last ones fit.
    let limit = too_little[too_little.len() / 2];
    assert!(!within(limit, &large("lean", &[])).status.success());
    succeed(&within(limit, &training(&runs, "lean", &["--resume"])));
}
