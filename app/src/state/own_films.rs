//! What the page knows of the user's own labelled films.

use leptos::prelude::*;

use crate::protocol::own_films::{LabelTable, OwnReport, Recalibration};

/// Whether the model is judged on the user's films.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Judging {
    /// Not asked for.
    #[default]
    Not,
    /// The worker computes.
    Running,
    /// The report, or why there is none.
    Done(Result<Box<OwnReport>, String>),
}

impl OwnFilmsState {
    /// Notes that the worker was lost while it computed.
    pub fn interrupt(self, why: String) {
        if self
            .judging
            .with_untracked(|judging| *judging == Judging::Running)
        {
            self.judging.set(Judging::Done(Err(why)));
        }
    }
}

/// The user's own labelled films.
#[derive(Debug, Clone, Copy, Default)]
pub struct OwnFilmsState {
    /// The last table that was dropped or chosen.
    pub table: RwSignal<Option<LabelTable>>,
    /// The judgement.
    pub judging: RwSignal<Judging>,
    /// What replaces the model's calibration; change it with [`super::PageState::recalibrate`].
    pub recalibration: RwSignal<Option<Recalibration>>,
    /// Whether this browser refused to keep that.
    pub not_kept: RwSignal<bool>,
}
