//! The list of films, once there is more than one.

use leptos::prelude::*;

use crate::components::film_figure::ThumbnailCanvas;
use crate::components::result_card::outcome;
use crate::protocol::JobId;
use crate::state::PageState;
use crate::state::worklist::{Stage, WorklistFilm};
use crate::strings;

/// The films of this visit, to select from.
#[component]
pub fn FilmList() -> impl IntoView {
    let state = expect_context::<PageState>();
    let films = Memo::new(move |_| {
        let named = |film: &WorklistFilm| (film.job, film.name.clone());
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
    let items = move || films.get();
    view! {
        <Show when=move || several.get()>
            <section class="films" aria-labelledby="films-heading">
                <h2 id="films-heading">{strings::FILMS}</h2>
                <ul>
                    <For each=items key=|(job, _)| *job let((job, name))>
                        <FilmItem job name shown />
                    </For>
                </ul>
            </section>
        </Show>
    }
}

/// One film in the list. The item is created once, so that it keeps the keyboard focus; only what
/// changes with the film's progress is drawn again.
#[component]
fn FilmItem(
    /// Its job.
    job: JobId,
    /// Its file's name.
    name: String,
    /// The film that is shown.
    shown: Memo<Option<JobId>>,
) -> impl IntoView {
    let state = expect_context::<PageState>();
    let current = move || (shown.get() == Some(job)).then_some("true");
    let word = watch(state, job, |film| film.stage.word());
    let bad = watch(state, job, |film| film.stage.is_bad());
    let note = watch(state, job, |film| note(&film.stage));
    let icon = watch(state, job, |film| film.icon.clone());
    let label = strings::thumbnail(&name);
    let thumbnail = move || {
        let thumbnail = icon.get().flatten();
        thumbnail.map(|thumbnail| view! { <ThumbnailCanvas label=label.clone() thumbnail /> })
    };
    let title = name.clone();
    let (folder, name) = match name.rfind('/') {
        Some(end) => name.split_at(end + 1),
        None => ("", name.as_str()),
    };
    let (folder, name) = (folder.to_owned(), name.to_owned());
    let select = move |_| state.worklist.update(|list| list.select(job));
    view! {
        <li data-testid="film" data-state=move || word.get()>
            <button type="button" aria-current=current on:click=select>
                <span class="icon">{thumbnail}</span>
                <span class="film-name" title=title>
                    <span class="film-folder">{folder}</span>
                    <span class="film-file">{name}</span>
                </span>
                <span class="film-note" class:bad=move || bad.get() == Some(true)>
                    {move || note.get()}
                </span>
            </button>
        </li>
    }
}

/// A property of a film.
fn watch<T: PartialEq + Send + Sync + 'static>(
    state: PageState,
    job: JobId,
    property: fn(&WorklistFilm) -> T,
) -> Memo<Option<T>> {
    Memo::new(move |_| state.worklist.with(|list| list.film(job).map(property)))
}

fn note(stage: &Stage) -> String {
    match stage {
        Stage::Waiting => strings::FILM_WAITS.to_owned(),
        Stage::Preparing | Stage::Inferring => strings::FILM_RUNS.to_owned(),
        Stage::Failed(_) => strings::FILM_FAILED.to_owned(),
        Stage::Answered(answer) => outcome(&answer.reading),
    }
}
