//! The sheet of keys, mouse and fingers.

use leptos::html::Dialog;
use leptos::prelude::*;

use crate::state::viewer::ViewerState;
use crate::strings::viewer as words;
use crate::strings::worklist;

/// The sheet; it is shown by `show_modal`.
#[component]
pub fn Shortcuts(
    /// The viewer.
    viewer: ViewerState,
    /// Its dialog.
    dialog: NodeRef<Dialog>,
) -> impl IntoView {
    let close = move |_| {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    let switched = move |event| viewer.keys_everywhere.set(event_target_checked(&event));
    view! {
        <dialog node_ref=dialog class="shortcuts" aria-labelledby="shortcuts-title">
            <header>
                <h2 id="shortcuts-title">{words::help()}</h2>
                <button class="button secondary" type="button" on:click=close>
                    {words::close()}
                </button>
            </header>
            <div class="shortcut-parts">
                <div class="keys">
                    <Part heading=words::keys() rows=words::key_rows().into() />
                </div>
                <div>
                    <Part heading=words::mouse() rows=words::mouse_rows().into() />
                    <Part heading=words::touch() rows=words::touch_rows().into() />
                    <Part heading=words::list_keys() rows=worklist::shortcuts().into() />
                </div>
            </div>
            <label class="switch">
                <input type="checkbox" prop:checked=viewer.keys_everywhere on:change=switched />
                " "
                {words::keys_everywhere()}
            </label>
        </dialog>
    }
    .into_any()
}

/// One part of the sheet.
#[component]
fn Part(
    /// Its heading.
    heading: String,
    /// Keys or movements, and what they do.
    rows: Vec<(String, String)>,
) -> impl IntoView {
    let row = |(key, meaning): (String, String)| {
        view! {
            <dt>
                <kbd>{key}</kbd>
            </dt>
            <dd>{meaning}</dd>
        }
    };
    let rows: Vec<_> = rows.into_iter().map(row).collect();
    view! {
        <section>
            <h3>{heading}</h3>
            <dl>{rows}</dl>
        </section>
    }
    .into_any()
}
