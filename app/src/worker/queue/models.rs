//! The model in use: one of the host's, or one that the user brings.

use leptos::prelude::*;
use web_sys::File;

use super::Queue;
use crate::protocol::own_model::OwnModel;
use crate::protocol::{CachePolicy, ModelChoice, Request};
use crate::state::own_model::{KEPT_MODEL, Keeping, OwnModelState};
use crate::strings::own_films::interrupted;
use crate::web::local_storage;
use crate::web::message::Attachment;

impl Queue {
    /// Starts over with another model, which reads all films again: answers of two networks are never
    /// shown side by side.
    pub fn choose_model(&self, model: ModelChoice) {
        if self.0.main.model() != model {
            self.start_over(model);
        }
    }

    /// Starts over with a model of the user.
    pub fn bring_model(&self, own: OwnModel, file: File) {
        self.0.state.own_model.set(Some(OwnModelState {
            name: own.name.clone(),
            keeping: Keeping::Not,
        }));
        self.0.main.own.replace(Some((own, file)));
        self.start_over(ModelChoice::Own);
    }

    fn start_over(&self, model: ModelChoice) {
        let main = &self.0.main;
        {
            let mut start = main.start.borrow_mut();
            start.model = model;
            start.cache = CachePolicy::Use;
        }
        main.crashes.set(0);
        main.cached_model.replace(None);
        self.terminate_helpers();
        self.0.state.own.interrupt(interrupted());
        self.0.state.model_choice.set(model);
        self.0.state.model.set(None);
        if let Some(job) = main.slot.take_job() {
            self.put_back(job);
        }
        self.read_all_again();
        self.spawn_main();
    }

    /// Keeps the user's model in this browser.
    pub fn keep_model(&self) {
        let own = self.0.main.own.borrow().clone();
        let Some((own, file)) = own else { return };
        self.set_keeping(Keeping::Storing);
        let request = Request::KeepModel(own);
        if self
            .0
            .main
            .slot
            .send(&request, Some(&Attachment::File(file)))
            .is_err()
        {
            self.set_keeping(Keeping::Refused);
        }
    }

    /// Removes the user's model from this browser; it is used until the page is left.
    pub fn forget_model(&self) {
        self.set_keeping(Keeping::Not);
        local_storage::set(KEPT_MODEL, None);
        self.ask(&Request::ForgetModel);
    }

    /// Whether the browser keeps the user's model.
    pub(super) fn on_kept(&self, kept: bool) {
        let own = self.0.state.own_model;
        let storing = own.with_untracked(|own| {
            let own = own.as_ref()?;
            (own.keeping == Keeping::Storing).then(|| own.name.clone())
        });
        if let Some(name) = storing {
            let kept = kept && local_storage::set(KEPT_MODEL, Some(&name));
            self.set_keeping(if kept {
                Keeping::Kept
            } else {
                Keeping::Refused
            });
        }
    }

    fn set_keeping(&self, keeping: Keeping) {
        self.0.state.own_model.update(|own| {
            if let Some(own) = own {
                own.keeping = keeping;
            }
        });
    }
}
