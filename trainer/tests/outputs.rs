//! No command writes over its inputs or over files of other programs, and none leaves half a file.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support {
    pub(crate) mod batches;
    pub(crate) mod command;
    pub(crate) mod contents;
    pub(crate) mod drawn;
    pub(crate) mod films;
    pub(crate) mod runs;
}

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use support::command::{Failure, command, errors, failure, json};
use support::contents::contents;
use support::films::png;
use support::runs::TestRuns;

/// A run and a folder of films.
fn model() -> TestRuns {
    let runs = TestRuns::new();
    runs.train("run", "cpu", &["--epochs", "1"]);
    let films = runs.path("films");
    fs::create_dir(&films).unwrap();
    for seed in 0..3 {
        fs::write(films.join(format!("{seed}.png")), png(seed)).unwrap();
    }
    runs
}

#[test]
fn predict_does_not_write_over_a_film_or_the_model() {
    let runs = model();
    let (model, films) = (runs.path("run/best"), runs.path("films"));
    let film = films.join("0.png");
    symlink(&film, runs.path("link.csv")).unwrap();
    fs::hard_link(&film, runs.path("hard.csv")).unwrap();
    let before = (contents(&model), contents(&films));
    let outs = [
        film.clone(),
        films.join("../films/./0.png"),
        runs.path("link.csv"),
        runs.path("hard.csv"),
        model.join("model.json"),
    ];
    for out in outs {
        for more in ["", "--force", "--resume", "--shard 1/2"] {
            let line = format!("predict --weights @ @ --out @ {more}");
            let Failure { code, error } = failure(&line, &[&model, &films, &out]);
            assert_eq!(code, 2, "{error}");
            assert!(error.contains("is read by this command"), "{more}: {error}");
        }
    }
    assert_eq!((contents(&model), contents(&films)), before);
}

#[test]
fn only_own_files_are_overwritten_without_force() {
    let runs = model();
    let (run, best, films, pack) = (
        runs.path("run"),
        runs.path("run/best"),
        runs.path("films"),
        runs.path("pack"),
    );
    let recipe = Path::new(env!("CARGO_MANIFEST_DIR")).join("recipes/smoke.toml");
    json(
        "predict --weights @ @ --out @",
        &[&best, &films, &runs.path("part.csv")],
    );
    let part = runs.path("part.csv");
    let evaluated = runs.path("evaluated");
    let compared = runs.path("compared");
    let out = |name: &str| runs.path(name);
    let cases: [(&str, &[&Path], &str); 7] = [
        (
            "predict --weights @ @ --out @",
            &[&best, &films],
            "table.csv",
        ),
        ("merge @ --out @", &[&part], "merged.csv"),
        (
            "probe --weights @ --data @ --split val --out @",
            &[&best, &pack],
            "probe.json",
        ),
        (
            "augment-preview --films 1 --variants 1 --config @ --data @ --out @",
            &[&recipe, &pack],
            "sheet.png",
        ),
        (
            "evaluate --weights @ --data @ --split val --out @/..",
            &[&best, &pack],
            "evaluated/metrics.json",
        ),
        (
            "evaluate --weights @ --data @ --split val --out @/..",
            &[&best, &pack],
            "evaluated/report.html",
        ),
        ("compare @ --out @/..", &[&run], "compared/compare.html"),
    ];
    fs::create_dir_all(&evaluated).unwrap();
    fs::create_dir_all(&compared).unwrap();
    for (line, inputs, name) in cases {
        let file = out(name);
        fs::write(&file, "the only copy of my notes").unwrap();
        // A folder is written to by the name of a file in it.
        let target = if line.ends_with("/..") {
            file.parent().unwrap()
        } else {
            &file
        };
        let line = line.trim_end_matches("/..");
        let paths = [inputs, &[target]].concat();
        let Failure { code, error } = failure(line, &paths);
        assert_eq!(code, 2, "{line}: {error}");
        assert!(error.contains("was not written by this command"), "{error}");
        assert_eq!(fs::read(&file).unwrap(), b"the only copy of my notes");
        json(&format!("{line} --force"), &paths);
        let first = fs::read(&file).unwrap();
        json(line, &paths);
        assert_eq!(first.is_empty(), fs::read(&file).unwrap().is_empty());
        assert_ne!(first, b"the only copy of my notes");
    }
    let Failure { error, .. } = failure("merge @ --out @", &[&part, &part]);
    assert!(error.contains("is read by this command"), "{error}");
}

