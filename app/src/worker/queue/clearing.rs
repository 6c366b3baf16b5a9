//! Clears the list, and brings it back as long as no film was added.

use std::collections::BTreeMap;
use std::mem;

use leptos::prelude::*;

use super::Queue;
use super::job::{Job, Task};
use super::resumable::Resumable;
use crate::protocol::JobId;
use crate::state::lens::LensStage;
use crate::state::worklist::{Stage, Worklist};

/// A list that was cleared, with all that is needed to continue with it.
pub(super) struct Cleared {
    worklist: Worklist,
    lenses: BTreeMap<JobId, LensStage>,
    resumable: Resumable,
    /// Films that were not finished.
    unfinished: Vec<Job>,
}

impl Queue {
    /// Removes all films from the list. What a worker is at is finished and thrown away.
    pub fn clear(&self) {
        let state = self.0.state;
        let waiting = self.0.pending.borrow_mut().take_of_page();
        let worklist = state.worklist.try_update_untracked(mem::take);
        let cleared = Cleared {
            worklist: worklist.unwrap_or_default(),
            lenses: self.take_lenses(),
            resumable: self.0.resumable.take(),
            unfinished: waiting.into_iter().map(Job::at_rest).collect(),
        };
        state.list.cleared.set(cleared.worklist.films().len());
        self.0.cleared.replace(Some(cleared));
        state.worklist.notify();
        state.list.readers.set(None);
        self.set_paused(false);
    }

    /// Removes the lenses and returns those that are not at work.
    fn take_lenses(&self) -> BTreeMap<JobId, LensStage> {
        let lenses = self.0.state.lenses.try_update(mem::take);
        let mut lenses = lenses.unwrap_or_default();
        lenses.retain(|_, stage| *stage != LensStage::Working);
        lenses
    }

    /// Brings the list back that was cleared last.
    pub fn undo_clear(&self) {
        let Some(cleared) = self.0.cleared.take() else {
            return;
        };
        let state = self.0.state;
        state.list.cleared.set(0);
        self.0.resumable.replace(cleared.resumable);
        state.lenses.set(cleared.lenses);
        let mut worklist = cleared.worklist;
        for job in &cleared.unfinished {
            worklist.set_stage(job.id, Stage::Waiting);
        }
        state.worklist.set(worklist);
        state.read_again();
        for job in cleared.unfinished {
            self.0.pending.borrow_mut().push(job);
        }
        self.dispatch();
    }

    /// Keeps the job of a film that was cleared meanwhile, in case the list is brought back.
    pub(super) fn put_aside(&self, job: Job) {
        if job.task == Task::Read
            && let Some(cleared) = &mut *self.0.cleared.borrow_mut()
            && cleared.worklist.film(job.id).is_some()
        {
            cleared.unfinished.push(job.at_rest());
        }
    }

    /// Gives up the list that was cleared last.
    pub(super) fn forget_cleared(&self) {
        if self.0.cleared.take().is_some() {
            self.0.state.list.cleared.set(0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{EngineKind, Examined, Reply, Times};
    use crate::worker::queue::tests::{submit, without_worker};
    use model::reading::Reading;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn start(queue: &Queue) -> JobId {
        let job = queue.0.pending.borrow_mut().next_for_main().unwrap();
        let id = job.id;
        queue.0.main.slot.assign(job);
        queue.set_stage(id, Stage::Preparing);
        id
    }

    fn answer(queue: &Queue, job: JobId) {
        let read = Reply::Read {
            job,
            examined: Examined::Refused(Reading::refuse("", "no film")),
            times: Times::default(),
            engine: EngineKind::Cpu,
        };
        let slot = queue.0.main.slot.clone();
        queue.on_film_reply(&slot, read, None);
    }

    fn words(queue: &Queue) -> Vec<&'static str> {
        let worklist = queue.0.state.worklist;
        worklist.with_untracked(|list| list.films().iter().map(|it| it.stage.word()).collect())
    }

    #[test]
    fn a_cleared_list_comes_back_whatever_was_in_progress() {
        let (_owner, queue) = without_worker();
        for path in ["a", "b", "c"] {
            submit(&queue, path);
        }
        let first = start(&queue);
        answer(&queue, first);
        let second = start(&queue);
        queue.clear();
        assert_eq!(words(&queue), [""; 0]);
        assert_eq!(queue.0.state.list.cleared.get_untracked(), 3);
        answer(&queue, second);
        assert_eq!(words(&queue), [""; 0]);
        queue.undo_clear();
        assert_eq!(words(&queue), ["done", "waiting", "waiting"]);
        for _ in 0..2 {
            let job = start(&queue);
            answer(&queue, job);
        }
        assert_eq!(words(&queue), ["done"; 3]);
        queue.undo_clear();
        assert_eq!(words(&queue), ["done"; 3]);
    }

    #[test]
    fn a_list_brought_back_at_once_gets_the_answer_in_progress() {
        let (_owner, queue) = without_worker();
        submit(&queue, "a");
        let job = start(&queue);
        queue.clear();
        queue.undo_clear();
        answer(&queue, job);
        assert_eq!(words(&queue), ["done"]);
    }

    #[test]
    fn films_that_are_added_end_the_way_back() {
        let (_owner, queue) = without_worker();
        submit(&queue, "a");
        queue.clear();
        submit(&queue, "b");
        queue.undo_clear();
        assert_eq!(words(&queue), ["waiting"]);
        assert!(queue.0.cleared.borrow().is_none());
    }
}
