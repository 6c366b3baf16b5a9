//! Kills the program during training, fills its disk, damages its checkpoints and its pack: the run can always
//! be resumed.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support {
    pub(crate) mod drawn;
    pub(crate) mod results;
    pub(crate) mod runs;
}

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use support::results::{inspect_best, results};
use support::runs::{TestRuns, last_line};
use trainer::random::Stream;
use walkdir::WalkDir;

/// The variable with the number of kills, which `cargo xtask soak` sets.
const KILLS: &str = "PNEUMOSCOPE_SOAK_KILLS";

/// A training of the smoke recipe for four epochs.
fn training(runs: &TestRuns, run: &str) -> Command {
    let mut command = runs.smoke(run);
    command.args(["--epochs", "4", "--set", "ema=0.9"]);
    command.args(["--set", "stochastic_depth=0.2"]);
    command.stdout(Stdio::null()).stderr(Stdio::piped());
    command
}

/// The same, which goes on where there is a run.
fn resumed(runs: &TestRuns, run: &str) -> Command {
    let mut command = training(runs, run);
    if runs.path(run).exists() {
        command.arg("--resume");
    }
    command
}

fn succeed(command: &mut Command) -> String {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", last_line(&output));
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn checkpoints(run: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(run)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let is_checkpoint = |path: &PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy();
        name.starts_with("checkpoint.")
    };
    let mut found: Vec<PathBuf> = entries.filter(is_checkpoint).collect();
    found.sort();
    found
}

#[test]
fn a_training_that_is_killed_repeatedly_ends_like_one_that_was_not() {
    let runs = TestRuns::new();
    let started = Instant::now();
    succeed(&mut training(&runs, "whole"));
    let length = started.elapsed();
    let run = runs.path("killed");
    let mut stream = Stream::new(u64::from(std::process::id()), &[]);
    let kills = std::env::var(KILLS).map_or(8, |kills| kills.parse().unwrap());
    for _ in 0..kills {
        let mut command = resumed(&runs, "killed");
        let mut child = command.stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(length.mul_f32(stream.unit()));
        child.kill().unwrap();
        child.wait().unwrap();
        if run.join("best").exists() {
            // The best weights so far are whole at every moment.
            inspect_best(&run);
        }
    }
    succeed(&mut resumed(&runs, "killed"));
    assert_eq!(results(&run), results(&runs.path("whole")));
    let left = fs::read_dir(&run).unwrap().filter(|entry| {
        let name = entry.as_ref().unwrap().file_name();
        name.to_string_lossy().starts_with('.')
    });
    assert_eq!(left.count(), 0, "half-written files stayed");
    assert!(checkpoints(&run).len() <= 3);
}

#[test]
fn a_damaged_checkpoint_is_named_and_the_previous_one_used() {
    let runs = TestRuns::new();
    succeed(&mut training(&runs, "run"));
    let run = runs.path("run");
    let whole = results(&run);
    let damage = |checkpoint: &Path| {
        let path = checkpoint.join("moments.bin");
        let mut bytes = fs::read(&path).unwrap();
        bytes[1000] ^= 1;
        fs::write(&path, bytes).unwrap();
    };
    let newest = checkpoints(&run).pop().unwrap();
    damage(&newest);
    let notes = succeed(training(&runs, "run").arg("--resume"));
    let name = newest.file_name().unwrap().to_string_lossy();
    let expected = format!("{name}/moments.bin is damaged");
    assert!(notes.contains(&expected), "{notes}");
    assert_eq!(results(&run), whole);

    for checkpoint in checkpoints(&run) {
        damage(&checkpoint);
    }
    let output = training(&runs, "run").arg("--resume").output();
    let output = output.unwrap();
    assert_eq!(output.status.code(), Some(1));
    let complaint = last_line(&output);
    assert!(complaint.contains("no usable checkpoint"), "{complaint}");
}

#[test]
fn a_checkpoint_whose_files_are_cut_is_named_and_the_previous_one_used() {
    let runs = TestRuns::new();
    succeed(&mut training(&runs, "run"));
    let run = runs.path("run");
    let whole = results(&run);
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    let newest = checkpoints(&run).pop().unwrap();
    let files: Vec<PathBuf> = WalkDir::new(&newest)
        .into_iter()
        .map(|entry| entry.unwrap().into_path())
        .filter(|path| path.is_file())
        .map(|path| path.strip_prefix(&newest).unwrap().to_owned())
        .collect();
    assert!(files.len() > 2, "{files:?}");
    for file in files {
        for part in [0, 2] {
            // Each resumption goes on from the one before and writes the last checkpoint anew.
            let newest = checkpoints(&run).pop().unwrap();
            let path = newest.join(&file);
            let bytes = fs::read(&path).unwrap();
            let kept = bytes.len().checked_div(part).unwrap_or(0);
            fs::write(&path, &bytes[..kept]).unwrap();
            let notes = succeed(training(&runs, "run").arg("--resume"));
            assert!(
                notes.contains(&name(&newest)),
                "{}: {notes}",
                file.display()
            );
            assert_eq!(results(&run), whole, "{}", file.display());
        }
    }
}

