//! What the page promises: privacy, to be checked by a count, and what it is not.

use leptos::prelude::*;

use crate::state::PageState;
use crate::strings;

/// The foot of the page.
#[component]
pub fn Footer() -> impl IntoView {
    let requests = expect_context::<PageState>().requests;
    let count = move || {
        let requests = requests.get();
        requests.page.saturating_add(requests.worker)
    };
    view! {
        <footer>
            <p class="privacy">{strings::PRIVACY}</p>
            <p class="requests">
                {strings::REQUESTS} ": "
                <output data-testid="requests-since-load">{count}</output>
            </p>
            <p>{strings::DISCLAIMER_LONG}</p>
        </footer>
    }
}
