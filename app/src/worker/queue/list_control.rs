//! Pauses, cancels and continues the films that wait their turn.

use leptos::prelude::*;

use super::Queue;
use crate::protocol::{Failure, JobId};
use crate::state::worklist::pace::Pace;
use crate::state::worklist::{Stage, WorklistFilm};

impl Queue {
    /// Holds films that wait their turn back, or no longer. Those in progress are finished.
    pub fn set_paused(&self, paused: bool) {
        self.0.state.list.paused.set(paused);
        self.0.state.list.pace.update_value(Pace::reset);
        self.0.pending.borrow_mut().set_paused(paused);
        self.dispatch();
    }

    /// Cancels all films that wait their turn. They stay in the list and can be continued with.
    pub fn cancel_waiting(&self) {
        let waiting = self.0.pending.borrow_mut().take_waiting();
        for job in waiting {
            let id = job.id;
            self.0.resumable.borrow_mut().insert(job.at_rest());
            self.set_stage(id, Stage::Failed(Failure::Cancelled));
        }
        self.set_paused(false);
    }

    /// Classifies the films that were cancelled, after all others.
    pub fn continue_cancelled(&self) {
        let cancelled = |film: &&WorklistFilm| film.stage == Stage::Failed(Failure::Cancelled);
        let films: Vec<JobId> = self.0.state.worklist.with_untracked(|list| {
            let films = list.films().iter().filter(cancelled);
            films.map(|film| film.job).collect()
        });
        self.0.state.list.pace.update_value(Pace::reset);
        for id in films {
            let job = self.0.resumable.borrow_mut().remove(id);
            if let Some(job) = job {
                self.set_stage(id, Stage::Waiting);
                self.0.pending.borrow_mut().push(job);
            }
        }
        self.dispatch();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::worker::queue::tests::{submit, without_worker};
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn words(queue: &Queue) -> Vec<&'static str> {
        let worklist = queue.0.state.worklist;
        worklist.with_untracked(|list| list.films().iter().map(|it| it.stage.word()).collect())
    }

    #[test]
    fn films_that_were_cancelled_can_be_continued_with() {
        let (_owner, queue) = without_worker();
        for path in ["a", "b", "c"] {
            submit(&queue, path);
        }
        let first = queue.0.pending.borrow_mut().next_for_main().unwrap();
        queue.0.main.slot.assign(first);
        queue.set_stage(JobId(0), Stage::Preparing);
        queue.cancel_waiting();
        assert_eq!(words(&queue), ["working", "failed", "failed"]);
        assert!(queue.0.pending.borrow_mut().next_for_main().is_none());
        queue.continue_cancelled();
        assert_eq!(words(&queue), ["working", "waiting", "waiting"]);
        let next = queue.0.pending.borrow_mut().next_for_main().unwrap();
        assert_eq!(next.id, JobId(1));
    }

    #[test]
    fn films_that_come_during_a_pause_wait_for_its_end() {
        let (_owner, queue) = without_worker();
        queue.set_paused(true);
        submit(&queue, "a");
        assert!(queue.0.pending.borrow_mut().next_for_main().is_none());
        queue.set_paused(false);
        assert!(queue.0.pending.borrow_mut().next_for_main().is_some());
    }
}
