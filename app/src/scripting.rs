//! `window.pneumoscope`, the page's interface for scripts.

use js_sys::{Error, Function, Object, Promise, TypeError, Uint8Array};
use leptos::prelude::*;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};

use crate::state::{EngineState, PageState};
use crate::strings::failure::message;
use crate::web::error::WebError;
use crate::web::object;
use crate::worker::queue::{Queue, ScriptPromise};

/// Sets `window.pneumoscope`:
///
/// - `classify(bytes, name)`: a promise of a row of `predict` at the level that is chosen in the page;
/// - `ready`: a promise of the engine, `webgpu` or `cpu`, once films can be classified; rejected with the
///   page's message if that fails first;
/// - `version`: the page's version.
///
/// # Errors
/// [`WebError::Thrown`] when the window refuses it.
pub fn install(queue: Queue, state: PageState) -> Result<(), WebError> {
    let classify = Closure::<dyn Fn(JsValue, JsValue) -> Promise>::new(
        move |bytes: JsValue, name: JsValue| {
            Promise::new(&mut |resolve, reject| {
                if let Some(bytes) = bytes.dyn_ref::<Uint8Array>() {
                    let name = name.as_string().unwrap_or_default();
                    queue.submit_bytes(bytes, name, ScriptPromise { resolve, reject });
                } else {
                    let error = TypeError::new("classify(bytes, name): bytes must be a Uint8Array");
                    settle(&reject, &error);
                }
            })
        },
    );
    let pneumoscope = Object::new();
    object::set(&pneumoscope, "classify", classify.as_ref().unchecked_ref())?;
    object::set(&pneumoscope, "ready", &ready(state))?;
    object::set(&pneumoscope, "version", &env!("CARGO_PKG_VERSION").into())?;
    object::set(&js_sys::global(), "pneumoscope", &pneumoscope)?;
    classify.forget();
    Ok(())
}

/// A promise of the engine's kind.
pub fn ready(state: PageState) -> Promise {
    let promise = Promise::new(&mut |resolve, reject| {
        Effect::new(move |_| {
            state.engine.with(|engine| match engine {
                EngineState::Ready(report) => settle(&resolve, &report.engine.word().into()),
                EngineState::Failed(failure) => settle(&reject, &Error::new(&message(failure))),
                EngineState::Loading { .. } | EngineState::Checking(_) => {}
            });
        });
    });
    // A page whose scripts do not ask has nothing to report: the page itself shows the failure.
    let ignored = Closure::<dyn FnMut(JsValue)>::new(|_| ());
    drop(promise.catch(&ignored));
    ignored.forget();
    promise
}

/// Calls one of a promise's own functions, which do not throw; after the first call they do nothing.
fn settle(function: &Function, value: &JsValue) {
    drop(function.call1(&JsValue::UNDEFINED, value));
}
