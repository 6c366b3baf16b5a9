//! Judges the model on a user's own labelled films, and fits its calibration to them by the code of
//! `pneumoscope calibrate`.

mod figures;
mod labels;
pub mod readers;

use std::collections::BTreeMap;

use js_sys::Date;
use metrics::{Fit, LabelledLogits, Proportion, Scored, two_proportions};
use model::answer_set::Level;
use model::calibration::{Calibration, CalibrationError, Logits};
use model::class::{Class, PerClass};
use model::distance::FilmDistance;
use model::estimate::Estimate;
use model::fitted::Fitted;
use model::scorecard::Scorecard;
use model::scorecard::results::{CalibrationRecord, GateGroup, GateResult, SplitResult};
use model::weights::sha256;
use serde::{Deserialize, Serialize};

use self::figures::{Judged, result};
use self::labels::Label;
use crate::engine::weights::{TEST_SPLIT, identity};
use crate::protocol::own_films::{OwnFilms, OwnReport, Recalibration};

/// The split that own films count as: they are what the calibration is fitted on.
const SPLIT: &str = "val";

/// From which p-value on a difference may be chance.
const SIGNIFICANCE: f64 = 0.05;

/// What the scorecard says of a calibration beside its numbers.
#[derive(Serialize, Deserialize)]
struct Record {
    calibrated_on: CalibrationRecord,
    /// The figures on the films, each predicted without its patient.
    result: SplitResult,
    /// Number of the labelled pictures.
    labelled: u64,
    /// Share of them that is refused.
    refused: Estimate,
}

/// A labelled film that is classified.
struct Film<'a> {
    file: &'a str,
    label: Label,
    logits: Logits,
    distance: Option<&'a FilmDistance>,
}

impl Film<'_> {
    /// Whether it is known to be far from the training films.
    fn is_far(&self) -> bool {
        self.distance.is_some_and(FilmDistance::is_far)
    }
}

/// How the model of a scorecard does on films of a user.
///
/// # Errors
/// Sentences, one a line, that say what is missing.
pub fn judge(card: &Scorecard, request: &OwnFilms) -> Result<OwnReport, String> {
    let names: Vec<String> = request.films.iter().map(|film| film.file.clone()).collect();
    let labels::Labels { labels, notes } = labels::of(&names, request.table.as_ref())?;
    let labelled = labels.iter().flatten().count() as u64;
    let films = request.films.iter().zip(labels);
    let films: Vec<Film<'_>> = films
        .filter_map(|(film, label)| {
            Some(Film {
                file: &film.file,
                label: label?,
                logits: film.logits?,
                distance: film.distance.as_ref(),
            })
        })
        .collect();
    if films.is_empty() {
        return Err("All labelled pictures are refused, so there is nothing to judge.".to_owned());
    }
    let refused = Proportion::new(labelled - films.len() as u64, labelled);
    let refused = figures::known(refused.estimate());
    let patients = patients(&films);
    let uncalibrated = scored(&films, Calibration::IDENTITY)?;
    let judged = Judged {
        scored: scored(&films, card.calibration)?,
        uncalibrated: uncalibrated.clone(),
        distances: distances(&films),
        patients: patients.clone(),
    };
    let recalibration = recalibrate(&films, patients, uncalibrated, request.level);
    let recalibration = recalibration.and_then(|(fitted, on, result)| {
        let (films, date, ece) = (on.films, on.date.clone(), result.ece);
        let record = Record {
            calibrated_on: on,
            result,
            labelled,
            refused,
        };
        Ok(Recalibration {
            weights: identity(card),
            fitted,
            films,
            date,
            ece,
            record: serde_json::to_string(&record).map_err(|error| error.to_string())?,
        })
    });
    let result = result(SPLIT, &judged, card.answer_sets.as_ref());
    Ok(OwnReport {
        worse: worse(card, &judged.scored),
        accuracy: result.accuracy,
        confusion: result.confusion,
        ece: result.ece,
        answer_sets: result.answer_sets,
        refused,
        notes,
        recalibration,
    })
}

/// The number of each film's patient; without one, each film is a patient of its own.
fn patients(films: &[Film<'_>]) -> Vec<usize> {
    let mut numbers = BTreeMap::new();
    let numbered = films.iter().map(|film| {
        let next = numbers.len();
        let patient = film.label.patient.as_deref().ok_or(film.file);
        *numbers.entry(patient).or_insert(next)
    });
    numbered.collect()
}

fn distances<'a>(films: &[Film<'a>]) -> Vec<Option<&'a FilmDistance>> {
    films.iter().map(|film| film.distance).collect()
}

