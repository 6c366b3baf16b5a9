//! Spawns asynchronous tasks.

use std::future::Future;

use wasm_bindgen_futures::spawn_local;

/// Runs a future on this thread after the caller has returned.
pub fn spawn(work: impl Future<Output = ()> + 'static) {
    spawn_local(work);
}
