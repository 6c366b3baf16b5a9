//! The panel with the current film's progress, result or failure.

use leptos::html::Section;
use leptos::prelude::*;
use model::class::Class;
use model::input::Fix;
use model::reading::Decision;

use crate::components::example_film::ExampleFilm;
use crate::components::explain_panel::ExplainPanel;
use crate::components::failure_view::FailureView;
use crate::components::fix_buttons::FixButtons;
use crate::components::lens_panel::LensPanel;
use crate::components::nothing_yet::NothingYet;
use crate::components::reader_card::ReaderCard;
use crate::components::report::ReportButton;
use crate::components::result_card::ResultCard;
use crate::protocol::{Failure, JobId, ModelChoice};
use crate::session::Session;
use crate::state::worklist::{Answer, ReaderAnswer, Stage, WorklistFilm};
use crate::state::{EngineState, PageState};
use crate::strings::{self, failure::message, model_choice, readers};

/// What the panel shows.
#[derive(Debug, Clone, PartialEq)]
enum PanelContent {
    /// No film yet.
    Empty,
    /// Only the engine's failure.
    EngineFailed,
    Waiting(String),
    Working(String),
    /// The answer waits for the reader's.
    Hidden(JobId),
    Answer {
        job: JobId,
        name: String,
        answer: Answer,
        burned_in: bool,
        undo: Option<Fix>,
        reader: Option<ReaderAnswer>,
    },
    Failed(JobId, Failure, Option<Fix>),
}

/// Files with more frames are not films, and the list would take too long.
const MAX_FRAMES: u32 = 32;

/// The panel.
#[component]
pub fn ResultPanel() -> impl IntoView {
    let state = expect_context::<PageState>();
    let session = expect_context::<Session>();
    let panel = NodeRef::<Section>::new();
    let content = Memo::new(move |_| {
        let engine = state.engine.read();
        state
            .worklist
            .with(|list| content_for(&engine, list.shown(), state.reads_blind()))
    });
    let points = Signal::derive(move || {
        let points = Class::DISEASES.map(|class| state.operating_point(class));
        points.into_iter().flatten().collect()
    });
    let promise = Signal::derive(move || state.promise());
    // For a button that is about to disappear.
    let take_focus = move || {
        let focused = panel.get_untracked().map(|panel| panel.focus());
        if let Some(Err(error)) = focused {
            web_sys::console::warn_1(&error);
        }
    };
    let on_fix = move |film: JobId, fix: Option<Fix>| {
        match fix {
            Some(fix) => session.fix(film, fix),
            None => session.undo_fix(film),
        }
        take_focus();
    };
    let on_answer = Callback::new(move |()| take_focus());
    let body = move || match content.get() {
        PanelContent::EngineFailed => ().into_any(),
        PanelContent::Failed(film, failure, undo) => {
            let read_frames = move |frames| session.read_frames(film, frames);
            let on_fix = Callback::new(move |fix| on_fix(film, fix));
            view! { <FilmFailure failure read_frames undo on_fix /> }.into_any()
        }
        PanelContent::Empty => view! {
            <NothingYet />
            <ExampleFilm />
        }
        .into_any(),
        PanelContent::Waiting(words) => view! { <p class="quiet">{words}</p> }.into_any(),
        PanelContent::Working(words) => view! {
            <p class="working">{words}</p>
            <progress aria-label=strings::reading_label()></progress>
        }
        .into_any(),
        PanelContent::Hidden(job) => view! { <ReaderCard job on_answer /> }.into_any(),
        PanelContent::Answer {
            job,
            name,
            answer,
            burned_in,
            undo,
            reader,
        } => {
            let on_fix = Callback::new(move |fix| on_fix(job, fix));
            view! {
                <OwnModelNote />
                <ResultCard name answer=answer.clone() burned_in undo points promise on_fix />
                {reader
                    .map(|it| {
                        let said = readers::said(it.class, it.sureness);
                        view! { <p class="said" data-testid="reader-said">{said}</p> }
                    })}
                <ReportButton job />
                <ExplainPanel film=job answer=answer.clone() />
                <LensPanel film=job answer />
            }
            .into_any()
        }
    };
    view! {
        <section node_ref=panel class="result-panel" tabindex="-1" aria-label=strings::result()>
            {body} <EngineFailure /> <OthersWaiting />
        </section>
    }
}

/// That an answer is that of the user's own model.
#[component]
fn OwnModelNote() -> impl IntoView {
    let model = expect_context::<PageState>().model_choice;
    view! {
        <Show when=move || model.get() == ModelChoice::Own>
            <p class="caution minor" data-testid="own-model">
                {model_choice::own_model()}
            </p>
        </Show>
    }
}

