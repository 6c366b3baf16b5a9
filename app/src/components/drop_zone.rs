//! The drop zone, which also has a place for the film that is shown.

use leptos::prelude::*;
use model::input::Limits;
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, Node};

use crate::inbox::Inbox;
use crate::intake;
use crate::state::PageState;
use crate::strings;

/// An arrow into a tray, as the attribute `d` of an SVG path.
const TRAY: &str = "M24 7v23M15 21l9 9 9-9M8 31v7a3 3 0 0 0 3 3h26a3 3 0 0 0 3-3v-7";

/// The drop zone with its file inputs.
#[component]
pub fn DropZone(
    /// The film that is shown.
    children: Children,
) -> impl IntoView {
    let state = expect_context::<PageState>();
    let inbox = expect_context::<Inbox>();
    let hovered = RwSignal::new(false);
    let occupied = Memo::new(move |_| state.worklist.with(|list| list.shown().is_some()));
    view! {
        <section
            class="drop-zone"
            class:occupied=occupied
            class:hovered=hovered
            data-testid="drop-zone"
            aria-label=strings::drop_title()
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
                inbox.submit(intake::dropped(&event));
            }
        >
            {children()}
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
                <path d=TRAY />
            </svg>
            <p class="drop-title">
                {move || if occupied.get() { strings::drop_next() } else { strings::drop_title() }}
            </p>
            <p class="drop-or">
                {strings::drop_or()} " "
                <FileChoice label=strings::choose() test_id="file-input" folders=false /> " "
                <FileChoice label=strings::choose_folder() test_id="folder-input" folders=true /> " "
                <Camera />
            </p>
            <p class="formats" id="formats">
                {strings::formats(Limits::default().bytes)} <br /> {strings::containers()}
            </p>
        </div>
    }
}

/// A button that opens a file dialog. It offers all files: films on CDs have no extension.
#[component]
fn FileChoice(
    /// The button's text.
    label: String,
    /// The input's test id.
    test_id: &'static str,
    /// Whether a folder is chosen instead of files.
    folders: bool,
) -> impl IntoView {
    let inbox = expect_context::<Inbox>();
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
                on:change=move |event| inbox.submit(intake::chosen(&event))
            />
        </label>
    }
}

/// A button that opens the camera, on devices that are held in a hand.
#[component]
fn Camera() -> impl IntoView {
    let inbox = expect_context::<Inbox>();
    view! {
        <label class="button secondary camera">
            {strings::take_photo()}
            <input
                class="unseen"
                type="file"
                accept="image/*"
                capture="environment"
                data-testid="camera-input"
                on:change=move |event| inbox.submit(intake::chosen(&event))
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
