//! Tests of packs: reading what was written, and errors.

use std::fs;

use model::weights::sha256;

use super::*;
use crate::files;

fn film(file: &str, split: Split, plane: u64) -> PackedFilm {
    PackedFilm {
        file: file.to_owned(),
        class: Class::Normal,
        patient: "p".to_owned(),
        source: "s".to_owned(),
        split,
        age_group: "unknown".to_owned(),
        view: String::new(),
        plane,
    }
}

/// A glance of one grey level.
fn glance(grey: u16) -> Glance {
    Glance {
        width: 100,
        height: 80,
        plane: vec![grey; 64 * 64],
    }
}

/// Three planes of two sides, of which the middle ones belong to no film.
fn write(folder: &Path) -> Pack {
    let inputs = [32, 64].map(InputSpec::with_side);
    let mut writer = PackWriter::new(folder, &inputs).unwrap();
    for base in [0, 1, 60_000] {
        let planes = [32, 64].map(|side| (0..side * side).map(|at| base + at).collect());
        writer.push(&planes, &glance(base)).unwrap();
    }
    let films = vec![film("a", Split::Train, 0), film("b", Split::Val, 2)];
    let outlier = |file: &str, glance| PackedOutlier {
        file: file.to_owned(),
        kind: "photograph".to_owned(),
        split: Split::Train,
        glance,
    };
    let seen = writer.push_outlier(&glance(7)).unwrap();
    let outliers = vec![outlier("cat", Some(seen)), outlier("fax", None)];
    writer.finish(films, outliers).unwrap();
    Pack::open(folder).unwrap()
}

fn complaint(folder: &Path) -> String {
    Pack::open(folder).unwrap_err().to_string()
}

#[test]
fn planes_of_every_side_come_back_as_written() {
    let folder = tempfile::tempdir().unwrap();
    let pack = write(folder.path());
    assert_eq!(pack.plane(32, 1).unwrap()[5], 60_005);
    assert_eq!(pack.plane(32, 0).unwrap()[1023], 1023);
    assert_eq!(pack.plane(64, 0).unwrap()[4095], 4095);
    assert_eq!(pack.plane(64, 1).unwrap().len(), 4096);
    assert_eq!(pack.positions(Split::Val).unwrap(), [1]);
    assert_eq!(pack.spec(64).unwrap(), InputSpec::with_side(64));
    assert_eq!(pack.index().sides().collect::<Vec<_>>(), [32, 64]);
    assert_eq!(pack.index().film_counts().len(), 2);
}

#[test]
fn the_gate_sees_films_and_outliers_as_they_were() {
    let folder = tempfile::tempdir().unwrap();
    let pack = write(folder.path());
    assert_eq!(pack.glance(1).unwrap(), glance(60_000));
    let outliers = &pack.index().outliers;
    let seen = |outlier| pack.outlier_glance(outlier).unwrap();
    assert_eq!(
        outliers.iter().map(seen).collect::<Vec<_>>(),
        [Some(glance(7)), None]
    );
    let path = glances::outliers_file(folder.path());
    fs::write(&path, [0; 10]).unwrap();
    let error = complaint(folder.path());
    assert!(
        error.contains("glances-outliers.bin has 10 bytes instead of 8204"),
        "{error}"
    );
}

#[test]
fn threads_read_concurrently() {
    let folder = tempfile::tempdir().unwrap();
    let pack = write(folder.path());
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let pack = &pack;
            scope.spawn(move || {
                for number in 0..200 {
                    let film = (number + thread) % 2;
                    let first = [0, 60_000][film];
                    assert_eq!(pack.plane(64, film).unwrap()[0], first);
                    assert_eq!(pack.plane(32, film).unwrap()[1], first + 1);
                }
            });
        }
    });
}

#[test]
fn a_missing_side_is_named_with_the_sides_of_the_pack_and_the_command() {
    let folder = tempfile::tempdir().unwrap();
    let pack = write(folder.path());
    for error in [pack.plane(224, 0).unwrap_err(), pack.spec(224).unwrap_err()] {
        let error = error.to_string();
        assert!(error.contains("films of 32 64 px, but 224 px"), "{error}");
        assert!(error.contains("`pneumoscope prepare --side 224 32 64`"));
    }
}

