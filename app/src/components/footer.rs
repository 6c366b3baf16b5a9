//! The footer: privacy with the request counter, offline use, disclaimer.

use leptos::prelude::*;

use crate::state::PageState;
use crate::strings;

/// The footer.
#[component]
pub fn Footer() -> impl IntoView {
    let PageState {
        requests, cached, ..
    } = expect_context();
    let count = move || requests.get().all();
    let offline = move || {
        let cached = cached.get();
        cached.page && cached.model
    };
    view! {
        <footer>
            <p class="privacy">{strings::privacy()}</p>
            <p class="requests">
                {strings::requests()} " "
                <output data-testid="requests-since-load">{count}</output>
            </p>
            <Show when=offline>
                <p data-testid="kept">{strings::cached()}</p>
            </Show>
            <p>{strings::disclaimer_long()}</p>
        </footer>
    }
}
