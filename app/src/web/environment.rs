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
