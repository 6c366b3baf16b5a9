//! The worker's global scope: posting, listening, memory.

use js_sys::Array;
use js_sys::WebAssembly::Memory;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, Event, MessageEvent};

use crate::web::error::{WebError, message};
use crate::web::message::Attachment;
use crate::web::object;

/// The scope of the worker that runs this code.
///
/// # Errors
/// [`WebError::Missing`] on the page.
pub fn worker() -> Result<DedicatedWorkerGlobalScope, WebError> {
    js_sys::global()
        .dyn_into()
        .map_err(|_| WebError::Missing("worker scope"))
}

/// Size of this code's WebAssembly memory, in bytes.
pub fn heap() -> f64 {
    let memory: Memory = wasm_bindgen::memory().unchecked_into();
    object::number(&memory.buffer(), "byteLength").unwrap_or_default()
}

/// Posts a message with its attachment to the page.
///
/// # Errors
/// [`WebError::Thrown`] when the message cannot be sent.
pub fn post(message: &JsValue, attachment: Option<&Attachment>) -> Result<(), WebError> {
    let transferred = attachment.map_or_else(Array::new, Attachment::transferred);
    worker()?.post_message_with_transfer(message, &transferred)?;
    Ok(())
}

/// Calls `handle` with the data of each message.
///
/// # Errors
/// [`WebError::Missing`] on the page.
pub fn on_message(mut handle: impl FnMut(JsValue) + 'static) -> Result<(), WebError> {
    let closure = Closure::<dyn FnMut(_)>::new(move |event: MessageEvent| handle(event.data()));
    worker()?.set_onmessage(Some(closure.as_ref().unchecked_ref()));
    closure.forget();
    Ok(())
}

/// Calls `handle` with the reason of each unhandled rejection: a trap in an asynchronous task ends as
/// one and raises no error event.
///
/// # Errors
/// [`WebError::Missing`] on the page, [`WebError::Thrown`] when the listener is refused.
pub fn on_unhandled_rejection(mut handle: impl FnMut(String) + 'static) -> Result<(), WebError> {
    let closure = Closure::<dyn FnMut(_)>::new(move |event: Event| {
        let reason = object::field(&event, "reason");
        handle(reason.as_ref().map(message).unwrap_or_default());
    });
    worker()?
        .add_event_listener_with_callback("unhandledrejection", closure.as_ref().unchecked_ref())?;
    closure.forget();
    Ok(())
}
