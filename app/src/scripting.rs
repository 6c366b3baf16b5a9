//! `window.pneumoscope`, the page's interface for scripts.

use js_sys::{Object, Promise, TypeError, Uint8Array};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};

use crate::web::error::WebError;
use crate::web::object;
use crate::worker::queue::{Queue, ScriptPromise};

/// Sets `window.pneumoscope.classify(bytes, name)`, a promise of a row of `predict` at the level
/// that is chosen in the page.
///
/// # Errors
/// [`WebError::Thrown`] when the window refuses it.
pub fn install(queue: Queue) -> Result<(), WebError> {
    let classify = Closure::<dyn Fn(JsValue, JsValue) -> Promise>::new(
        move |bytes: JsValue, name: JsValue| {
            Promise::new(&mut |resolve, reject| {
                if let Some(bytes) = bytes.dyn_ref::<Uint8Array>() {
                    let name = name.as_string().unwrap_or_default();
                    queue.submit_bytes(bytes, name, ScriptPromise { resolve, reject });
                } else {
                    let error = TypeError::new("classify(bytes, name): bytes must be a Uint8Array");
                    // A promise's own `reject` does not throw.
                    drop(reject.call1(&JsValue::UNDEFINED, &error));
                }
            })
        },
    );
    let pneumoscope = Object::new();
    object::set(&pneumoscope, "classify", classify.as_ref().unchecked_ref())?;
    object::set(&js_sys::global(), "pneumoscope", &pneumoscope)?;
    classify.forget();
    Ok(())
}
