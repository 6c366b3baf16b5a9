//! The list of films, once there is more than one.

use leptos::prelude::*;

use crate::components::film_figure::ThumbnailCanvas;
use crate::components::result_card::outcome;
use crate::protocol::JobId;
use crate::state::PageState;
use crate::state::worklist::{Stage, Worklist, WorklistFilm};
use crate::strings;

/// Signals the version of each film in the list. A row that followed the whole worklist would be asked on
/// every change of any film.
type Versions = StoredValue<Vec<(JobId, ArcRwSignal<u32>)>>;

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
    let current = StoredValue::new_local(Selector::new(move || shown.get()));
    let versions = Versions::default();
    Effect::new(move |_| state.worklist.with(|list| follow(versions, list)));
    let items = move || films.get();
    view! {
        <Show when=move || several.get()>
            <section class="films" aria-labelledby="films-heading">
                <h2 id="films-heading">{strings::FILMS}</h2>
                <ul>
                    <For each=items key=|(job, _)| *job let((job, name))>
                        <FilmItem job name current versions />
                    </For>
                </ul>
            </section>
        </Show>
    }
}

/// Sets the versions of films that have changed, and forgets those that are gone.
fn follow(versions: Versions, list: &Worklist) {
    versions.update_value(|versions| {
        versions.retain(|(job, version)| {
            let Some(film) = list.film(*job) else {
                return false;
            };
            if version.get_untracked() != film.version {
                version.set(film.version);
            }
            true
        });
    });
}

/// One film in the list. The item is created once, so that it keeps the keyboard focus; only what
/// changes with the film's progress is drawn again.
#[component]
fn FilmItem(
    /// Its job.
    job: JobId,
    /// Its file's name.
    name: String,
    /// Tells whether it is shown.
    current: StoredValue<Selector<Option<JobId>>, LocalStorage>,
    /// Where its version is set.
    versions: Versions,
) -> impl IntoView {
    let state = expect_context::<PageState>();
    let version = ArcRwSignal::new(u32::MAX);
    versions.update_value(|versions| versions.push((job, version.clone())));
    let is_current = move || current.with_value(|current| current.selected(&Some(job)));
    let current = move || is_current().then_some("true");
    let word = watch(state, job, &version, |film| film.stage.word());
    let bad = watch(state, job, &version, |film| film.stage.is_bad());
    let note = watch(state, job, &version, |film| note(&film.stage));
    let icon = watch(state, job, &version, |film| film.icon.clone());
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

/// A property of a film that follows its version.
fn watch<T: PartialEq + Send + Sync + 'static>(
    state: PageState,
    job: JobId,
    version: &ArcRwSignal<u32>,
    property: fn(&WorklistFilm) -> T,
) -> Memo<Option<T>> {
    let version = version.clone();
    Memo::new(move |_| {
        version.track();
        state
            .worklist
            .with_untracked(|list| list.film(job).map(property))
    })
}

fn note(stage: &Stage) -> String {
    match stage {
        Stage::Waiting => strings::FILM_WAITS.to_owned(),
        Stage::Preparing | Stage::Inferring => strings::FILM_RUNS.to_owned(),
        Stage::Failed(_) => strings::FILM_FAILED.to_owned(),
        Stage::Answered(answer) => outcome(&answer.reading),
    }
}
