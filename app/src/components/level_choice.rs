//! The level of the answer sets, and what it has cost and kept on films with known labels.

use leptos::prelude::*;
use model::answer_set::Level;

use crate::state::PageState;
use crate::strings::options as words;

/// A choice between all levels. Films that are already read are decided again.
#[component]
pub fn LevelChoice() -> impl IntoView {
    let state = expect_context::<PageState>();
    let level = state.options.level;
    let choose = move |event| {
        let percent = event_target_value(&event);
        let chosen = Level::all().find(|level| level.percent().to_string() == percent);
        if let Some(level) = chosen {
            state.set_level(level);
        }
    };
    let options = Level::all().map(|each| {
        view! {
            <option value=each.percent().to_string() selected=move || level.get() == each>
                {words::level(each)}
            </option>
        }
    });
    let measured = move || match state.calibrated_on() {
        Some(_) => None,
        None => state.set_result("test").map(|sets| words::answered(&sets)),
    };
    view! {
        <div class="option">
            <label for="level">{words::level_label()}</label>
            <select id="level" data-testid="level" on:change=choose>
                {options.collect_view()}
            </select>
            <p>{move || words::promise(level.get())} " " {measured}</p>
        </div>
    }
}
