//! Fields of plain JavaScript objects, for interfaces that `web-sys` does not hold.

use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};

use crate::web::error::WebError;

/// A field, unless it is missing, `undefined` or `null`.
pub fn field(object: &JsValue, name: &str) -> Option<JsValue> {
    let value = Reflect::get(object, &name.into()).ok()?;
    (!value.is_undefined() && !value.is_null()).then_some(value)
}

/// A field that is text and not empty.
pub fn text(object: &JsValue, name: &str) -> Option<String> {
    field(object, name)?
        .as_string()
        .filter(|text| !text.is_empty())
}

/// Sets a field.
///
/// # Errors
/// [`WebError::Thrown`] when the object does not take it.
pub fn set(object: &JsValue, name: &str, value: &JsValue) -> Result<(), WebError> {
    Reflect::set(object, &name.into(), value)?;
    Ok(())
}

/// A field that is a function.
///
/// # Errors
/// [`WebError::Missing`] when there is none.
pub fn method(object: &JsValue, name: &'static str) -> Result<js_sys::Function, WebError> {
    field(object, name)
        .and_then(|value| value.dyn_into().ok())
        .ok_or(WebError::Missing(name))
}
