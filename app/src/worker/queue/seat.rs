//! A worker of the page and the film it has at hand.

use std::cell::{Cell, RefCell};

use js_sys::ArrayBuffer;

use super::job::Job;
use crate::protocol::{JobId, Request};
use crate::web::error::WebError;
use crate::web::task;
use crate::worker::client::Client;

/// Where one worker after another sits; empty at first.
#[derive(Default)]
pub(super) struct Seat {
    client: RefCell<Option<Client>>,
    film: RefCell<Option<Job>>,
    /// Whether the network has the film at hand.
    inferring: Cell<bool>,
}

impl Seat {
    /// Ends the present worker, later: this may be called from one of its own messages.
    pub(super) fn replace(&self, successor: Option<Client>) {
        let old = self.client.replace(successor);
        task::spawn(async move { drop(old) });
    }

    /// Sends a request to the worker; where there is none, there is nobody to miss it.
    ///
    /// # Errors
    /// [`WebError::Thrown`] when the message cannot be sent.
    pub(super) fn send(
        &self,
        request: &Request,
        bytes: Option<&ArrayBuffer>,
    ) -> Result<(), WebError> {
        match &*self.client.borrow() {
            Some(client) => client.send(request, bytes),
            None => Ok(()),
        }
    }

    /// Puts a film into the worker's hands.
    pub(super) fn take_on(&self, film: Job) {
        self.inferring.set(false);
        self.film.replace(Some(film));
    }

    /// The film at hand.
    pub(super) fn at_hand(&self) -> Option<JobId> {
        self.film.borrow().as_ref().map(|film| film.id)
    }

    /// Whether there is no film at hand.
    pub(super) fn is_idle(&self) -> bool {
        self.film.borrow().is_none()
    }

    /// Takes the film out of the worker's hands.
    pub(super) fn release(&self) -> Option<Job> {
        self.film.take()
    }

    /// Notes that the network has the film now.
    pub(super) fn infers(&self) {
        self.inferring.set(true);
    }

    /// Whether the network has a film.
    pub(super) fn is_inferring(&self) -> bool {
        self.inferring.get() && !self.is_idle()
    }
}
