//! The offer to show an example film.

use leptos::prelude::*;

use crate::components::form::ActionButton;
use crate::example::Example;
use crate::inbox::Inbox;
use crate::strings::example as words;

/// A button that brings the example film, with the film's credit.
#[component]
pub fn ExampleFilm() -> impl IntoView {
    let example = expect_context::<Example>();
    let inbox = expect_context::<Inbox>();
    let show = Callback::new(move |()| inbox.submit(example.intake()));
    view! {
        <Show when=move || example.is_there()>
            <p class="example">
                {words::offer()} " "
                <ActionButton
                    text=words::show()
                    class="button secondary"
                    test_id="example"
                    on_click=show
                />
            </p>
            <p class="quiet credit">{words::credit()}</p>
        </Show>
    }
}
