//! The films of this visit, once there is more than one.

use leptos::prelude::*;

use crate::components::picture::Thumbnail;
use crate::components::result_card::top;
use crate::protocol::JobId;
use crate::state::PageState;
use crate::state::worklist::{Film, Stage};
use crate::strings;

/// A list of films to choose from.
#[component]
pub fn Films() -> impl IntoView {
    let state = expect_context::<PageState>();
    let several = Memo::new(move |_| state.worklist.with(|list| list.films().len() > 1));
    let shown = Memo::new(move |_| {
        state
            .worklist
            .with(|list| list.shown().map(|film| film.job))
    });
    let films = move || state.worklist.with(|list| list.films().to_vec());
    // A film is drawn anew when it has moved on.
    let version = |film: &Film| (film.job, film.stage.is_final(), film.stamp.is_some());
    view! {
        <Show when=move || several.get()>
            <section class="films" aria-labelledby="films-heading">
                <h2 id="films-heading">{strings::FILMS}</h2>
                <ul>
                    <For each=films key=version let:film>
                        <FilmEntry film shown />
                    </For>
                </ul>
            </section>
        </Show>
    }
}

/// One film in the list.
#[component]
fn FilmEntry(
    /// The film.
    film: Film,
    /// The film that is looked at.
    shown: Memo<Option<JobId>>,
) -> impl IntoView {
    let state = expect_context::<PageState>();
    let job = film.job;
    let current = move || (shown.get() == Some(job)).then_some("true");
    let note = note(&film.stage);
    let failed = matches!(film.stage, Stage::Failed(_));
    let label = strings::thumbnail(&film.name);
    let pick = move |_| state.worklist.update(|list| list.pick(job));
    view! {
        <li data-testid="film" data-state=film.stage.word()>
            <button type="button" aria-current=current on:click=pick>
                <span class="slot">
                    {film.stamp.map(|picture| view! { <Thumbnail label=label.clone() picture /> })}
                </span>
                <span class="film-name">{film.name}</span>
                <span class="film-note" class:bad=failed>
                    {note}
                </span>
            </button>
        </li>
    }
}

fn note(stage: &Stage) -> String {
    match stage {
        Stage::Waiting => strings::FILM_WAITS.to_owned(),
        Stage::Preparing | Stage::Inferring => strings::FILM_RUNS.to_owned(),
        Stage::Failed(_) => strings::FILM_FAILED.to_owned(),
        Stage::Answered(answer) => {
            top(&answer.reading).map_or_else(String::new, |(class, p)| strings::outcome(class, p))
        }
    }
}
