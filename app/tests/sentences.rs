//! Every sentence that the other crates and the worker make in English is found among the messages, and
//! translated by its text.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod sentences {
    mod files;
    mod models;
}

use app::locale::Locale;
use app::locale::catalogue::{self, is_known, translated};
use app::own_films;
use app::protocol::own_films::{LabelTable, OwnFilm, OwnFilms};
use app::protocol::readers::{Called, ReadFilm, ReaderFilms};
use app::strings::translated_lines;
use model::answer_set::{AnswerSets, Level};
use model::calibration::Logits;
use model::class::{Class, PerClass};
use model::distance::FilmDistance;
use model::estimate::Estimate;
use model::fitted::Fitted;
use model::gate::{Finding, Verdict};
use model::operating_point::{OperatingPoint, PointResult, Purpose};
use model::output::NetworkOutput;
use model::prevalence::{Outlook, Prevalence};
use model::reading::{Evidence, Reading};
use model::scorecard::Scorecard;
use wasm_bindgen_test::{wasm_bindgen_test as test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_dedicated_worker);

/// The scorecard of the shipped model.
const SHIPPED: &[u8] = include_bytes!("../../static/model/model.json");

fn known(sentence: &str) {
    assert!(is_known(sentence), "{sentence}");
}

fn all_known(sentences: impl IntoIterator<Item = impl ToString>) {
    for sentence in sentences {
        known(&sentence.to_string());
    }
}

#[test]
fn findings_of_the_gate() {
    let reasons = Finding::ALL.into_iter().chain([Finding::Coloured]);
    let reasons = reasons.filter_map(|finding| {
        let verdict = Verdict {
            finding,
            score: 0.0,
            crop: None,
        };
        verdict.reason()
    });
    let reasons: Vec<String> = reasons.collect();
    assert_eq!(reasons.len(), Finding::ALL.len());
    all_known(reasons);
}

/// The reasons beside a film with these probabilities; the thresholds are the same at every level.
fn reasons(values: [f32; 3], thresholds: Option<[Option<f32>; 3]>) -> Vec<String> {
    let levels = Level::all().len();
    let sets = thresholds.map(|it| AnswerSets::new(vec![PerClass(it); levels]).unwrap());
    let fitted = Fitted {
        answer_sets: sets,
        ..Fitted::default()
    };
    let output = NetworkOutput {
        logits: Logits(PerClass(values.map(f32::ln))),
        features: Vec::new(),
    };
    let evidence = Evidence::new(None, &output, None);
    Reading::of("a.png", &fitted, &evidence, Level::DEFAULT).reasons
}

#[test]
fn reasons_of_readings() {
    let sets = Some([Some(0.6), Some(0.6), Some(0.8)]);
    let none = Some([Some(0.1); 3]);
    for (values, thresholds) in [
        ([0.4, 0.45, 0.15], sets),
        ([0.7, 0.001, 0.3], sets),
        ([0.39, 0.37, 0.24], sets),
        ([0.5, 0.25, 0.25], none),
        ([0.5, 0.25, 0.25], Some([None; 3])),
        ([0.5, 0.25, 0.25], None),
        ([f32::NAN, 0.25, 0.25], None),
    ] {
        let reasons = reasons(values, thresholds);
        assert_eq!(reasons.len(), 1, "{reasons:?}");
        all_known(reasons);
    }
    let far = FilmDistance {
        percentile: 95,
        sources: vec!["nih".to_owned(), "rsna".to_owned()],
        least_level: Some(Level::HIGHEST),
    };
    known(&far.reason().unwrap());
    all_known(Class::ALL);
}

const ESTIMATE: Estimate = Estimate {
    value: 0.75,
    low: 0.625,
    high: 0.875,
};

#[test]
fn operating_points_and_prevalence() {
    for purpose in Purpose::ALL {
        known(purpose.word());
        let point = |split: &str| OperatingPoint {
            class: Class::Covid19,
            purpose,
            threshold: 0.25,
            results: vec![PointResult {
                split: split.to_owned(),
                sensitivity: Some(ESTIMATE),
                specificity: Some(ESTIMATE),
            }],
        };
        for split in ["test", "val", "external"] {
            let sentence = point(split).sentence();
            known(&sentence);
            let (aim, _) = sentence.split_once(": ").unwrap();
            known(aim);
        }
        known(&point("external").elsewhere().unwrap());
    }
    let outlook = Outlook::new(Prevalence::DEFAULT, ESTIMATE, ESTIMATE);
    known(&outlook.sentence(Class::Pneumonia));
    all_known(["train", "val", "test", "external"]);
}

