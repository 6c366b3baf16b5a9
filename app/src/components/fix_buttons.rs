//! The buttons that classify a film again, changed, and the one that takes the last change back.

use leptos::prelude::*;
use model::input::Fix;

use crate::strings;

/// One button for each fix that is offered, and one to undo the last; nothing where there are none.
#[component]
pub fn FixButtons(
    /// The fixes that may lead to an answer.
    offered: Vec<Fix>,
    /// The last change that the user chose.
    undo: Option<Fix>,
    /// Classifies the film again after a fix, or without the last one.
    on_fix: Callback<Option<Fix>>,
) -> impl IntoView {
    let nothing = offered.is_empty() && undo.is_none();
    let offered = offered.into_iter().map(move |fix| {
        view! {
            <button
                class="button"
                type="button"
                data-testid="fix"
                data-fix=fix.word()
                on:click=move |_| on_fix.run(Some(fix))
            >
                {strings::apply_fix(fix)}
            </button>
        }
    });
    let undo = undo.map(move |fix| {
        view! {
            <button
                class="button secondary"
                type="button"
                data-testid="undo"
                on:click=move |_| on_fix.run(None)
            >
                {strings::undo(fix)}
            </button>
        }
    });
    (!nothing).then(|| view! { <div class="fixes">{offered.collect_view()} {undo}</div> })
}
