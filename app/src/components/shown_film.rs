//! The film that is shown in the drop zone.

use leptos::prelude::*;

use crate::components::viewer::Viewer;
use crate::state::PageState;

/// The viewer; nothing without a film.
#[component]
pub fn ShownFilm() -> impl IntoView {
    let state = expect_context::<PageState>();
    let any = Memo::new(move |_| state.worklist.with(|list| list.shown().is_some()));
    move || any.get().then(|| view! { <Viewer /> })
}
