//! The page on privacy: the live state, what enforces it, and how to check it.

use leptos::prelude::*;

use crate::state::PageState;
use crate::strings::{self, pages::privacy_page as words};
use crate::web::{environment, offline};

/// What keeps films in the browser.
#[component]
pub fn PrivacyPage() -> impl IntoView {
    let state = expect_context::<PageState>();
    let count = move || state.requests.get().all();
    // Looked at again whenever more is cached.
    let sealed = move || {
        state.cached.track();
        if offline::is_active() {
            words::sealed()
        } else {
            words::not_sealed()
        }
    };
    let policy = environment::content_policy().unwrap_or_else(words::no_policy);
    view! {
        <p class="lead">{words::lead()}</p>
        <h3>{words::now()}</h3>
        <p class="requests">{strings::requests()} " " <output>{count}</output></p>
        <p>{sealed}</p>
        <h3>{words::how()}</h3>
        <ul class="limits">{words::means().map(|text| view! { <li>{text}</li> }).collect_view()}</ul>
        <h3>{words::check()}</h3>
        <ol class="limits">{words::steps().map(|text| view! { <li>{text}</li> }).collect_view()}</ol>
        <h3>{words::policy()}</h3>
        <pre>{policy}</pre>
    }
}
