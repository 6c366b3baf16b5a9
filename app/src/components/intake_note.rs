//! The note on files that are not in the list of films.

use leptos::prelude::*;

use crate::state::PageState;
use crate::strings::intake;

/// Progress of the search, files left out, and what went wrong.
#[component]
pub fn IntakeNote() -> impl IntoView {
    let state = expect_context::<PageState>();
    let problems = move || state.intake.with(|note| note.problems.clone());
    let status = move || {
        state.intake.with(|note| match note.searching {
            0 => intake::left_out(note.left_out),
            _ => Some(intake::SEARCHING.to_owned()),
        })
    };
    let alert = move |problem| {
        view! {
            <p class="problem" role="alert" data-testid="error">
                {intake::problem(&problem)}
            </p>
        }
    };
    view! {
        <div class="intake">
            {move || problems().into_iter().map(alert).collect_view()}
            <p role="status" data-testid="left-out">
                {status}
            </p>
        </div>
    }
}
