//! The disclaimer shown beside every probability.

use leptos::prelude::*;

use crate::strings;

/// The short disclaimer.
#[component]
pub fn Disclaimer() -> impl IntoView {
    view! { <p class="disclaimer">{strings::disclaimer()}</p> }
}
