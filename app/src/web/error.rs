//! Errors of calls into the browser.

use thiserror::Error;
use wasm_bindgen::{JsCast, JsValue};

/// A call into JavaScript that failed.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum WebError {
    /// The browser has no such object, or one of another type.
    #[error("the browser has no {0}")]
    Missing(&'static str),
    /// JavaScript threw.
    #[error("{0}")]
    Thrown(String),
}

impl From<JsValue> for WebError {
    fn from(thrown: JsValue) -> Self {
        Self::Thrown(message(&thrown))
    }
}

/// The message of a thrown value of any type.
pub fn message(thrown: &JsValue) -> String {
    thrown
        .dyn_ref::<js_sys::Error>()
        .map(|error| String::from(error.message()))
        .or_else(|| thrown.as_string())
        .unwrap_or_else(|| format!("{thrown:?}"))
}
