//! The content of the page: what is loaded after the shell, from a file of its own.
//!
//! The shell reaches it through this table alone, so that `cargo xtask` can split it off.

use leptos::ev;
use leptos::prelude::*;

use crate::components::announcer::Announcer;
use crate::components::answer_options::AnswerOptions;
use crate::components::embed_note::EmbedNote;
use crate::components::intake_note::IntakeNote;
use crate::components::model_choice::ModelChoice;
use crate::components::own_films::OwnFilms;
use crate::components::pages::{Navigation, ShownPage};
use crate::components::result_panel::ResultPanel;
use crate::components::shown_film::ShownFilm;
use crate::components::tour::Tour;
use crate::components::worklist::WorklistPanel;
use crate::embed;
use crate::example::Example;
use crate::inbox::Inbox;
use crate::intake::{Intake, Item};
use crate::protocol::{self, EngineKind};
use crate::scripting;
use crate::session::Session;
use crate::state::PageState;
use crate::state::own_model::OwnModelState;
use crate::web::connection::Connection;
use crate::web::{environment, offline};
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
    let kept = OwnModelState::kept();
    state.model_choice.set(model(kept.is_some()));
    state.own_model.set(kept);
    provide_context(Example::fetch());
    let queue = Queue::start(state, forced);
    check_after_hiding(queue.clone());
    state.embedding.set(embed::serve(queue.clone(), state));
    if let Err(error) = scripting::install(queue.clone(), state) {
        web_sys::console::warn_1(&error.to_string().into());
    }
    let session = Session::new(queue, state);
    provide_context(session);
    let inbox = expect_context::<Inbox>();
    let shared = offline::on_shared_films(move |films| {
        inbox.submit(Intake {
            items: films.into_iter().map(Item::File).collect(),
            ..Intake::default()
        });
    });
    if let Err(error) = shared {
        web_sys::console::info_1(&error.to_string().into());
    }
    inbox.forward(move |intake| session.submit(intake));
}

/// Has the engine checked again after the tab was hidden: devices may have slept or changed meanwhile.
fn check_after_hiding(queue: Queue) {
    let listener = window_event_listener(ev::visibilitychange, move |_| {
        if document().hidden() {
            queue.check_again();
        }
    });
    on_cleanup(move || listener.remove());
}

/// The model that the page's address names, else the user's if it is kept, else the light one where the
/// browser is to save data.
fn model(kept: bool) -> protocol::ModelChoice {
    let named = environment::parameter(MODEL_PARAMETER);
    let named = named.and_then(|word| protocol::ModelChoice::from_word(&word));
    let named = named.filter(|model| kept || *model != protocol::ModelChoice::Own);
    named.unwrap_or_else(|| match Connection::present().saves_data {
        _ if kept => protocol::ModelChoice::Own,
        true => protocol::ModelChoice::Light,
        false => protocol::ModelChoice::Full,
    })
}

fn below() -> AnyView {
    view! {
        <EmbedNote />
        <IntakeNote />
        <AnswerOptions />
        <WorklistPanel />
        <OwnFilms />
        <Tour />
        <Announcer />
    }
    .into_any()
}