#[test]
fn a_model_that_needs_other_preprocessing_is_not_admitted() {
    let folder = tempfile::tempdir().unwrap();
    let pack = write(folder.path());
    let own = InputSpec::with_side(64);
    assert!(pack.admit(&own).is_ok());
    let whole = InputSpec {
        crop: model::input::Crop::Whole,
        ..own
    };
    let error = pack.admit(&whole).unwrap_err().to_string();
    assert!(error.contains(r#""crop":"whole""#), "{error}");
}

#[test]
fn a_split_without_films_is_named_with_the_splits_of_the_pack() {
    let folder = tempfile::tempdir().unwrap();
    let pack = write(folder.path());
    let error = pack.positions(Split::Test).unwrap_err().to_string();
    assert!(
        error.contains("split test; its splits are train, val"),
        "{error}"
    );
}

#[test]
fn a_truncated_or_foreign_pack_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let pack = write(folder.path());
    let planes = folder.path().join("planes-64.bin");
    fs::write(&planes, [0; 10]).unwrap();
    let error = complaint(folder.path());
    assert!(error.contains("planes-64.bin has 10 bytes instead of 24588"));
    // The pack that was opened before fails when it reads there.
    let error = pack.plane(64, 1).unwrap_err().to_string();
    assert!(error.contains("cannot read"), "{error}");
    fs::remove_file(&planes).unwrap();
    assert!(complaint(folder.path()).contains("planes-64.bin"));
}

#[test]
fn a_wrong_index_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path());
    let path = folder.path().join(INDEX);
    let json = files::read_text(&path).unwrap();
    let cases = [
        (
            json.replace("\"plane\":2", "\"plane\":3"),
            "the plane of b does not exist",
        ),
        (
            json.replace("\"glance\":0", "\"glance\":1"),
            "the plane of cat does not exist",
        ),
        // Of another version only the version is read.
        (
            r#"{"format_version":1,"side":224}"#.to_owned(),
            "format version 1, this build reads 4",
        ),
        ("{}".to_owned(), "pack.json is not a pack index"),
        (
            json.replace("\"films\"", "\"movies\""),
            "pack.json is not a pack index: unknown field",
        ),
    ];
    let sum = folder.path().join(INDEX_SUM);
    for (json, expected) in cases {
        fs::write(&path, &json).unwrap();
        fs::write(&sum, format!("{}  {INDEX}\n", sha256(json.as_bytes()))).unwrap();
        let error = complaint(folder.path());
        assert!(error.contains(expected), "{error}");
    }
}

/// Changes one byte of a file.
fn alter(path: &Path, at: usize) {
    let mut bytes = fs::read(path).unwrap();
    bytes[at] ^= 1;
    fs::write(path, bytes).unwrap();
}

#[test]
fn an_altered_index_is_refused_at_every_byte() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path());
    for file in [INDEX, INDEX_SUM] {
        let path = folder.path().join(file);
        for at in 0..fs::read(&path).unwrap().len() {
            alter(&path, at);
            let error = complaint(folder.path());
            assert!(error.contains(INDEX), "byte {at} of {file}: {error}");
            alter(&path, at);
        }
    }
    Pack::open(folder.path()).unwrap();
    fs::remove_file(folder.path().join(INDEX_SUM)).unwrap();
    let error = complaint(folder.path());
    assert!(error.contains(INDEX_SUM), "{error}");
}

#[test]
fn altered_planes_and_glances_are_refused_when_they_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let pack = write(folder.path());
    let outlier = &pack.index().outliers[0];
    alter(&planes_file(folder.path(), 64), 2 * (64 * 64 * 2 + 4) + 100);
    alter(&glances::films_file(folder.path()), 5);
    alter(&glances::outliers_file(folder.path()), 5);
    for (refused, file) in [
        (pack.plane(64, 1).map(drop), "planes-64.bin"),
        (pack.glance(0).map(drop), "glances-films.bin"),
        (
            pack.outlier_glance(outlier).map(drop),
            "glances-outliers.bin",
        ),
    ] {
        let error = refused.unwrap_err().to_string();
        assert!(error.contains(&format!("{file} is damaged")), "{error}");
    }
    // The others are as they were.
    assert_eq!(pack.plane(64, 0).unwrap()[7], 7);
    assert_eq!(pack.plane(32, 1).unwrap()[7], 60_007);
    assert_eq!(pack.glance(1).unwrap(), glance(60_000));
}
