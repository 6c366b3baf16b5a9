//! The built page in headless Chromium: the model judged on and calibrated for a folder of labelled films.
#![allow(
    clippy::unwrap_used,
    reason = "helpers of tests fail by panicking, as tests do"
)]

use std::fs;
use std::path::Path;
use std::time::Duration;

use model::scorecard::Scorecard;
use tempfile::TempDir;
use tests::browser::SOON;
use tests::site::Site;
use tests::visit::Visit;
use tests::{films, real_films};

/// Time limit for the films of the folder and for their figures.
const LIMIT: Duration = Duration::from_mins(10);

/// The bundled films in folders of their classes, and one that the model gets wrong. One of the four films of
/// pneumonia is far from the training films, which leaves too few to calibrate on, so another stands there twice.
fn labelled_folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for film in real_films::bundled() {
        let class = folder.path().join("films").join(film.label.to_uppercase());
        fs::create_dir_all(&class).unwrap();
        fs::write(class.join(film.name()), film.bytes()).unwrap();
    }
    let pneumonia = folder.path().join("films/PNEUMONIA");
    fs::copy(
        pneumonia.join("kermany_0086.jpg"),
        pneumonia.join("kermany_0086_again.jpg"),
    )
    .unwrap();
    let wrong = folder.path().join("films/COVID-19/other_hospital.jpg");
    fs::write(wrong, films::picture("other_hospital.jpg")).unwrap();
    folder
}

fn shipped() -> Scorecard {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../static/model");
    Scorecard::parse(&fs::read(folder.join("model.json")).unwrap()).unwrap()
}

/// Clicks a button and waits until an element is there.
fn click(visit: &Visit, button: &str, then: &str) {
    let click = format!("document.querySelector('[data-testid={button}]').click()");
    visit.browser.script(&click, &[]);
    let there = format!("document.querySelector('[data-testid={then}]')");
    assert!(visit.browser.wait(&there, LIMIT), "{}", visit.page_text());
}

fn judge(visit: &Visit) {
    let enabled = "!document.querySelector('[data-testid=own-judge]').disabled";
    assert!(visit.browser.wait(enabled, LIMIT), "{}", visit.page_text());
    click(visit, "own-judge", "own-verdict");
}

#[test]
fn the_model_is_judged_on_and_calibrated_for_a_labelled_folder() {
    let site = Site::shipped();
    let Some(visit) = Visit::start(&site, "?engine=cpu") else {
        return;
    };
    visit.ready();
    let folder = labelled_folder();
    visit.choose_folder(&folder.path().join("films"));
    visit.films(14, LIMIT);
    judge(&visit);
    assert_eq!(
        visit.text("own-counts"),
        "5 COVID-19, 4 normal, 5 pneumonia"
    );
    let accuracy = visit.text("own-accuracy");
    assert!(visit.text("own-verdict").contains(&accuracy), "{accuracy}");
    let cells = "return [...document.querySelectorAll('[data-testid=own-confusion] tbody td')].map(cell => Number(cell.innerText))";
    let cells = visit.browser.script(cells, &[]);
    let cells: Vec<u64> = cells
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it.as_u64().unwrap())
        .collect();
    assert_eq!(cells.iter().sum::<u64>(), 14);
    let right = [0, 4, 8].iter().map(|&at| cells[at]).sum::<u64>();
    assert_eq!(right, 12);
    assert!(
        accuracy.starts_with(&format!("{:.1}", right as f64 / 0.14)),
        "{accuracy}"
    );
    let why = visit.text("own-too-few");
    assert!(
        why.contains("at a level of 90 %") && why.contains("at least 9 films"),
        "{why}"
    );
    visit.screenshot("own-films");

    visit.choose_value("level", "80");
    judge(&visit);
    let there = "document.querySelector('[data-testid=own-recalibrate]')";
    assert!(visit.browser.wait(there, LIMIT), "{}", visit.page_text());
    click(&visit, "own-recalibrate", "own-calibrated");
    let note = visit.text("own-calibrated");
    assert!(note.starts_with("Calibrated on 14"), "{note}");
    let promise = visit.text("set-promise");
    assert!(promise.starts_with(&note), "{promise}");
    visit.screenshot("own-films-calibrated");
    let film = &real_films::bundled()[0];
    let calibrated = visit.classify(&film.name(), &film.bytes());

    let saved = visit.browser.promised(
        "new Promise(resolve => {
            URL.createObjectURL = blob => (resolve(blob.text()), 'data:,');
            document.querySelector('[data-testid=own-export]').click();
        })",
        &[],
    );
    let card = Scorecard::parse(saved.as_str().unwrap().as_bytes()).unwrap();
    let before = shipped();
    assert!(card.is_recalibrated());
    assert_eq!(card.shards, before.shards);
    assert_ne!(card.calibration, before.calibration);
    assert_eq!(card.calibrated_on.as_ref().unwrap().films, 14);
    assert_eq!(card.result("val").unwrap().films, 14);
    assert_eq!(visit.requests(), 0);

    visit.browser.reload();
    visit.ready();
    assert_eq!(visit.text("own-calibrated"), note, "it is kept");
    visit.choose_value("level", "80");
    assert_eq!(visit.classify(&film.name(), &film.bytes()), calibrated);
    let remove = "document.querySelector('[data-testid=own-remove]').click()";
    visit.browser.script(remove, &[]);
    let gone = "!document.querySelector('[data-testid=own-calibrated]')";
    assert!(visit.browser.wait(gone, SOON));
    assert_ne!(visit.classify(&film.name(), &film.bytes()), calibrated);
    visit.browser.reload();
    visit.ready();
    assert_eq!(visit.text("own-calibrated"), "");
}

#[test]
fn a_table_names_the_classes_of_films_without_folders() {
    let site = Site::shipped();
    let Some(visit) = Visit::start(&site, "?engine=cpu") else {
        return;
    };
    visit.ready();
    let bundled = real_films::bundled();
    let films = [&bundled[0], &bundled[5]];
    let rows = films.map(|film| format!("{};{}\n", film.name(), film.label));
    let table = format!("Filename;Class\n{}", rows.concat());
    let names = films.map(|film| (film.name(), film.bytes()));
    let mut written: Vec<(&str, &[u8])> = names
        .iter()
        .map(|(name, bytes)| (name.as_str(), &**bytes))
        .collect();
    written.push(("labels.csv", table.as_bytes()));
    visit.drop_files(&written);
    visit.films(2, LIMIT);
    judge(&visit);
    let counts = visit.text("own-counts");
    let labels = films.map(|film| film.label.as_str());
    for label in labels {
        assert!(counts.contains(&format!("1 {label}")), "{counts}");
    }
}
