//! Writes text to the clipboard.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use crate::web::error::WebError;
use crate::web::object;

/// Writes text to the clipboard.
///
/// # Errors
/// [`WebError`] where the browser has none for this page, as on every insecure origin, or refuses.
pub async fn write(text: &str) -> Result<(), WebError> {
    let navigator = object::field(&js_sys::global(), "navigator");
    let clipboard = navigator.and_then(|navigator| object::field(&navigator, "clipboard"));
    let clipboard = clipboard.ok_or(WebError::Missing("clipboard"))?;
    let write: Function = Reflect::get(&clipboard, &"writeText".into())?
        .dyn_into()
        .map_err(|_| WebError::Missing("clipboard"))?;
    let promise: Promise = write
        .call1(&clipboard, &JsValue::from(text))?
        .dyn_into()
        .map_err(|_| WebError::Missing("clipboard"))?;
    JsFuture::from(promise).await?;
    Ok(())
}
