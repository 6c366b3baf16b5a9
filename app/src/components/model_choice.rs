//! The choice between the two models, and the offer of the light one on a slow connection.

use leptos::prelude::*;

use crate::components::form::ActionButton;
use crate::protocol::ModelChoice as Choice;
use crate::session::Session;
use crate::state::own_model::Keeping;
use crate::state::{EngineState, PageState};
use crate::strings::model_choice as words;
use crate::web::clock;
use crate::web::connection::Connection;

/// A download that would take longer than this is slow, in milliseconds.
const PATIENCE_MILLIS: f64 = 15_000.0;

/// How long a download is watched before its end is predicted, in milliseconds.
const WATCH_MILLIS: f64 = 2_000.0;

/// A choice between both models. Films that are already read are read again by the other.
#[component]
pub fn ModelChoice() -> impl IntoView {
    let state = expect_context::<PageState>();
    let session = expect_context::<Session>();
    let chosen = state.model_choice;
    let choose = move |event| {
        if let Some(model) = Choice::from_word(&event_target_value(&event)) {
            session.choose_model(model);
        }
    };
    let own = state.own_model;
    let yours = move || {
        own.get().map(|own| {
            view! {
                <option
                    value=Choice::Own.word()
                    selected=move || chosen.get() == Choice::Own
                >
                    {words::own(&own.name)}
                </option>
            }
        })
    };
    let options = Choice::HOSTED.map(|each| {
        view! {
            <option value=each.word() selected=move || chosen.get() == each>
                {words::option(each)}
            </option>
        }
    });
    let connection = Connection::present();
    let slow = slow_download(state, connection);
    let note = Memo::new(move |_| match chosen.get() {
        Choice::Light => connection.saves_data.then(words::saves_data),
        Choice::Full => slow.get().then(words::slow),
        Choice::Own => own.with(|own| own.as_ref().map(|own| words::keeping(own.keeping))),
    });
    let use_light = Callback::new(move |()| session.choose_model(Choice::Light));
    let offered = move || chosen.get() == Choice::Full && slow.get();
    view! {
        <div class="model-choice">
            <label for="model-choice">{words::label()}</label>
            <select id="model-choice" data-testid="model-choice" on:change=choose>
                {options.collect_view()} {yours}
            </select>
            <p>{move || state.model.with(|card| card.as_ref().map(|card| card.name.clone()))}</p>
            <p role="status">{move || note.get()}</p>
            <OwnModelButtons />
            <Show when=offered>
                <ActionButton
                    text=words::use_light()
                    class="button"
                    test_id="use-light"
                    on_click=use_light
                />
            </Show>
        </div>
    }
}

/// Keeps the user's model in this browser, or removes it.
#[component]
fn OwnModelButtons() -> impl IntoView {
    let state = expect_context::<PageState>();
    let session = expect_context::<Session>();
    let keeping = Memo::new(move |_| {
        let own = state
            .own_model
            .with(|own| own.as_ref().map(|own| own.keeping));
        own.filter(|_| state.model_choice.get() == Choice::Own)
    });
    let button = |text: String, test_id, on_click| {
        view! { <ActionButton text class="button secondary" test_id on_click /> }.into_any()
    };
    let keep = Callback::new(move |()| session.keep_model());
    let forget = Callback::new(move |()| session.forget_model());
    move || match keeping.get()? {
        Keeping::Not if state.engine.with(EngineState::is_ready) => {
            Some(button(words::keep(), "keep-model", keep))
        }
        Keeping::Kept => Some(button(words::forget(), "forget-model", forget)),
        Keeping::Not | Keeping::Storing | Keeping::Refused => None,
    }
}

/// Whether the model is being downloaded over a slow connection: the browser says so, or the download
/// itself shows it.
fn slow_download(state: PageState, connection: Connection) -> Memo<bool> {
    let started = StoredValue::new(None::<f64>);
    Memo::new(move |_| {
        let progress = state.engine.with(|engine| match engine {
            EngineState::Loading { received, total } => Some((*received, *total)),
            _ => None,
        });
        let Some((received, total)) = progress else {
            started.set_value(None);
            return false;
        };
        let now = clock::now();
        let elapsed = now - started.get_value().unwrap_or(now);
        started.set_value(Some(now - elapsed));
        connection.is_slow || total.is_some_and(|total| takes_long(received, total, elapsed))
    })
}

/// Whether the rest of a download will take long at the speed so far.
fn takes_long(received: u64, total: u64, elapsed_millis: f64) -> bool {
    #[expect(clippy::cast_precision_loss, reason = "sizes of files")]
    let left = total.saturating_sub(received) as f64 / received.max(1) as f64;
    elapsed_millis >= WATCH_MILLIS && left * elapsed_millis > PATIENCE_MILLIS
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_download_is_slow_once_it_was_watched_and_much_is_left() {
        for (received, total, elapsed, expected) in [
            (1, 26_000_000, 100.0, false),
            (0, 26_000_000, 2_500.0, true),
            (1_000_000, 26_000_000, 2_500.0, true),
            (20_000_000, 26_000_000, 2_500.0, false),
            (26_000_000, 26_000_000, 60_000.0, false),
        ] {
            assert_eq!(takes_long(received, total, elapsed), expected, "{received}");
        }
    }
}
