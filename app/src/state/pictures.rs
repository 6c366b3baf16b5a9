//! The pictures of films that the viewer shows, as a worker sends them.

use std::collections::BTreeMap;
use std::sync::Arc;

use js_sys::Uint16Array;
use model::input::display::DisplayDescription;
use wasm_bindgen::JsValue;

use crate::protocol::viewing::Sight;
use crate::protocol::{Failure, JobId};

/// The pictures that are shown, and no others: each may take 200 MB.
pub type Pictures = BTreeMap<(JobId, Sight), PictureStage>;

/// The progress of a picture.
#[derive(Debug, Clone, PartialEq)]
pub enum PictureStage {
    /// It is being decoded.
    Working,
    /// It can be drawn.
    Ready(Picture),
    /// It could not be decoded.
    Failed(Failure),
}

/// A picture.
#[derive(Debug, Clone)]
pub struct Picture {
    /// What its levels mean.
    pub description: Arc<DisplayDescription>,
    /// Its levels in row order, in the browser's memory.
    pub levels: Uint16Array,
}

impl PartialEq for Picture {
    /// Whether both are the same picture, in the same memory.
    fn eq(&self, other: &Self) -> bool {
        let (one, other): (&JsValue, &JsValue) = (&self.levels, &other.levels);
        one == other
    }
}

impl Picture {
    /// A picture; `None` if the number of levels is wrong.
    pub fn new(description: DisplayDescription, levels: Uint16Array) -> Option<Self> {
        let pixels = u64::from(description.width) * u64::from(description.height);
        let complete = u64::from(levels.length()) == pixels;
        complete.then(|| Self {
            description: Arc::new(description),
            levels,
        })
    }

    /// The level of a pixel.
    pub fn level(&self, column: u32, row: u32) -> Option<u16> {
        let inside = column < self.description.width && row < self.description.height;
        inside.then(|| self.levels.get_index(row * self.description.width + column))
    }
}
