//! Messages about the pictures that the viewer shows.

use model::input::Fix;
use model::input::display::DisplayDescription;
use serde::{Deserialize, Serialize};

use super::JobId;

/// Which picture of a film.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Sight {
    /// The film with all its bits.
    Film,
    /// The square that the network takes, before its values are normalised.
    Network,
}

/// Asks for a picture; the message has the film's bytes, or the archive that contains it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ViewRequest {
    /// The film.
    pub job: JobId,
    /// Which picture.
    pub sight: Sight,
    /// The film's number in the archive.
    pub member: Option<u32>,
    /// The frame, counted from 1; by default the only one.
    pub frame: Option<u32>,
    /// Changes of the decoded picture.
    pub fixes: Vec<Fix>,
}

/// A picture; the message's bytes are its levels, two bytes each in the order of the machine.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct View {
    /// The film.
    pub job: JobId,
    /// Which picture.
    pub sight: Sight,
    /// What its levels mean.
    pub description: Box<DisplayDescription>,
}
