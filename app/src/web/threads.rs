//! Threads of the engine on the CPU, where this build and this page have them.

use wasm_bindgen_futures::JsFuture;

use crate::web::scope;

/// More threads than this bring a film of 224 px nothing: its last maps have 49 pixels.
const MOST: usize = 8;

/// Threads that are being started.
pub struct Starting(Option<Started>);

struct Started {
    count: usize,
    /// Held as a future, which takes note of a failure before it is waited for.
    ready: JsFuture,
}

impl Starting {
    /// Starts as many as the processor has cores, or fewer where a limit is given. They start beside
    /// everything that follows, once in a worker's life.
    pub fn new(limit: Option<usize>) -> Self {
        let count = cores().min(limit.unwrap_or(MOST)).min(MOST);
        Self((count > 1).then(|| pool(count)).flatten())
    }

    /// Waits for them; returns how many can work side by side. Where the browser does not start
    /// them, one does.
    pub async fn count(self) -> usize {
        let Some(Started { count, ready }) = self.0 else {
            return 1;
        };
        match ready.await {
            Ok(_) => count,
            Err(error) => {
                web_sys::console::warn_1(&error);
                1
            }
        }
    }
}

fn cores() -> usize {
    let scope = scope::worker();
    let cores = scope.map_or(1.0, |scope| scope.navigator().hardware_concurrency());
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "browsers tell a small whole number"
    )]
    let cores = cores as usize;
    cores
}

#[cfg(feature = "threads")]
fn pool(count: usize) -> Option<Started> {
    let ready = wasm_bindgen_rayon::init_thread_pool(count).into();
    Some(Started { count, ready })
}

/// This build has one thread.
#[cfg(not(feature = "threads"))]
const fn pool(_: usize) -> Option<Started> {
    None
}
