//! In place of a hidden answer: what the reader calls the film.

use leptos::prelude::*;
use model::class::Class;

use crate::components::disclaimer::Disclaimer;
use crate::components::form::ActionButton;
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
        let chosen = Signal::derive(move || state.chosen_class(job) == Some(class));
        let on_click = Callback::new(move |()| state.choose_class(job, class));
        view! {
            <ActionButton
                text=class_name(class)
                class="button secondary"
                test_id=words::class_id(class)
                on_click
                pressed=chosen
                key=words::class_key(class)
            />
        }
    });
    let no_class = Signal::derive(move || state.chosen_class(job).is_none());
    let degrees = Sureness::ALL.map(|sureness| {
        let on_click = Callback::new(move |()| {
            state.answer_as_reader(job, sureness);
            on_answer.run(());
        });
        view! {
            <ActionButton
                text=words::sureness(sureness)
                class="button"
                test_id=words::sureness_id(sureness)
                on_click
                disabled=no_class
                key=words::sureness_key(sureness)
            />
        }
    });
    view! {
        <div class="reader" data-testid="reader">
            <h2>{words::ask()}</h2>
            <p class="quiet">{words::ask_how()}</p>
            <div class="buttons" role="group" aria-label=words::class()>
                {classes.into_iter().collect::<Vec<_>>()}
            </div>
            <p id="how-sure">{words::how_sure()}</p>
            <div class="buttons" role="group" aria-labelledby="how-sure">
                {degrees.into_iter().collect::<Vec<_>>()}
            </div>
            <Disclaimer />
        </div>
    }
}