/// Why there is no engine, and the button that starts it again.
#[component]
fn EngineFailure() -> impl IntoView {
    let state = expect_context::<PageState>();
    let session = expect_context::<Session>();
    let failure = Memo::new(move |_| {
        state.engine.with(|engine| match engine {
            EngineState::Failed(failure) => Some(failure.clone()),
            _ => None,
        })
    });
    let retry = move |failure| {
        view! {
            <FailureView title=strings::no_engine() message=message(&failure)>
                <button class="button" type="button" on:click=move |_| session.retry()>
                    {strings::retry()}
                </button>
            </FailureView>
        }
    };
    move || failure.get().map(retry)
}

/// How many other films are waiting.
#[component]
fn OthersWaiting() -> impl IntoView {
    let state = expect_context::<PageState>();
    let others = Memo::new(move |_| {
        let others = state.worklist.with(|list| match list.shown() {
            Some(film) if film.stage == Stage::Waiting => list.waiting().saturating_sub(1),
            _ => list.waiting(),
        });
        (others > 0).then(|| strings::waiting(others))
    });
    move || {
        let words = others.get();
        words.map(|words| view! { <p class="waiting">{words}</p> })
    }
}

/// Why a film has no result. Where the film is the cause, that is a refusal.
#[component]
fn FilmFailure(
    /// The failure.
    failure: Failure,
    /// Classifies each of its frames, whose number is the argument.
    read_frames: impl Fn(u32) + 'static,
    /// The last change of its picture that the user chose.
    undo: Option<Fix>,
    /// Classifies the film again without it.
    on_fix: Callback<Option<Fix>>,
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
            <FailureView title=strings::not_read() message=message(&failure)>
                {select} <FixButtons offered=Vec::new() undo on_fix />
            </FailureView>
        </div>
    }
}

/// The content for the film that is shown. A result stays even if the engine fails later.
fn content_for(engine: &EngineState, shown: Option<&WorklistFilm>, blind: bool) -> PanelContent {
    match (shown.map(|film| (film, &film.stage)), engine) {
        (Some((film, _)), _) if film.is_hidden(blind) => PanelContent::Hidden(film.job),
        (Some((film, Stage::Answered(answer))), _) => PanelContent::Answer {
            job: film.job,
            name: film.name.clone(),
            answer: answer.clone(),
            burned_in: film.header.is_some_and(|header| header.burned_in),
            undo: film.fixes.last().copied(),
            reader: film.reader,
        },
        (Some((film, Stage::Failed(failure))), _) => {
            PanelContent::Failed(film.job, failure.clone(), film.fixes.last().copied())
        }
        (_, EngineState::Failed(_)) => PanelContent::EngineFailed,
        (None, _) => PanelContent::Empty,
        (Some((_, Stage::Waiting)), EngineState::Ready(_)) => {
            PanelContent::Waiting(strings::waiting_for_turn())
        }
        (Some((_, Stage::Waiting)), _) => PanelContent::Waiting(strings::waiting_for_engine()),
        (Some((_, Stage::Preparing)), _) => PanelContent::Working(strings::preparing()),
        (Some((_, Stage::Inferring)), _) => PanelContent::Working(strings::inferring()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{EngineKind, Examined, FilmHeader, Times};
    use model::reading::Reading;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_result_stays_when_the_engine_fails() {
        let answer = Answer {
            examined: Examined::Refused(Reading::refuse("", "none")),
            reading: Reading::refuse("a.png", "none"),
            times: Times::default(),
            engine: EngineKind::Cpu,
        };
        let film = |stage| WorklistFilm {
            fixes: vec![Fix::Invert],
            stage,
            header: Some(FilmHeader {
                projection: None,
                burned_in: true,
            }),
            ..WorklistFilm::new(JobId(0), "a.png".to_owned())
        };
        let crashed = EngineState::Failed(Failure::CrashedRepeatedly(String::new()));
        let content = |stage| content_for(&crashed, Some(&film(stage)), true);
        let answered = content(Stage::Answered(answer.clone()));
        let name = "a.png".to_owned();
        let burned_in = true;
        let undo = Some(Fix::Invert);
        assert_eq!(
            answered,
            PanelContent::Answer {
                job: JobId(0),
                name,
                answer,
                burned_in,
                undo,
                reader: None,
            }
        );
        let failed = content(Stage::Failed(Failure::Unreadable));
        assert_eq!(
            failed,
            PanelContent::Failed(JobId(0), Failure::Unreadable, undo)
        );
        assert_eq!(content(Stage::Waiting), PanelContent::EngineFailed);
        assert_eq!(
            content_for(&crashed, None, true),
            PanelContent::EngineFailed
        );
    }
}
