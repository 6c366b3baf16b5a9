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
    /// Whether a thumbnail is wanted too.
    pub thumbnail: bool,
}

/// The shapes of a film and its thumbnail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThumbnailShape {
    /// Width of the film, in pixels.
    pub width: u32,
    /// Height of the film, in pixels.
    pub height: u32,
    /// Side of the thumbnail, which is square whatever the film's shape.
    pub side: u32,
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
