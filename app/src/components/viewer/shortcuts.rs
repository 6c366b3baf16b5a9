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
                    <Part heading=words::keys() rows=&words::KEY_ROWS />
                </div>
                <div>
                    <Part heading=words::mouse() rows=&words::MOUSE_ROWS />
                    <Part heading=words::touch() rows=&words::TOUCH_ROWS />
                    <Part heading=words::list_keys() rows=&worklist::SHORTCUTS />
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
    heading: &'static str,
    /// Keys or movements, and what they do.
    rows: &'static [(&'static str, &'static str)],
) -> impl IntoView {
    let row = |(key, meaning): &(&'static str, &'static str)| {
        view! {
            <dt>
                <kbd>{*key}</kbd>
            </dt>
            <dd>{*meaning}</dd>
        }
    };
    let rows: Vec<_> = rows.iter().map(row).collect();
    view! {
        <section>
            <h3>{heading}</h3>
            <dl>{rows}</dl>
        </section>
    }
    .into_any()
}
