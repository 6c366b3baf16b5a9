//! The shortcut lens of a film: requested, working, seen or failed.

use std::sync::Arc;

use model::lens::ViewOutput;

use super::worklist::Thumbnail;
use crate::protocol::Failure;
use crate::protocol::viewing::ThumbnailShape;

/// The progress of a film's lens.
#[derive(Debug, Clone, PartialEq)]
pub enum LensStage {
    /// The copies are being classified.
    Working,
    /// They are classified.
    Seen(Copies),
    /// They could not be classified.
    Failed(Failure),
}

/// The changed copies of a film.
#[derive(Debug, Clone, PartialEq)]
pub struct Copies {
    /// What the network says of each.
    pub views: Vec<ViewOutput>,
    /// How each looks, in the same order.
    pub pictures: Vec<Arc<Thumbnail>>,
}

impl Copies {
    /// Copies with their pictures of `side * side` grey values, one after the other; `None` if there is
    /// not one for each.
    pub fn new(side: u32, views: Vec<ViewOutput>, pictures: &[u8]) -> Option<Self> {
        let pictures = pictures.chunks((side as usize).pow(2).max(1));
        let picture = |grey: &[u8]| {
            Arc::new(Thumbnail {
                shape: ThumbnailShape {
                    width: side,
                    height: side,
                    side,
                },
                grey: grey.to_vec(),
            })
        };
        let complete = pictures.len() == views.len();
        complete.then(|| Self {
            pictures: pictures.map(picture).collect(),
            views,
        })
    }
}
