//! The root view: layout and contexts.

use leptos::ev;
use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::components::announcer::Announcer;
use crate::components::answer_options::AnswerOptions;
use crate::components::drop_zone::DropZone;
use crate::components::engine_status::EngineStatus;
use crate::components::film_list::FilmList;
use crate::components::footer::Footer;
use crate::components::intake_note::IntakeNote;
use crate::components::model_panel::ModelPanel;
use crate::components::own_films::OwnFilms;
use crate::components::result_panel::ResultPanel;
use crate::intake;
use crate::protocol::EngineKind;
use crate::scripting;
use crate::session::Session;
use crate::state::PageState;
use crate::strings;
use crate::web::environment;
use crate::worker::queue::Queue;

/// The element of `index.html` that the view replaces.
const ROOT: &str = "app";

/// The URL parameter that forces an engine.
const ENGINE_PARAMETER: &str = "engine";

/// Replaces the placeholder in `index.html` by the page.
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
    let forced =
        environment::parameter(ENGINE_PARAMETER).and_then(|word| EngineKind::from_word(&word));
    let queue = Queue::start(state, forced);
    if let Err(error) = scripting::install(queue.clone()) {
        web_sys::console::warn_1(&error.to_string().into());
    }
    let session = Session::new(queue, state);
    provide_context(state);
    provide_context(session);
    accept_films_anywhere(session);
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
            <div class="workspace">
                <DropZone />
                <ResultPanel />
            </div>
            <IntakeNote />
            <AnswerOptions />
            <FilmList />
            <OwnFilms />
            <ModelPanel />
        </main>
        <Footer />
        <Announcer />
    }
}

/// Accepts films that are pasted, or dropped outside the drop zone, where the browser would open them.
fn accept_films_anywhere(session: Session) {
    let paste = window_event_listener(ev::paste, move |event| {
        session.submit(intake::pasted(&event));
    });
    let over = window_event_listener(ev::dragover, |event| event.prevent_default());
    let drop = window_event_listener(ev::drop, move |event| {
        event.prevent_default();
        session.submit(intake::dropped(&event));
    });
    on_cleanup(move || {
        for listener in [paste, over, drop] {
            listener.remove();
        }
    });
}
