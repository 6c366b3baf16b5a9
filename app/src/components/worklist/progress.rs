//! How far the films are, and the buttons that pause, cancel and continue.

use leptos::prelude::*;

use crate::components::form::{ActionButton, when};
use crate::protocol::Failure;
use crate::session::Session;
use crate::state::PageState;
use crate::state::worklist::{Stage, Worklist, WorklistFilm};
use crate::strings::worklist as words;

/// What is left to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Left {
    unfinished: usize,
    waiting: usize,
    cancelled: usize,
}

impl Left {
    fn of(list: &Worklist) -> Self {
        let cancelled = |film: &&WorklistFilm| film.stage == Stage::Failed(Failure::Cancelled);
        Self {
            unfinished: list.unfinished(),
            waiting: list.waiting(),
            cancelled: list.films().iter().filter(cancelled).count(),
        }
    }
}

/// Progress and its buttons; nothing while no film waits or was cancelled.
#[component]
pub fn Progress(
    /// How many films there are.
    films: Memo<usize>,
) -> impl IntoView {
    let state = expect_context::<PageState>();
    let session = expect_context::<Session>();
    let left = Memo::new(move |_| state.worklist.with(Left::of));
    let paused = state.list.paused;
    let is_long = move || films.get() > 1 && (left.get().unfinished > 0 || paused.get());
    let continue_text = Signal::derive(move || words::continue_cancelled(left.get().cancelled));
    let on_continue = Callback::new(move |()| session.continue_cancelled());
    let continuing = move || {
        view! {
            <div class="buttons">
                <ActionButton
                    text=continue_text
                    class="button secondary"
                    test_id="continue-cancelled"
                    on_click=on_continue
                />
            </div>
        }
        .into_any()
    };
    view! {
        {when(is_long, move || view! { <Running films left /> }.into_any())}
        {when(move || { left.get().cancelled > 0 }, continuing)}
    }
}

/// The progress of films that are not finished.
#[component]
fn Running(
    /// How many films there are.
    films: Memo<usize>,
    /// What is left to do.
    left: Memo<Left>,
) -> impl IntoView {
    let state = expect_context::<PageState>();
    let session = expect_context::<Session>();
    let paused = state.list.paused;
    let done = move || films.get().saturating_sub(left.get().unfinished);
    let time = move || {
        let unfinished = left.get().unfinished;
        if paused.get() {
            return words::paused();
        }
        let time = state
            .list
            .pace
            .with_value(|pace| pace.time_left(unfinished));
        time.map_or_else(words::no_pace, words::time_left)
    };
    let pause_text = Signal::derive(move || {
        if paused.get() {
            words::resume()
        } else {
            words::pause()
        }
    });
    let on_pause = Callback::new(move |()| session.set_paused(!paused.get_untracked()));
    let cancel_text = Signal::derive(move || words::cancel(left.get().waiting));
    let on_cancel = Callback::new(move |()| session.cancel_waiting());
    let none_waits = Signal::derive(move || left.get().waiting == 0);
    view! {
        <div class="progress" data-testid="worklist-progress">
            <progress
                aria-label=words::progress()
                max=move || films.get().to_string()
                prop:value=move || done() as f64
            ></progress>
            <p>
                {move || words::done(done(), films.get())} " "
                <span data-testid="time-left">{time}</span>
            </p>
            <div class="buttons">
                <ActionButton
                    text=pause_text
                    class="button secondary"
                    test_id="pause"
                    on_click=on_pause
                />
                <ActionButton
                    text=cancel_text
                    class="button secondary"
                    test_id="cancel"
                    on_click=on_cancel
                    disabled=none_waits
                />
            </div>
        </div>
    }
    .into_any()
}
