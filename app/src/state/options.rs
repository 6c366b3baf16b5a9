//! How answers are read: what the user chooses for all films.

use leptos::prelude::*;
use model::answer_set::Level;
use model::class::Class;
use model::operating_point::Purpose;
use model::prevalence::Prevalence;

/// The user's choices.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// The level of the answer sets; change it with [`super::PageState::set_level`].
    pub level: RwSignal<Level>,
    /// What a class is called for.
    pub purpose: RwSignal<Purpose>,
    /// The disease that the user looks for; `None` until one is chosen.
    pub disease: RwSignal<Option<Class>>,
    /// How frequent it is among people like this.
    pub prevalence: RwSignal<Prevalence>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            level: RwSignal::new(Level::DEFAULT),
            purpose: RwSignal::new(Purpose::Balanced),
            disease: RwSignal::new(None),
            prevalence: RwSignal::new(Prevalence::DEFAULT),
        }
    }
}
