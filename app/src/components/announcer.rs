//! Announces results to screen readers.

use leptos::prelude::*;

use crate::components::result_card::outcome;
use crate::state::PageState;
use crate::strings;

/// A live region with the result for the film that is shown.
#[component]
pub fn Announcer() -> impl IntoView {
    let state = expect_context::<PageState>();
    let announcement = Memo::new(move |_| {
        state.worklist.with(|list| {
            let film = list.shown()?;
            let reading = film.visible_reading(state.reads_blind())?;
            let outcome = outcome(reading);
            Some(strings::announcement(
                &film.name,
                &outcome,
                &reading.reasons,
            ))
        })
    });
    view! {
        <p class="unseen" role="status">
            {move || announcement.get()}
        </p>
    }
}
