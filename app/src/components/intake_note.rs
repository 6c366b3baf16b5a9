//! The note on files that are not in the list of films.

use leptos::prelude::*;

use crate::state::PageState;
use crate::strings::intake;

/// Progress of the search, files left out, and what went wrong.
#[component]
pub fn IntakeNote() -> impl IntoView {
    let state = expect_context::<PageState>();
    let problems = Memo::new(move |_| state.intake.with(|report| report.problems.clone()));
    let status = Memo::new(move |_| {
        state.intake.with(|report| match report.searching {
            0 => intake::left_out(report.left_out),
            _ => Some(intake::searching()),
        })
    });
    let alert = move |problem| {
        view! {
            <p class="problem" role="alert" data-testid="error">
                {intake::problem(&problem)}
            </p>
        }
    };
    view! {
        <div class="intake">
            {move || problems.get().into_iter().map(alert).collect_view()}
            <p role="status" data-testid="left-out">
                {move || status.get()}
            </p>
        </div>
    }
}
