//! The panel of the result before there is any film.

use leptos::prelude::*;

use crate::components::disclaimer::Disclaimer;
use crate::strings;

/// What will appear there.
#[component]
pub fn NothingYet() -> impl IntoView {
    view! {
        <p class="eyebrow">{strings::result()}</p>
        <p class="quiet">{strings::nothing_yet()}</p>
        <Disclaimer />
    }
}
