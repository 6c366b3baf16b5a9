//! `COVIDx` lists are read with the classes, patients and sources that they state.
//!
//! The lists are written here. Where the published ones and the shared data set are at hand
//! (`../shared/data`, or below `PNEUMOSCOPE_SHARED`), their films are counted too.
#![allow(
    clippy::unwrap_used,
    reason = "helpers of tests fail by panicking, as tests do"
)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use model::class::Class;
use trainer::data::listing;
use trainer::data::listing::row::Entry;

/// A file of the shared data set, if that is there.
fn shared(name: &str) -> Option<PathBuf> {
    let named = std::env::var_os("PNEUMOSCOPE_SHARED").map(PathBuf::from);
    let required = named.is_some();
    let shared =
        named.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared"));
    let file = shared.join("data").join(name);
    if file.is_file() {
        return Some(file);
    }
    assert!(!required, "{} is missing", file.display());
    println!("not counted, no file {}", file.display());
    None
}

fn counts(films: &[Entry]) -> [usize; Class::COUNT] {
    Class::ALL.map(|class| {
        let of_class = films.iter().filter(|film| film.class == Some(class));
        of_class.count()
    })
}

fn patients(films: &[Entry]) -> BTreeSet<&str> {
    let patients = films.iter().map(|film| film.patient.as_deref());
    patients.map(Option::unwrap).collect()
}

/// What the rows of a list say.
fn read(list: &Path) -> Vec<Entry> {
    let rows = listing::read(list).unwrap().rows;
    rows.into_iter().map(|row| row.entry).collect()
}

/// A film of a list made here: two of each patient, classes in turn.
fn film(number: usize) -> (String, String, &'static str, &'static str) {
    let (class, source) = [
        ("COVID-19", "cohen"),
        ("normal", "rsna"),
        ("pneumonia", "rsna"),
        ("COVID-19", "sirm"),
    ][number / 2 % 4];
    let file = format!("film-{number}.Fig8a_day0.jpeg");
    (format!("p{}", number / 2), file, class, source)
}

/// The films as a `COVIDx` list, written to a file.
fn covidx(folder: &Path, name: &str, numbers: std::ops::Range<usize>) -> PathBuf {
    let mut text = String::new();
    for (patient, file, class, source) in numbers.map(film) {
        writeln!(text, "{patient} {file} {class} {source}").unwrap();
    }
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path
}

#[test]
fn a_covidx_list_is_read_with_its_classes_patients_and_sources() {
    let folder = tempfile::tempdir().unwrap();
    let train = read(&covidx(folder.path(), "train.txt", 0..800));
    let test = read(&covidx(folder.path(), "test.txt", 800..880));
    assert_eq!(counts(&train), [400, 200, 200]);
    assert_eq!(counts(&test), [40, 20, 20]);
    assert_eq!((patients(&train).len(), patients(&test).len()), (400, 40));
    assert!(patients(&train).is_disjoint(&patients(&test)));
    for (number, row) in train.iter().chain(&test).enumerate() {
        let (patient, file, class, source) = film(number);
        assert_eq!(
            (row.patient.as_ref(), &row.file, row.source.as_deref()),
            (Some(&patient), &file, Some(source))
        );
        assert_eq!(row.class.unwrap().label(), class);
    }
}

#[test]
fn covidx9a_has_the_films_that_its_authors_counted() {
    let lists = ["train", "test"].map(|part| shared(&format!("covidx/{part}_COVIDx9A.txt")));
    let [Some(train), Some(test)] = lists else {
        return;
    };
    let train = read(&train);
    let test = read(&test);
    assert_eq!(counts(&train), [16_490, 8_085, 5_555]);
    assert_eq!(counts(&test), [200, 100, 100]);
    assert!(patients(&train).is_disjoint(&patients(&test)));
    let first = &train[0];
    assert_eq!(
        first.file,
        "SARS-10.1148rg.242035193-g04mr34g0-Fig8a-day0.jpeg"
    );
    assert_eq!(
        (first.patient.as_deref(), first.source.as_deref()),
        (Some("3"), Some("cohen"))
    );
}

/// Checks that every film of the lists is in the table, with the same class, patient and source.
fn check_agreement(table: &[Entry], lists: [&Path; 2], listed: usize) {
    let films: Vec<Entry> = lists.into_iter().flat_map(read).collect();
    assert_eq!(films.len(), listed);
    for film in &films {
        let row = table.iter().find(|row| row.file == film.file).unwrap();
        assert_eq!(
            (row.class, &row.patient, &row.source),
            (film.class, &film.patient, &film.source)
        );
    }
}

#[test]
fn lists_and_a_table_of_the_same_films_agree() {
    let folder = tempfile::tempdir().unwrap();
    let train = covidx(folder.path(), "train.txt", 0..80);
    let test = covidx(folder.path(), "test.txt", 80..104);
    let mut rows = "file,label,patient,source,split\n".to_owned();
    // Eight external films are in the table alone.
    for number in 0..112 {
        let split = match number {
            ..80 => "train",
            80..104 => "test",
            _ => "external",
        };
        let (patient, file, class, source) = film(number);
        writeln!(rows, "{file},{class},{patient},{source},{split}").unwrap();
    }
    let table = folder.path().join("labels.csv");
    std::fs::write(&table, rows).unwrap();
    let table = read(&table);
    assert_eq!(counts(&table), [56, 28, 28]);
    check_agreement(&table, [&train, &test], 112 - 8);
}

#[test]
fn the_lists_and_the_table_of_the_shared_data_set_agree() {
    let files = ["labels.csv", "train_split.txt", "test_split.txt"].map(shared);
    let [Some(table), Some(train), Some(test)] = files else {
        return;
    };
    let table = read(&table);
    assert_eq!(counts(&table), [1723, 1495, 1014]);
    // The external films are in the table alone.
    check_agreement(&table, [&train, &test], 4232 - 86);
}
