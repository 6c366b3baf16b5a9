//! The choice of the language.

use leptos::prelude::*;
use leptos::task::spawn_local_scoped;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::locale::{Locale, current};
use crate::state::PageState;
use crate::strings::language as words;

/// The element that chooses, which is another one in each language.
const ID: &str = "language";

/// All languages by their own names.
#[component]
pub fn LanguageChoice() -> impl IntoView {
    let state = expect_context::<PageState>();
    let failed = RwSignal::new(None::<Locale>);
    let options = Locale::ALL.map(|locale| {
        let selected = locale == current();
        view! {
            <option value=locale.tag() lang=locale.tag() selected=selected>
                {locale.own_name()}
            </option>
        }
    });
    let choose = move |event| {
        let Some(locale) = Locale::from_tag(&event_target_value(&event)) else {
            return;
        };
        spawn_local_scoped(async move {
            if locale.choose().await {
                state.locale.set(locale);
                request_animation_frame(focus);
            } else {
                failed.set(Some(locale));
            }
        });
    };
    let failure = move || {
        failed.get().map(|locale| {
            view! {
                <p class="caution" role="alert" data-testid="no-language">
                    {words::not_loaded(locale.own_name())}
                </p>
            }
        })
    };
    view! {
        <label class="language">
            <span class="unseen">{words::label()}</span>
            <select id=ID data-testid="language" on:change=choose>
                {options.collect_view()}
            </select>
        </label>
        {failure}
    }
}

/// Returns the focus to the choice.
fn focus() {
    let choice = document().get_element_by_id(ID);
    if let Some(choice) = choice.and_then(|choice| choice.dyn_into::<HtmlElement>().ok()) {
        // Only an element that is not in the document refuses the focus.
        drop(choice.focus());
    }
}
