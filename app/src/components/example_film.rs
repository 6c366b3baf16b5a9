//! The offer to show an example film.

use leptos::prelude::*;

use crate::example::Example;
use crate::inbox::Inbox;
use crate::strings::example as words;

/// A button that brings the example film, with the film's credit.
#[component]
pub fn ExampleFilm() -> impl IntoView {
    let example = expect_context::<Example>();
    let inbox = expect_context::<Inbox>();
    view! {
        <Show when=move || example.is_there()>
            <p class="example">
                {words::OFFER} " "
                <button
                    class="button secondary"
                    type="button"
                    data-testid="example"
                    on:click=move |_| inbox.submit(example.intake())
                >
                    {words::SHOW}
                </button>
            </p>
            <p class="quiet credit">{words::CREDIT}</p>
        </Show>
    }
}
