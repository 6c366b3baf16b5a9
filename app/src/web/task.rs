//! Work that goes on beside the caller.

use std::future::Future;

use wasm_bindgen_futures::spawn_local;

/// Runs a future to its end on this thread, after the caller has returned.
pub fn spawn(work: impl Future<Output = ()> + 'static) {
    spawn_local(work);
}
