//! `predict`: classifies films, one CSV row a film; an unreadable file is a row with the reason.

mod table;
mod work;

use model::answer_set::Level;
use model::fitted::Fitted;
use model::input::{Limits, NetworkInput};
use model::prepared::Prepared;
use model::reading::{Decision, Reading};
use model::scorecard::Scorecard;
use serde::Serialize;

use self::table::OutTable;
use self::work::Work;
use crate::cli::Predict;
use crate::console::{self, Progress};
use crate::error::TrainerError;
use crate::files::film::{FilmError, FilmFile};
use crate::files::given::UnusablePath;
use crate::files::left_out::LeftOutFiles;
use crate::host::classifier::Classifier;
use crate::host::device::DeviceError;
use crate::host::model_folder::ModelFolder;
use crate::host::prediction_table::to_csv;

/// Films in a batch.
const BATCH: usize = 8;

/// The result of `predict`.
#[derive(Debug, Serialize)]
struct PredictSummary {
    files: usize,
    /// Files that an earlier run had classified.
    resumed: usize,
    /// Files of this run that were refused.
    refused: usize,
    /// Films of this run that the model is undecided about.
    abstained: usize,
    /// The level of the answer sets.
    level: Level,
    /// Files of folders and archives that are no films, by kind.
    left_out: LeftOutFiles,
    out: Option<String>,
    readings: Vec<Reading>,
}

/// Classifies films; one that cannot be read is a row too, and an error at the end if the user named it.
pub(crate) fn run(options: &Predict, json: bool) -> Result<(), TrainerError> {
    let folder = ModelFolder::read(&options.weights)?;
    let work = Work::new(options, &folder.scorecard)?;
    let classifier = Classifier::open(options.device.clone(), &folder)?;
    let mut table = match &options.out {
        Some(out) => Some(OutTable::open(out, options.resume, &work)?),
        None => None,
    };
    let resumed = table.as_ref().map_or(0, OutTable::rows);
    let reader = Reader {
        classifier: &classifier,
        scorecard: &folder.scorecard,
        fitted: Fitted::of(&folder.scorecard),
        level: options.level,
        prints: json || table.is_none(),
    };
    let result = reader.classify_all(&work.films, table.as_mut());
    if let (Err(_), Some(table)) = (&result, &table) {
        table.note_rows();
    }
    let results = result?;
    if let Some(table) = table {
        table.finish()?;
    }
    let lines = match &options.out {
        Some(out) => vec![format!("{} rows in {}", work.films.len(), out.display())],
        None => vec![text(&results.readings)?],
    };
    let summary = PredictSummary {
        files: work.films.len(),
        resumed,
        refused: results.refused,
        abstained: results.abstained,
        level: options.level,
        left_out: work.left_out,
        out: options.out.as_ref().map(|path| path.display().to_string()),
        readings: results.readings,
    };
    console::result(json, &summary, &lines)?;
    let unusable = [results.unusable, work.unusable].concat();
    if unusable.is_empty() {
        return Ok(());
    }
    Err(TrainerError::Unusable(unusable))
}

/// The results for all films that an earlier run had not classified.
#[derive(Default)]
struct Classified {
    /// The readings, if they are printed.
    readings: Vec<Reading>,
    refused: usize,
    abstained: usize,
    /// Films that the user named and that cannot be used.
    unusable: Vec<UnusablePath>,
}

/// A model that reads films at a level.
struct Reader<'a> {
    classifier: &'a Classifier,
    scorecard: &'a Scorecard,
    fitted: Fitted,
    level: Level,
    /// Whether the readings are printed at the end. A table alone does not need them: they would take memory for
    /// each film.
    prints: bool,
}

impl Reader<'_> {
    fn classify_all(
        &self,
        films: &[FilmFile],
        mut table: Option<&mut OutTable<'_>>,
    ) -> Result<Classified, TrainerError> {
        let resumed = table.as_ref().map_or(0, |table| table.rows());
        let mut progress = Progress::new("classifying", films.len());
        progress.skip(resumed);
        let films = &films[resumed..];
        let mut classified = Classified::default();
        for chunk in films.chunks(BATCH) {
            for (film, answer) in chunk.iter().zip(self.classify(chunk)?) {
                if film.named && answer.unusable {
                    classified.unusable.push(UnusablePath {
                        path: film.name.clone(),
                        reason: answer.reading.reasons.join("; "),
                    });
                }
                if let Some(table) = &mut table {
                    table.push(&answer.reading)?;
                }
                match answer.reading.decision {
                    Decision::Answer => {}
                    Decision::Abstain => classified.abstained += 1,
                    Decision::Refuse => classified.refused += 1,
                }
                if self.prints {
                    classified.readings.push(answer.reading);
                }
            }
            progress.advance(chunk.len(), "");
        }
        progress.finish();
        Ok(classified)
    }

    fn classify(&self, films: &[FilmFile]) -> Result<Vec<Answer>, DeviceError> {
        let prepared: Vec<Result<Prepared, FilmError>> = films
            .iter()
            .map(|film| prepare(film, self.scorecard))
            .collect();
        let inputs: Vec<NetworkInput> = prepared
            .iter()
            .filter_map(|prepared| match prepared {
                Ok(Prepared::Admitted(film)) => Some(film.input.clone()),
                _ => None,
            })
            .collect();
        let mut outputs = self.classifier.classify(&inputs)?.into_iter();
        let answers = films.iter().zip(prepared).map(|(film, prepared)| {
            let name = film.name.as_str();
            let unusable = prepared
                .as_ref()
                .is_err_and(|it| !it.is_other_examination());
            let reading = match prepared {
                Ok(Prepared::Refused(reading)) => reading,
                Ok(Prepared::Admitted(film)) => match outputs.next() {
                    Some(output) => {
                        let evidence = film.evidence(&output, self.scorecard);
                        Reading::of(name, &self.fitted, &evidence, self.level)
                    }
                    None => Reading::refuse(name, "the device returned no result for this film"),
                },
                Err(error) => Reading::refuse(name, error.to_string()),
            };
            Answer { reading, unusable }
        });
        Ok(answers.collect())
    }
}

/// The readings as CSV for stdout.
fn text(readings: &[Reading]) -> Result<String, TrainerError> {
    let header = Reading::CSV_HEADER.map(str::to_owned);
    let rows = readings.iter().map(Reading::csv_row);
    let table = to_csv(std::iter::once(header).chain(rows))?;
    Ok(String::from_utf8_lossy(&table).trim_end().to_owned())
}

/// The reading of a film, and whether its file could not be used.
struct Answer {
    reading: Reading,
    unusable: bool,
}

fn prepare(given: &FilmFile, scorecard: &Scorecard) -> Result<Prepared, FilmError> {
    let film = given.decode(Limits::default())?;
    Ok(Prepared::of(&given.name, &film, scorecard)?)
}
