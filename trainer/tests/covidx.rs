//! The published `COVIDx` lists are read as their authors counted them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use model::class::Class;
use trainer::data::{Listing, listing};

/// A file of the data set, or `None` with a printed reason; in continuous integration it must be
/// there.
fn shared(name: &str) -> Option<PathBuf> {
    let shared = std::env::var_os("PNEUMOSCOPE_SHARED").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared"),
        PathBuf::from,
    );
    let file = shared.join("data").join(name);
    if file.is_file() {
        return Some(file);
    }
    assert!(
        std::env::var_os("CI").is_none(),
        "{} is missing",
        file.display()
    );
    println!("skipped: no list at {}", file.display());
    None
}

fn counts(films: &[Listing]) -> [usize; Class::COUNT] {
    Class::ALL.map(|class| films.iter().filter(|film| film.class == class).count())
}

fn patients(films: &[Listing]) -> BTreeSet<&str> {
    films.iter().map(|film| film.patient.as_str()).collect()
}

#[test]
fn covidx9a_has_the_films_that_its_authors_counted() {
    let (Some(train), Some(test)) = (
        shared("covidx/train_COVIDx9A.txt"),
        shared("covidx/test_COVIDx9A.txt"),
    ) else {
        return;
    };
    let train = listing::read(&train).unwrap();
    let test = listing::read(&test).unwrap();
    assert_eq!(counts(&train), [16_490, 8_085, 5_555]);
    assert_eq!(counts(&test), [200, 100, 100]);
    assert!(patients(&train).is_disjoint(&patients(&test)));
    let first = &train[0];
    assert_eq!(
        first.file,
        "SARS-10.1148rg.242035193-g04mr34g0-Fig8a-day0.jpeg"
    );
    assert_eq!(
        (first.patient.as_str(), first.source.as_str()),
        ("3", "cohen")
    );
}

#[test]
fn the_lists_and_the_table_of_the_data_set_agree() {
    let (Some(table), Some(train), Some(test)) = (
        shared("labels.csv"),
        shared("train_split.txt"),
        shared("test_split.txt"),
    ) else {
        return;
    };
    let table = listing::read(&table).unwrap();
    assert_eq!(counts(&table), [1723, 1495, 1014]);
    let mut listed = listing::read(&train).unwrap();
    listed.extend(listing::read(&test).unwrap());
    // The external films are in the table alone.
    assert_eq!(listed.len(), 4232 - 86);
    for film in &listed {
        let row = table.iter().find(|row| row.file == film.file).unwrap();
        assert_eq!(
            (row.class, &row.patient, &row.source),
            (film.class, &film.patient, &film.source)
        );
    }
}
