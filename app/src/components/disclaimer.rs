//! The line that stands wherever a probability stands.

use leptos::prelude::*;

use crate::strings;

/// What this is not.
#[component]
pub fn Disclaimer() -> impl IntoView {
    view! { <p class="disclaimer">{strings::DISCLAIMER}</p> }
}
