//! Holds one worker of the page and the film it is processing.

use std::cell::{Cell, RefCell};

use wasm_bindgen_futures::spawn_local;

use super::job::Job;
use super::watchdog::MAX_LOOKS;
use crate::protocol::{JobId, Request};
use crate::web::error::WebError;
use crate::web::message::Attachment;
use crate::worker::client::Client;

/// A place for one worker at a time; empty at first.
#[derive(Default)]
pub(super) struct WorkerSlot {
    client: RefCell<Option<Client>>,
    job: RefCell<Option<Job>>,
    /// Whether the network is running on the current film.
    inferring: Cell<bool>,
    /// Whether the worker has been sent the current film.
    sent: Cell<bool>,
}

impl WorkerSlot {
    /// Replaces the worker. The old one is terminated later: this may be called from one of its own
    /// messages.
    pub(super) fn replace(&self, client: Option<Client>) {
        let old = self.client.replace(client);
        spawn_local(async move { drop(old) });
    }

    /// Sends a request to the worker, if there is one.
    ///
    /// # Errors
    /// [`WebError::Thrown`] when the message cannot be sent.
    pub(super) fn send(
        &self,
        request: &Request,
        attachment: Option<&Attachment>,
    ) -> Result<(), WebError> {
        self.sent.set(true);
        match &*self.client.borrow() {
            Some(client) => client.send(request, attachment),
            None => Ok(()),
        }
    }

    /// Assigns a film to the worker.
    pub(super) fn assign(&self, job: Job) {
        self.inferring.set(false);
        self.sent.set(false);
        self.job.replace(Some(job));
    }

    /// The current film.
    pub(super) fn current(&self) -> Option<JobId> {
        self.with_job(|job| job.id)
    }

    /// What `read` says of the current film's job.
    pub(super) fn with_job<T>(&self, read: impl FnOnce(&Job) -> T) -> Option<T> {
        self.job.borrow().as_ref().map(read)
    }

    /// Whether there is no current film.
    pub(super) fn is_idle(&self) -> bool {
        self.job.borrow().is_none()
    }

    /// Removes and returns the current film.
    pub(super) fn take_job(&self) -> Option<Job> {
        self.job.take()
    }

    /// Whether the worker has been silent for too long while it starts or has a film. Called at every look.
    pub(super) fn is_hanging(&self, is_starting: bool) -> bool {
        let is_working = is_starting || (self.sent.get() && !self.is_idle());
        match &*self.client.borrow() {
            Some(client) if is_working => client.count_silence() >= MAX_LOOKS,
            Some(client) => {
                client.heard();
                false
            }
            None => false,
        }
    }

    /// Notes that the network is running.
    pub(super) fn set_inferring(&self) {
        self.inferring.set(true);
    }

    /// Whether the network is running on a film.
    pub(super) fn is_inferring(&self) -> bool {
        self.inferring.get() && !self.is_idle()
    }
}
