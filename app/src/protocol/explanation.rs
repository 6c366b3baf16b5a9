//! Messages that explain the answer about a film: its maps, a picture for a script, and slices of occlusion.

use model::calibration::Logits;
use model::class::Class;
use model::explanation::{ActivationMaps, HeatMap, MapKind, Scale};
use model::input::{Area, Fix};
use serde::{Deserialize, Serialize};

use super::JobId;

/// Asks for an explanation; the fields about the film are as in [`super::Request::Read`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExplainRequest {
    /// The film.
    pub job: JobId,
    /// Whether every other worker is idle.
    pub exclusive: bool,
    /// The film's number in the archive.
    pub member: Option<u32>,
    /// The frame.
    pub frame: Option<u32>,
    /// Changes of the decoded picture.
    pub fixes: Vec<Fix>,
    /// What is wanted.
    pub task: ExplainTask,
}

/// What explains an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ExplainTask {
    /// The class activation maps.
    Maps,
    /// A picture of the film with one of them.
    Picture {
        /// The class; by default the most probable one.
        class: Option<Class>,
        /// The depth.
        map: MapKind,
    },
    /// The network's output with parts of the film hidden, as far as the time of a slice allows.
    Occlusion {
        /// The first patch.
        first: usize,
    },
}

/// Answers an [`ExplainRequest`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExplainReply {
    /// The film.
    pub job: JobId,
    /// What was wanted.
    pub explanation: Explanation,
}

/// What explains the answer about a film.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Explanation {
    /// The class activation maps.
    Maps(FilmMaps),
    /// A picture; the message's bytes are its pixels as RGBA, row by row.
    Picture(ExplainedPicture),
    /// The logits for the patches from `first` on.
    Occlusion {
        /// The first patch.
        first: usize,
        /// One for each patch.
        logits: Vec<Logits>,
    },
}

/// The class activation maps of a film.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FilmMaps {
    /// The part of the film that they cover, in its pixels.
    pub area: Area,
    /// The maps.
    pub maps: ActivationMaps,
}

/// A picture of a film with a map, and its numbers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExplainedPicture {
    /// Pixels in a row of the picture.
    pub width: u32,
    /// Rows of the picture.
    pub height: u32,
    /// The class that is explained.
    pub class: Class,
    /// The depth.
    pub map: MapKind,
    /// The numbers.
    pub values: HeatMap,
    /// The scale of the colours.
    pub scale: Scale,
    /// The part of the film that the map covers, in pixels of the film.
    pub area: Area,
}