/// Labels for films of the list, in a table.
fn table(text: &str) -> LabelTable {
    LabelTable {
        name: "labels.csv".to_owned(),
        text: text.to_owned(),
    }
}

/// Why the model cannot be judged on films, line by line, or calibrated for them.
fn why_not(films: &[&str], logits: Option<Logits>, table: Option<LabelTable>) -> Vec<String> {
    let film = |file: &&str| OwnFilm {
        file: (*file).to_owned(),
        logits,
        distance: None,
    };
    let films = OwnFilms {
        films: films.iter().map(film).collect(),
        table,
        level: Level::DEFAULT,
    };
    let card = Scorecard::parse(SHIPPED).unwrap();
    let why = own_films::judge(&card, &films).and_then(|report| report.recalibration);
    why.unwrap_err().lines().map(str::to_owned).collect()
}

#[test]
fn own_films_that_cannot_be_used() {
    let logits = Some(Logits(PerClass([0.0, 3.0, 1.0])));
    let one_each = ["COVID-19/a.png", "normal/b.png", "pneumonia/c.png"];
    let too_few = why_not(&one_each, logits, None);
    assert_eq!(too_few.len(), 1, "{too_few:?}");
    let refused = why_not(&one_each, None, None);
    let doubtful = ["a.png", "normal/covid/b.png", "covid/normal/c.png"];
    let unlabelled = why_not(&doubtful, logits, Some(table("x,y\n1,2")));
    assert_eq!(unlabelled.len(), 3, "{unlabelled:?}");
    all_known([too_few, refused, unlabelled].concat());
    known("its first row does not name the columns file and label");
}

#[test]
fn notes_on_labels_and_readers() {
    let called = Some(Called {
        reader: Class::Normal,
        model: Class::Normal,
    });
    let compare = |files: &[&str], called, table| {
        let film = |file: &&str| ReadFilm {
            file: (*file).to_owned(),
            called,
        };
        let films = files.iter().map(film).collect();
        own_films::readers::compare(&ReaderFilms { films, table })
    };
    known(&compare(&["a"], None, None).unwrap_err());
    let report = compare(&["a"], called, None).unwrap();
    known(&report.kappa.unwrap_err());
    all_known(report.truth.unwrap_err().lines());
    let rows = "file,label\na.png,covid\nb.png,viral\nc.png,normal\nc.png,covid\nz.png,normal\nd.png,normal";
    let files = ["a.png", "b.png", "c.png", "1/d.png", "2/d.png"];
    let notes = |files: &[&str], table| {
        let truth = compare(files, called, table).unwrap().truth;
        truth.unwrap().notes
    };
    let of_table = notes(&files, Some(table(rows)));
    assert_eq!(of_table.len(), 4, "{of_table:?}");
    let one = notes(&["normal/a", "normal/covid/b"], None);
    let two = ["normal/a", "normal/covid/b", "normal/covid/c"];
    let two = notes(&two, None);
    all_known([of_table, one, two].concat());
}

/// Some messages of a language.
const GERMAN: &str = "
model-class_pneumonia = Pneumonie
model-reading_two_classes = { $other } oder { $one }
model-point_elsewhere = { $found } %, { $alarms_high } %
model-labels_contradicting_folders = { $films ->
    [one] ein Film
   *[other] { $films } Filme
}
";

#[test]
fn a_sentence_is_translated_with_what_its_variables_catch() {
    let elsewhere = "On films of other hospitals it finds 87.5 % (81.2 to 93.8) and gives a false alarm for 25.0 % (18.8 to 31.2).";
    let folders = "3 films are left out: they are in folders of different classes.";
    catalogue::set(Locale::De, Some(GERMAN.to_owned()));
    let found = [
        translated("cannot tell normal from pneumonia"),
        translated(elsewhere),
        translated_lines(&format!("{folders}\nno film was read by both")),
        translated("unheard of"),
    ];
    catalogue::set(Locale::En, None);
    let expected = [
        "Pneumonie oder normal",
        "87,5 %, 31,2 %",
        "3 Filme no film was read by both",
        "unheard of",
    ];
    assert_eq!(found, expected);
    assert_eq!(translated(elsewhere), elsewhere);
}
