//! The page for frames where no site may use it.

use leptos::prelude::*;

use crate::state::PageState;
use crate::strings;

/// Says that embedding is off; nothing elsewhere.
#[component]
pub fn EmbedNote() -> impl IntoView {
    let embedding = expect_context::<PageState>().embedding;
    view! {
        <Show when=move || embedding.get() == Some(false)>
            <p class="quiet" role="status">
                {strings::no_embedding()}
            </p>
        </Show>
    }
}
