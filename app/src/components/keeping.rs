//! Whether this browser keeps the list, and the way back to its films.

use leptos::prelude::*;

use crate::components::form::{ActionButton, Switch, sentence, when};
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
    let is_kept = Signal::derive(move || keeping.get() == Keeping::On);
    let on_change = Callback::new(move |keep| session.keep(keep));
    let refused = move || keeping.get() == Keeping::Refused;
    let not_kept = || sentence("caution", "not-kept", Some(words::not_kept()));
    view! {
        <div class="keep">
            <Switch
                label=words::keep()
                test_id="keep-list"
                checked=is_kept
                on_change
                described_by="keep-what"
            />
            <p class="quiet note" id="keep-what">
                {words::keep_what()}
            </p>
            {when(refused, not_kept)}
        </div>
    }
    .into_any()
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
    let on_reopen = Callback::new(move |()| session.reopen());
    let reopen = move || {
        view! {
            <ActionButton text=words::reopen() class="button" test_id="reopen" on_click=on_reopen />
        }
        .into_any()
    };
    let without = move || {
        view! {
            <div class="without" role="group" data-testid="without-files">
                <p>{move || words::without_file(missing.get())} " " {words::drop_again()}</p>
                {when(move || can_reopen.get(), reopen)}
            </div>
        }
        .into_any()
    };
    when(move || missing.get() > 0, without)
}
