//! The content of the page: what is loaded after the shell, from a file of its own.
//!
//! The shell reaches it through this table alone, so that `cargo xtask` can split it off.

use leptos::prelude::*;

use crate::components::announcer::Announcer;
use crate::components::answer_options::AnswerOptions;
use crate::components::intake_note::IntakeNote;
use crate::components::model_panel::ModelPanel;
use crate::components::own_films::OwnFilms;
use crate::components::result_panel::ResultPanel;
use crate::components::shown_film::ShownFilm;
use crate::components::worklist::WorklistPanel;
use crate::inbox::Inbox;
use crate::protocol::EngineKind;
use crate::scripting;
use crate::session::Session;
use crate::state::PageState;
use crate::web::environment;
use crate::worker::queue::Queue;

/// The URL parameter that forces an engine.
const ENGINE_PARAMETER: &str = "engine";

/// What the shell calls of the content.
#[derive(Debug, Clone, Copy)]
pub struct Content {
    /// Starts the engine and takes films; the views need the context that it provides.
    pub start: fn(),
    /// The film that is shown, in the drop zone.
    pub film: fn() -> AnyView,
    /// The panel with the result.
    pub result: fn() -> AnyView,
    /// What stands below the two.
    pub below: fn() -> AnyView,
}

impl Content {
    /// The content, in the file that calls this.
    pub const fn linked() -> Self {
        Self {
            start,
            film: || view! { <ShownFilm /> }.into_any(),
            result: || view! { <ResultPanel /> }.into_any(),
            below,
        }
    }
}

fn start() {
    let state = expect_context::<PageState>();
    let forced =
        environment::parameter(ENGINE_PARAMETER).and_then(|word| EngineKind::from_word(&word));
    let queue = Queue::start(state, forced);
    if let Err(error) = scripting::install(queue.clone()) {
        web_sys::console::warn_1(&error.to_string().into());
    }
    let session = Session::new(queue, state);
    provide_context(session);
    expect_context::<Inbox>().forward(move |intake| session.submit(intake));
}

fn below() -> AnyView {
    view! {
        <IntakeNote />
        <AnswerOptions />
        <WorklistPanel />
        <OwnFilms />
        <ModelPanel />
        <Announcer />
    }
    .into_any()
}
