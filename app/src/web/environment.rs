//! What this code runs on: the number of cores, and the parameters of the page's address.

use web_sys::UrlSearchParams;

use crate::web::object;

/// The number of threads that can run in parallel; 1 where the browser does not report it.
pub fn cores() -> usize {
    let navigator = object::field(&js_sys::global(), "navigator");
    let cores = navigator.and_then(|navigator| object::number(&navigator, "hardwareConcurrency"));
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "browsers report a small whole number"
    )]
    let cores = cores.map_or(1, |cores| cores as usize);
    cores.max(1)
}

/// The value of a parameter in the page's address.
pub fn parameter(name: &str) -> Option<String> {
    let query = web_sys::window()?.location().search().ok()?;
    UrlSearchParams::new_with_str(&query).ok()?.get(name)
}

/// The part of the page's address from `#` on.
pub fn hash() -> String {
    let window = web_sys::window();
    window
        .and_then(|window| window.location().hash().ok())
        .unwrap_or_default()
}

/// The languages that the visitor prefers, as BCP 47 tags.
pub fn languages() -> Vec<String> {
    let window = web_sys::window();
    let languages = window.map(|window| window.navigator().languages());
    let tags = languages.iter().flat_map(js_sys::Array::iter);
    tags.filter_map(|tag| tag.as_string()).collect()
}

/// Says which language the document is in, and in which direction it runs.
pub fn set_language(tag: &str, direction: &str) {
    let document = web_sys::window().and_then(|window| window.document());
    if let Some(root) = document.and_then(|document| document.document_element()) {
        // Attributes with these names are never refused.
        drop(root.set_attribute("lang", tag));
        drop(root.set_attribute("dir", direction));
    }
}

/// What the browser calls itself.
pub fn user_agent() -> String {
    let window = web_sys::window();
    window
        .and_then(|window| window.navigator().user_agent().ok())
        .unwrap_or_default()
}

/// Whether the page may share memory between threads (`crossOriginIsolated`).
pub fn is_isolated() -> bool {
    object::field(&js_sys::global(), "crossOriginIsolated").is_some_and(|value| value.is_truthy())
}

/// The origins of the sites that may frame this page, if it is the page for frames.
pub fn embed_origins() -> Option<Vec<String>> {
    let document = web_sys::window()?.document()?;
    let element = document.query_selector("meta[name=embed-origins]").ok()??;
    let list = element.get_attribute("content")?;
    Some(list.split_whitespace().map(str::to_owned).collect())
}

/// The Content-Security-Policy of the document's `meta` element.
pub fn content_policy() -> Option<String> {
    let document = web_sys::window()?.document()?;
    let element = document
        .query_selector("meta[http-equiv=Content-Security-Policy]")
        .ok()??;
    element.get_attribute("content")
}
