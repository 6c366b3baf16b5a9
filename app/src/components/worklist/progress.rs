//! How far the films are, and the buttons that pause, cancel and continue.

use leptos::prelude::*;

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
    let is_long =
        Memo::new(move |_| films.get() > 1 && (left.get().unfinished > 0 || paused.get()));
    let waiting = Memo::new(move |_| left.get().waiting);
    let cancelled = Memo::new(move |_| left.get().cancelled);
    let done = move || films.get().saturating_sub(left.get().unfinished);
    let time = move || {
        let unfinished = left.get().unfinished;
        if paused.get() {
            return words::PAUSED.to_owned();
        }
        let time = state
            .list
            .pace
            .with_value(|pace| pace.time_left(unfinished));
        time.map_or_else(|| words::NO_PACE.to_owned(), words::time_left)
    };
    view! {
        <Show when=move || is_long.get()>
            <div class="progress" data-testid="worklist-progress">
                <progress
                    aria-label=words::PROGRESS
                    max=move || films.get().to_string()
                    prop:value=move || done() as f64
                ></progress>
                <p>
                    {move || words::done(done(), films.get())} ", "
                    <span data-testid="time-left">{time}</span>
                </p>
                <div class="buttons">
                    <button
                        class="button secondary"
                        type="button"
                        data-testid="pause"
                        on:click=move |_| session.set_paused(!paused.get_untracked())
                    >
                        {move || if paused.get() { words::RESUME } else { words::PAUSE }}
                    </button>
                    <Show when=move || { waiting.get() > 0 }>
                        <button
                            class="button secondary"
                            type="button"
                            data-testid="cancel"
                            on:click=move |_| session.cancel_waiting()
                        >
                            {move || words::cancel(waiting.get())}
                        </button>
                    </Show>
                </div>
            </div>
        </Show>
        <Show when=move || { cancelled.get() > 0 }>
            <div class="buttons">
                <button
                    class="button secondary"
                    type="button"
                    data-testid="continue-cancelled"
                    on:click=move |_| session.continue_cancelled()
                >
                    {move || words::continue_cancelled(cancelled.get())}
                </button>
            </div>
        </Show>
    }
}
