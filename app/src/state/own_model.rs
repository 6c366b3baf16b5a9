//! A model that the user brings.

use crate::web::local_storage;

/// Under this name the browser keeps the name of the user's model while it keeps the model.
pub const KEPT_MODEL: &str = "own-model";

/// The user's model, beside those of the host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnModelState {
    /// The name of its folder or archive.
    pub name: String,
    /// Whether this browser keeps it.
    pub keeping: Keeping,
}

impl OwnModelState {
    /// The model that this browser keeps.
    pub fn kept() -> Option<Self> {
        local_storage::get(KEPT_MODEL).map(|name| Self {
            name,
            keeping: Keeping::Kept,
        })
    }
}

/// Whether this browser keeps the user's model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeping {
    /// It is gone when the page is left.
    Not,
    /// It is being stored.
    Storing,
    /// It is there on the next visit.
    Kept,
    /// The browser stores nothing, or not so much.
    Refused,
}
