//! Time, from the browser's monotonic clock.

use wasm_bindgen::JsCast;
use web_sys::Performance;

use crate::web::object;

/// The clock and timeline of this page or worker.
pub(super) fn performance() -> Option<Performance> {
    object::field(&js_sys::global(), "performance")?
        .dyn_into()
        .ok()
}

/// Milliseconds since the page or worker began; only differences mean something.
pub fn now() -> f64 {
    performance().map_or(0.0, |performance| performance.now())
}

/// Runs something and says how many milliseconds it took.
pub fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let start = now();
    let result = work();
    (result, now() - start)
}
