//! Explanations on request: jobs beside the film's own, whose results replace nothing. Occlusion is a chain
//! of slices, each behind the films that wait.

use js_sys::Uint8Array;
use leptos::prelude::*;
use model::class::Class;
use model::explanation::MapKind;

use super::Queue;
use super::job::{Job, Requester, ScriptPromise, Source, Task};
use super::worker_slot::WorkerSlot;
use crate::protocol::explanation::{ExplainReply, ExplainTask, Explanation};
use crate::protocol::{Failure, JobId};
use crate::state::EngineState;
use crate::state::explanation::{FilmExplanation, MapsStage, OcclusionStage};
use crate::web::message::Attachment;

impl Queue {
    /// Asks for the maps of a film that has been classified. It is the next.
    pub fn explain(&self, id: JobId) {
        if let Some(job) = self.explaining(id, ExplainTask::Maps) {
            self.0.state.explanation.film.set(Some(FilmExplanation {
                job: id,
                maps: MapsStage::Working,
                occlusion: OcclusionStage::Not,
            }));
            self.0.pending.borrow_mut().put_first(vec![job]);
            self.dispatch();
        }
    }

    /// Starts to hide parts of the film whose explanation is there.
    pub fn occlude(&self, id: JobId) {
        self.set_occlusion(id, OcclusionStage::Running(Vec::new()));
        self.push_slice(id, 0);
    }

    /// Stops hiding parts; a slice in progress comes to nothing.
    pub fn cancel_occlusion(&self, id: JobId) {
        let is_slice = |task| matches!(task, Task::Explain(ExplainTask::Occlusion { .. }));
        self.0.pending.borrow_mut().remove(id, is_slice);
        self.set_occlusion(id, OcclusionStage::Not);
    }

    /// Explains a script's bytes; the result goes to its promise.
    pub fn explain_bytes(
        &self,
        bytes: &Uint8Array,
        name: String,
        class: Option<Class>,
        map: MapKind,
        promise: ScriptPromise,
    ) {
        if let EngineState::Failed(failure) = self.0.state.engine.get_untracked() {
            promise.reject(&failure);
            return;
        }
        match Source::copy(bytes) {
            Err(failure) => promise.reject(&failure),
            Ok(source) => self.enqueue(Job {
                task: Task::Explain(ExplainTask::Picture { class, map }),
                ..Job::new(self.next_id(), name, source, Requester::Script(promise))
            }),
        }
    }

    fn explaining(&self, id: JobId, task: ExplainTask) -> Option<Job> {
        let films = self.0.resumable.borrow();
        Some(films.get(id)?.again(Task::Explain(task)))
    }

    fn push_slice(&self, id: JobId, first: usize) {
        if let Some(job) = self.explaining(id, ExplainTask::Occlusion { first }) {
            self.enqueue(job);
        }
    }

    fn set_occlusion(&self, id: JobId, stage: OcclusionStage) {
        let explanation = self.0.state.explanation;
        explanation.update(id, |film| film.occlusion = stage);
    }

    /// Handles what explains the current film; a late reply about another film is ignored.
    pub(super) fn on_explained(
        &self,
        slot: &WorkerSlot,
        reply: ExplainReply,
        attachment: Option<Attachment>,
    ) {
        let ExplainReply {
            job: id,
            explanation,
        } = reply;
        if slot.current() != Some(id) {
            return;
        }
        if let Some(job) = slot.take_job() {
            match (explanation, &job.requester) {
                (Explanation::Picture(picture), Requester::Script(promise)) => {
                    let pixels = Attachment::into_bytes(attachment);
                    promise.settle_picture(&job.name, &picture, &pixels);
                }
                (Explanation::Maps(maps), Requester::Page) if self.is_unchanged(&job) => {
                    let explanation = self.0.state.explanation;
                    explanation.update(id, |film| film.maps = MapsStage::Found(maps));
                }
                (Explanation::Occlusion { first, logits }, Requester::Page)
                    if self.is_unchanged(&job) =>
                {
                    let mut next = None;
                    let explanation = self.0.state.explanation;
                    explanation.update(id, |film| next = film.occlusion.add(first, &logits));
                    if let Some(first) = next {
                        self.push_slice(id, first);
                    }
                }
                // The film's picture was changed meanwhile.
                _ => {}
            }
        }
        self.dispatch();
    }

