//! Hands a file to the user, as a download that the browser makes without a request.

use js_sys::Array;
use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, HtmlAnchorElement, Url};

use crate::web::error::WebError;

/// Saves content, a string or a buffer, under a name.
///
/// # Errors
/// [`WebError::Thrown`] when the browser refuses.
pub fn save(name: &str, content: &JsValue) -> Result<(), WebError> {
    let blob = Blob::new_with_str_sequence(&Array::of1(content))?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&address);
    link.set_download(name);
    link.click();
    Ok(Url::revoke_object_url(&address)?)
}
