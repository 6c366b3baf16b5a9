//! The viewer: the film that is shown, one beside it on request, toolbar, keys and sheet of shortcuts.

pub mod film_layer;
pub mod icons;
pub mod lines;
pub mod pane_view;
pub mod readouts;
pub mod roving;
pub mod shortcuts;
pub mod toolbar;

use leptos::ev;
use leptos::html::{Dialog, Section};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

use self::pane_view::PaneView;
use self::shortcuts::Shortcuts;
use self::toolbar::Toolbar;
use crate::locale::catalogue::in_english;
use crate::protocol::JobId;
use crate::protocol::viewing::Sight;
use crate::session::Session;
use crate::state::PageState;
use crate::state::viewer::{Pane, Subject, ViewerState};
use crate::state::worklist::{Stage, WorklistFilm};
use crate::strings::{self, viewer as words};
use crate::viewing::keys::{self, Command, Focus, Tool};
use crate::web::full_screen;

/// Parts of the page that take keys themselves.
const FIELDS: &str = "input, select, textarea, [contenteditable], dialog";

/// The viewer.
#[component]
pub fn Viewer() -> impl IntoView {
    let viewer = new_state();
    let root = NodeRef::<Section>::new();
    let sheet = NodeRef::<Dialog>::new();
    fetch_pictures(viewer);
    let perform = Callback::new(move |command| {
        if viewer.perform(command) {
            return;
        }
        match command {
            Command::FullScreen => {
                if let Some(Err(error)) = root.get_untracked().map(|it| full_screen::toggle(&it)) {
                    web_sys::console::warn_1(&error.to_string().into());
                }
            }
            _ => {
                if let Some(Err(error)) = sheet.get_untracked().map(|it| it.show_modal()) {
                    web_sys::console::warn_1(&error);
                }
            }
        }
    });
    let keys = window_event_listener(ev::keydown, move |event| {
        let root = root.get_untracked();
        let focus = root.map_or(Focus::Other, |root| focus(&root, &event));
        let everywhere = viewer.keys_everywhere.get_untracked();
        let plain = !event.ctrl_key() && !event.alt_key() && !event.meta_key();
        if plain
            && !event.default_prevented()
            && let Some(command) = keys::command(&event.key(), event.shift_key(), focus, everywhere)
        {
            event.prevent_default();
            perform.run(command);
        }
    });
    on_cleanup(move || keys.remove());
    let window = Memo::new(move |_| {
        let window = viewer.active_pane().window()?.window;
        let numbers = || (words::number(window.center), words::number(window.width));
        Some(in_english(numbers))
    });
    let settings = move || viewer.active_pane().settings.get();
    let compared = Memo::new(move |_| viewer.compared.get().is_some());
    view! {
        <section
            node_ref=root
            class="viewer"
            class:comparing=compared
            aria-label=words::viewer()
            data-testid="viewer"
            data-window-center=move || window.get().map(|(center, _)| center)
            data-window-width=move || window.get().map(|(_, width)| width)
            data-zoom=move || format!("{:.4}", settings().placement.zoom)
            data-rotation=move || settings().placement.orientation.degrees().to_string()
            data-mirrored=move || settings().placement.orientation.is_mirrored().to_string()
            data-inverted=move || settings().inverted.to_string()
        >
            <Toolbar viewer perform />
            <div class="panes">
                <PaneView viewer index=0 />
                {move || compared.get().then(|| view! { <PaneView viewer index=1 /> })}
            </div>
            <Shortcuts viewer dialog=sheet />
        </section>
    }
    .into_any()
}

/// The state of a viewer for the film that is shown.
fn new_state() -> ViewerState {
    let state = expect_context::<PageState>();
    let compared = RwSignal::new(None);
    let active = RwSignal::new(0);
    let sight = RwSignal::new(Sight::Film);
    let pane = move |job: Signal<Option<JobId>>| {
        let subject = Memo::new(move |_| {
            let job = job.get()?;
            state
                .worklist
                .with(|list| list.film(job).map(|film| subject(state, film)))
        });
        let picture = Signal::derive_local(move || {
            let key = (job.get()?, sight.get());
            state.pictures.with(|pictures| pictures.get(&key).cloned())
        });
        let pane = Pane::new(subject, picture);
        restart_on_change(pane, sight);
        pane
    };
    let shown = Memo::new(move |_| {
        state
            .worklist
            .with(|list| list.shown().map(|film| film.job))
    });
    // A film is compared neither with itself nor with one that is gone.
    Effect::new(move |_| {
        let Some(other) = compared.get() else {
            return;
        };
        let gone = state.worklist.with(|list| list.film(other).is_none());
        if gone || shown.get() == Some(other) {
            compared.set(None);
            active.set(0);
        }
    });
    ViewerState {
        panes: [pane(shown.into()), pane(compared.into())],
        compared,
        active,
        linked: RwSignal::new(true),
        sight,
        tool: RwSignal::new(Tool::default()),
        smooth: RwSignal::new(true),
        keys_everywhere: RwSignal::new(true),
    }
}

/// Shows a film that is changed or replaced as if it were new.
fn restart_on_change(pane: Pane, sight: RwSignal<Sight>) {
    let shown = Memo::new(move |_| {
        let subject = pane.subject.get();
        let film = subject.map(|subject| (subject.job, subject.fixes));
        (film, sight.get())
    });
    Effect::new(move |before: Option<_>| {
        // A memo that is tracked and never read follows nothing.
        let now = shown.get();
        if before.is_some() {
            pane.restart();
        }
        now
    });
}

fn subject(state: PageState, film: &WorklistFilm) -> Subject {
    let projection = film.header.and_then(|header| header.projection);
    let caption = film.thumbnail.as_ref().map(|thumbnail| {
        strings::caption(
            thumbnail.shape.width,
            thumbnail.shape.height,
            projection,
            &film.fixes,
        )
    });
    Subject {
        job: film.job,
        name: state.title(film),
        caption: caption.unwrap_or_default(),
        thumbnail: film.thumbnail.clone(),
        crop: film.crop(),
        fixes: film.fixes.clone(),
        finished: matches!(film.stage, Stage::Answered(_)),
    }
}

/// Has the pictures decoded that are shown, once their films have a result.
fn fetch_pictures(viewer: ViewerState) {
    let state = expect_context::<PageState>();
    let session = expect_context::<Session>();
    let wanted = Memo::new(move |_| {
        let sight = viewer.sight.get();
        let films = viewer.panes.map(|pane| pane.subject.get());
        let films = films.into_iter().flatten();
        let finished = films.filter(|film| film.finished);
        let wanted = finished.map(|film| ((film.job, sight), film.fixes));
        wanted.collect::<Vec<_>>()
    });
    Effect::new(move |_| {
        let wanted: Vec<_> = wanted.get().into_iter().map(|(key, _)| key).collect();
        // Those that were forgotten are decoded again.
        state.pictures.track();
        session.show_pictures(&wanted);
    });
    on_cleanup(move || session.show_pictures(&[]));
}

/// Which part of the page a key is meant for.
fn focus(root: &Element, event: &KeyboardEvent) -> Focus {
    let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
    let Some(target) = target else {
        return Focus::Other;
    };
    let is_field = || target.closest(FIELDS).ok().flatten().is_some();
    if is_field() {
        Focus::Other
    } else if root.contains(Some(&target)) {
        if target.class_list().contains("picture") {
            Focus::Picture
        } else {
            Focus::Button
        }
    } else if target.tag_name() == "BODY" {
        Focus::Nothing
    } else {
        Focus::Other
    }
}
