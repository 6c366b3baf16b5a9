//! The engine's state and device.

use leptos::prelude::*;

use crate::protocol::EngineKind;
use crate::state::{EngineState, PageState};
use crate::strings::{self, engine};

/// The class of the light in front of the text.
const LAMP: &str = "lamp";

/// The engine's state, with a progress bar while the model is loading.
#[component]
pub fn EngineStatus() -> impl IntoView {
    let state = expect_context::<PageState>().engine;
    let word = move || state.with(EngineState::word);
    let kind = move || state.with(|state| state.engine().map(EngineKind::word));
    // A live region: it must not change with every chunk of the download.
    let line = Memo::new(move |_| state.with(line));
    let detail = Memo::new(move |_| state.with(detail));
    let download = Memo::new(move |_| {
        state.with(|state| match state {
            EngineState::Loading {
                received,
                total: Some(total),
            } => Some((*received, *total)),
            _ => None,
        })
    });
    view! {
        <div class="engine" data-testid="engine-status" data-state=word data-engine=kind>
            <p class="engine-line" role="status">
                <span class=LAMP aria-hidden="true"></span>
                {move || line.get()}
            </p>
            {move || detail.get().map(|detail| view! { <p class="engine-detail">{detail}</p> })}
            {move || {
                download
                    .get()
                    .map(|(received, total)| {
                        view! {
                            <p class="engine-detail">{strings::downloaded(received, total)}</p>
                            <progress
                                aria-label=strings::download_label()
                                max=total.to_string()
                                value=received.to_string()
                            ></progress>
                        }
                    })
            }}
        </div>
    }
}

fn line(state: &EngineState) -> String {
    match state {
        EngineState::Loading { total: None, .. } => engine::starting(),
        EngineState::Loading { .. } => engine::loading(),
        EngineState::Checking(kind) => engine::checking(*kind),
        EngineState::Ready(report) => engine::ready(report),
        EngineState::Failed(_) => engine::failed(),
    }
}

fn detail(state: &EngineState) -> Option<String> {
    match state {
        EngineState::Ready(report) => report
            .why_cpu
            .as_ref()
            .map(|why| strings::capitalised(&engine::why_cpu(why))),
        _ => None,
    }
}