fn scored(films: &[Film<'_>], calibration: Calibration) -> Result<Vec<Scored>, String> {
    let scored = films.iter().map(|film| {
        let probabilities = calibration.apply(film.logits)?;
        Ok(Scored::new(film.label.class, &probabilities))
    });
    let scored: Result<_, CalibrationError> = scored.collect();
    scored.map_err(|error| error.to_string())
}

/// The p-value of the accuracy, if it is significantly lower than on the test films.
fn worse(card: &Scorecard, films: &[Scored]) -> Option<f64> {
    let test = card.result(TEST_SPLIT)?;
    let right = Class::ALL.map(|class| test.confusion[class.index()][class.index()]);
    let test = Proportion::new(right.into_iter().sum(), test.films);
    let right = films.iter().filter(|film| film.is_right()).count();
    let own = Proportion::new(right as u64, films.len() as u64);
    let p = two_proportions(own, test)?;
    (own.value() < test.value() && p < SIGNIFICANCE).then_some(p)
}

/// Fits everything on the films and judges it on them, each predicted without its patient.
fn recalibrate(
    films: &[Film<'_>],
    patients: Vec<usize>,
    uncalibrated: Vec<Scored>,
    level: Level,
) -> Result<(Fitted, CalibrationRecord, SplitResult), String> {
    let counts = PerClass(Class::ALL.map(|class| {
        let of_class = films
            .iter()
            .filter(|film| film.label.class == class && !film.is_far());
        of_class.count()
    }));
    let least = level.least_films();
    let (class, &fewest) = counts
        .iter()
        .min_by_key(|(_, count)| **count)
        .ok_or_else(String::new)?;
    if fewest < least {
        return Err(format!(
            "There are too few films to calibrate the model for them: to exclude a class at a level of {} %, answer sets need at least {least} films of each class that are not far from the training films, and there are {fewest} of {class}.",
            level.percent()
        ));
    }
    let labelled: Vec<LabelledLogits> = films
        .iter()
        .map(|film| LabelledLogits {
            truth: film.label.class,
            logits: film.logits.0.map(f64::from),
        })
        .collect();
    let far: Vec<bool> = films.iter().map(Film::is_far).collect();
    let Fit {
        calibration,
        answer_sets,
        mut operating_points,
        methods,
        held_out,
    } = metrics::fit(&labelled, &patients, &far).map_err(|error| error.to_string())?;
    metrics::add_point_results(&mut operating_points, SPLIT, &held_out);
    let number = patients.iter().max().map_or(0, |last| last + 1);
    let judged = Judged {
        scored: held_out,
        uncalibrated,
        distances: distances(films),
        patients,
    };
    let result = result(SPLIT, &judged, Some(&answer_sets));
    let list = films
        .iter()
        .map(|film| format!("{},{}\n", film.file, film.label.class));
    let date: String = Date::new_0().to_iso_string().into();
    let fitted = Fitted {
        calibration,
        answer_sets: Some(answer_sets),
        operating_points,
    };
    let record = CalibrationRecord {
        films: films.len() as u64,
        patients: number as u64,
        splits: vec![SPLIT.to_owned()],
        list_sha256: sha256(list.collect::<String>().as_bytes()),
        methods,
        date: date.chars().take("2026-01-01".len()).collect(),
    };
    Ok((fitted, record, result))
}

/// The scorecard that `pneumoscope calibrate` writes for these films, as JSON.
///
/// # Errors
/// A sentence, when it cannot be written.
pub fn scorecard(card: &Scorecard, own: &Recalibration) -> Result<String, String> {
    let record: Record = serde_json::from_str(&own.record).map_err(|error| error.to_string())?;
    let mut card = card.clone();
    own.fitted.clone().put_into(&mut card);
    card.calibrated_on = Some(record.calibrated_on);
    card.results = vec![record.result];
    card.gate_results = vec![GateResult {
        split: SPLIT.to_owned(),
        group: GateGroup::Films,
        name: "all".to_owned(),
        pictures: record.labelled,
        refused: record.refused,
        named: None,
    }];
    env!("CARGO_PKG_VERSION").clone_into(&mut card.code_version);
    serde_json::to_string_pretty(&card).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::weights::tests::scorecard as shipped;
    use crate::protocol::own_films::OwnFilm;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    /// As many films of each class, in folders named after them; `right` of them are predicted as it.
    fn request(of_class: usize, right: usize, level: Level) -> OwnFilms {
        let film = |class: Class, number: usize| {
            let top = if number < right {
                class.index()
            } else {
                (class.index() + 1) % Class::COUNT
            };
            let mut logits = [0.0; Class::COUNT];
            logits[top] = 3.0 + number as f32 / 16.0;
            OwnFilm {
                file: format!("films/{class}/{number}.png"),
                logits: Some(Logits(PerClass(logits))),
                distance: None,
            }
        };
        let films = Class::ALL
            .into_iter()
            .flat_map(|class| (0..of_class).map(move |number| film(class, number)));
        OwnFilms {
            films: films.collect(),
            table: None,
            level,
        }
    }

    #[test]
    fn a_model_that_does_worse_is_told_so_and_calibrated() {
        let card = shipped();
        let mut request = request(20, 10, Level::DEFAULT);
        request.films.extend((0..12).map(|number| OwnFilm {
            file: format!("films/normal/refused {number}.png"),
            logits: None,
            distance: None,
        }));
        let report = judge(&card, &request).unwrap();
        assert_eq!(report.by_class(), PerClass([20; 3]));
        assert!((report.accuracy.value - 0.5).abs() < 1e-12);
        assert!((report.refused.value - 12.0 / 72.0).abs() < 1e-12);
        assert!(report.worse.unwrap() < 1e-6);
        let own = report.recalibration.unwrap();
        // The logits are sure of half the films too many.
        assert!(own.ece.value < report.ece.value);
        assert_eq!((own.films, own.date.len()), (60, 10));

        let written = scorecard(&card, &own).unwrap();
        let written = Scorecard::parse(written.as_bytes()).unwrap();
        assert!(written.is_recalibrated());
        let fitted = Fitted::of(&written);
        assert_eq!(fitted.calibration, own.fitted.calibration);
        assert_eq!(fitted.answer_sets, own.fitted.answer_sets);
        assert_eq!(written.results[0].ece, own.ece);
        assert_eq!(written.calibrated_on.as_ref().unwrap().patients, 60);
        assert_eq!(written.gate_results[0].pictures, 72);
        assert_eq!(identity(&written), own.weights);
    }

    #[test]
    fn a_model_that_does_as_well_is_not_called_worse() {
        let report = judge(&shipped(), &request(20, 17, Level::DEFAULT)).unwrap();
        assert_eq!(report.worse, None);
    }

    #[test]
    fn sets_need_films_of_each_class() {
        let few = |of_class, level| judge(&shipped(), &request(of_class, 5, level)).unwrap();
        let why = few(8, Level::DEFAULT).recalibration.unwrap_err();
        assert!(
            why.contains("at least 9 films of each class") && why.contains("there are 8"),
            "{why}"
        );
        assert!(few(9, Level::DEFAULT).recalibration.is_ok());
        let mut one_is_far = request(9, 5, Level::DEFAULT);
        one_is_far.films[0].distance = Some(FilmDistance {
            percentile: 99,
            sources: Vec::new(),
            least_level: Some(Level::HIGHEST),
        });
        let report = judge(&shipped(), &one_is_far).unwrap();
        let why = report.recalibration.unwrap_err();
        assert!(why.contains("there are 8 of COVID-19"), "{why}");
        let why = few(9, Level::HIGHEST).recalibration.unwrap_err();
        assert!(
            why.contains("a level of 99 %") && why.contains("at least 99 films"),
            "{why}"
        );
    }

    #[test]
    fn films_without_labels_or_answers_are_no_report() {
        let mut request = request(2, 2, Level::DEFAULT);
        for film in &mut request.films {
            film.logits = None;
        }
        let why = judge(&shipped(), &request).unwrap_err();
        assert!(why.contains("are refused"), "{why}");
        for film in &mut request.films {
            film.file = film.file.replace("films/", "").replace('/', " ");
        }
        let why = judge(&shipped(), &request).unwrap_err();
        assert!(why.contains("None of the films has a label"), "{why}");
    }
}
