//! Whether this browser keeps the list, and the way back to its films.

use leptos::prelude::*;

use crate::session::Session;
use crate::state::PageState;
use crate::state::list::Keeping;
use crate::strings::worklist as words;

/// The choice to keep the list.
#[component]
pub fn KeepChoice() -> impl IntoView {
    let state = expect_context::<PageState>();
    let session = expect_context::<Session>();
    let keeping = state.list.keeping;
    view! {
        <div class="keep">
            <label class="switch">
                <input
                    type="checkbox"
                    data-testid="keep-list"
                    aria-describedby="keep-what"
                    prop:checked=move || keeping.get() == Keeping::On
                    on:change=move |event| session.keep(event_target_checked(&event))
                />
                {words::KEEP}
            </label>
            <p class="quiet note" id="keep-what">
                {words::KEEP_WHAT}
            </p>
            {move || {
                (keeping.get() == Keeping::Refused)
                    .then(|| view! { <p class="caution">{words::NOT_KEPT}</p> })
            }}
        </div>
    }
}

/// How to get at the films of a kept list; nothing where none is missing.
#[component]
pub fn WithoutFiles() -> impl IntoView {
    let state = expect_context::<PageState>();
    let session = expect_context::<Session>();
    let missing = Memo::new(move |_| {
        let without = state.list.without_file.read();
        let worklist = state.worklist.read();
        let missing = without.iter().filter(|id| worklist.film(**id).is_some());
        missing.count()
    });
    let can_reopen = state.list.can_reopen;
    view! {
        <Show when=move || { missing.get() > 0 }>
            <div class="without" role="group" data-testid="without-files">
                <p>{move || words::without_file(missing.get())} " " {words::DROP_AGAIN}</p>
                <Show when=move || can_reopen.get()>
                    <button
                        class="button"
                        type="button"
                        data-testid="reopen"
                        on:click=move |_| session.reopen()
                    >
                        {words::REOPEN}
                    </button>
                </Show>
            </div>
        </Show>
    }
}
