//! Kills the program during training, fills its disk, damages its checkpoints and its pack: the run can always
//! be resumed.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support {
    pub(crate) mod drawn;
    pub(crate) mod results;
}

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Instant;

use support::results::results;
use trainer::random::Stream;
use walkdir::WalkDir;

/// The variable with the number of kills, which `cargo xtask soak` sets.
const KILLS: &str = "PNEUMOSCOPE_SOAK_KILLS";

fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pneumoscope"));
    command.args(arguments);
    command.stdout(Stdio::null()).stderr(Stdio::piped());
    command
}

/// A training of the smoke recipe on drawn films.
fn training(root: &Path, run: &str) -> Command {
    let recipe = Path::new(env!("CARGO_MANIFEST_DIR")).join("recipes/smoke.toml");
    let mut command = program(&["train"]);
    command
        .args(["--epochs", "4", "--set", "ema=0.9"])
        .args(["--set", "stochastic_depth=0.2", "--config"])
        .arg(recipe)
        .arg("--data")
        .arg(root.join("pack"))
        .arg("--out")
        .arg(root.join(run));
    command
}

fn last_line(output: &Output) -> String {
    let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
    complaint.trim_end().lines().last().unwrap_or("").to_owned()
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
    let root = tempfile::tempdir().unwrap();
    drop(support::drawn::pack(&root.path().join("pack")));
    let started = Instant::now();
    succeed(&mut training(root.path(), "whole"));
    let length = started.elapsed();
    let run = root.path().join("killed");
    let mut stream = Stream::new(u64::from(std::process::id()), &[]);
    let kills = std::env::var(KILLS).map_or(8, |kills| kills.parse().unwrap());
    for _ in 0..kills {
        let mut command = training(root.path(), "killed");
        if run.exists() {
            command.arg("--resume");
        }
        let mut child = command.stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(length.mul_f32(stream.unit()));
        child.kill().unwrap();
        child.wait().unwrap();
        if run.join("best").exists() {
            // The best weights so far are whole at every moment.
            succeed(program(&["inspect"]).arg(run.join("best")));
        }
    }
    let mut last = training(root.path(), "killed");
    if run.exists() {
        last.arg("--resume");
    }
    succeed(&mut last);
    assert_eq!(results(&run), results(&root.path().join("whole")));
    let left = fs::read_dir(&run).unwrap().filter(|entry| {
        let name = entry.as_ref().unwrap().file_name();
        name.to_string_lossy().starts_with('.')
    });
    assert_eq!(left.count(), 0, "half-written files stayed");
    assert!(checkpoints(&run).len() <= 3);
}

#[test]
fn a_damaged_checkpoint_is_named_and_the_previous_one_used() {
    let root = tempfile::tempdir().unwrap();
    drop(support::drawn::pack(&root.path().join("pack")));
    succeed(&mut training(root.path(), "run"));
    let run = root.path().join("run");
    let whole = results(&run);
    let damage = |checkpoint: &Path| {
        let path = checkpoint.join("moments.bin");
        let mut bytes = fs::read(&path).unwrap();
        bytes[1000] ^= 1;
        fs::write(&path, bytes).unwrap();
    };
    let newest = checkpoints(&run).pop().unwrap();
    damage(&newest);
    let notes = succeed(training(root.path(), "run").arg("--resume"));
    let name = newest.file_name().unwrap().to_string_lossy();
    let expected = format!("{name}/moments.bin is damaged");
    assert!(notes.contains(&expected), "{notes}");
    assert_eq!(results(&run), whole);

    for checkpoint in checkpoints(&run) {
        damage(&checkpoint);
    }
    let output = training(root.path(), "run").arg("--resume").output();
    let output = output.unwrap();
    assert_eq!(output.status.code(), Some(1));
    let complaint = last_line(&output);
    assert!(complaint.contains("no usable checkpoint"), "{complaint}");
}

#[test]
fn a_checkpoint_whose_files_are_cut_is_named_and_the_previous_one_used() {
    let root = tempfile::tempdir().unwrap();
    drop(support::drawn::pack(&root.path().join("pack")));
    succeed(&mut training(root.path(), "run"));
    let run = root.path().join("run");
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
            let notes = succeed(training(root.path(), "run").arg("--resume"));
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
    let root = tempfile::tempdir().unwrap();
    drop(support::drawn::pack(&root.path().join("pack")));
    succeed(&mut training(root.path(), "whole"));
    let run = root.path().join("run");
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
        let path = root.path().join("pack").join(file);
        let whole = fs::read(&path).unwrap();
        let mut bytes = whole.clone();
        damage(&mut bytes);
        fs::write(&path, bytes).unwrap();
        let mut command = training(root.path(), "run");
        if run.exists() {
            command.arg("--resume");
        }
        let output = command.output().unwrap();
        let complaint = last_line(&output);
        assert_eq!(output.status.code(), Some(1), "{complaint}");
        let names = complaint.starts_with("error: ") && complaint.contains(file);
        let advice = "make the pack again with `pneumoscope prepare`";
        assert!(names && complaint.ends_with(advice), "{complaint}");
        fs::write(&path, whole).unwrap();
    }
    succeed(training(root.path(), "run").arg("--resume"));
    assert_eq!(results(&run), results(&root.path().join("whole")));
}

#[test]
fn a_signal_to_end_writes_a_checkpoint_and_says_how_to_go_on() {
    let root = tempfile::tempdir().unwrap();
    drop(support::drawn::pack(&root.path().join("pack")));
    succeed(&mut training(root.path(), "whole"));
    let run = root.path().join("run");
    let child = training(root.path(), "run").spawn().unwrap();
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
    succeed(training(root.path(), "run").arg("--resume"));
    assert_eq!(results(&run), results(&root.path().join("whole")));
}

/// Linux's `/sys` takes no folder from anybody, not even from root.
#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_takes_no_files_is_named() {
    let root = tempfile::tempdir().unwrap();
    drop(support::drawn::pack(&root.path().join("pack")));
    let output = training(root.path(), "/sys/run").output().unwrap();
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
    let root = tempfile::tempdir().unwrap();
    drop(support::drawn::pack(&root.path().join("pack")));
    let full = training(root.path(), "run");
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
    let run = root.path().join("run");
    assert_eq!(checkpoints(&run).len(), 1);
    succeed(training(root.path(), "run").arg("--resume"));
    succeed(&mut training(root.path(), "whole"));
    assert_eq!(results(&run), results(&root.path().join("whole")));
}

#[test]
fn a_loss_that_is_not_finite_names_the_step_and_its_films() {
    let root = tempfile::tempdir().unwrap();
    drop(support::drawn::pack(&root.path().join("pack")));
    let mut command = training(root.path(), "run");
    command.args(["--set", "optimizer.learning_rate=1e38"]);
    command.args(["--set", "optimizer.clip_norm=0"]);
    let output = command.output().unwrap();
    let complaint = last_line(&output);
    assert_eq!(output.status.code(), Some(1), "{complaint}");
    assert!(complaint.contains("in epoch 1, step "), "{complaint}");
    assert!(complaint.contains(".png"), "{complaint}");
    assert_eq!(checkpoints(&root.path().join("run")).len(), 1);
}
