//! The page on the engine: what the device is, and whether it computes correctly, for a bug report.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::form::ActionButton;
use crate::protocol::diagnosis::Diagnosis;
use crate::session::Session;
use crate::state::diagnosis::DiagnosisStage;
use crate::state::{EngineState, PageState};
use crate::strings::diagnosis_report;
use crate::strings::pages::diagnosis_page as words;
use crate::web::{clipboard, environment, offline};

/// The report, once it is asked for.
#[component]
pub fn DiagnosisPage() -> impl IntoView {
    let state = expect_context::<PageState>();
    let session = expect_context::<Session>();
    let busy = move || !state.engine.with(EngineState::is_ready);
    let found = move || match state.diagnosis.get() {
        DiagnosisStage::Not => ().into_any(),
        DiagnosisStage::Waiting => view! { <p role="status">{words::waiting()}</p> }.into_any(),
        DiagnosisStage::Running => view! { <p role="status">{words::running()}</p> }.into_any(),
        DiagnosisStage::Done(found) => {
            view! { <Report text=report(state, Some(&found)) /> }.into_any()
        }
    };
    let without_engine = move || {
        let failed = state
            .engine
            .with(|engine| matches!(engine, EngineState::Failed(_)));
        failed.then(|| view! { <Report text=report(state, None) /> })
    };
    view! {
        <p class="lead">{words::lead()}</p>
        <p>
            <ActionButton
                text=words::examine()
                class="button"
                test_id="examine"
                on_click=Callback::new(move |()| session.diagnose())
                disabled=Signal::derive(busy)
            />
        </p>
        {found}
        {without_engine}
    }
}

/// A text to copy.
#[component]
fn Report(
    /// The text.
    text: String,
) -> impl IntoView {
    let copied = RwSignal::new(None::<bool>);
    let content = StoredValue::new(text.clone());
    let copy = move |_| {
        spawn_local(async move {
            copied.set(Some(clipboard::write(&content.get_value()).await.is_ok()));
        });
    };
    let note = move || {
        copied.get().map(|copied| {
            if copied {
                words::copied()
            } else {
                words::not_copied()
            }
        })
    };
    view! {
        <p>
            <button class="button secondary" type="button" on:click=copy>
                {words::copy()}
            </button>
            " "
            <span role="status">{note}</span>
        </p>
        <pre data-testid="diagnosis" tabindex="0" aria-label=words::report()>
            {text}
        </pre>
    }
}

/// All that is known of page, engine and device.
fn report(state: PageState, found: Option<&Diagnosis>) -> String {
    let model = state.model.with_untracked(|card| {
        let card = card.as_ref()?;
        Some((card.name.clone(), card.weights.clone()))
    });
    diagnosis_report::text(&diagnosis_report::Facts {
        model,
        browser: environment::user_agent(),
        cores: environment::cores(),
        isolated: environment::is_isolated(),
        cached: state.cached.get_untracked(),
        sealed: offline::is_active(),
        engine: state.engine.get_untracked(),
        found,
    })
}