/// Limits the size of files, which simulates a full disk without special rights.
fn limited(blocks: u32, command: &Command) -> Output {
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$@\"");
    let mut limited = Command::new("sh");
    limited.args(["-c", &script, "sh"]);
    limited.arg(command.get_program()).args(command.get_args());
    limited.output().unwrap()
}

#[test]
fn a_full_disk_leaves_the_old_table_and_rows_to_resume() {
    let runs = model();
    let (best, films, table) = (
        runs.path("run/best"),
        runs.path("films"),
        runs.path("table.csv"),
    );
    let line = "predict --weights @ @ --out @";
    json(line, &[&best, &films, &table]);
    let old = fs::read(&table).unwrap();
    for seed in 0..40 {
        fs::write(films.join(format!("more {seed}.png")), png(seed)).unwrap();
    }
    let output = limited(4, &command(line, &[&best, &films, &table]));
    let error = errors(&output);
    assert_eq!(output.status.code(), Some(1), "{error}");
    assert!(error.contains("error: cannot write"), "{error}");
    assert!(error.contains("--resume continues after them"), "{error}");
    assert_eq!(fs::read(&table).unwrap(), old);
    json("merge @ --out @", &[&table, &runs.path("merged.csv")]);

    let resumed = json(&format!("{line} --resume"), &[&best, &films, &table]);
    assert!(resumed["resumed"].as_u64().unwrap() > 0, "{resumed}");
    let whole = runs.path("whole.csv");
    json(line, &[&best, &films, &whole]);
    assert_eq!(fs::read(&table).unwrap(), fs::read(&whole).unwrap());
    let left: Vec<String> = contents(&runs.path("."))
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    let unfinished = |name: &&String| name.contains(".part");
    assert_eq!(left.iter().find(unfinished), None);
}

#[cfg(target_os = "linux")]
#[test]
fn a_device_is_written_to_and_not_replaced() {
    use std::os::unix::fs::FileTypeExt;

    let runs = model();
    let (best, films) = (runs.path("run/best"), runs.path("films"));
    let line = "predict --weights @ @ --out @";
    let output = command(line, &[&best, &films, Path::new("/dev/stdout")])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", errors(&output));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.starts_with("file,covid19,"), "{text}");
    let full = failure(line, &[&best, &films, Path::new("/dev/full")]);
    assert!(
        full.error.contains("cannot write /dev/full"),
        "{}",
        full.error
    );
    for device in ["/dev/full", "/dev/null"] {
        assert!(fs::metadata(device).unwrap().file_type().is_char_device());
    }
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let runs = model();
    let (run, best, films) = (runs.path("run"), runs.path("run/best"), runs.path("films"));
    let lines: [(&str, &[&Path]); 4] = [
        ("predict --weights @ @", &[&best, &films]),
        ("predict --json --weights @ @", &[&best, &films]),
        ("inspect @", &[&best]),
        ("compare @", &[&run]),
    ];
    for (line, paths) in lines {
        let mut child = command(line, paths)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{line}: {}", errors(&output));
        assert_eq!(errors(&output), "", "{line}");
        // Nobody reads the notes either.
        let mut child = command(line, paths)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stderr.take());
        assert!(child.wait().unwrap().success(), "{line}");
    }
}

#[test]
fn a_model_is_not_exported_over_the_run_or_a_file() {
    let runs = model();
    let (run, pack, file) = (runs.path("run"), runs.path("pack"), runs.path("notes.txt"));
    fs::write(&file, "notes").unwrap();
    let best = contents(&run.join("best"));
    for (out, words) in [
        (run.join("best"), "is read by this command"),
        (run.join("../run/best/."), "is read by this command"),
        (pack.clone(), "does not belong to a model"),
        (runs.path("films"), "does not belong to a model"),
        (file.clone(), "is a file"),
    ] {
        let Failure { code, error } =
            failure("export --run @ --data @ --out @", &[&run, &pack, &out]);
        assert_eq!(code, 2, "{error}");
        assert!(error.contains(words), "{error}");
    }
    assert_eq!(contents(&run.join("best")), best);
    assert_eq!(fs::read(&file).unwrap(), b"notes");
}
