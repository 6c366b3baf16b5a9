//! What has become of the film that is looked at: nothing yet, on its way, an answer or a failure.

use leptos::prelude::*;

use crate::app::Desk;
use crate::components::disclaimer::Disclaimer;
use crate::components::failure_view::FailureView;
use crate::components::result_card::ResultCard;
use crate::protocol::Failure;
use crate::state::worklist::{Answer, Film, Stage};
use crate::state::{EngineState, PageState};
use crate::strings::{self, failure::message};

/// All that there can be to say of a film.
#[derive(Debug, Clone, PartialEq)]
enum Say {
    Nothing,
    /// The engine's failure says it all.
    NoMore,
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
    let no_engine = Memo::new(move |_| {
        state.engine.with(|engine| match engine {
            EngineState::Failed(failure) => Some(failure.clone()),
            _ => None,
        })
    });
    let say = Memo::new(move |_| {
        let engine = state.engine.read();
        state.worklist.with(|list| say(&engine, list.shown()))
    });
    let waiting = Memo::new(move |_| {
        let others = state.worklist.with(|list| match list.shown() {
            Some(film) if film.stage == Stage::Waiting => list.waiting().saturating_sub(1),
            _ => list.waiting(),
        });
        (others > 0).then(|| strings::waiting(others))
    });
    let body = move || match say.get() {
        Say::NoMore => ().into_any(),
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
    let way_out = move |failure| {
        view! {
            <FailureView title=strings::NO_ENGINE message=message(&failure)>
                <button class="button" type="button" on:click=move |_| desk.retry()>
                    {strings::RETRY}
                </button>
            </FailureView>
        }
    };
    view! {
        <section class="outcome" aria-label=strings::RESULT>
            {body}
            {move || no_engine.get().map(way_out)}
            {move || waiting.get().map(|words| view! { <p class="waiting">{words}</p> })}
        </section>
    }
}

/// What is said of the film that is looked at. An answer stays whatever becomes of the engine.
fn say(engine: &EngineState, shown: Option<&Film>) -> Say {
    match (shown.map(|film| (film, &film.stage)), engine) {
        (Some((film, Stage::Answered(answer))), _) => {
            Say::Answer(film.name.clone(), answer.clone())
        }
        (Some((_, Stage::Failed(failure))), _) => Say::Failed(failure.clone()),
        (_, EngineState::Failed(_)) => Say::NoMore,
        (None, _) => Say::Nothing,
        (Some((_, Stage::Waiting)), EngineState::Ready(_)) => Say::Wait(strings::WAITING_FOR_TURN),
        (Some((_, Stage::Waiting)), _) => Say::Wait(strings::WAITING_FOR_ENGINE),
        (Some((_, Stage::Preparing)), _) => Say::Work(strings::PREPARING),
        (Some((_, Stage::Inferring)), _) => Say::Work(strings::INFERRING),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{EngineKind, JobId, Times};
    use model::reading::Reading;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn an_answer_outlives_the_engine() {
        let answer = Answer {
            reading: Reading::refuse("a.png", "none"),
            times: Times::default(),
            engine: EngineKind::Cpu,
        };
        let film = |stage| Film {
            job: JobId(0),
            name: "a.png".to_owned(),
            stage,
            picture: None,
            stamp: None,
        };
        let dead = EngineState::Failed(Failure::Dead(String::new()));
        let said = |stage| say(&dead, Some(&film(stage)));
        let answered = said(Stage::Answered(answer.clone()));
        assert_eq!(answered, Say::Answer("a.png".to_owned(), answer));
        let failed = said(Stage::Failed(Failure::Unreadable));
        assert_eq!(failed, Say::Failed(Failure::Unreadable));
        assert_eq!(said(Stage::Waiting), Say::NoMore);
        assert_eq!(say(&dead, None), Say::NoMore);
    }
}
