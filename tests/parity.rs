//! The page and the trainer predict the same for the same film.
#![allow(
    clippy::unwrap_used,
    reason = "helpers of tests fail by panicking, as tests do"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::Command;

use tests::real_films::{self, Film};
use tests::site::{self, Site};
use tests::visit::{CLASSES, Visit};

/// How far a probability of the page may be from the trainer's.
const TOLERANCE: f64 = 2e-3;

/// How many films the repository has.
const BUNDLED: usize = 12;

/// How many films of the shared data set there must be at least, where it is there.
const FEWEST_SHARED: usize = 24;

/// What one side predicts for a film.
#[derive(Debug)]
struct Prediction {
    class: String,
    /// Decided by the probabilities and by how far the film is from the training films.
    decision: String,
    probabilities: Vec<f64>,
}

/// What `pneumoscope predict` predicts for films, by file name.
fn predicted(films: &[Film]) -> BTreeMap<String, Prediction> {
    let program = site::places().program("pneumoscope");
    assert!(
        program.is_file(),
        "{} is missing: cargo build --release -p trainer",
        program.display()
    );
    let paths: Vec<&PathBuf> = films.iter().map(|film| &film.path).collect();
    let output = Command::new(program)
        .arg("predict")
        .arg("--weights")
        .arg(site::places().root.join("static/model"))
        .args(paths)
        .output()
        .unwrap();
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{complaint}");
    let mut table = csv::Reader::from_reader(&output.stdout[..]);
    let rows = table.deserialize::<BTreeMap<String, String>>();
    rows.map(|row| {
        let row = row.unwrap();
        let file = row["file"].rsplit('/').next().unwrap().to_owned();
        let said = Prediction {
            class: row["prediction"].clone(),
            decision: row["decision"].clone(),
            probabilities: CLASSES.map(|class| row[class].parse().unwrap()).to_vec(),
        };
        (file, said)
    })
    .collect()
}

/// What the page predicts for a film.
fn classified(visit: &Visit, film: &Film) -> Prediction {
    let said = visit.classify(&film.name(), &film.bytes());
    Prediction {
        class: said["prediction"].as_str().unwrap().to_owned(),
        decision: said["decision"].as_str().unwrap().to_owned(),
        probabilities: CLASSES.map(|class| said[class].as_f64().unwrap()).to_vec(),
    }
}

/// Compares both sides on all films; prints and returns the largest difference.
fn compare(films: &[Film], engine: &str) {
    let site = Site::shipped();
    let Some(visit) = Visit::start(&site, &format!("?engine={engine}")) else {
        return;
    };
    let predicted = predicted(films);
    assert_eq!(visit.ready(), engine);
    let mut largest = (0.0, String::new());
    for film in films {
        let page = classified(&visit, film);
        let trainer = &predicted[&film.name()];
        assert_eq!(
            (&page.class, &page.decision),
            (&trainer.class, &trainer.decision),
            "{film:?}: {page:?}, {trainer:?}"
        );
        for (page, trainer) in page.probabilities.iter().zip(&trainer.probabilities) {
            let difference = (page - trainer).abs();
            assert!(difference <= TOLERANCE, "{film:?}: {page} and {trainer}");
            if difference > largest.0 {
                largest = (difference, film.name());
            }
        }
    }
    println!(
        "{} films on {engine}: largest difference {:.1e} ({})",
        films.len(),
        largest.0,
        largest.1
    );
}

/// The bundled films, and two of each class and source of the shared data set where it is there.
fn check(engine: &str) {
    let mut films = real_films::bundled();
    assert_eq!(films.len(), BUNDLED);
    films.extend(real_films::dicom());
    let shared = real_films::shared(2);
    assert!(
        shared.is_empty() || shared.len() >= FEWEST_SHARED,
        "{} shared films",
        shared.len()
    );
    let names: BTreeSet<String> = films.iter().map(Film::name).collect();
    films.extend(
        shared
            .into_iter()
            .filter(|film| !names.contains(&film.name())),
    );
    compare(&films, engine);
}

#[test]
fn the_page_on_the_cpu_agrees_with_the_trainer_on_every_class_and_source() {
    check("cpu");
}

#[test]
fn the_page_on_webgpu_agrees_with_the_trainer_on_every_class_and_source() {
    check("webgpu");
}
