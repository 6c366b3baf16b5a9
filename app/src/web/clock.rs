//! The browser's monotonic clock and timers.

use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Performance;

use crate::web::{object, scope};

/// The clock and timeline of this page or worker.
pub(super) fn performance() -> Option<Performance> {
    object::field(&js_sys::global(), "performance")?
        .dyn_into()
        .ok()
}

/// Milliseconds since an arbitrary start; only differences are meaningful.
pub fn now() -> f64 {
    performance().map_or(0.0, |performance| performance.now())
}

/// Waits on the page; in a worker it returns at once.
pub async fn pause(millis: i32) {
    let millis = web_sys::window().map_or(0, |_| millis);
    wait(millis).await;
}

/// Waits on the page or in a worker.
pub async fn wait(millis: i32) {
    let promise = Promise::new(&mut |resolve, _| {
        let set = match (web_sys::window(), scope::worker()) {
            (Some(page), _) => {
                page.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, millis)
            }
            (None, Ok(worker)) => {
                worker.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, millis)
            }
            (None, Err(error)) => Err(error.to_string().into()),
        };
        if set.is_err() {
            // A promise's own `resolve` does not throw.
            drop(resolve.call0(&JsValue::UNDEFINED));
        }
    });
    // This promise is never rejected.
    JsFuture::from(promise).await.ok();
}

/// Runs `work` and returns its result and its duration in milliseconds.
pub fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let start = now();
    let result = work();
    (result, now() - start)
}
