//! In place of a hidden answer: what the reader calls the film.

use leptos::prelude::*;
use model::class::Class;

use crate::components::disclaimer::Disclaimer;
use crate::protocol::JobId;
use crate::state::PageState;
use crate::state::worklist::film::Sureness;
use crate::strings::class_name;
use crate::strings::readers as words;

/// The questions.
#[component]
pub fn ReaderCard(
    /// The film.
    job: JobId,
    /// Follows the answer, whose button disappears.
    on_answer: Callback<()>,
) -> impl IntoView {
    let state = expect_context::<PageState>();
    let classes = Class::ALL.map(|class| {
        let chosen = move || state.chosen_class(job) == Some(class);
        view! {
            <button
                class="button secondary"
                type="button"
                data-testid=format!("reader-{}", class.key())
                aria-pressed=move || chosen().to_string()
                aria-keyshortcuts=words::class_key(class)
                on:click=move |_| state.choose_class(job, class)
            >
                {class_name(class)} " "
                <kbd aria-hidden="true">{words::class_key(class)}</kbd>
            </button>
        }
    });
    let degrees = Sureness::ALL.map(|sureness| {
        view! {
            <button
                class="button"
                type="button"
                data-testid=format!("reader-{}", sureness.word())
                aria-keyshortcuts=words::sureness_key(sureness)
                disabled=move || state.chosen_class(job).is_none()
                on:click=move |_| {
                    state.answer_as_reader(job, sureness);
                    on_answer.run(());
                }
            >
                {words::sureness(sureness)} " "
                <kbd aria-hidden="true">{words::sureness_key(sureness)}</kbd>
            </button>
        }
    });
    view! {
        <div class="reader" data-testid="reader">
            <h2>{words::ASK}</h2>
            <p class="quiet">{words::ASK_HOW}</p>
            <div class="buttons" role="group" aria-label=words::CLASS>
                {classes.into_iter().collect_view()}
            </div>
            <p id="how-sure">{words::HOW_SURE}</p>
            <div class="buttons" role="group" aria-labelledby="how-sure">
                {degrees.into_iter().collect_view()}
            </div>
            <Disclaimer />
        </div>
    }
}
