//! The page's own address.

use web_sys::UrlSearchParams;

/// The value of a parameter in the page's address.
pub fn parameter(name: &str) -> Option<String> {
    let query = web_sys::window()?.location().search().ok()?;
    UrlSearchParams::new_with_str(&query).ok()?.get(name)
}
