//! The root view: what stands where, and what reaches every part of it.

use leptos::ev;
use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{File, HtmlElement};

use crate::components::announcer::Announcer;
use crate::components::drop_zone::DropZone;
use crate::components::engine_status::EngineStatus;
use crate::components::films::Films;
use crate::components::footer::Footer;
use crate::components::model_panel::ModelPanel;
use crate::components::outcome::Outcome;
use crate::intake;
use crate::protocol::EngineKind;
use crate::scripting;
use crate::state::PageState;
use crate::strings;
use crate::web::{clock, page, task};
use crate::worker::queue::Queue;

/// The element of `index.html` that the view replaces.
const ROOT: &str = "app";

/// The parameter of the page's address that forces an engine.
const ENGINE_PARAMETER: &str = "engine";

/// Films that enter the list in one task of the main thread.
const FILMS_AT_A_TIME: usize = 8;

/// The queue, for every component that hands films over.
#[derive(Clone, Copy)]
pub struct Desk(StoredValue<Queue, LocalStorage>);

impl Desk {
    /// Hands films over in their order; of many, a few at a time, so that the page stays at hand.
    pub fn submit(self, files: Vec<File>) {
        task::spawn(async move {
            for files in files.chunks(FILMS_AT_A_TIME) {
                self.0.with_value(|queue| {
                    for file in files {
                        queue.submit(file.clone());
                    }
                });
                clock::pause(0).await;
            }
        });
    }

    /// Starts the engine again.
    pub fn retry(self) {
        self.0.with_value(Queue::retry);
    }
}

/// Shows the page in place of what stands there while it loads.
pub fn mount() {
    let root = document()
        .get_element_by_id(ROOT)
        .and_then(|root| root.dyn_into::<HtmlElement>().ok());
    if let Some(root) = root {
        root.set_text_content(None);
        mount_to(root, App).forget();
    }
}

/// The whole page.
#[component]
pub fn App() -> impl IntoView {
    let state = PageState::new();
    let forced = page::parameter(ENGINE_PARAMETER).and_then(|word| EngineKind::from_word(&word));
    let queue = Queue::start(state, forced);
    if let Err(error) = scripting::install(queue.clone()) {
        web_sys::console::warn_1(&error.to_string().into());
    }
    let desk = Desk(StoredValue::new_local(queue));
    provide_context(state);
    provide_context(desk);
    take_films_anywhere(desk);
    view! {
        <header class="masthead">
            <div class="brand">
                <svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
                    <path d="M16 5v10" />
                    <path d="M12.6 10.2c-1.1-.6-2.5-.1-3.4 1.1C6.7 14.7 5.6 18.4 5.6 22.4c0 2.1 1.2 3.6 3.1 3.6 1.1 0 2.1-.4 3-1.1.6-.4.9-1 .9-1.7z" />
                    <path d="M19.4 10.2c1.1-.6 2.5-.1 3.4 1.1 2.5 3.4 3.6 7.1 3.6 11.1 0 2.1-1.2 3.6-3.1 3.6-1.1 0-2.1-.4-3-1.1-.6-.4-.9-1-.9-1.7z" />
                </svg>
                <div>
                    <h1>{strings::NAME}</h1>
                    <p>{strings::TAGLINE}</p>
                </div>
            </div>
            <EngineStatus />
        </header>
        <main>
            <div class="bench">
                <DropZone />
                <Outcome />
            </div>
            <Films />
            <ModelPanel />
        </main>
        <Footer />
        <Announcer />
    }
}

/// Takes films that are pasted, or dropped beside the drop zone: a browser would open those.
fn take_films_anywhere(desk: Desk) {
    let paste = window_event_listener(ev::paste, move |event| desk.submit(intake::pasted(&event)));
    let over = window_event_listener(ev::dragover, |event| event.prevent_default());
    let drop = window_event_listener(ev::drop, move |event| {
        event.prevent_default();
        desk.submit(intake::dropped(&event));
    });
    on_cleanup(move || {
        for listener in [paste, over, drop] {
            listener.remove();
        }
    });
}
