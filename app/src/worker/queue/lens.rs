//! The shortcut lens on request: a job beside the film's own, whose result replaces nothing.

use leptos::prelude::*;
use model::lens::ViewOutput;

use super::Queue;
use super::job::{Job, Task};
use super::worker_slot::WorkerSlot;
use crate::protocol::{Examined, Failure, JobId};
use crate::state::lens::{Copies, LensStage};
use crate::state::worklist::Stage;
use crate::web::message::Attachment;

impl Queue {
    /// Classifies changed copies of a film that has been classified. It is the next.
    pub fn look_through_lens(&self, id: JobId) {
        let admitted = self.0.state.worklist.with_untracked(|list| {
            let stage = list.film(id).map(|film| &film.stage);
            matches!(stage, Some(Stage::Answered(answer)) if matches!(answer.examined, Examined::Film(_)))
        });
        let film = self
            .0
            .resumable
            .borrow()
            .get(id)
            .map(|film| film.again(Task::Lens));
        if let Some(job) = film.filter(|_| admitted) {
            self.set_lens(&job, LensStage::Working);
            self.0.pending.borrow_mut().put_first(vec![job]);
            self.dispatch();
        }
    }

    /// Handles the copies of the current film; a late reply about another film is ignored.
    pub(super) fn on_lens(
        &self,
        slot: &WorkerSlot,
        id: JobId,
        side: u32,
        views: Vec<ViewOutput>,
        attachment: Option<Attachment>,
    ) {
        if slot.current() != Some(id) {
            return;
        }
        if let Some(job) = slot.take_job() {
            let pictures = Attachment::into_bytes(attachment);
            let stage = match Copies::new(side, views, &pictures) {
                Some(copies) => LensStage::Seen(copies),
                None => LensStage::Failed(Failure::Engine(
                    "the pictures of the copies are missing".to_owned(),
                )),
            };
            self.set_lens(&job, stage);
        }
        self.dispatch();
    }

    /// Sets the lens of a film, unless its picture has been changed since.
    pub(super) fn set_lens(&self, job: &Job, stage: LensStage) {
        if self.is_unchanged(job) {
            self.0.state.lenses.update(|lenses| {
                lenses.insert(job.id, stage);
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{EngineKind, Reply, Times};
    use crate::worker::queue::job::Task;
    use crate::worker::queue::tests::{film, without_worker};
    use js_sys::Uint8Array;
    use model::calibration::Logits;
    use model::class::PerClass;
    use model::input::Fix;
    use model::lens::Change;
    use model::output::NetworkOutput;
    use model::reading::{Evidence, Reading};
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const LOGITS: Logits = Logits(PerClass([0.0, 1.0, 2.0]));
    const ID: JobId = JobId(0);

    fn read(examined: Examined) -> Reply {
        Reply::Read {
            job: ID,
            examined,
            times: Times::default(),
            engine: EngineKind::Cpu,
        }
    }

    fn copies() -> (Reply, Option<Attachment>) {
        let reply = Reply::Lens {
            job: ID,
            side: 2,
            views: vec![ViewOutput {
                change: Change::Mirrored,
                differs: true,
                logits: LOGITS,
            }],
        };
        let pictures = Uint8Array::from([1, 2, 3, 4].as_slice()).buffer();
        (reply, Some(Attachment::Bytes(pictures)))
    }

    /// A queue whose film has this result.
    fn after(examined: Examined) -> (Owner, Queue) {
        let (owner, queue) = without_worker();
        let worklist = queue.0.state.worklist;
        worklist.update(|list| list.add(ID, "a.png".into()));
        let slot = queue.0.main.slot.clone();
        slot.assign(film());
        queue.on_film_reply(&slot, read(examined), None);
        (owner, queue)
    }

    fn admitted() -> Examined {
        let output = NetworkOutput {
            logits: LOGITS,
            features: Vec::new(),
        };
        Examined::Film(Evidence::new(None, &output, None))
    }

    fn stage(queue: &Queue) -> Option<LensStage> {
        let lenses = queue.0.state.lenses;
        lenses.with_untracked(|lenses| lenses.get(&ID).cloned())
    }

    #[test]
    fn a_film_is_looked_at_and_keeps_its_result() {
        let (_owner, queue) = after(admitted());
        let result = queue.0.state.worklist.get_untracked();
        queue.look_through_lens(ID);
        assert_eq!(stage(&queue), Some(LensStage::Working));
        let job = queue.0.pending.borrow_mut().next_for_main().unwrap();
        assert_eq!(job.task, Task::Lens);
        let slot = queue.0.main.slot.clone();
        slot.assign(job);
        let (reply, pictures) = copies();
        queue.on_film_reply(&slot, reply, pictures);
        let Some(LensStage::Seen(copies)) = stage(&queue) else {
            panic!("{:?}", stage(&queue));
        };
        assert_eq!(copies.pictures[0].grey, [1, 2, 3, 4]);
        assert_eq!(queue.0.state.worklist.get_untracked(), result);
    }

    #[test]
    fn a_refused_film_is_not_looked_at() {
        let (_owner, queue) = after(Examined::Refused(Reading::refuse("", "no film")));
        queue.look_through_lens(ID);
        assert_eq!(stage(&queue), None);
        assert!(queue.0.pending.borrow_mut().next_for_main().is_none());
    }

    #[test]
    fn a_failure_is_that_of_the_lens_and_not_of_the_film() {
        let (_owner, queue) = after(admitted());
        queue.look_through_lens(ID);
        let job = queue.0.pending.borrow_mut().next_for_main().unwrap();
        let slot = queue.0.main.slot.clone();
        slot.assign(job);
        let failure = Failure::Engine("gone".to_owned());
        let failed = Reply::Failed {
            job: ID,
            failure: failure.clone(),
        };
        queue.on_film_reply(&slot, failed, None);
        assert_eq!(stage(&queue), Some(LensStage::Failed(failure)));
        let worklist = queue.0.state.worklist;
        let word = worklist.with_untracked(|list| list.films()[0].stage.word());
        assert_eq!(word, "done");
    }

    #[test]
    fn copies_of_a_picture_that_was_changed_meanwhile_are_ignored() {
        let (_owner, queue) = after(admitted());
        queue.look_through_lens(ID);
        let job = queue.0.pending.borrow_mut().next_for_main().unwrap();
        let slot = queue.0.main.slot.clone();
        slot.assign(job);
        queue.fix(ID, Fix::Invert);
        assert_eq!(stage(&queue), None);
        let (reply, pictures) = copies();
        queue.on_film_reply(&slot, reply, pictures);
        assert_eq!(stage(&queue), None);
    }

    #[test]
    fn a_lens_that_waits_is_dropped_when_the_picture_changes() {
        let (_owner, queue) = after(admitted());
        queue.look_through_lens(ID);
        queue.fix(ID, Fix::Invert);
        let next = queue.0.pending.borrow_mut().next_for_main().unwrap();
        assert_eq!(next.task, Task::Read);
        assert!(queue.0.pending.borrow_mut().next_for_main().is_none());
    }
}