/// Changes the bytes of a file.
type Damage<'a> = &'a dyn Fn(&mut Vec<u8>);

/// A film of training, one of validation, the end of the planes, and the index.
#[test]
fn a_pack_that_was_altered_or_cut_is_named_and_the_whole_one_goes_on() {
    let runs = TestRuns::new();
    succeed(&mut training(&runs, "whole"));
    let run = runs.path("run");
    let flipped = |at: usize| move |bytes: &mut Vec<u8>| bytes[at] ^= 1;
    let plane = 32 * 32 * 2 + 4;
    let damages: [(&str, Damage); 5] = [
        ("planes-32.bin", &flipped(3 * plane + 100)),
        ("planes-32.bin", &flipped(26 * plane + 100)),
        ("planes-32.bin", &|bytes| bytes.truncate(20 * plane)),
        ("pack.json", &flipped(300)),
        ("pack.json", &|bytes| bytes.truncate(300)),
    ];
    for (file, damage) in damages {
        let path = runs.path("pack").join(file);
        let whole = fs::read(&path).unwrap();
        let mut bytes = whole.clone();
        damage(&mut bytes);
        fs::write(&path, bytes).unwrap();
        let output = resumed(&runs, "run").output().unwrap();
        let complaint = last_line(&output);
        assert_eq!(output.status.code(), Some(1), "{complaint}");
        let names = complaint.starts_with("error: ") && complaint.contains(file);
        let advice = "make the pack again with `pneumoscope prepare`";
        assert!(names && complaint.ends_with(advice), "{complaint}");
        fs::write(&path, whole).unwrap();
    }
    succeed(training(&runs, "run").arg("--resume"));
    assert_eq!(results(&run), results(&runs.path("whole")));
}

#[test]
fn a_signal_to_end_writes_a_checkpoint_and_says_how_to_go_on() {
    let runs = TestRuns::new();
    succeed(&mut training(&runs, "whole"));
    let run = runs.path("run");
    let child = training(&runs, "run").spawn().unwrap();
    while !run.join("metrics.jsonl").exists() {
        std::thread::yield_now();
    }
    let sent = Command::new("kill").arg(child.id().to_string()).status();
    assert!(sent.unwrap().success());
    let output = child.wait_with_output().unwrap();
    let complaint = last_line(&output);
    if output.status.success() {
        println!("it was finished already");
    } else {
        assert_eq!(output.status.code(), Some(1), "{complaint}");
        assert!(complaint.contains("--resume"), "{complaint}");
    }
    succeed(training(&runs, "run").arg("--resume"));
    assert_eq!(results(&run), results(&runs.path("whole")));
}

/// Linux's `/sys` takes no folder from anybody, not even from root.
#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_takes_no_files_is_named() {
    let runs = TestRuns::new();
    let output = training(&runs, "/sys/run").output().unwrap();
    let complaint = last_line(&output);
    assert_eq!(output.status.code(), Some(1), "{complaint}");
    assert!(
        complaint.starts_with("error: cannot ") && complaint.contains("/sys/"),
        "{complaint}"
    );
}

/// A limit on file sizes simulates a full disk without special rights: the weights are below it, the
/// optimizer's moments of the first epoch are not.
#[test]
fn a_full_disk_is_named_and_the_previous_checkpoint_used() {
    let runs = TestRuns::new();
    let full = training(&runs, "run");
    let mut limited = Command::new("sh");
    limited
        .args(["-c", "trap '' XFSZ; ulimit -f 1600; exec \"$@\"", "sh"])
        .arg(full.get_program())
        .args(full.get_args());
    let output = limited.output().unwrap();
    let complaint = last_line(&output);
    assert_eq!(output.status.code(), Some(1), "{complaint}");
    assert!(
        complaint.starts_with("error: cannot write ") && complaint.contains("moments.bin"),
        "{complaint}"
    );
    let run = runs.path("run");
    assert_eq!(checkpoints(&run).len(), 1);
    succeed(training(&runs, "run").arg("--resume"));
    succeed(&mut training(&runs, "whole"));
    assert_eq!(results(&run), results(&runs.path("whole")));
}

#[test]
fn a_loss_that_is_not_finite_names_the_step_and_its_films() {
    let runs = TestRuns::new();
    let mut command = training(&runs, "run");
    command.args(["--set", "optimizer.learning_rate=1e38"]);
    command.args(["--set", "optimizer.clip_norm=0"]);
    let output = command.output().unwrap();
    let complaint = last_line(&output);
    assert_eq!(output.status.code(), Some(1), "{complaint}");
    assert!(complaint.contains("in epoch 1, step "), "{complaint}");
    assert!(complaint.contains(".png"), "{complaint}");
    assert_eq!(checkpoints(&runs.path("run")).len(), 1);
}
