//! Starts the threads of the CPU engine, where this build and this page support them.

use wasm_bindgen_futures::JsFuture;

use crate::web::environment::cores;

/// More threads do not speed up a film of 224 px, whose last feature maps have 49 pixels.
const MAX_THREADS: usize = 8;

/// A thread pool that is being started; `None` for a single thread.
pub struct ThreadPool(Option<PendingPool>);

struct PendingPool {
    count: usize,
    /// A future, which handles a rejection before it is awaited.
    ready: JsFuture,
}

impl ThreadPool {
    /// Starts one thread per core, up to `limit`, in the background. Once per worker.
    pub fn start(limit: Option<usize>) -> Self {
        let count = cores().min(limit.unwrap_or(MAX_THREADS)).min(MAX_THREADS);
        Self((count > 1).then(|| pool(count)).flatten())
    }

    /// Waits for the threads and returns their number; 1 where the browser does not start them.
    pub async fn ready(self) -> usize {
        let Some(PendingPool { count, ready }) = self.0 else {
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

#[cfg(feature = "threads")]
fn pool(count: usize) -> Option<PendingPool> {
    let ready = wasm_bindgen_rayon::init_thread_pool(count).into();
    Some(PendingPool { count, ready })
}

/// This build is single-threaded.
#[cfg(not(feature = "threads"))]
const fn pool(_: usize) -> Option<PendingPool> {
    None
}
