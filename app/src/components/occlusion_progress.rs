//! Starts occlusion, shows its progress and cancels it.

use leptos::html::Div;
use leptos::prelude::*;
use model::explanation::{MapKind, Occlusion};

use crate::components::failure_view::FailureView;
use crate::protocol::{Failure, JobId};
use crate::session::Session;
use crate::state::PageState;
use crate::state::explanation::{ExplanationState, OcclusionStage};
use crate::strings::explain as words;
use crate::strings::failure::message;

/// What is shown.
#[derive(Debug, Clone, PartialEq)]
enum Progress {
    NotStarted,
    Running,
    Failed(Failure),
}

/// The button, the progress or the failure; nothing while another map is chosen, or once this one is there.
#[component]
pub fn OcclusionProgress(
    /// The film.
    film: JobId,
) -> impl IntoView {
    let state = expect_context::<PageState>().explanation;
    let session = expect_context::<Session>();
    let place = NodeRef::<Div>::new();
    let progress = progress(state, film);
    let done = Memo::new(move |_| {
        state
            .film
            .with(|found| match found.as_ref().map(|it| &it.occlusion) {
                Some(OcclusionStage::Running(logits)) => logits.len(),
                _ => 0,
            })
    });
    let move_focus = move || {
        // The button is about to disappear.
        if let Some(Err(error)) = place.get_untracked().map(|place| place.focus()) {
            web_sys::console::warn_1(&error);
        }
    };
    let start = move |_| {
        session.occlude(film);
        move_focus();
    };
    let cancel = move |_| {
        session.cancel_occlusion(film);
        move_focus();
    };
    let button = move || {
        view! {
            <button class="button" type="button" data-testid="occlude" on:click=start>
                {words::occlude()}
            </button>
        }
    };
    let content = move || match progress.get() {
        None => ().into_any(),
        Some(Progress::NotStarted) => view! {
            <p class="quiet">{words::about_occlusion()}</p>
            {button()}
        }
        .into_any(),
        Some(Progress::Running) => view! {
            <p class="working">{move || words::progress(done.get())}</p>
            <progress
                aria-label=words::occluding()
                max=Occlusion::COUNT.to_string()
                prop:value=move || done.get() as f64
            ></progress>
            <button
                class="button secondary"
                type="button"
                data-testid="cancel-occlusion"
                on:click=cancel
            >
                {words::cancel()}
            </button>
        }
        .into_any(),
        Some(Progress::Failed(failure)) => view! {
            <FailureView title=words::failed() message=message(&failure)>
                {button()}
            </FailureView>
        }
        .into_any(),
    };
    view! {
        <div node_ref=place class="occlusion" tabindex="-1">
            {content}
        </div>
    }
}

/// What is shown for a film.
fn progress(state: ExplanationState, film: JobId) -> Memo<Option<Progress>> {
    Memo::new(move |_| {
        if state.choice.with(|choice| choice.kind) != MapKind::Occlusion {
            return None;
        }
        state.film.with(|found| {
            let found = found.as_ref().filter(|found| found.job == film)?;
            match &found.occlusion {
                OcclusionStage::Not => Some(Progress::NotStarted),
                OcclusionStage::Running(_) => Some(Progress::Running),
                OcclusionStage::Done(_) => None,
                OcclusionStage::Failed(failure) => Some(Progress::Failed(failure.clone())),
            }
        })
    })
}
