//! What the page promises: privacy, to be checked by a count, and what it is not.

use leptos::prelude::*;

use crate::state::PageState;
use crate::strings;

/// The foot of the page.
#[component]
pub fn Footer() -> impl IntoView {
    let PageState { requests, kept, .. } = expect_context();
    let count = move || requests.get().all();
    let offline = move || {
        let kept = kept.get();
        kept.page && kept.model
    };
    view! {
        <footer>
            <p class="privacy">{strings::PRIVACY}</p>
            <p class="requests">
                {strings::REQUESTS} ": "
                <output data-testid="requests-since-load">{count}</output>
            </p>
            <Show when=offline>
                <p data-testid="kept">{strings::KEPT}</p>
            </Show>
            <p>{strings::DISCLAIMER_LONG}</p>
        </footer>
    }
}
