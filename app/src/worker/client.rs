//! The page's side of a worker: starts it, exchanges messages and detects crashes.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Array, Math};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{BroadcastChannel, ErrorEvent, MessageEvent, Worker, WorkerOptions, WorkerType};

use crate::protocol::{Reply, Request};
use crate::web::error::WebError;
use crate::web::message::{self, Attachment};
use crate::web::object;

/// The worker's script.
const SCRIPT: &str = "engine.js";

/// What a worker sends.
pub enum Incoming {
    /// A reply; some have bytes.
    Reply(Reply, Option<Attachment>),
    /// It crashed with this error.
    Crashed(String),
}

/// A running worker; terminated on drop.
pub struct Client {
    worker: Worker,
    /// Where its threads report a crash, under its name; `None` where the browser has no channels.
    threads: Option<BroadcastChannel>,
    /// Looks at it since its last message or the last request.
    silence: Rc<Cell<u32>>,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(ErrorEvent)>,
}

impl Client {
    /// Starts a worker; `handle` receives its messages, first [`Reply::Awake`].
    ///
    /// # Errors
    /// [`WebError::Thrown`] when the browser does not start it.
    pub fn start(handle: Rc<dyn Fn(Incoming)>) -> Result<Self, WebError> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        // The pages of all tabs hear each other's channels.
        let name = format!("engine {}", Math::random());
        options.set_name(&name);
        let worker = Worker::new_with_options(SCRIPT, &options)?;
        let handle_error = Rc::clone(&handle);
        let silence = Rc::new(Cell::new(0));
        let heard = Rc::clone(&silence);
        let on_message = Closure::<dyn FnMut(_)>::new(move |event: MessageEvent| {
            heard.set(0);
            handle(match message::unpack(&event.data()) {
                Ok(message) => match message.content {
                    Reply::Crashed(error) => Incoming::Crashed(error),
                    reply => Incoming::Reply(reply, message.attachment),
                },
                Err(error) => Incoming::Crashed(error.to_string()),
            });
        });
        let on_error = Closure::<dyn FnMut(_)>::new(move |event: ErrorEvent| {
            // The event of a script that cannot be loaded has no message.
            handle_error(Incoming::Crashed(
                object::text(&event, "message").unwrap_or_default(),
            ));
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        let threads = BroadcastChannel::new(&name).ok();
        if let Some(threads) = &threads {
            threads.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        }
        Ok(Self {
            worker,
            threads,
            silence,
            _on_message: on_message,
            _on_error: on_error,
        })
    }

    /// Counts one more look at the worker since its last message or the last request to it.
    pub fn count_silence(&self) -> u32 {
        let silence = self.silence.get() + 1;
        self.silence.set(silence);
        silence
    }

    /// Counts from zero again.
    pub fn heard(&self) {
        self.silence.set(0);
    }

    /// Sends a request with its attachment.
    ///
    /// # Errors
    /// [`WebError::Thrown`] when the message cannot be sent.
    pub fn send(&self, request: &Request, attachment: Option<&Attachment>) -> Result<(), WebError> {
        self.heard();
        let message = message::pack(request, attachment)?;
        let transferred = attachment.map_or_else(Array::new, Attachment::transferred);
        self.worker
            .post_message_with_transfer(&message, &transferred)?;
        Ok(())
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        // Messages that are still on their way are ignored.
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
        if let Some(threads) = &self.threads {
            threads.close();
        }
    }
}
