//! A picture over the film that is shown, such as a class activation map.

use std::sync::Arc;

/// A picture that is stretched over a part of the film.
#[derive(Debug, Clone, PartialEq)]
pub struct Overlay {
    /// Its columns.
    pub width: u32,
    /// Its rows.
    pub height: u32,
    /// Its pixels row by row, with straight alpha.
    pub rgba: Arc<[u8]>,
    /// What it covers.
    pub area: Area,
}

/// A part of a film, in pixels of the film after fixes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    /// Columns left of it.
    pub left: u32,
    /// Rows above it.
    pub top: u32,
    /// Its columns.
    pub width: u32,
    /// Its rows.
    pub height: u32,
}
