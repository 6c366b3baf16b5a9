//! Compares a reader's answers with the model's, and both with the labels of the films.

use metrics::{Confusion, cohen_kappa};
use model::class::{Class, PerClass};

use super::figures::known;
use super::labels;
use crate::protocol::readers::{Called, Performance, ReaderFilms, ReaderReport, Truth};

/// How a reader and the model compare on the films that both have answered.
///
/// # Errors
/// A sentence, when there are none.
pub fn compare(request: &ReaderFilms) -> Result<ReaderReport, String> {
    let called = request.films.iter().filter_map(|film| film.called);
    let together: Confusion = called.map(|it| (it.reader, it.model)).collect();
    let agreement = together.accuracy().estimate();
    let agreement =
        agreement.ok_or("There is no film yet that both you and the model have answered.")?;
    Ok(ReaderReport {
        agreement,
        confusion: together.counts(),
        kappa: cohen_kappa(&together.counts()).map_err(|error| error.to_string()),
        truth: truth(request),
    })
}

fn truth(request: &ReaderFilms) -> Result<Truth, String> {
    let names: Vec<String> = request.films.iter().map(|film| film.file.clone()).collect();
    let labels::Labels { labels, notes } = labels::of(&names, request.table.as_ref())?;
    let films = request.films.iter().zip(labels);
    let films: Vec<(Class, Called)> = films
        .filter_map(|(film, label)| Some((label?.class, film.called?)))
        .collect();
    if films.is_empty() {
        return Err("None of the films that you have answered has a label.".to_owned());
    }
    let by = |class: fn(Called) -> Class| {
        let pairs = films.iter().map(|(label, called)| (*label, class(*called)));
        performance(&pairs.collect())
    };
    Ok(Truth {
        films: films.len() as u64,
        reader: by(|called| called.reader),
        model: by(|called| called.model),
        notes,
    })
}

fn performance(confusion: &Confusion) -> Performance {
    Performance {
        accuracy: known(confusion.accuracy().estimate()),
        sensitivity: PerClass(Class::ALL.map(|class| confusion.sensitivity(class).estimate())),
        specificity: PerClass(Class::ALL.map(|class| confusion.specificity(class).estimate())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::own_films::LabelTable;
    use crate::protocol::readers::ReadFilm;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const COVID: Class = Class::Covid19;
    const NORMAL: Class = Class::Normal;
    const PNEUMONIA: Class = Class::Pneumonia;

    fn films(films: &[(&str, Option<(Class, Class)>)]) -> ReaderFilms {
        let film = |(file, called): &(&str, Option<(Class, Class)>)| ReadFilm {
            file: (*file).to_owned(),
            called: called.map(|(reader, model)| Called { reader, model }),
        };
        ReaderFilms {
            films: films.iter().map(film).collect(),
            table: None,
        }
    }

    #[test]
    fn reader_and_model_are_compared_with_each_other_and_with_the_labels() {
        let request = films(&[
            ("normal/1", Some((NORMAL, NORMAL))),
            ("normal/2", Some((NORMAL, PNEUMONIA))),
            ("COVID-19/3", Some((COVID, COVID))),
            ("COVID-19/4", Some((PNEUMONIA, COVID))),
            ("pneumonia/5", None),
        ]);
        let report = compare(&request).unwrap();
        assert_eq!(report.films(), 4);
        assert_eq!(report.confusion, [[1, 0, 0], [0, 1, 1], [1, 0, 0]]);
        assert!((report.agreement.value - 0.5).abs() < 1e-12);
        // Chance agreement: (1 * 2 + 2 * 1 + 1 * 1) / 16.
        let kappa = report.kappa.unwrap().value;
        assert!((kappa - (0.5 - 0.3125) / 0.6875).abs() < 1e-12, "{kappa}");
        let truth = report.truth.unwrap();
        assert_eq!(truth.films, 4);
        let value = |estimate: Option<model::estimate::Estimate>| estimate.map(|it| it.value);
        assert_eq!(
            truth.reader.sensitivity.map(value).0,
            [Some(0.5), Some(1.0), None]
        );
        assert_eq!(
            truth.reader.specificity.map(value).0,
            [Some(1.0), Some(1.0), Some(0.75)]
        );
        assert_eq!(
            truth.model.sensitivity.map(value).0,
            [Some(1.0), Some(0.5), None]
        );
        assert!((truth.reader.accuracy.value - 0.75).abs() < 1e-12);
    }

    #[test]
    fn what_is_not_known_is_said() {
        let why = compare(&films(&[("a", None)])).unwrap_err();
        assert!(why.contains("no film yet"), "{why}");
        let report = compare(&films(&[("a", Some((NORMAL, NORMAL)))])).unwrap();
        assert!(report.kappa.unwrap_err().contains("one and the same class"));
        assert!(
            report
                .truth
                .unwrap_err()
                .contains("None of the films has a label")
        );
        let mut request = films(&[("a", None), ("b", Some((NORMAL, COVID)))]);
        request.table = Some(LabelTable {
            name: "labels.csv".to_owned(),
            text: "file,label\na,normal".to_owned(),
        });
        let why = compare(&request).unwrap().truth.unwrap_err();
        assert!(why.contains("that you have answered"), "{why}");
    }
}
