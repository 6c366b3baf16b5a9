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
    let films = Memo::new(move |_| {
        let named = |film: &Film| (film.job, film.name.clone());
        state
            .worklist
            .with(|list| list.films().iter().map(named).collect::<Vec<_>>())
    });
    let several = Memo::new(move |_| films.with(|films| films.len() > 1));
    let shown = Memo::new(move |_| {
        state
            .worklist
            .with(|list| list.shown().map(|film| film.job))
    });
    let places = move || films.get().into_iter().enumerate();
    view! {
        <Show when=move || several.get()>
            <section class="films" aria-labelledby="films-heading">
                <h2 id="films-heading">{strings::FILMS}</h2>
                <ul>
                    <For each=places key=|(place, _)| *place let((place, (job, name)))>
                        <FilmEntry place job name shown />
                    </For>
                </ul>
            </section>
        </Show>
    }
}

/// One film in the list. The entry is made once, so that the keyboard's focus stays; what the film's
/// progress changes is drawn anew.
#[component]
fn FilmEntry(
    /// Its place in the worklist, which no film leaves.
    place: usize,
    /// Its number.
    job: JobId,
    /// Its file's name.
    name: String,
    /// The film that is looked at.
    shown: Memo<Option<JobId>>,
) -> impl IntoView {
    let state = expect_context::<PageState>();
    let current = move || (shown.get() == Some(job)).then_some("true");
    let word = look(state, place, |film| film.stage.word());
    let failed = look(state, place, |film| matches!(film.stage, Stage::Failed(_)));
    let note = look(state, place, |film| note(&film.stage));
    let stamp = look(state, place, |film| film.stamp.clone());
    let label = strings::thumbnail(&name);
    let thumbnail = move || {
        let picture = stamp.get().flatten();
        picture.map(|picture| view! { <Thumbnail label=label.clone() picture /> })
    };
    let pick = move |_| state.worklist.update(|list| list.pick(job));
    view! {
        <li data-testid="film" data-state=move || word.get()>
            <button type="button" aria-current=current on:click=pick>
                <span class="slot">{thumbnail}</span>
                <span class="film-name">{name}</span>
                <span class="film-note" class:bad=move || failed.get() == Some(true)>
                    {move || note.get()}
                </span>
            </button>
        </li>
    }
}

/// What is seen of the film at a place.
fn look<T: PartialEq + Send + Sync + 'static>(
    state: PageState,
    place: usize,
    see: fn(&Film) -> T,
) -> Memo<Option<T>> {
    Memo::new(move |_| state.worklist.with(|list| list.films().get(place).map(see)))
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
