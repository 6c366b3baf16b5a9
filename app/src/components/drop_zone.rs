//! The drop zone, which also shows the current film.

use leptos::prelude::*;
use model::input::Limits;

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
    // A child is entered before its parent is left, so the depth is counted.
    let depth = RwSignal::new(0_i32);
    let hovered = Memo::new(move |_| depth.get() > 0);
    let occupied = Memo::new(move |_| state.worklist.with(|list| list.shown().is_some()));
    let shown = Memo::new(move |_| {
        state.worklist.with(|list| {
            list.shown()
                .map(|film| (film.name.clone(), film.thumbnail.clone()))
        })
    });
    view! {
        <section
            class="drop-zone"
            class:occupied=occupied
            class:hovered=hovered
            data-testid="drop-zone"
            aria-label=strings::DROP_TITLE
            on:dragenter=move |event| {
                event.prevent_default();
                depth.update(|depth| *depth += 1);
            }
            on:dragover=move |event| event.prevent_default()
            on:dragleave=move |_| depth.update(|depth| *depth -= 1)
            on:drop=move |event| {
                event.prevent_default();
                event.stop_propagation();
                depth.set(0);
                session.submit(intake::dropped(&event));
            }
        >
            {move || {
                shown
                    .get()
                    .map(|(name, thumbnail)| match thumbnail {
                        Some(thumbnail) => view! { <FilmFigure name thumbnail /> }.into_any(),
                        None => view! { <p class="film no-thumbnail film-name">{name}</p> }.into_any(),
                    })
            }}
            <div class="invitation">
                <svg class="tray" viewBox="0 0 48 48" aria-hidden="true">
                    <path d="M24 7v23M15 21l9 9 9-9M8 31v7a3 3 0 0 0 3 3h26a3 3 0 0 0 3-3v-7" />
                </svg>
                <p class="drop-title">
                    {move || if occupied.get() { strings::DROP_NEXT } else { strings::DROP_TITLE }}
                </p>
                <p class="drop-or">
                    {strings::DROP_OR} " "
                    <label class="button">
                        {strings::CHOOSE}
                        <input
                            class="unseen"
                            type="file"
                            multiple
                            accept=strings::ACCEPT
                            data-testid="file-input"
                            aria-describedby="formats"
                            on:change=move |event| session.submit(intake::chosen(&event))
                        />
                    </label>
                </p>
                <p class="formats" id="formats">
                    {strings::formats(Limits::default().bytes)}
                </p>
            </div>
        </section>
    }
}
