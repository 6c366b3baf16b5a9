//! How the list of films is shown and worked through.

use leptos::prelude::*;
use model::class::Class;

use crate::protocol::JobId;
use crate::protocol::readers::ReaderReport;
use crate::state::worklist::arrange::Arrangement;
use crate::state::worklist::pace::Pace;

/// Whether this browser keeps the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Keeping {
    /// It does not.
    #[default]
    Off,
    /// It does, because the user said so.
    On,
    /// The user said so, but the browser refused.
    Refused,
}

/// What the list of films has beside the films.
#[derive(Debug, Clone, Copy)]
pub struct ListState {
    /// Which films are shown, and in which order.
    pub arrangement: RwSignal<Arrangement>,
    /// Whether films that wait their turn are held back.
    pub paused: RwSignal<bool>,
    /// How fast films are classified.
    pub pace: StoredValue<Pace>,
    /// How many films were cleared last and can be brought back.
    pub cleared: RwSignal<usize>,
    /// Whether this browser keeps the list.
    pub keeping: RwSignal<Keeping>,
    /// Whether the browser has references to kept films, which it opens after a click.
    pub can_reopen: RwSignal<bool>,
    /// Films of an earlier visit whose files are not at hand.
    pub without_file: RwSignal<Vec<JobId>>,
    /// The film that the reader is about to answer, and the class they chose for it.
    pub draft: RwSignal<Option<(JobId, Class)>>,
    /// How the reader's answers compare with the model's, or why that is not known.
    pub readers: RwSignal<Option<Result<ReaderReport, String>>>,
}

impl Default for ListState {
    fn default() -> Self {
        Self {
            arrangement: RwSignal::new(Arrangement::default()),
            paused: RwSignal::new(false),
            pace: StoredValue::new(Pace::default()),
            cleared: RwSignal::new(0),
            keeping: RwSignal::new(Keeping::default()),
            can_reopen: RwSignal::new(false),
            without_file: RwSignal::new(Vec::new()),
            draft: RwSignal::new(None),
            readers: RwSignal::new(None),
        }
    }
}
