//! The panel with the current film's progress, result or failure.

use leptos::html::Section;
use leptos::prelude::*;
use model::input::Fix;
use model::reading::Decision;

use crate::components::disclaimer::Disclaimer;
use crate::components::failure_view::FailureView;
use crate::components::result_card::ResultCard;
use crate::protocol::{Failure, JobId};
use crate::session::Session;
use crate::state::worklist::{Answer, Stage, WorklistFilm};
use crate::state::{EngineState, PageState};
use crate::strings::{self, failure::message};

/// What the panel shows.
#[derive(Debug, Clone, PartialEq)]
enum PanelContent {
    /// No film yet.
    Empty,
    /// Only the engine's failure.
    EngineFailed,
    Waiting(&'static str),
    Working(&'static str),
    Answer {
        job: JobId,
        name: String,
        answer: Answer,
        burned_in: bool,
    },
    Failed(JobId, Failure),
}

/// Files with more frames are not films, and the list would take too long.
const MAX_FRAMES: u32 = 32;

/// The panel.
#[component]
pub fn ResultPanel() -> impl IntoView {
    let state = expect_context::<PageState>();
    let session = expect_context::<Session>();
    let panel = NodeRef::<Section>::new();
    let engine_failure = Memo::new(move |_| {
        state.engine.with(|engine| match engine {
            EngineState::Failed(failure) => Some(failure.clone()),
            _ => None,
        })
    });
    let content = Memo::new(move |_| {
        let engine = state.engine.read();
        state
            .worklist
            .with(|list| content_for(&engine, list.shown()))
    });
    let others = Memo::new(move |_| {
        let others = state.worklist.with(|list| match list.shown() {
            Some(film) if film.stage == Stage::Waiting => list.waiting().saturating_sub(1),
            _ => list.waiting(),
        });
        (others > 0).then(|| strings::waiting(others))
    });
    let body = move || match content.get() {
        PanelContent::EngineFailed => ().into_any(),
        PanelContent::Failed(film, failure) => {
            let read_frames = move |frames| session.read_frames(film, frames);
            view! { <FilmFailure failure read_frames /> }.into_any()
        }
        PanelContent::Empty => view! {
            <p class="eyebrow">{strings::RESULT}</p>
            <p class="quiet">{strings::NOTHING_YET}</p>
            <Disclaimer />
        }
        .into_any(),
        PanelContent::Waiting(words) => view! { <p class="quiet">{words}</p> }.into_any(),
        PanelContent::Working(words) => view! {
            <p class="working">{words}</p>
            <progress aria-label=strings::READING_LABEL></progress>
        }
        .into_any(),
        PanelContent::Answer {
            job,
            name,
            answer,
            burned_in,
        } => {
            let on_fix = Callback::new(move |fix: Fix| {
                session.fix(job, fix);
                // The button is about to disappear.
                let focused = panel.get_untracked().map(|panel| panel.focus());
                if let Some(Err(error)) = focused {
                    web_sys::console::warn_1(&error);
                }
            });
            view! { <ResultCard name answer burned_in on_fix /> }.into_any()
        }
    };
    let retry = move |failure| {
        view! {
            <FailureView title=strings::NO_ENGINE message=message(&failure)>
                <button class="button" type="button" on:click=move |_| session.retry()>
                    {strings::RETRY}
                </button>
            </FailureView>
        }
    };
    view! {
        <section node_ref=panel class="result-panel" tabindex="-1" aria-label=strings::RESULT>
            {body}
            {move || engine_failure.get().map(retry)}
            {move || others.get().map(|words| view! { <p class="waiting">{words}</p> })}
        </section>
    }
}

/// Why a film has no result. Where the film is the cause, that is a refusal.
#[component]
fn FilmFailure(
    /// The failure.
    failure: Failure,
    /// Classifies each of its frames, whose number is the argument.
    read_frames: impl Fn(u32) + 'static,
) -> impl IntoView {
    let decision = failure.is_of_film().then(|| Decision::Refuse.word());
    let frames = match failure {
        Failure::SeveralFrames {
            frames: frames @ ..=MAX_FRAMES,
        } => Some(frames),
        _ => None,
    };
    let select = frames.map(|frames| {
        view! {
            <button class="button" type="button" on:click=move |_| read_frames(frames)>
                {strings::read_frames(frames)}
            </button>
        }
    });
    view! {
        <div
            data-testid=decision.map(|_| "result")
            data-decision=decision
            data-set=decision.map(|_| "")
        >
            <FailureView title=strings::NOT_READ message=message(&failure)>
                {select}
            </FailureView>
        </div>
    }
}

/// The content for the film that is shown. A result stays even if the engine fails later.
fn content_for(engine: &EngineState, shown: Option<&WorklistFilm>) -> PanelContent {
    match (shown.map(|film| (film, &film.stage)), engine) {
        (Some((film, Stage::Answered(answer))), _) => PanelContent::Answer {
            job: film.job,
            name: film.name.clone(),
            answer: answer.clone(),
            burned_in: film.header.is_some_and(|header| header.burned_in),
        },
        (Some((film, Stage::Failed(failure))), _) => {
            PanelContent::Failed(film.job, failure.clone())
        }
        (_, EngineState::Failed(_)) => PanelContent::EngineFailed,
        (None, _) => PanelContent::Empty,
        (Some((_, Stage::Waiting)), EngineState::Ready(_)) => {
            PanelContent::Waiting(strings::WAITING_FOR_TURN)
        }
        (Some((_, Stage::Waiting)), _) => PanelContent::Waiting(strings::WAITING_FOR_ENGINE),
        (Some((_, Stage::Preparing)), _) => PanelContent::Working(strings::PREPARING),
        (Some((_, Stage::Inferring)), _) => PanelContent::Working(strings::INFERRING),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{EngineKind, FilmHeader, Times};
    use model::reading::Reading;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_result_stays_when_the_engine_fails() {
        let answer = Answer {
            reading: Reading::refuse("a.png", "none"),
            times: Times::default(),
            engine: EngineKind::Cpu,
        };
        let film = |stage| WorklistFilm {
            job: JobId(0),
            name: "a.png".to_owned(),
            fixes: Vec::new(),
            stage,
            thumbnail: None,
            icon: None,
            header: Some(FilmHeader {
                projection: None,
                burned_in: true,
            }),
            version: 0,
        };
        let crashed = EngineState::Failed(Failure::CrashedRepeatedly(String::new()));
        let content = |stage| content_for(&crashed, Some(&film(stage)));
        let answered = content(Stage::Answered(answer.clone()));
        let name = "a.png".to_owned();
        let burned_in = true;
        assert_eq!(
            answered,
            PanelContent::Answer {
                job: JobId(0),
                name,
                answer,
                burned_in
            }
        );
        let failed = content(Stage::Failed(Failure::Unreadable));
        assert_eq!(failed, PanelContent::Failed(JobId(0), Failure::Unreadable));
        assert_eq!(content(Stage::Waiting), PanelContent::EngineFailed);
        assert_eq!(content_for(&crashed, None), PanelContent::EngineFailed);
    }
}
