//! The shell of the page: what is painted first, with places for the content.

use futures_util::future::LocalBoxFuture;
use leptos::ev;
use leptos::mount::mount_to;
use leptos::prelude::*;
use leptos::task::spawn_local_scoped;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlElement;

use crate::components::drop_zone::DropZone;
use crate::components::engine_status::EngineStatus;
use crate::components::failure_view::FailureView;
use crate::components::footer::Footer;
use crate::components::nothing_yet::NothingYet;
use crate::content::Content;
use crate::inbox::Inbox;
use crate::intake;
use crate::locale::Locale;
use crate::protocol::Failure;
use crate::state::page::Page;
use crate::state::{EngineState, PageState};
use crate::strings;
use crate::strings::failure::no_content;

/// The element of `index.html` that the view replaces.
const ROOT: &str = "app";

/// The product's mark, lungs below a windpipe, as the attributes `d` of SVG paths.
const MARK: [&str; 3] = [
    "M16 5v10",
    "M12.6 10.2c-1.1-.6-2.5-.1-3.4 1.1C6.7 14.7 5.6 18.4 5.6 22.4c0 2.1 1.2 3.6 3.1 3.6 1.1 0 2.1-.4 3-1.1.6-.4.9-1 .9-1.7z",
    "M19.4 10.2c1.1-.6 2.5-.1 3.4 1.1 2.5 3.4 3.6 7.1 3.6 11.1 0 2.1-1.2 3.6-3.1 3.6-1.1 0-2.1-.4-3-1.1-.6-.4-.9-1-.9-1.7z",
];

/// Loads the content; `None` if that fails.
pub type Load = fn() -> LocalBoxFuture<'static, Option<Content>>;

/// Replaces the placeholder in `index.html` by the shell in the visitor's language, then loads the content.
pub fn mount(load: Load) {
    let root = document()
        .get_element_by_id(ROOT)
        .and_then(|root| root.dyn_into::<HtmlElement>().ok());
    let Some(root) = root else {
        return;
    };
    // Leptos has its own executor once something is mounted.
    spawn_local(async move {
        // The page is in English where that cannot be loaded.
        Locale::preferred().show().await;
        root.set_text_content(None);
        mount_to(root, move || view! { <Shell load /> }).forget();
    });
}

/// The whole page.
#[component]
pub fn Shell(
    /// Loads the content.
    load: Load,
) -> impl IntoView {
    let state = PageState::new();
    let inbox = Inbox::default();
    provide_context(state);
    provide_context(inbox);
    accept_films_anywhere(inbox);
    let content = RwSignal::new(None::<Content>);
    let owner = Owner::current().unwrap_or_default();
    let fetch = move || {
        state.engine.set(EngineState::STARTING);
        owner.with(|| {
            spawn_local_scoped(async move {
                match load().await {
                    Some(loaded) => {
                        (loaded.start)();
                        content.set(Some(loaded));
                    }
                    None => state.engine.set(EngineState::Failed(Failure::NoContent)),
                }
            });
        });
    };
    fetch();
    let shown = StoredValue::new(fetch);
    // Text is no signal: another language is another view of the same state.
    move || {
        state.locale.track();
        view! { <Views content retry=move || shown.with_value(|fetch| fetch()) /> }
    }
}

/// What is seen of the page, in one language.
#[component]
fn Views(
    /// The content, once it is loaded.
    content: RwSignal<Option<Content>>,
    /// Loads the content again.
    retry: impl Fn() + Copy + Send + 'static,
) -> impl IntoView {
    let page = expect_context::<PageState>().page;
    let result = move || match content.get() {
        Some(content) => (content.result)(),
        None => view! { <WithoutContent retry /> }.into_any(),
    };
    view! {
        <header class="masthead">
            <div class="brand">
                <svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
                    {MARK.map(|line| view! { <path d=line /> })}
                </svg>
                <div>
                    <h1>{strings::name()}</h1>
                    <p>{strings::tagline()}</p>
                </div>
            </div>
            <div class="engine-side">
                <EngineStatus />
                {move || content.get().map(|content| (content.model)())}
            </div>
        </header>
        {move || content.get().map(|content| (content.navigation)())}
        <main>
            <div class="films-page" hidden=move || page.get() != Page::Films>
                <div class="workspace">
                    <DropZone>{move || content.get().map(|content| (content.film)())}</DropZone>
                    {result}
                </div>
                {move || content.get().map(|content| (content.below)())}
            </div>
            {move || content.get().map(|content| (content.page)())}
        </main>
        <Footer />
    }
}

/// The panel with the result while there is no content: empty, or why.
#[component]
fn WithoutContent(
    /// Loads the content again.
    retry: impl Fn() + Copy + Send + 'static,
) -> impl IntoView {
    let engine = expect_context::<PageState>().engine;
    let failed = Memo::new(move |_| engine.with(|engine| matches!(engine, EngineState::Failed(_))));
    let body = move || {
        if !failed.get() {
            return view! { <NothingYet /> }.into_any();
        }
        view! {
            <FailureView title=strings::no_engine() message=no_content()>
                <button class="button" type="button" on:click=move |_| retry()>
                    {strings::retry()}
                </button>
            </FailureView>
        }
        .into_any()
    };
    view! {
        <section class="result-panel" aria-label=strings::result()>
            {body}
        </section>
    }
}

/// Accepts films that are pasted, or dropped outside the drop zone, where the browser would open them.
fn accept_films_anywhere(inbox: Inbox) {
    let paste = window_event_listener(ev::paste, move |event| {
        inbox.submit(intake::pasted(&event));
    });
    let over = window_event_listener(ev::dragover, |event| event.prevent_default());
    let drop = window_event_listener(ev::drop, move |event| {
        event.prevent_default();
        inbox.submit(intake::dropped(&event));
    });
    on_cleanup(move || {
        for listener in [paste, over, drop] {
            listener.remove();
        }
    });
}
