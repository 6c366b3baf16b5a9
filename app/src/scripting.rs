//! `window.pneumoscope`, the page's interface for scripts.

use js_sys::{Error, Function, Object, Promise, TypeError, Uint8Array};
use leptos::prelude::*;
use model::explanation::MapKind;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};

use crate::locale::catalogue::in_english;
use crate::state::{EngineState, PageState};
use crate::strings::failure::message;
use crate::web::error::WebError;
use crate::web::object;
use crate::worker::queue::{Queue, ScriptPromise};

/// How `classify` is called, for error messages.
const CLASSIFY: &str = "classify(bytes, name)";
/// How `explain` is called.
const EXPLAIN: &str = "explain(bytes, name, class, map)";

/// Sets `window.pneumoscope`:
///
/// - `classify(bytes, name)`: a promise of a row of `predict` at the level that is chosen in the page.
/// - `explain(bytes, name, class, map)`: a promise of what `pneumoscope explain` writes, as an object with the `class`,
///   the `map` (`finer`, the default, or `last`), its `values`, the `maximum` of the scale, the `area` of the
///   film, and the picture as `ImageData`. Without a class the most probable one is explained. A picture
///   that is refused rejects the promise with the reason.
/// - `ready`: a promise of the engine, `webgpu` or `cpu`, once films can be classified; rejected with the
///   page's message, in English, if that fails first.
/// - `version`: the page's version.
///
/// # Errors
/// [`WebError::Thrown`] when the window refuses it.
pub fn install(queue: Queue, state: PageState) -> Result<(), WebError> {
    let classifying = queue.clone();
    let classify = Closure::<dyn Fn(JsValue, JsValue) -> Promise>::new(
        move |bytes: JsValue, name: JsValue| {
            promise(|script| match film_bytes(&bytes, CLASSIFY) {
                Ok(bytes) => classifying.submit_bytes(bytes, text(&name), script),
                Err(error) => reject(&script, &error),
            })
        },
    );
    let explain = Closure::<dyn Fn(JsValue, JsValue, JsValue, JsValue) -> Promise>::new(
        move |bytes: JsValue, name: JsValue, class: JsValue, map: JsValue| {
            promise(|script| {
                match film_bytes(&bytes, EXPLAIN).and_then(|bytes| {
                    let class = optional(&class, |key| key.parse().ok(), CLASSES)?;
                    let map = optional(&map, depth, DEPTHS)?.unwrap_or_default();
                    Ok((bytes, class, map))
                }) {
                    Ok((bytes, class, map)) => {
                        queue.explain_bytes(bytes, text(&name), class, map, script);
                    }
                    Err(error) => reject(&script, &error),
                }
            })
        },
    );
    let pneumoscope = Object::new();
    object::set(&pneumoscope, "classify", classify.as_ref().unchecked_ref())?;
    object::set(&pneumoscope, "explain", explain.as_ref().unchecked_ref())?;
    object::set(&pneumoscope, "ready", &ready(state))?;
    object::set(&pneumoscope, "version", &env!("CARGO_PKG_VERSION").into())?;
    object::set(&js_sys::global(), "pneumoscope", &pneumoscope)?;
    classify.forget();
    explain.forget();
    Ok(())
}

/// What is wrong with another class.
const CLASSES: &str = "explain: class must be covid19, normal or pneumonia";
/// What is wrong with another map.
const DEPTHS: &str = "explain: map must be finer or last";

/// A promise whose callbacks `start` receives.
fn promise(start: impl FnOnce(ScriptPromise)) -> Promise {
    let mut start = Some(start);
    Promise::new(&mut |resolve, reject| {
        if let Some(start) = start.take() {
            start(ScriptPromise { resolve, reject });
        }
    })
}

fn reject(script: &ScriptPromise, error: &TypeError) {
    settle(&script.reject, error);
}

fn film_bytes<'a>(value: &'a JsValue, call: &str) -> Result<&'a Uint8Array, TypeError> {
    let refused = || TypeError::new(&format!("{call}: bytes must be a Uint8Array"));
    value.dyn_ref().ok_or_else(refused)
}

fn text(value: &JsValue) -> String {
    value.as_string().unwrap_or_default()
}

/// The class activation map of a word; occlusion is not for scripts.
fn depth(word: &str) -> Option<MapKind> {
    MapKind::from_word(word).filter(|kind| *kind != MapKind::Occlusion)
}

/// An argument that may be left out.
fn optional<T>(
    value: &JsValue,
    parse: impl Fn(&str) -> Option<T>,
    refusal: &str,
) -> Result<Option<T>, TypeError> {
    if value.is_undefined() || value.is_null() {
        return Ok(None);
    }
    let parsed = value.as_string().and_then(|text| parse(&text));
    parsed.map(Some).ok_or_else(|| TypeError::new(refusal))
}

/// A promise of the engine's kind.
pub fn ready(state: PageState) -> Promise {
    let promise = Promise::new(&mut |resolve, reject| {
        Effect::new(move |_| {
            state.engine.with(|engine| match engine {
                EngineState::Ready(report) => settle(&resolve, &report.engine.word().into()),
                EngineState::Failed(failure) => {
                    let message = in_english(|| message(failure));
                    settle(&reject, &Error::new(&message));
                }
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
