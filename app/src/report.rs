//! The report on one film: what it says, whatever draws it.

use model::answer_set::Level;
use model::calibration::Probabilities;
use model::class::Class;

use crate::locale::catalogue::translated;
use crate::protocol::ModelCard;
use crate::state::worklist::{Answer, WorklistFilm};
use crate::strings::report as words;
use crate::strings::{self, class_name, engine, percent, sentence};

/// What a report is made of, beside the film.
#[derive(Debug, Clone, PartialEq)]
pub struct Context {
    /// The model's description.
    pub model: ModelCard,
    /// The level of the answer sets.
    pub level: Level,
    /// What a set is worth.
    pub promise: String,
    /// Which films of the user the answers are calibrated on.
    pub calibrated_on: Option<String>,
    /// The local time with its zone.
    pub time: String,
}

/// A report on one film. It names no file: names of files may name patients.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// The result in one line.
    pub headline: String,
    /// The probabilities.
    pub bars: Vec<ClassBar>,
    /// What follows, in order.
    pub sections: Vec<Section>,
}

/// The probability of a class.
#[derive(Debug, Clone, PartialEq)]
pub struct ClassBar {
    /// The class.
    pub name: String,
    /// The probability as text.
    pub percent: String,
    /// The probability, 0 to 1.
    pub share: f32,
    /// Whether the class cannot be excluded.
    pub in_set: bool,
}

/// A part of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Its heading.
    pub heading: String,
    /// Its lines.
    pub lines: Vec<Line>,
}

/// A line of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// Something with its label.
    Fact(String, String),
    /// What to mind.
    Caution(String),
    /// A sentence.
    Text(String),
}

impl Report {
    /// The report on a film; `None` for one without probabilities.
    pub fn of(film: &WorklistFilm, answer: &Answer, context: &Context) -> Option<Self> {
        let probabilities = answer.reading.probabilities?;
        let bars = Class::ALL.map(|class| ClassBar {
            name: class_name(class),
            percent: percent(probabilities.get(class)),
            share: probabilities.get(class),
            in_set: answer.reading.set.contains(&class),
        });
        let headline = match answer.reading.prediction {
            Some(class) => strings::prediction(class, probabilities.get(class)),
            None => strings::undecided(&answer.reading.set),
        };
        Some(Self {
            headline,
            bars: bars.to_vec(),
            sections: vec![
                answered(film, answer, probabilities, context),
                cautions(film, answer),
                model(context),
                provenance(film, answer, context),
            ],
        })
    }
}

fn answered(
    film: &WorklistFilm,
    answer: &Answer,
    probabilities: Probabilities,
    context: &Context,
) -> Section {
    let reading = &answer.reading;
    // A film far from the training films has a higher level of its own.
    let least = reading.distance.as_ref().and_then(|it| it.least_level);
    let level = context.level.at_least(least);
    let mut lines = vec![
        Line::Fact(words::set_label(), words::set(&reading.set, level)),
        Line::Fact(words::doubt_label(), words::doubt(doubt(probabilities))),
        Line::Fact(words::set_worth(), context.promise.clone()),
    ];
    lines.extend(film.reader.map(|reader| {
        let said = strings::readers::called(reader.class, reader.sureness);
        Line::Fact(words::reader(), said)
    }));
    Section {
        heading: words::answer(),
        lines,
    }
}

/// The entropy of the probabilities as a share of its maximum, which three equal ones have.
fn doubt(probabilities: Probabilities) -> f64 {
    let shares = probabilities.as_array().map(f64::from);
    let terms = shares.into_iter().filter(|share| *share > 0.0);
    let entropy = -terms.map(|share| share * share.ln()).sum::<f64>();
    entropy.max(0.0) / (Class::COUNT as f64).ln()
}

fn cautions(film: &WorklistFilm, answer: &Answer) -> Section {
    let reasons = answer.reading.reasons.iter();
    let reasons = reasons.map(|reason| Line::Caution(sentence(&translated(reason))));
    let burned_in = film.header.is_some_and(|header| header.burned_in);
    let burned_in = burned_in.then(|| Line::Caution(strings::burned_in()));
    let mut lines: Vec<Line> = reasons.chain(burned_in).collect();
    if lines.is_empty() {
        lines.push(Line::Text(words::no_cautions()));
    }
    let distance = answer.reading.distance.as_ref();
    let distance = distance.filter(|distance| !distance.is_far());
    lines.extend(distance.map(|distance| Line::Text(strings::distance(distance))));
    Section {
        heading: words::cautions(),
        lines,
    }
}

