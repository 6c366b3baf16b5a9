//! What has become of the film that is looked at: nothing yet, on its way, an answer or a failure.

use leptos::prelude::*;

use crate::app::Desk;
use crate::components::disclaimer::Disclaimer;
use crate::components::failure_view::FailureView;
use crate::components::result_card::ResultCard;
use crate::protocol::Failure;
use crate::state::worklist::{Answer, Stage};
use crate::state::{EngineState, PageState};
use crate::strings::{self, failure::message};

/// All that there can be to say.
#[derive(Debug, Clone, PartialEq)]
enum Say {
    NoEngine(Failure),
    Nothing,
    Wait(&'static str),
    Work(&'static str),
    Answer(String, Answer),
    Failed(Failure),
}

/// The part of the page that answers.
#[component]
pub fn Outcome() -> impl IntoView {
    let state = expect_context::<PageState>();
    let desk = expect_context::<Desk>();
    let say = Memo::new(move |_| say(state));
    let waiting = Memo::new(move |_| {
        let others = state.worklist.with(|list| match list.shown() {
            Some(film) if film.stage == Stage::Waiting => list.waiting().saturating_sub(1),
            _ => list.waiting(),
        });
        (others > 0).then(|| strings::waiting(others))
    });
    let body = move || match say.get() {
        Say::NoEngine(failure) => view! {
            <FailureView title=strings::NO_ENGINE message=message(&failure)>
                <button class="button" type="button" on:click=move |_| desk.retry()>
                    {strings::RETRY}
                </button>
            </FailureView>
        }
        .into_any(),
        Say::Failed(failure) => {
            view! { <FailureView title=strings::NOT_READ message=message(&failure) /> }.into_any()
        }
        Say::Nothing => view! {
            <p class="eyebrow">{strings::RESULT}</p>
            <p class="quiet">{strings::NOTHING_YET}</p>
            <Disclaimer />
        }
        .into_any(),
        Say::Wait(words) => view! { <p class="quiet">{words}</p> }.into_any(),
        Say::Work(words) => view! {
            <p class="working">{words}</p>
            <progress aria-label=strings::READING_LABEL></progress>
        }
        .into_any(),
        Say::Answer(name, answer) => view! { <ResultCard name answer /> }.into_any(),
    };
    view! {
        <section class="outcome" aria-label=strings::RESULT>
            {body}
            {move || waiting.get().map(|words| view! { <p class="waiting">{words}</p> })}
        </section>
    }
}

fn say(state: PageState) -> Say {
    let (no_engine, ready) = state.engine.with(|engine| match engine {
        EngineState::Failed(failure) => (Some(failure.clone()), false),
        EngineState::Ready(_) => (None, true),
        _ => (None, false),
    });
    if let Some(failure) = no_engine {
        return Say::NoEngine(failure);
    }
    state.worklist.with(|list| match list.shown() {
        None => Say::Nothing,
        Some(film) => match &film.stage {
            Stage::Waiting if ready => Say::Wait(strings::WAITING_FOR_TURN),
            Stage::Waiting => Say::Wait(strings::WAITING_FOR_ENGINE),
            Stage::Preparing => Say::Work(strings::PREPARING),
            Stage::Inferring => Say::Work(strings::INFERRING),
            Stage::Answered(answer) => Say::Answer(film.name.clone(), answer.clone()),
            Stage::Failed(failure) => Say::Failed(failure.clone()),
        },
    })
}
