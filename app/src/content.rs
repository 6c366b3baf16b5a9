//! The content of the page: what is loaded after the shell, from a file of its own.
//!
//! The shell reaches it through this table alone, so that `cargo xtask` can split it off.

use leptos::prelude::*;

use crate::components::announcer::Announcer;
use crate::components::answer_options::AnswerOptions;
use crate::components::embed_note::EmbedNote;
use crate::components::film_list::FilmList;
use crate::components::intake_note::IntakeNote;
use crate::components::model_choice::ModelChoice;
use crate::components::own_films::OwnFilms;
use crate::components::pages::{Navigation, ShownPage};
use crate::components::result_panel::ResultPanel;
use crate::components::shown_film::ShownFilm;
use crate::embed;
use crate::example::Example;
use crate::inbox::Inbox;
use crate::protocol::{self, EngineKind};
use crate::scripting;
use crate::session::Session;
use crate::state::PageState;
use crate::web::connection::Connection;
use crate::web::environment;
use crate::worker::queue::Queue;

/// The URL parameter that forces an engine.
const ENGINE_PARAMETER: &str = "engine";

/// The URL parameter that chooses the model.
const MODEL_PARAMETER: &str = "model";

/// What the shell calls of the content.
#[derive(Debug, Clone, Copy)]
pub struct Content {
    /// Starts the engine and takes films; the views need the context that it provides.
    pub start: fn(),
    /// The choice of the model, below the engine's status.
    pub model: fn() -> AnyView,
    /// Links to the other pages.
    pub navigation: fn() -> AnyView,
    /// Another page, below the films, which are hidden then.
    pub page: fn() -> AnyView,
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
            model: || view! { <ModelChoice /> }.into_any(),
            navigation: || view! { <Navigation /> }.into_any(),
            page: || view! { <ShownPage /> }.into_any(),
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
    state.model_choice.set(model());
    provide_context(Example::fetch());
    let queue = Queue::start(state, forced);
    state.embedding.set(embed::serve(queue.clone(), state));
    if let Err(error) = scripting::install(queue.clone(), state) {
        web_sys::console::warn_1(&error.to_string().into());
    }
    let session = Session::new(queue, state);
    provide_context(session);
    expect_context::<Inbox>().forward(move |intake| session.submit(intake));
}

/// The model that the page's address names, else the light one where the browser is to save data.
fn model() -> protocol::ModelChoice {
    let named = environment::parameter(MODEL_PARAMETER);
    let named = named.and_then(|word| protocol::ModelChoice::from_word(&word));
    named.unwrap_or_else(|| {
        if Connection::present().saves_data {
            protocol::ModelChoice::Light
        } else {
            protocol::ModelChoice::default()
        }
    })
}

fn below() -> AnyView {
    view! {
        <EmbedNote />
        <IntakeNote />
        <AnswerOptions />
        <FilmList />
        <OwnFilms />
        <Announcer />
    }
    .into_any()
}