fn model(context: &Context) -> Section {
    let card = &context.model;
    let mut lines = vec![Line::Fact(words::network(), card.name.clone())];
    let splits = [
        (&card.test, words::accuracy_test(), words::ece_test()),
        (
            &card.external,
            words::accuracy_external(),
            words::ece_external(),
        ),
    ];
    for (score, accuracy, ece) in splits {
        match score {
            Some(score) => lines.extend([
                Line::Fact(accuracy, words::accuracy(score.accuracy, score.films)),
                Line::Fact(ece, words::ece(score.ece)),
            ]),
            None => lines.push(Line::Fact(accuracy, strings::not_tested())),
        }
    }
    lines.extend(
        context
            .calibrated_on
            .clone()
            .map(|note| Line::Fact(words::calibration(), note)),
    );
    Section {
        heading: words::model(),
        lines,
    }
}

fn provenance(film: &WorklistFilm, answer: &Answer, context: &Context) -> Section {
    let projection = film.header.and_then(|header| header.projection);
    let size = film.thumbnail.as_ref().map(|thumbnail| {
        strings::caption(
            thumbnail.shape.width,
            thumbnail.shape.height,
            projection,
            &film.fixes,
        )
    });
    let known = |text: Option<String>| text.unwrap_or_else(words::not_known);
    let version = env!("CARGO_PKG_VERSION");
    Section {
        heading: words::provenance(),
        lines: vec![
            Line::Fact(words::film_size(), known(size)),
            Line::Fact(words::film_hash(), known(film.sha256.clone())),
            Line::Fact(words::weights_hash(), context.model.weights.clone()),
            Line::Fact(words::scorecard_hash(), context.model.scorecard.clone()),
            Line::Fact(words::engine(), engine::name(answer.engine)),
            Line::Fact(words::time(), context.time.clone()),
            Line::Fact(words::software(), format!("{} {version}", strings::name())),
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::weights::card;
    use crate::engine::weights::tests::scorecard;
    use crate::protocol::{EngineKind, Examined, FilmHeader, JobId, Times};
    use model::calibration::Logits;
    use model::class::PerClass;
    use model::distance::FilmDistance;
    use model::fitted::Fitted;
    use model::output::NetworkOutput;
    use model::reading::{Evidence, Reading};
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn report(reading: impl Fn(Reading) -> Reading) -> Option<Report> {
        let output = NetworkOutput {
            logits: Logits(PerClass([0.0, 3.0, 1.0])),
            features: Vec::new(),
        };
        let evidence = Evidence::new(None, &output, None);
        let read = Reading::of("a.png", &Fitted::default(), &evidence, Level::DEFAULT);
        let answer = Answer {
            reading: reading(read),
            examined: Examined::Film(evidence),
            times: Times::default(),
            engine: EngineKind::Cpu,
        };
        let film = WorklistFilm {
            sha256: Some("ab".repeat(32)),
            header: Some(FilmHeader {
                projection: None,
                burned_in: true,
            }),
            ..WorklistFilm::new(JobId(0), "JANE DOE/film.png".to_owned())
        };
        let context = Context {
            model: card(&scorecard(), "cd"),
            level: Level::DEFAULT,
            promise: "It ends.".to_owned(),
            calibrated_on: None,
            time: "November 28, 2026 at 9:14:05 PM GMT+1".to_owned(),
        };
        Report::of(&film, &answer, &context)
    }

    #[test]
    fn a_report_has_the_answer_with_all_that_it_depends_on_and_no_name() {
        let report = report(|reading| reading).unwrap();
        assert!(
            report.headline.starts_with("Normal 84.4"),
            "{}",
            report.headline
        );
        let text = format!("{report:?}");
        let card = card(&scorecard(), "cd");
        for part in [
            "normal, at a level of",
            "It ends.",
            "burned into",
            card.weights.as_str(),
            "GMT+1",
            "Accuracy, other sources",
            "\"CPU\"",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
        assert!(text.contains(&"ab".repeat(32)));
        assert!(
            !text.contains("JANE") && !text.contains("film.png"),
            "{text}"
        );
    }

    #[test]
    fn the_level_is_that_of_the_film() {
        let far = report(|reading| Reading {
            distance: Some(FilmDistance {
                percentile: 99,
                sources: Vec::new(),
                least_level: Some(Level::HIGHEST),
            }),
            ..reading
        });
        let text = format!("{:?}", far.unwrap().sections[0]).replace('\u{a0}', " ");
        assert!(text.contains("at a level of 99"), "{text}");
    }

    #[test]
    fn a_refusal_has_no_report() {
        assert_eq!(report(|_| Reading::refuse("a.png", "no film")), None);
    }

    #[test]
    fn doubt_is_greatest_where_all_are_equal() {
        let of = |values: [f32; 3]| doubt(PerClass(values).try_into().unwrap());
        assert!(of([1.0, 0.0, 0.0]).abs() < 1e-9);
        assert!((of([1.0 / 3.0; 3]) - 1.0).abs() < 1e-6);
        assert!((of([0.5, 0.5, 0.0]) - 0.630_93).abs() < 1e-4);
    }
}
