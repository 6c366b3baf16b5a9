//! The picture that lies over the film that is shown.

use std::sync::Arc;

pub use model::input::Area;

/// A picture with transparency over a part of the film.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overlay {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// Red, green, blue and straight alpha of each pixel, row by row.
    pub rgba: Arc<[u8]>,
    /// The part of the film that it covers, in pixels of the film after fixes.
    pub area: Area,
}
