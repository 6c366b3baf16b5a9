//! `predict` finds the films in folders, archives and files of several frames, and leaves out nothing
//! silently.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support {
    pub(crate) mod batches;
    pub(crate) mod command;
    pub(crate) mod containers;
    pub(crate) mod drawn;
    pub(crate) mod films;
    pub(crate) mod runs;
}

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use serde_json::{Value, json};
use support::command::{command, errors, failure, json};
use support::containers::{dicom, dicomdir, gzip, old_dicom, zip};
use support::films::png;
use support::runs::TestRuns;

/// What is said with every answer of a model that was not exported.
const ANSWERED: &str = "the model has no answer sets, because it was not exported: doubtful films are answered like all others";

fn model() -> TestRuns {
    let runs = TestRuns::new();
    runs.train("run", "cpu", &["--epochs", "1"]);
    runs
}

/// Writes files below a folder.
fn write(folder: &Path, files: &[(&str, Vec<u8>)]) {
    for (name, bytes) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

/// Reasons and prediction of each row by name, which must be unique.
fn rows(summary: &Value) -> BTreeMap<String, (String, Value)> {
    let readings = summary["readings"].as_array().unwrap();
    let row = |reading: &Value| {
        let reason = reading["reasons"][0].as_str().unwrap_or_default();
        let answer = (reason.to_owned(), reading["probabilities"].clone());
        (reading["file"].as_str().unwrap().to_owned(), answer)
    };
    let rows: BTreeMap<_, _> = readings.iter().map(row).collect();
    assert_eq!(rows.len(), readings.len(), "{summary}");
    rows
}

#[test]
fn a_patient_cd_is_read_by_content() {
    let runs = model();
    let cd = runs.path("cd");
    let film = dicom(&[7]);
    write(
        &cd,
        &[
            ("DICOMDIR", dicomdir()),
            ("DICOM/IM000001", film.clone()),
            ("DICOM/IM000002", old_dicom(7)),
            ("DICOM/IM000003.gz", gzip(&film)),
            ("DICOM/wrong.jpg", film.clone()),
            ("PREVIEW/film.png", png(7)),
            ("films.zip", {
                let nested = zip(0, &[("film.png", &png(7))]);
                let files: [(&str, &[u8]); 5] = [
                    ("a/film", &film),
                    ("b.png", &png(7)),
                    ("__MACOSX/._b.png", b"x"),
                    ("nested.zip", &nested),
                    ("notes.txt", b"notes"),
                ];
                zip(0, &files)
            }),
            (
                "report.docx",
                zip(
                    0,
                    &[("[Content_Types].xml", b"<"), ("media/image1.png", &png(7))],
                ),
            ),
            ("viewer.exe", b"MZ\0\0".to_vec()),
            ("README.TXT", b"Open the viewer.\r\n".to_vec()),
            (".DS_Store", b"x".to_vec()),
            ("._film.png", png(7)),
            (".ipynb_checkpoints/film.png", png(7)),
            ("@eaDir/film.png/thumb.jpg", png(7)),
            ("Thumbs.db", b"x".to_vec()),
            ("empty.png", Vec::new()),
            ("data.bin", vec![0; 100]),
        ],
    );
    let summary = json("predict --weights @ @", &[&runs.path("run/best"), &cd]);
    let rows = rows(&summary);
    let (_, answer) = &rows[&at(&cd, "PREVIEW/film.png")];
    let names = [
        "DICOM/IM000001",
        "DICOM/IM000002",
        "DICOM/IM000003.gz",
        "DICOM/wrong.jpg",
        "PREVIEW/film.png",
        "films.zip/a/film",
        "films.zip/b.png",
    ];
    for name in names {
        assert_eq!(
            rows[&at(&cd, name)],
            (ANSWERED.to_owned(), answer.clone()),
            "{name}"
        );
    }
    assert!(rows[&at(&cd, "empty.png")].0.contains("is empty"));
    assert_eq!(rows.len(), names.len() + 1);
    let name = |name: &str| Value::String(at(&cd, name));
    assert_eq!(
        summary["left_out"],
        json!({
            "dicomdir": [name("DICOMDIR")],
            "hidden": [name(".DS_Store"), name("._film.png"), name(".ipynb_checkpoints")],
            "system": [name("@eaDir"), name("Thumbs.db"), name("films.zip/__MACOSX/._b.png")],
            "programs": [name("viewer.exe")],
            "documents": [name("README.TXT"), name("films.zip/notes.txt"), name("report.docx")],
            "archives": [name("films.zip/nested.zip")],
            "other": [name("data.bin")],
        })
    );
}

fn at(folder: &Path, name: &str) -> String {
    folder.join(name).display().to_string()
}

/// Runs `predict`, which fails after it has written its rows.
fn failing(runs: &TestRuns, paths: &[PathBuf]) -> (Output, BTreeMap<String, (String, Value)>) {
    let mut line = command("predict --json --weights @", &[&runs.path("run/best")]);
    let output = line.args(paths).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", errors(&output));
    let rows = rows(&serde_json::from_slice(&output.stdout).unwrap());
    (output, rows)
}

#[test]
fn a_path_may_name_a_frame_or_a_file_in_an_archive() {
    let runs = model();
    let folder = runs.path("films");
    let frames = dicom(&[1, 2, 3]);
    write(
        &folder,
        &[
            ("frames.dcm", frames.clone()),
            ("film.png", png(2)),
            ("real#2", png(3)),
            ("real", frames.clone()),
            (
                "films.zip",
                zip(0, &[("in/frames.dcm", &frames), ("in/film.png", &png(2))]),
            ),
            ("none.zip", zip(0, &[("notes.txt", b"notes")])),
        ],
    );
    let names = [
        "film.png",
        "frames.dcm",
        "frames.dcm#2",
        "frames.dcm#4",
        "films.zip/in/film.png",
        "films.zip/in/frames.dcm#2",
        "films.zip/in/none.png",
        "none.zip",
        "real#2",
        "real#3",
        "missing.png",
        "missing.png#2",
    ];
    let paths: Vec<PathBuf> = names.iter().map(|name| folder.join(name)).collect();
    let (output, rows) = failing(&runs, &paths);
    let row = |name: &str| &rows[&at(&folder, name)];
    let same = |one: &str, other: &str| {
        assert_eq!(row(one), row(other), "{one} {other}");
        assert_eq!(row(one).0, ANSWERED, "{one}");
    };
    same("frames.dcm#2", "film.png");
    same("films.zip/in/film.png", "film.png");
    same("films.zip/in/frames.dcm#2", "film.png");
    same("real#2", "real#3");
    assert_ne!(row("real#2"), row("film.png"));
    for (name, words) in [
        ("frames.dcm", "3 pictures"),
        ("frames.dcm", "frames.dcm#1 to "),
        ("frames.dcm#4", "no frame 4"),
        ("films.zip/in/none.png", "cannot read"),
        ("none.zip", "contains no films"),
        ("missing.png", "cannot read"),
        ("missing.png#2", "cannot read"),
    ] {
        assert!(row(name).0.contains(words), "{name}: {}", row(name).0);
    }
    let error = errors(&output);
    let words = "6 of the given paths cannot be used";
    assert!(error.contains(words), "{error}");
    let shown = String::from_utf8_lossy(&output.stdout).contains("SECRET");
    assert!(!shown && !error.contains("SECRET"));
}

#[test]
fn archives_that_cannot_be_opened_are_rows() {
    let runs = model();
    let folder = runs.path("films");
    let film = png(1);
    let whole = zip(0, &[("a.png", &film)]);
    let mut damaged = whole.clone();
    damaged[100] ^= 1;
    let bomb = gzip(&vec![0; 80 << 20]);
    assert!(bomb.len() < 100_000);
    write(
        &folder,
        &[
            ("cut.zip", whole[..whole.len() - 10].to_vec()),
            ("damaged.zip", damaged),
            ("secret.zip", zip(1, &[("a.png", &film)])),
            ("bomb.dcm.gz", bomb),
            ("cut.dcm.gz", gzip(&film)[..100].to_vec()),
            ("film.png", film.clone()),
        ],
    );
    let summary = json("predict --weights @ @", &[&runs.path("run/best"), &folder]);
    let rows = rows(&summary);
    for (name, words) in [
        ("cut.zip", "archive is incomplete"),
        ("damaged.zip/a.png", "checksum"),
        ("secret.zip/a.png", "is encrypted"),
        ("bomb.dcm.gz", "more than 64 MiB"),
        ("cut.dcm.gz", "archive is incomplete"),
        ("film.png", ANSWERED),
    ] {
        let (reason, _) = &rows[&at(&folder, name)];
        assert!(reason.contains(words), "{name}: {reason}");
    }
    assert_eq!(rows.len(), 6);
}

#[test]
fn a_folder_without_films_is_named_and_the_others_are_read() {
    let runs = model();
    let (empty, films) = (runs.path("empty"), runs.path("films"));
    fs::create_dir(&empty).unwrap();
    write(&films, &[("a.png", png(1))]);
    let (output, rows) = failing(&runs, &[empty.clone(), films.clone()]);
    let words = "1 of the given paths cannot be used; first: ";
    assert!(errors(&output).contains(words), "{}", errors(&output));
    assert_eq!(rows[&at(&films, "a.png")].0, ANSWERED);
    let alone = failure("predict --weights @ @", &[&runs.path("run/best"), &empty]);
    assert_eq!(alone.code, 1);
    let words = "empty\": the folder contains no films";
    assert!(alone.error.contains(words), "{}", alone.error);
}

#[cfg(unix)]
#[test]
fn pipes_are_not_waited_for_and_links_are_followed_once() {
    use std::os::unix::fs::symlink;
    use std::process::Command;

    let runs = model();
    let (films, elsewhere) = (runs.path("films"), runs.path("elsewhere"));
    write(&films, &[("film.png", png(1))]);
    write(&elsewhere, &[("linked.png", png(2))]);
    let pipe = films.join("pipe.png");
    assert!(
        Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap()
            .success()
    );
    symlink(&films, films.join("circle")).unwrap();
    symlink(films.join("film.png"), films.join("a link.png")).unwrap();
    symlink(&elsewhere, films.join("b")).unwrap();
    symlink(&elsewhere, films.join("c")).unwrap();
    symlink("nowhere", films.join("broken.png")).unwrap();
    let summary = json("predict --weights @ @", &[&runs.path("run/best"), &films]);
    let rows = rows(&summary);
    let names: Vec<&String> = rows.keys().collect();
    let expected = ["b/linked.png", "broken.png", "film.png"].map(|name| at(&films, name));
    assert_eq!(names, expected.iter().collect::<Vec<_>>());
    assert!(rows[&at(&films, "broken.png")].0.contains("cannot read"));
    let name = |name: &str| at(&films, name);
    assert_eq!(
        summary["left_out"],
        json!({
            "links": [name("a link.png"), name("c/linked.png"), name("circle")],
            "special": [name("pipe.png")],
        })
    );

    let (_, rows) = failing(
        &runs,
        &[
            pipe.clone(),
            PathBuf::from("/dev/zero"),
            films.join("film.png"),
        ],
    );
    assert!(rows[&pipe.display().to_string()].0.contains("it is a pipe"));
    assert!(rows["/dev/zero"].0.contains("a device"));
    assert_eq!(rows[&at(&films, "film.png")].0, ANSWERED);
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_not_utf_8_have_rows_of_their_own() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let runs = model();
    let films = runs.path("films");
    fs::create_dir(&films).unwrap();
    for (name, seed) in [(b"zo\xeb.png", 1), (b"zo\xe8.png", 2)] {
        fs::write(films.join(OsStr::from_bytes(name)), png(seed)).unwrap();
    }
    write(
        &films,
        &[
            ("line\nbreak, \"quoted\".png", png(1)),
            ("=1+1.png", png(1)),
        ],
    );
    let summary = json("predict --weights @ @", &[&runs.path("run/best"), &films]);
    let rows = rows(&summary);
    assert!(rows.values().all(|(reason, _)| reason == ANSWERED));
    let row = |name: &str| &rows[&at(&films, name)];
    assert_ne!(row("zo\u{fffd}.png"), row("zo\u{fffd}.png (2)"));
    assert_eq!(row("line\nbreak, \"quoted\".png"), row("=1+1.png"));
    assert_eq!(rows.len(), 4);
}
