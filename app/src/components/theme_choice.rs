//! The choice of the theme.

use leptos::prelude::*;

use crate::strings::theme as words;
use crate::web::theme;

/// The system's theme, or one of ours.
#[component]
pub fn ThemeChoice() -> impl IntoView {
    let chosen = theme::chosen().unwrap_or_default();
    let options = words::themes().map(|(word, name)| {
        let selected = word == chosen;
        view! {
            <option value=word selected=selected>
                {name}
            </option>
        }
    });
    let choose = |event| {
        let word = event_target_value(&event);
        let result = theme::choose((!word.is_empty()).then_some(word.as_str()));
        if let Err(error) = result {
            web_sys::console::warn_1(&error.to_string().into());
        }
    };
    view! {
        <label class="theme">
            <span class="unseen">{words::label()}</span>
            <select data-testid="theme" on:change=choose>
                {options.collect_view()}
            </select>
        </label>
    }
}
