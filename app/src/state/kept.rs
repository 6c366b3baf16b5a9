//! What this browser keeps of a list, if the user says so: names, answers and notes, no picture.

use model::input::Fix;
use model::reading::Reading;
use serde::{Deserialize, Serialize};

use crate::protocol::{EngineKind, Examined, Failure, FilmHeader, JobId, Times};
use crate::state::worklist::origin::Origin;
use crate::state::worklist::{Answer, ReaderAnswer, Stage, WorklistFilm};

/// Reads what was found in the film of a name.
pub type Read<'a> = &'a dyn Fn(&str, &Examined) -> Reading;

/// A list, beside its films.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct KeptList {
    /// The weights that its answers are of.
    pub weights: String,
    /// Whether it is read blind.
    pub blind: bool,
    /// Its films, in their order.
    pub order: Vec<JobId>,
}

/// A film of the list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct KeptFilm {
    name: String,
    origin: Option<Origin>,
    fixes: Vec<Fix>,
    result: KeptResult,
    header: Option<FilmHeader>,
    sha256: Option<String>,
    flagged: bool,
    reader: Option<ReaderAnswer>,
}

/// How far the film was.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
enum KeptResult {
    /// It was not finished.
    None,
    Answered {
        examined: Examined,
        times: Times,
        engine: EngineKind,
    },
    Failed(Failure),
}

impl From<&WorklistFilm> for KeptFilm {
    fn from(film: &WorklistFilm) -> Self {
        Self {
            name: film.name.clone(),
            origin: film.origin.clone(),
            fixes: film.fixes.clone(),
            result: match &film.stage {
                Stage::Answered(answer) => KeptResult::Answered {
                    examined: answer.examined.clone(),
                    times: answer.times,
                    engine: answer.engine,
                },
                // What failed because of the engine may succeed next time.
                Stage::Failed(failure) if failure.is_of_film() => {
                    KeptResult::Failed(failure.clone())
                }
                _ => KeptResult::None,
            },
            header: film.header,
            sha256: film.sha256.clone(),
            flagged: film.flagged,
            reader: film.reader,
        }
    }
}

impl KeptFilm {
    /// The film of a list, which is read anew. With answers of another model, `read` is `None`.
    pub fn restored(self, job: JobId, read: Option<Read<'_>>) -> WorklistFilm {
        let stage = match (self.result, read) {
            (
                KeptResult::Answered {
                    examined,
                    times,
                    engine,
                },
                Some(read),
            ) => Stage::Answered(Answer {
                reading: read(&self.name, &examined),
                examined,
                times,
                engine,
            }),
            (KeptResult::Failed(failure), _) => Stage::Failed(failure),
            _ => Stage::Failed(Failure::NotAtHand),
        };
        WorklistFilm {
            origin: self.origin,
            fixes: self.fixes,
            stage,
            header: self.header,
            sha256: self.sha256,
            flagged: self.flagged,
            reader: self.reader,
            ..WorklistFilm::new(job, self.name)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::worklist::film::Sureness;
    use model::class::Class;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn kept(film: &WorklistFilm) -> KeptFilm {
        let json = serde_json::to_string(&KeptFilm::from(film)).unwrap();
        assert!(
            !json.contains("thumbnail") && !json.contains("grey"),
            "{json}"
        );
        serde_json::from_str(&json).unwrap()
    }

    fn read(file: &str, examined: &Examined) -> Reading {
        let Examined::Refused(reading) = examined else {
            panic!("the film was refused");
        };
        Reading {
            file: file.to_owned(),
            ..reading.clone()
        }
    }

    #[test]
    fn a_film_comes_back_with_its_answer_and_notes_but_only_for_the_same_model() {
        let film = WorklistFilm {
            stage: Stage::Answered(Answer {
                examined: Examined::Refused(Reading::refuse("", "no film")),
                reading: Reading::refuse("a", "no film"),
                times: Times::default(),
                engine: EngineKind::Cpu,
            }),
            fixes: vec![Fix::Invert],
            sha256: Some("ab".to_owned()),
            flagged: true,
            reader: Some(ReaderAnswer {
                class: Class::Normal,
                sureness: Sureness::Sure,
            }),
            ..WorklistFilm::new(JobId(7), "a".to_owned())
        };
        assert_eq!(kept(&film).restored(JobId(7), Some(&read)), film);
        let other = kept(&film).restored(JobId(7), None);
        assert_eq!(other.stage, Stage::Failed(Failure::NotAtHand));
        assert!(other.flagged);
    }

    #[test]
    fn a_film_that_failed_because_of_itself_stays_so_and_others_are_tried_again() {
        for (stage, restored) in [
            (Stage::Failed(Failure::NoFilms), Failure::NoFilms),
            (
                Stage::Failed(Failure::Crashed(String::new())),
                Failure::NotAtHand,
            ),
            (Stage::Failed(Failure::Cancelled), Failure::NotAtHand),
            (Stage::Waiting, Failure::NotAtHand),
            (Stage::Inferring, Failure::NotAtHand),
        ] {
            let film = WorklistFilm {
                stage,
                ..WorklistFilm::new(JobId(0), "a".to_owned())
            };
            let film = kept(&film).restored(JobId(0), Some(&read));
            assert_eq!(film.stage, Stage::Failed(restored));
        }
    }
}
