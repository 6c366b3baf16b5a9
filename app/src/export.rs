//! The list as files: CSV as `pneumoscope predict` writes it, and JSON with what else is known.

use csv::Writer;
use model::answer_set::Level;
use model::reading::Reading;
use serde::Serialize;

use crate::locale::catalogue::in_english;
use crate::protocol::{JobId, ModelCard};
use crate::state::worklist::{ReaderAnswer, Stage, Worklist, WorklistFilm};
use crate::strings;
use crate::strings::failure::{message, refusal};

/// The name of the CSV file, without its ending.
pub const FILE_NAME: &str = "predictions";

/// What is said of a film beside its reading.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FilmNote {
    /// Its path or name.
    pub file: String,
    /// SHA-256 of its file.
    pub sha256: Option<String>,
    /// Whether the reader flagged it.
    pub flagged: bool,
    /// What the reader called it before its answer was shown.
    pub reader: Option<ReaderAnswer>,
}

/// The films to export: those of these jobs that are finished and whose answer is not hidden.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// Their readings, in the order of the jobs.
    pub readings: Vec<Reading>,
    /// The notes, in the same order.
    pub notes: Vec<FilmNote>,
}

impl Table {
    /// The table of the films that are shown.
    pub fn of(list: &Worklist, shown: &[JobId], blind: bool) -> Self {
        let films = shown.iter().filter_map(|job| list.film(*job));
        let rows = films.filter_map(|film| Some((reading(film, blind)?, note(film))));
        let (readings, notes) = rows.unzip();
        Self { readings, notes }
    }

    /// The rows of `pneumoscope predict`.
    ///
    /// Names stay as they are, even those that a spreadsheet takes for formulas: programs find films by
    /// them, and [`Self::has_formula`] tells the user.
    ///
    /// # Errors
    /// [`csv::Error`], which writing to memory does not raise.
    pub fn csv(&self) -> Result<String, csv::Error> {
        let mut table = Writer::from_writer(Vec::new());
        table.write_record(Reading::CSV_HEADER)?;
        for reading in &self.readings {
            table.write_record(reading.csv_row())?;
        }
        let bytes = table
            .into_inner()
            .map_err(csv::IntoInnerError::into_error)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// What the reader and the model call the films that the reader has answered, as CSV.
    ///
    /// # Errors
    /// [`csv::Error`], which writing to memory does not raise.
    pub fn reader_csv(&self) -> Result<String, csv::Error> {
        let mut table = Writer::from_writer(Vec::new());
        table.write_record([
            "file",
            "reader",
            "sureness",
            "prediction",
            "set",
            "decision",
        ])?;
        for (reading, note) in self.readings.iter().zip(&self.notes) {
            if let Some(reader) = note.reader {
                let [file, .., prediction, set, decision, _] = reading.csv_row();
                let (class, sureness) = (reader.class.label(), reader.sureness.word());
                table.write_record([&file, class, sureness, &prediction, &set, &decision])?;
            }
        }
        let bytes = table
            .into_inner()
            .map_err(csv::IntoInnerError::into_error)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// Whether a spreadsheet may take the name of a film for a formula.
    pub fn has_formula(&self) -> bool {
        let is_formula = |reading: &Reading| reading.file.starts_with(['=', '+', '-', '@']);
        self.readings.iter().any(is_formula)
    }
}

/// The table as JSON with the model that it is of.
#[derive(Debug, Serialize)]
struct Json<'a> {
    software: String,
    version: &'static str,
    model: Option<Model<'a>>,
    level: Level,
    /// Which films of the user the answers are calibrated on.
    calibrated_on: Option<String>,
    readings: &'a [Reading],
    notes: &'a [FilmNote],
}

#[derive(Debug, Serialize)]
struct Model<'a> {
    name: &'a str,
    weights_sha256: &'a str,
    scorecard_sha256: &'a str,
}

/// The table as JSON.
///
/// # Errors
/// [`serde_json::Error`], which numbers and texts do not raise.
pub fn json(
    table: &Table,
    model: Option<&ModelCard>,
    level: Level,
    calibrated_on: Option<String>,
) -> Result<String, serde_json::Error> {
    serde_json::to_string_pretty(&Json {
        software: in_english(strings::name),
        version: env!("CARGO_PKG_VERSION"),
        model: model.map(|card| Model {
            name: &card.name,
            weights_sha256: &card.weights,
            scorecard_sha256: &card.scorecard,
        }),
        level,
        calibrated_on,
        readings: &table.readings,
        notes: &table.notes,
    })
}

