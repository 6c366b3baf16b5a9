//! The context through which components submit files and restart the engine.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::intake::sort::{Sorted, sort};
use crate::intake::walk::{Walk, walk};
use crate::intake::{Intake, Item};
use crate::protocol::JobId;
use crate::state::PageState;
use crate::state::intake::{IntakeNote, IntakeProblem};
use crate::web::clock;
use crate::worker::queue::Queue;

/// Files that enter the list in one task of the main thread.
const FILES_PER_TASK: usize = 8;

/// A handle to the queue that can be copied into every component.
#[derive(Clone, Copy)]
pub struct Session {
    queue: StoredValue<Queue, LocalStorage>,
    state: PageState,
}

impl Session {
    /// The context for a queue.
    pub fn new(queue: Queue, state: PageState) -> Self {
        let queue = StoredValue::new_local(queue);
        Self { queue, state }
    }

    /// Submits what a gesture brought. Folders are searched, and their files enter the list a few per
    /// task, so that the page stays responsive.
    pub fn submit(self, intake: Intake) {
        let Intake { items, problem } = intake;
        if items.is_empty() && problem.is_none() {
            return;
        }
        self.state.intake.set(IntakeNote {
            searching: items.iter().any(|item| matches!(item, Item::Folder(_))),
            problems: problem.into_iter().collect(),
            ..IntakeNote::default()
        });
        spawn_local(self.search(items));
    }

    async fn search(self, items: Vec<Item>) {
        let Walk { files, problems } = walk(items).await;
        let note = self.state.intake;
        if !problems.is_empty() {
            note.update(|note| note.problems.extend(problems));
        }
        let searched = !files.is_empty();
        let mut submitted = false;
        let mut files = files.into_iter().map(sort);
        loop {
            // All of them are read at the same time.
            let some: Vec<_> = files.by_ref().take(FILES_PER_TASK).collect();
            if some.is_empty() {
                break;
            }
            for sorted in some {
                submitted |= self.submit_sorted(sorted.await);
            }
            clock::pause(0).await;
        }
        note.update(|note| {
            note.searching = false;
            if searched && !submitted {
                note.problems.push(IntakeProblem::NoFilms);
            }
        });
    }

    /// Submits a file or counts it as left out; whether it was submitted.
    fn submit_sorted(self, sorted: Sorted) -> bool {
        match sorted {
            Sorted::Film { path, file } => self.queue.with_value(|queue| queue.submit(path, file)),
            Sorted::Archive {
                path,
                file,
                in_folder,
            } => self
                .queue
                .with_value(|queue| queue.submit_archive(path, file, in_folder)),
            Sorted::LeftOut(kind) => {
                self.state.intake.update(|note| note.left_out.count(kind));
                return false;
            }
        }
        true
    }

    /// Classifies each frame of a film that has several.
    pub fn read_frames(self, film: JobId, frames: u32) {
        self.queue
            .with_value(|queue| queue.read_frames(film, frames));
    }

    /// Restarts the engine.
    pub fn retry(self) {
        self.queue.with_value(Queue::retry);
    }
}
