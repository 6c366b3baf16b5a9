//! What the user brings, until the content takes it.

use std::mem;

use leptos::prelude::*;

use crate::intake::Intake;

/// The gestures that nobody has taken yet; copies refer to the same ones.
#[derive(Debug, Clone, Copy, Default)]
pub struct Inbox(RwSignal<Vec<Intake>, LocalStorage>);

impl Inbox {
    /// Adds what a gesture brought.
    pub fn submit(self, intake: Intake) {
        self.0.update(|waiting| waiting.push(intake));
    }

    /// Hands over what waits, and everything that comes later, in order.
    pub fn forward(self, to: impl Fn(Intake) + 'static) {
        Effect::new(move |_| {
            self.0.track();
            let waiting = self.0.try_update_untracked(mem::take);
            waiting.into_iter().flatten().for_each(&to);
        });
    }
}
