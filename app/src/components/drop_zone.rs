//! The drop zone, which also shows the current film.

use leptos::prelude::*;
use model::input::Limits;
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, Node};

use crate::components::film_figure::FilmFigure;
use crate::intake;
use crate::session::Session;
use crate::state::PageState;
use crate::strings;

/// The drop zone with its file input.
#[component]
pub fn DropZone() -> impl IntoView {
    let state = expect_context::<PageState>();
    let session = expect_context::<Session>();
    let hovered = RwSignal::new(false);
    let occupied = Memo::new(move |_| state.worklist.with(|list| list.shown().is_some()));
    let shown = Memo::new(move |_| {
        state.worklist.with(|list| {
            list.shown().map(|film| {
                let projection = film.header.and_then(|header| header.projection);
                let (name, thumbnail) = (film.name.clone(), film.thumbnail.clone());
                (name, thumbnail, projection, film.fixes.clone(), film.crop())
            })
        })
    });
    view! {
        <section
            class="drop-zone"
            class:occupied=occupied
            class:hovered=hovered
            data-testid="drop-zone"
            aria-label=strings::DROP_TITLE
            on:dragenter=move |event| event.prevent_default()
            on:dragover=move |event| {
                event.prevent_default();
                hovered.set(true);
            }
            on:dragleave=move |event| {
                if leaves(&event) {
                    hovered.set(false);
                }
            }
            on:drop=move |event| {
                event.prevent_default();
                event.stop_propagation();
                hovered.set(false);
                session.submit(intake::dropped(&event));
            }
        >
            {move || {
                shown
                    .get()
                    .map(|(name, thumbnail, projection, fixes, crop)| match thumbnail {
                        Some(thumbnail) => {
                            let (width, height) = (thumbnail.width, thumbnail.height);
                            let caption = strings::caption(width, height, projection, &fixes);
                            view! { <FilmFigure name thumbnail caption crop /> }.into_any()
                        }
                        None => view! { <p class="film no-thumbnail film-name">{name}</p> }.into_any(),
                    })
            }}
            <Invitation occupied />
        </section>
    }
}

/// What to do, and the buttons that open the file dialogs.
#[component]
fn Invitation(
    /// Whether a film is shown.
    occupied: Memo<bool>,
) -> impl IntoView {
    view! {
        <div class="invitation">
            <svg class="tray" viewBox="0 0 48 48" aria-hidden="true">
                <path d="M24 7v23M15 21l9 9 9-9M8 31v7a3 3 0 0 0 3 3h26a3 3 0 0 0 3-3v-7" />
            </svg>
            <p class="drop-title">
                {move || if occupied.get() { strings::DROP_NEXT } else { strings::DROP_TITLE }}
            </p>
            <p class="drop-or">
                {strings::DROP_OR} " "
                <FileChoice label=strings::CHOOSE test_id="file-input" folders=false /> " "
                <FileChoice label=strings::CHOOSE_FOLDER test_id="folder-input" folders=true />
            </p>
            <p class="formats" id="formats">
                {strings::formats(Limits::default().bytes)} <br /> {strings::CONTAINERS}
            </p>
        </div>
    }
}

/// A button that opens a file dialog. It offers all files: films on CDs have no extension.
#[component]
fn FileChoice(
    /// The button's text.
    label: &'static str,
    /// The input's test id.
    test_id: &'static str,
    /// Whether a folder is chosen instead of files.
    folders: bool,
) -> impl IntoView {
    let session = expect_context::<Session>();
    view! {
        <label class="button" class:secondary=folders>
            {label}
            <input
                class="unseen"
                type="file"
                multiple
                prop:webkitdirectory=folders
                data-testid=test_id
                aria-describedby="formats"
                on:change=move |event| session.submit(intake::chosen(&event))
            />
        </label>
    }
}

/// Whether the pointer leaves the zone instead of moving between its children.
fn leaves(event: &DragEvent) -> bool {
    let zone = event.current_target();
    let zone = zone.and_then(|zone| zone.dyn_into::<Node>().ok());
    let next = event.related_target();
    let next = next.and_then(|next| next.dyn_into::<Node>().ok());
    !zone.is_some_and(|zone| zone.contains(next.as_ref()))
}