/// The row of a film. One that failed whatever the engine is refused, as in `predict`; one that was not
/// classified for another reason says which.
fn reading(film: &WorklistFilm, blind: bool) -> Option<Reading> {
    match &film.stage {
        Stage::Failed(failure) if failure.is_undone() => None,
        Stage::Failed(failure) => {
            let other = || Reading::refuse(&film.name, in_english(|| message(failure)));
            Some(refusal(&film.name, failure).unwrap_or_else(other))
        }
        _ => film.visible_reading(blind).cloned(),
    }
}

fn note(film: &WorklistFilm) -> FilmNote {
    FilmNote {
        file: film.name.clone(),
        sha256: film.sha256.clone(),
        flagged: film.flagged,
        reader: film.reader,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{EngineKind, Examined, Failure, Times};
    use crate::state::worklist::Answer;
    use crate::state::worklist::film::Sureness;
    use model::calibration::Logits;
    use model::class::{Class, PerClass};
    use model::fitted::Fitted;
    use model::output::NetworkOutput;
    use model::reading::Evidence;
    use serde_json::Value;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const NAMES: [&str; 5] = ["a, \"b\".png", "=1+1.png", "c.txt", "d.png", "e.png"];

    fn list() -> Worklist {
        let mut list = Worklist::default();
        for (job, name) in (0..).zip(NAMES) {
            list.add(JobId(job), name.to_owned());
        }
        let output = NetworkOutput {
            logits: Logits(PerClass([0.0, 3.0, 1.0])),
            features: Vec::new(),
        };
        let evidence = Evidence::new(None, &output, None);
        for job in [0, 1] {
            let name = NAMES[job as usize];
            let reading = Reading::of(name, &Fitted::default(), &evidence, Level::DEFAULT);
            let answer = Answer {
                examined: Examined::Film(evidence.clone()),
                reading,
                times: Times::default(),
                engine: EngineKind::Cpu,
            };
            list.set_stage(JobId(job), Stage::Answered(answer));
        }
        let text = Failure::Film("the file is a text".to_owned());
        list.set_stage(JobId(2), Stage::Failed(text));
        list.set_stage(JobId(3), Stage::Failed(Failure::Cancelled));
        list
    }

    const ALL: [JobId; 5] = [JobId(2), JobId(1), JobId(0), JobId(3), JobId(4)];

    #[test]
    fn the_table_has_the_finished_films_in_the_order_on_screen() {
        let table = Table::of(&list(), &ALL, false);
        let csv = table.csv().unwrap();
        let mut lines = csv.lines();
        assert_eq!(
            lines.next().unwrap(),
            "file,covid19,normal,pneumonia,prediction,set,decision,reasons"
        );
        assert_eq!(
            lines.next().unwrap(),
            "c.txt,,,,,,refuse,the file is a text"
        );
        let start = "=1+1.png,0.042010,0.843795,0.114195,normal,normal,answer,";
        assert!(lines.next().unwrap().starts_with(start), "{csv}");
        assert!(
            lines
                .next()
                .unwrap()
                .starts_with("\"a, \"\"b\"\".png\",0.0"),
            "{csv}"
        );
        assert_eq!(lines.next(), None);
        assert!(table.has_formula());
        assert!(!Table::of(&list(), &[JobId(0)], false).has_formula());
    }

    #[test]
    fn answers_that_are_hidden_from_the_reader_are_not_exported() {
        let mut list = list();
        let answer = ReaderAnswer {
            class: Class::Pneumonia,
            sureness: Sureness::Unsure,
        };
        list.set_reader(JobId(1), answer);
        let table = Table::of(&list, &ALL, true);
        let files: Vec<&str> = table.readings.iter().map(|it| it.file.as_str()).collect();
        assert_eq!(files, ["c.txt", "=1+1.png"]);
        assert_eq!(
            table.reader_csv().unwrap(),
            "file,reader,sureness,prediction,set,decision\n=1+1.png,pneumonia,unsure,normal,normal,answer\n"
        );
    }

    #[test]
    fn json_has_the_same_readings_with_notes() {
        let mut list = list();
        list.toggle_flag(JobId(0));
        let table = Table::of(&list, &ALL, false);
        let json = json(&table, None, Level::DEFAULT, None).unwrap();
        let json: Value = serde_json::from_str(&json).unwrap();
        assert_eq!(json["readings"].as_array().unwrap().len(), 3);
        assert_eq!(json["readings"][1]["prediction"], "normal");
        assert_eq!(json["notes"][2]["flagged"], true);
        assert_eq!(json["notes"][2]["file"], NAMES[0]);
        assert_eq!(json["level"], 0.9);
    }
}
