//! Reads and writes fields of JavaScript objects that `web-sys` has no type for.

use js_sys::Reflect;
use wasm_bindgen::JsValue;

use crate::web::error::WebError;

/// A field, unless it is missing, `undefined` or `null`.
pub fn field(object: &JsValue, name: &str) -> Option<JsValue> {
    let value = Reflect::get(object, &name.into()).ok()?;
    (!value.is_undefined() && !value.is_null()).then_some(value)
}

/// A field that is a number.
pub fn number(object: &JsValue, name: &str) -> Option<f64> {
    field(object, name)?.as_f64()
}

/// A field that is a string and not empty.
pub fn text(object: &JsValue, name: &str) -> Option<String> {
    field(object, name)?
        .as_string()
        .filter(|text| !text.is_empty())
}

/// Sets a field.
///
/// # Errors
/// [`WebError::Thrown`] when the object refuses it.
pub fn set(object: &JsValue, name: &str, value: &JsValue) -> Result<(), WebError> {
    Reflect::set(object, &name.into(), value)?;
    Ok(())
}
