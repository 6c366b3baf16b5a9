//! The page's end of a worker: starts it, sends to it, hears it and notices its death.

use std::rc::Rc;

use js_sys::{Array, ArrayBuffer};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{ErrorEvent, MessageEvent, Worker, WorkerOptions, WorkerType};

use crate::protocol::{Reply, Request};
use crate::web::error::WebError;
use crate::web::{message, object};

/// The worker's entry, as trunk names it.
const SCRIPT: &str = "engine.js";

/// What comes from a worker.
pub enum Incoming {
    /// It says something; some replies have bytes.
    Reply(Reply, Option<ArrayBuffer>),
    /// It died, with these last words.
    Died(String),
}

/// A running worker; it ends when dropped.
pub struct Client {
    worker: Worker,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(ErrorEvent)>,
}

impl Client {
    /// Starts a worker; `hear` gets all that comes from it, first [`Reply::Awake`].
    ///
    /// # Errors
    /// [`WebError::Thrown`] when the browser starts none.
    pub fn start(hear: Rc<dyn Fn(Incoming)>) -> Result<Self, WebError> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(SCRIPT, &options)?;
        let hear_error = Rc::clone(&hear);
        let on_message = Closure::<dyn FnMut(_)>::new(move |event: MessageEvent| {
            hear(match message::unpack(&event.data()) {
                Ok((reply, bytes)) => match reply {
                    Reply::Crashed(words) => Incoming::Died(words),
                    reply => Incoming::Reply(reply, bytes),
                },
                Err(error) => Incoming::Died(error.to_string()),
            });
        });
        let on_error = Closure::<dyn FnMut(_)>::new(move |event: ErrorEvent| {
            // A script that cannot be loaded raises an event without a message.
            hear_error(Incoming::Died(
                object::text(&event, "message").unwrap_or_default(),
            ));
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Ok(Self {
            worker,
            _on_message: on_message,
            _on_error: on_error,
        })
    }

    /// Sends a request; its bytes go over without being copied.
    ///
    /// # Errors
    /// [`WebError::Thrown`] when the message cannot be sent.
    pub fn send(&self, request: &Request, bytes: Option<&ArrayBuffer>) -> Result<(), WebError> {
        let message = message::pack(request, bytes)?;
        let transfer: Array = bytes.into_iter().collect();
        self.worker
            .post_message_with_transfer(&message, &transfer)?;
        Ok(())
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        // What it has still posted is for nobody.
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}