    /// Notes that a film could not be explained.
    pub(super) fn fail_explanation(&self, job: &Job, task: ExplainTask, failure: Failure) {
        if self.is_unchanged(job) {
            self.0.state.explanation.update(job.id, |film| match task {
                ExplainTask::Maps | ExplainTask::Picture { .. } => {
                    film.maps = MapsStage::Failed(failure);
                }
                // Unless it was cancelled.
                ExplainTask::Occlusion { .. } => {
                    if film.occlusion != OcclusionStage::Not {
                        film.occlusion = OcclusionStage::Failed(failure);
                    }
                }
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::explanation::FilmMaps;
    use crate::protocol::{EngineKind, Examined, Reply, Times};
    use crate::worker::queue::tests::{film, without_worker};
    use model::calibration::Logits;
    use model::class::PerClass;
    use model::explanation::{ActivationMaps, HeatMap, Occlusion};
    use model::input::{Area, Fix};
    use model::output::NetworkOutput;
    use model::reading::Evidence;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const LOGITS: Logits = Logits(PerClass([0.0, 1.0, 2.0]));
    const ID: JobId = JobId(0);

    /// A queue whose film is classified.
    fn classified() -> (Owner, Queue) {
        let (owner, queue) = without_worker();
        let worklist = queue.0.state.worklist;
        worklist.update(|list| list.add(ID, "a.png".into()));
        let output = NetworkOutput {
            logits: LOGITS,
            features: Vec::new(),
        };
        let slot = queue.0.main.slot.clone();
        slot.assign(film());
        let read = Reply::Read {
            job: ID,
            examined: Examined::Film(Evidence::new(None, &output, None)),
            times: Times::default(),
            engine: EngineKind::Cpu,
        };
        queue.on_film_reply(&slot, read, None);
        (owner, queue)
    }

    fn next(queue: &Queue) -> Option<Job> {
        queue.0.pending.borrow_mut().next_for_main()
    }

    /// Lets the worker reply about its next job; returns the job's task.
    fn reply(queue: &Queue, explanation: Explanation) -> Task {
        let slot = queue.0.main.slot.clone();
        let job = next(queue).unwrap();
        let task = job.task;
        slot.assign(job);
        let reply = ExplainReply {
            job: ID,
            explanation,
        };
        queue.on_film_reply(&slot, Reply::Explained(Box::new(reply)), None);
        task
    }

    fn maps() -> Explanation {
        let map = HeatMap::new(1, vec![1.0]);
        let maps = PerClass([map.clone(), map.clone(), map]);
        Explanation::Maps(FilmMaps {
            area: Area::whole(40, 40),
            maps: ActivationMaps {
                finer: maps.clone(),
                last: maps,
            },
        })
    }

    fn slice(first: usize, count: usize) -> Explanation {
        Explanation::Occlusion {
            first,
            logits: vec![LOGITS; count],
        }
    }

    fn explanation(queue: &Queue) -> Option<FilmExplanation> {
        queue.0.state.explanation.film.get_untracked()
    }

    #[test]
    fn a_film_is_explained_and_keeps_its_result() {
        let (_owner, queue) = classified();
        let result = queue.0.state.worklist.get_untracked();
        queue.explain(ID);
        assert_eq!(explanation(&queue).unwrap().maps, MapsStage::Working);
        assert_eq!(reply(&queue, maps()), Task::Explain(ExplainTask::Maps));
        let found = explanation(&queue).unwrap().maps;
        assert!(matches!(found, MapsStage::Found(_)), "{found:?}");
        assert_eq!(queue.0.state.worklist.get_untracked(), result);
    }

    #[test]
    fn occlusion_goes_on_slice_by_slice_behind_other_films() {
        let (_owner, queue) = classified();
        queue.explain(ID);
        reply(&queue, maps());
        queue.occlude(ID);
        let other = Job {
            id: JobId(9),
            ..film()
        };
        queue.0.pending.borrow_mut().push(other);
        let first = Task::Explain(ExplainTask::Occlusion { first: 0 });
        assert_eq!(reply(&queue, slice(0, 200)), first);
        assert_eq!(next(&queue).unwrap().id, JobId(9), "the film is first");
        let second = Task::Explain(ExplainTask::Occlusion { first: 200 });
        assert_eq!(reply(&queue, slice(200, 25)), second);
        assert!(next(&queue).is_none());
        let done = OcclusionStage::Done(vec![LOGITS; Occlusion::COUNT]);
        assert_eq!(explanation(&queue).unwrap().occlusion, done);
    }

    #[test]
    fn occlusion_is_cancelled_while_it_waits_or_runs() {
        let (_owner, queue) = classified();
        queue.explain(ID);
        reply(&queue, maps());
        queue.occlude(ID);
        queue.cancel_occlusion(ID);
        assert!(next(&queue).is_none());
        queue.occlude(ID);
        let slot = queue.0.main.slot.clone();
        slot.assign(next(&queue).unwrap());
        queue.cancel_occlusion(ID);
        let late = ExplainReply {
            job: ID,
            explanation: slice(0, 3),
        };
        queue.on_film_reply(&slot, Reply::Explained(Box::new(late)), None);
        assert!(next(&queue).is_none());
        assert_eq!(explanation(&queue).unwrap().occlusion, OcclusionStage::Not);
    }

    #[test]
    fn a_failure_is_that_of_the_explanation_and_not_of_the_film() {
        let (_owner, queue) = classified();
        queue.explain(ID);
        let slot = queue.0.main.slot.clone();
        slot.assign(next(&queue).unwrap());
        let failure = Failure::Engine("gone".to_owned());
        let failed = Reply::Failed {
            job: ID,
            failure: failure.clone(),
        };
        queue.on_film_reply(&slot, failed, None);
        assert_eq!(
            explanation(&queue).unwrap().maps,
            MapsStage::Failed(failure)
        );
        let worklist = queue.0.state.worklist;
        let word = worklist.with_untracked(|list| list.films()[0].stage.word());
        assert_eq!(word, "done");
    }

    #[test]
    fn an_explanation_is_forgotten_when_the_picture_changes() {
        let (_owner, queue) = classified();
        queue.explain(ID);
        let slot = queue.0.main.slot.clone();
        slot.assign(next(&queue).unwrap());
        queue.fix(ID, Fix::Invert);
        assert_eq!(explanation(&queue), None);
        let late = ExplainReply {
            job: ID,
            explanation: maps(),
        };
        queue.on_film_reply(&slot, Reply::Explained(Box::new(late)), None);
        assert_eq!(explanation(&queue), None);
        assert_eq!(next(&queue).unwrap().task, Task::Read);
    }
}
