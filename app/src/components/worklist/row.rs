//! One film in the list.

use std::sync::Arc;

use leptos::prelude::*;
use model::reading::Decision;

use crate::components::film_figure::ThumbnailCanvas;
use crate::components::result_card::outcome;
use crate::protocol::{Failure, JobId};
use crate::state::PageState;
use crate::state::worklist::{Stage, Thumbnail, WorklistFilm};
use crate::strings;
use crate::strings::worklist as words;

/// Signals the version of each film in the list. A row that followed the whole worklist would be asked on
/// every change of any film.
pub type Versions = StoredValue<Vec<(JobId, ArcRwSignal<u32>)>>;

/// Tells a row whether it is the one.
type OneRow = StoredValue<Selector<Option<JobId>>, LocalStorage>;

/// What a row shows of its film.
#[derive(Debug, Clone, PartialEq)]
struct Facts {
    title: String,
    state: &'static str,
    decision: Option<&'static str>,
    note: String,
    bad: bool,
    flagged: bool,
    icon: Option<Arc<Thumbnail>>,
}

impl Facts {
    fn of(state: PageState, film: &WorklistFilm) -> Self {
        let blind = state.reads_blind();
        let reading = film.visible_reading(blind);
        let decision = match (&film.stage, reading) {
            (Stage::Failed(failure), _) if failure.is_of_film() => Some(Decision::Refuse),
            (_, reading) => reading.map(|it| it.decision),
        };
        let note = note(film, blind);
        let note = match film.reader {
            Some(reader) => words::with_reader(&note, reader.class),
            None => note,
        };
        Self {
            title: state.title(film),
            state: film.stage.word(),
            decision: decision.map(Decision::word),
            note,
            bad: film.stage.is_bad(),
            flagged: film.flagged,
            icon: film.icon.clone(),
        }
    }
}

fn note(film: &WorklistFilm, blind: bool) -> String {
    match (&film.stage, film.visible_reading(blind)) {
        (_, Some(reading)) => outcome(reading),
        (Stage::Answered(_), None) => words::hidden(),
        (Stage::Waiting, _) => strings::film_waits(),
        (Stage::Preparing | Stage::Inferring, _) => strings::film_runs(),
        (Stage::Failed(Failure::Cancelled), _) => words::cancelled(),
        (Stage::Failed(Failure::NotAtHand), _) => words::not_at_hand(),
        (Stage::Failed(_), _) => strings::film_failed(),
    }
}

/// A flag on its pole, as the attribute `d` of an SVG path.
const FLAG: &str = "M4 14.5V2M4 2.5h8l-2 3 2 3H4";

/// A row. It is created once, so that it keeps the keyboard focus; only what changes with the film's
/// progress is drawn again.
#[component]
pub fn Row(
    /// The film's job.
    job: JobId,
    /// Tells whether it is shown.
    current: OneRow,
    /// Tells whether the Tab key reaches it.
    tab_stop: OneRow,
    /// Where its version is set.
    versions: Versions,
    /// The rows in the DOM.
    rows: Memo<Vec<JobId>>,
    /// In a long list, the number of the first of them and that of all.
    place_of: Signal<Option<(usize, usize)>>,
) -> impl IntoView {
    let state = expect_context::<PageState>();
    let version = ArcRwSignal::new(u32::MAX);
    versions.update_value(|versions| versions.push((job, version.clone())));
    let film = move || {
        state
            .worklist
            .with_untracked(|list| list.film(job).cloned())
    };
    let name = film().map(|film| film.name).unwrap_or_default();
    let facts = Memo::new(move |_| {
        version.track();
        let worklist = state.worklist.read_untracked();
        worklist.film(job).map(|film| Facts::of(state, film))
    });
    let fact = move |of: fn(Facts) -> Option<&'static str>| facts.get().and_then(of);
    let note = Memo::new(move |_| facts.get().map(|it| it.note));
    let bad = Memo::new(move |_| facts.get().is_some_and(|it| it.bad));
    let flagged = Memo::new(move |_| facts.get().is_some_and(|it| it.flagged));
    let icon = Memo::new(move |_| facts.get().and_then(|it| it.icon));
    let is_current = move || current.with_value(|current| current.selected(&Some(job)));
    let current = move || is_current().then_some("true");
    let is_stop = move || tab_stop.with_value(|stop| stop.selected(&Some(job)));
    let tab_index = move || if is_stop() { "0" } else { "-1" };
    let position = move || {
        let (first, _) = place_of.get()?;
        let within = rows.with(|rows| rows.iter().position(|it| *it == job))?;
        Some((first + within + 1).to_string())
    };
    let of_all = move || place_of.get().map(|(_, all)| all.to_string());
    let title = Memo::new(move |_| facts.get().map(|it| it.title).unwrap_or_default());
    let select = move |_| state.worklist.update(|list| list.select(job));
    let toggle = move |_| state.worklist.update(|list| list.toggle_flag(job));
    view! {
        <li
            id=element_id(job)
            data-testid="worklist-row"
            data-file=name
            data-state=move || fact(|it| Some(it.state))
            data-decision=move || fact(|it| it.decision)
            aria-posinset=position
            aria-setsize=of_all
        >
            <button
                class="film-button"
                type="button"
                tabindex=tab_index
                aria-current=current
                on:click=select
            >
                <FilmLabel title icon />
                <span class="film-note" class:bad=move || bad.get()>
                    {move || note.get()}
                </span>
            </button>
            <button
                class="flag"
                type="button"
                tabindex=tab_index
                aria-label=move || words::flag(&title.get())
                aria-pressed=move || flagged.get().to_string()
                on:click=toggle
            >
                <svg viewBox="0 0 16 16" aria-hidden="true">
                    <path d=FLAG />
                </svg>
            </button>
        </li>
    }
}

/// The icon and the name of a film, whose last part is never cut off.
#[component]
fn FilmLabel(
    /// Its path, or what it is called.
    title: Memo<String>,
    /// Its icon, once it is decoded.
    icon: Memo<Option<Arc<Thumbnail>>>,
) -> impl IntoView {
    let thumbnail = move || {
        let label = strings::thumbnail(&title.get());
        icon.get()
            .map(|thumbnail| view! { <ThumbnailCanvas label thumbnail /> })
    };
    let parts = move || {
        let title = title.get();
        let end = title.rfind('/').map_or(0, |end| end + 1);
        let (folder, file) = title.split_at(end);
        view! {
            <span class="film-folder">{folder.to_owned()}</span>
            <span class="film-file">{file.to_owned()}</span>
        }
    };
    view! {
        <span class="icon">{thumbnail}</span>
        <span class="film-name" title=move || title.get()>
            {parts}
        </span>
    }
}

/// The id of a film's row.
pub(super) fn element_id(job: JobId) -> String {
    format!("film-{}", job.0)
}
