//! A film of the list: its progress, its result, and what the reader says of it.

use std::sync::Arc;

use model::class::Class;
use model::input::Fix;
use model::reading::{Decision, Reading};
use serde::{Deserialize, Serialize};

use crate::protocol::{EngineKind, Examined, Failure, FilmHeader, JobId, Times};
use crate::state::worklist::origin::Origin;
use crate::state::worklist::thumbnail::Thumbnail;

/// A film in the list.
#[derive(Debug, Clone, PartialEq)]
pub struct WorklistFilm {
    /// Its job.
    pub job: JobId,
    /// Its file's name.
    pub name: String,
    /// Where it comes from, if that is a file.
    pub origin: Option<Origin>,
    /// Changes of its picture that the user chose.
    pub fixes: Vec<Fix>,
    /// Its progress.
    pub stage: Stage,
    /// Its thumbnail, once it is decoded.
    pub thumbnail: Option<Arc<Thumbnail>>,
    /// The smaller thumbnail in the list.
    pub icon: Option<Arc<Thumbnail>>,
    /// What the header of a DICOM file says, once it is decoded.
    pub header: Option<FilmHeader>,
    /// SHA-256 of its file, in hexadecimal, once it is decoded.
    pub sha256: Option<String>,
    /// Whether the reader wants to come back to it.
    pub flagged: bool,
    /// What the reader called it before its answer was shown.
    pub reader: Option<ReaderAnswer>,
    /// How often it has changed, so that a view can tell.
    pub version: u32,
}

impl WorklistFilm {
    /// A film that is waiting.
    pub const fn new(job: JobId, name: String) -> Self {
        Self {
            job,
            name,
            origin: None,
            fixes: Vec::new(),
            stage: Stage::Waiting,
            thumbnail: None,
            icon: None,
            header: None,
            sha256: None,
            flagged: false,
            reader: None,
            version: 0,
        }
    }

    /// The part of the film that its result offers to cut out.
    pub fn crop(&self) -> Option<Fix> {
        let reading = self.stage.reading()?;
        let mut fixes = reading.fixes.iter().copied();
        fixes.find(|fix| matches!(fix, Fix::Crop { .. }))
    }

    /// Its result, unless a reader who reads `blind` has yet to give an answer of their own. A picture that
    /// is refused has nothing to hide.
    pub fn visible_reading(&self, blind: bool) -> Option<&Reading> {
        let reading = self.stage.reading()?;
        let hidden = blind && self.reader.is_none() && reading.decision != Decision::Refuse;
        (!hidden).then_some(reading)
    }

    /// Whether its name is hidden from a reader who reads `blind`: the folders in it may name the class.
    pub fn hides_name(&self, blind: bool) -> bool {
        blind && self.reader.is_none() && !self.stage.is_bad()
    }

    /// A number that says nothing of the film, by which films are shuffled and called where their names are
    /// hidden: the finaliser of `MurmurHash3`, which gives each job another one.
    pub const fn number(&self) -> u32 {
        let mut number = self.job.0;
        number = (number ^ (number >> 16)).wrapping_mul(0x85eb_ca6b);
        number = (number ^ (number >> 13)).wrapping_mul(0xc2b2_ae35);
        number ^ (number >> 16)
    }

    /// Whether there is a result that [`Self::visible_reading`] hides.
    pub fn is_hidden(&self, blind: bool) -> bool {
        self.stage.reading().is_some() && self.visible_reading(blind).is_none()
    }
}

/// The progress of a film.
#[derive(Debug, Clone, PartialEq)]
pub enum Stage {
    /// Other films come first, or the engine is not ready.
    Waiting,
    /// It is being decoded.
    Preparing,
    /// The network is running.
    Inferring,
    /// It is classified.
    Answered(Answer),
    /// It could not be classified.
    Failed(Failure),
}

impl Stage {
    /// The value of `data-state`.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Preparing | Self::Inferring => "working",
            Self::Answered(_) => "done",
            Self::Failed(_) => "failed",
        }
    }

    /// Whether the film is finished.
    pub const fn is_final(&self) -> bool {
        matches!(self, Self::Answered(_) | Self::Failed(_))
    }

    /// Whether the film has no probabilities: it is refused, or failed.
    pub fn is_bad(&self) -> bool {
        match self {
            Self::Answered(answer) => answer.reading.decision == Decision::Refuse,
            stage => matches!(stage, Self::Failed(_)),
        }
    }

    /// The reading of a film that is classified.
    pub const fn reading(&self) -> Option<&Reading> {
        match self {
            Self::Answered(answer) => Some(&answer.reading),
            _ => None,
        }
    }
}

/// The result for a film.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// What was found.
    pub examined: Examined,
    /// What follows from it.
    pub reading: Reading,
    /// Time per stage.
    pub times: Times,
    /// The device used.
    pub engine: EngineKind,
}

/// What a reader calls a film without knowing the model's answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReaderAnswer {
    /// The class.
    pub class: Class,
    /// How sure they are.
    pub sureness: Sureness,
}

/// How sure a reader is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sureness {
    /// It could be anything.
    Guess,
    /// Another class is possible.
    Unsure,
    /// No other class is.
    Sure,
}

impl Sureness {
    /// From the least to the greatest.
    pub const ALL: [Self; 3] = [Self::Guess, Self::Unsure, Self::Sure];

    /// The word in tables.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Guess => "guess",
            Self::Unsure => "unsure",
            Self::Sure => "sure",
        }
    }
}
