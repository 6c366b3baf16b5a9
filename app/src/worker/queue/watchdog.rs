//! Restarts workers that do not answer: a kernel or a driver that hangs, or a process that the browser has ended,
//! raises no error.

use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::Queue;
use crate::state::EngineState;
use crate::strings::failure::silent;
use crate::web::clock;

/// Milliseconds between two looks at the workers.
const LOOK_MILLIS: i32 = 1_000;

/// Looks without a message after which a working worker counts as hanging. A device that sleeps looks at nothing
/// meanwhile, and the slowest step without a message takes a few seconds.
pub(super) const MAX_LOOKS: u32 = 90;

impl Queue {
    /// Looks at all workers for as long as the page is open.
    pub(super) fn watch_workers(&self) {
        let queue = Rc::downgrade(&self.0);
        spawn_local(async move {
            loop {
                clock::pause(LOOK_MILLIS).await;
                let Some(inner) = queue.upgrade() else { return };
                Self(inner).look_at_workers();
            }
        });
    }

    fn look_at_workers(&self) {
        self.replace_hanging_helpers();
        let is_starting = matches!(
            self.0.state.engine.get_untracked(),
            EngineState::Loading { .. } | EngineState::Checking(_)
        );
        let slot = &self.0.main.slot;
        if slot.is_hanging(is_starting && !self.0.main.waits_for_page()) {
            self.on_crash(silent(MAX_LOOKS * LOOK_MILLIS.unsigned_abs() / 1_000));
        }
    }
}
