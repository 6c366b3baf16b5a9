//! The worker's own scope: where it posts, fetches and listens.

use js_sys::WebAssembly::Memory;
use js_sys::{Array, ArrayBuffer};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, Event, MessageEvent};

use crate::web::error::{WebError, words};
use crate::web::object;

/// The scope of the worker that runs this code.
///
/// # Errors
/// [`WebError::Missing`] on the page itself.
pub fn worker() -> Result<DedicatedWorkerGlobalScope, WebError> {
    js_sys::global()
        .dyn_into()
        .map_err(|_| WebError::Missing("worker scope"))
}

/// Bytes of the memory of the WebAssembly that runs this code.
pub fn heap() -> f64 {
    let memory: Memory = wasm_bindgen::memory().unchecked_into();
    object::field(&memory.buffer(), "byteLength")
        .and_then(|bytes| bytes.as_f64())
        .unwrap_or_default()
}

/// Posts a message to the page; a buffer goes over without being copied.
///
/// # Errors
/// [`WebError::Thrown`] when the message cannot be sent.
pub fn post(message: &JsValue, buffer: Option<&ArrayBuffer>) -> Result<(), WebError> {
    let transfer: Array = buffer.into_iter().collect();
    worker()?.post_message_with_transfer(message, &transfer)?;
    Ok(())
}

/// Calls `handle` with the data of each message, as long as the worker lives.
///
/// # Errors
/// [`WebError::Missing`] on the page itself.
pub fn on_message(mut handle: impl FnMut(JsValue) + 'static) -> Result<(), WebError> {
    let closure = Closure::<dyn FnMut(_)>::new(move |event: MessageEvent| handle(event.data()));
    worker()?.set_onmessage(Some(closure.as_ref().unchecked_ref()));
    closure.forget();
    Ok(())
}

/// Calls `handle` with the reason of each promise that fails unseen: a trap in an asynchronous
/// task ends so and raises no error event.
///
/// # Errors
/// [`WebError::Missing`] on the page itself, [`WebError::Thrown`] when the listener is refused.
pub fn on_unhandled_rejection(mut handle: impl FnMut(String) + 'static) -> Result<(), WebError> {
    let closure = Closure::<dyn FnMut(_)>::new(move |event: Event| {
        let reason = object::field(&event, "reason");
        handle(reason.as_ref().map(words).unwrap_or_default());
    });
    worker()?
        .add_event_listener_with_callback("unhandledrejection", closure.as_ref().unchecked_ref())?;
    closure.forget();
    Ok(())
}
