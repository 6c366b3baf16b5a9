//! The context through which components submit films and restart the engine.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::File;

use crate::web::clock;
use crate::worker::queue::Queue;

/// Films that enter the list in one task of the main thread.
const FILMS_PER_TASK: usize = 8;

/// A handle to the queue that can be copied into every component.
#[derive(Clone, Copy)]
pub struct Session(StoredValue<Queue, LocalStorage>);

impl Session {
    /// The context for a queue.
    pub fn new(queue: Queue) -> Self {
        Self(StoredValue::new_local(queue))
    }

    /// Submits films in order, a few per task, so that the page stays responsive.
    pub fn submit(self, files: Vec<File>) {
        spawn_local(async move {
            for files in files.chunks(FILMS_PER_TASK) {
                self.0.with_value(|queue| {
                    for file in files {
                        queue.submit(file.clone());
                    }
                });
                clock::pause(0).await;
            }
        });
    }

    /// Restarts the engine.
    pub fn retry(self) {
        self.0.with_value(Queue::retry);
    }
}
