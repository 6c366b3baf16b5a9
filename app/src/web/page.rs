//! The page's own address, and what it runs on.

use web_sys::UrlSearchParams;

/// How many threads the browser can run side by side; 1 where it does not say.
pub fn cores() -> usize {
    let cores = web_sys::window().map_or(1.0, |window| window.navigator().hardware_concurrency());
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a small whole number, and at least 1"
    )]
    let cores = cores.max(1.0) as usize;
    cores
}

/// The value of a parameter in the page's address.
pub fn parameter(name: &str) -> Option<String> {
    let query = web_sys::window()?.location().search().ok()?;
    UrlSearchParams::new_with_str(&query).ok()?.get(name)
}
