//! Distributes films over the page's workers.
//!
//! The main worker takes pending jobs one at a time; while many are pending, helpers take some too.
//! Results are matched to the worklist by job id, in any order. An archive is a job too: a worker lists
//! its films, which take its place.

mod clearing;
mod diagnosis;
mod expansion;
mod explain;
mod helpers;
mod job;
mod lens;
mod list_control;
mod main_worker;
mod models;
mod pending_jobs;
mod reopening;
mod resumable;
mod view;
mod watchdog;
mod worker_slot;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::Uint8Array;
use leptos::prelude::*;
use model::input::Fix;
use wasm_bindgen_futures::spawn_local;

use self::clearing::Cleared;
use self::helpers::Helpers;
pub use self::job::ScriptPromise;
use self::job::{Job, Requester, Source, Task};
use self::main_worker::MainWorker;
use self::pending_jobs::PendingJobs;
use self::resumable::Resumable;
use self::worker_slot::WorkerSlot;
use crate::intake::sort::Submission;
use crate::protocol::{EngineKind, Failure, JobId, Reply};
use crate::state::lens::LensStage;
use crate::state::pictures::PictureStage;
use crate::state::worklist::pace::Pace;
use crate::state::worklist::{Answer, Stage, Thumbnail, Worklist};
use crate::state::{EngineState, PageState};
use crate::web::message::Attachment;
use crate::web::{blob, clock};

/// The queue. Clones refer to the same one.
#[derive(Clone)]
pub struct Queue(Rc<Inner>);

struct Inner {
    state: PageState,
    main: MainWorker,
    helpers: Helpers,
    pending: RefCell<PendingJobs>,
    resumable: RefCell<Resumable>,
    /// The list that was cleared last, until films are added.
    cleared: RefCell<Option<Cleared>>,
    next_id: Cell<u32>,
}

impl Queue {
    /// Starts the main worker with the forced engine, or with the best one.
    pub fn start(state: PageState, forced: Option<EngineKind>) -> Self {
        let queue = Self::without_worker(state, forced);
        queue.spawn_main();
        queue.cache_page();
        queue.watch_workers();
        queue
    }

    fn without_worker(state: PageState, forced: Option<EngineKind>) -> Self {
        Self(Rc::new(Inner {
            state,
            main: MainWorker::new(state.model_choice.get_untracked(), forced),
            helpers: Helpers::default(),
            pending: RefCell::default(),
            resumable: RefCell::default(),
            cleared: RefCell::default(),
            next_id: Cell::default(),
        }))
    }

    /// Adds a file to the worklist. A film that is too large is refused without being read. The films of
    /// an archive take its place; an archive without films disappears if it was found in a folder.
    /// Returns its job, unless it is no film.
    pub fn submit(&self, submission: Submission) -> Option<JobId> {
        let (name, origin, source) = match submission {
            Submission::Film { path, file } => {
                let origin = file.as_ref().map(|file| blob::origin(&path, file));
                let source = file.ok_or(Failure::Unreadable).and_then(Source::film);
                (path, origin, source)
            }
            Submission::Archive {
                path,
                file,
                in_folder,
            } => {
                let origin = blob::origin(&path, &file);
                (path, Some(origin), Ok(Source::Archive { file, in_folder }))
            }
            Submission::Table { .. } => return None,
        };
        let id = self.next_id();
        let page = self.0.state;
        self.forget_cleared();
        if page.worklist.with_untracked(Worklist::is_finished) {
            page.list.pace.update_value(Pace::reset);
        }
        page.update_worklist(|list| {
            list.add(id, name.clone());
            list.set_origin(id, origin);
        });
        match source {
            Err(failure) => self.set_stage(id, Stage::Failed(failure)),
            Ok(source) => self.enqueue(Job::new(id, name, source, Requester::Page)),
        }
        Some(id)
    }

    /// Classifies a script's bytes; the result goes to its promise and not to the worklist.
    pub fn submit_bytes(&self, bytes: &Uint8Array, name: String, promise: ScriptPromise) {
        if let EngineState::Failed(failure) = self.0.state.engine.get_untracked() {
            promise.reject(&failure);
            return;
        }
        match Source::copy(bytes) {
            Err(failure) => promise.settle(&name, Err(failure)),
            Ok(source) => {
                let requester = Requester::Script(promise);
                self.enqueue(Job::new(self.next_id(), name, source, requester));
            }
        }
    }

    fn next_id(&self) -> JobId {
        let id = self.0.next_id.get();
        self.0.next_id.set(id.wrapping_add(1));
        JobId(id)
    }

    fn enqueue(&self, job: Job) {
        self.0.pending.borrow_mut().push(job);
        self.dispatch();
    }

    /// Assigns pending films to all workers that are ready and idle.
    fn dispatch(&self) {
        let EngineState::Ready(report) = self.0.state.engine.get_untracked() else {
            return;
        };
        if self.0.main.slot.is_idle() && !self.is_diagnosing() {
            let next = self.0.pending.borrow_mut().next_for_main();
            if let Some(job) = next {
                self.assign(&self.0.main.slot, job);
            }
        }
        self.dispatch_to_helpers();
        self.spawn_helpers(report.engine);
        let workers = 1 + self.0.helpers.count();
        let mut pending = self.0.pending.borrow_mut();
        pending.first(workers).for_each(Job::read_ahead);
    }

    fn assign(&self, slot: &Rc<WorkerSlot>, mut job: Job) {
        let (id, request, attachment) = (job.id, job.request(), job.attachment());
        let task = job.task;
        slot.assign(job);
        match task {
            Task::Read => self.set_stage(id, Stage::Preparing),
            Task::Lens | Task::Explain(_) => slot.set_inferring(),
            Task::View { .. } => {}
        }
        let (queue, slot) = (self.clone(), Rc::clone(slot));
        spawn_local(async move {
            let attachment = attachment.await;
            // The worker may have crashed while the file was read.
            if slot.current() != Some(id) {
                return;
            }
            let request = request(queue.0.helpers.all_idle());
            let sent = match attachment {
                Ok(attachment) => slot
                    .send(&request, Some(&attachment))
                    .map_err(|error| Failure::Engine(error.to_string())),
                Err(_) => Err(Failure::Unreadable),
            };
            if let Err(failure) = sent {
                queue.finish(&slot, id, |_| Err(failure));
            }
        });
    }

    /// Handles a worker's reply about its current film.
    fn on_film_reply(&self, slot: &WorkerSlot, reply: Reply, attachment: Option<Attachment>) {
        match reply {
            Reply::Decoded {
                job,
                thumbnail: shape,
                header,
                sha256,
            } => {
                let grey = Attachment::into_bytes(attachment);
                let thumbnail = Thumbnail { shape, grey };
                let page = self.0.state;
                page.update_worklist(|list| list.set_decoded(job, thumbnail, header, sha256));
                slot.set_inferring();
                self.set_stage(job, Stage::Inferring);
            }
            Reply::Read {
                job,
                examined,
                times,
                engine,
            } => self.finish(slot, job, |name| {
                Ok(Answer {
                    reading: self.0.state.read(name, &examined),
                    examined,
                    times,
                    engine,
                })
            }),
            Reply::Listed {
                job,
                films,
                left_out,
                is_model,
            } => self.on_listed(slot, job, films, left_out, is_model),
            Reply::Lens { job, side, views } => {
                self.on_lens(slot, job, side, views, attachment);
            }
            Reply::Explained(reply) => self.on_explained(slot, *reply, attachment),
            Reply::Thumbnail {
                job,
                thumbnail: shape,
            } => {
                let grey = Attachment::into_bytes(attachment);
                self.on_thumbnail(slot, job, Thumbnail { shape, grey });
            }
            Reply::Viewed(view) => self.on_viewed(slot, view, attachment),
            Reply::Failed { job, failure } => self.finish(slot, job, |_| Err(failure)),
            // Handled elsewhere, or meant for the bench page.
            _ => {}
        }
    }

    /// Finishes the current film with the result for its name; a late reply about another film is
    /// ignored.
    fn finish(
        &self,
        slot: &WorkerSlot,
        id: JobId,
        result: impl FnOnce(&str) -> Result<Answer, Failure>,
    ) {
        if slot.current() != Some(id) {
            return;
        }
        if let Some(job) = slot.take_job() {
            let result = result(&job.name);
            match (&job.requester, job.task) {
                (Requester::Page, _) if !self.is_listed(id) => self.put_aside(job),
                (Requester::Page, Task::Lens | Task::Explain(_) | Task::View { .. }) => {
                    if let Err(failure) = result {
                        self.fail_beside(&job, failure);
                    }
                }
                (Requester::Page, Task::Read) => {
                    let continues = match &result {
                        Ok(_) => true,
                        Err(failure) => matches!(failure, Failure::SeveralFrames { .. }),
                    };
                    if continues || !job.fixes.is_empty() {
                        self.0.resumable.borrow_mut().insert(job);
                    }
                    let pace = self.0.state.list.pace;
                    pace.update_value(|pace| pace.note(clock::now()));
                    let stage = result.map_or_else(Stage::Failed, Stage::Answered);
                    self.set_stage(id, stage);
                }
                (Requester::Script(promise), Task::Explain(_)) => {
                    if let Err(failure) = result {
                        promise.reject(&failure);
                    }
                }
                (Requester::Script(promise), _) => promise.settle(&job.name, result),
            }
        }
        self.dispatch();
    }

    /// Classifies a film again after one more fix; the new result replaces the old one.
    pub fn fix(&self, id: JobId, fix: Fix) {
        self.change_fixes(id, |fixes| fixes.push(fix));
    }

    /// Classifies a film again without its last fix.
    pub fn undo_fix(&self, id: JobId) {
        self.change_fixes(id, |fixes| fixes.truncate(fixes.len().saturating_sub(1)));
    }

    fn change_fixes(&self, id: JobId, change: impl FnOnce(&mut Vec<Fix>)) {
        let film = self.0.resumable.borrow_mut().remove(id);
        if let Some(mut job) = film {
            let before = job.fixes.len();
            change(&mut job.fixes);
            if job.fixes.len() == before {
                self.0.resumable.borrow_mut().insert(job);
                return;
            }
            let fixes = job.fixes.clone();
            let worklist = self.0.state.worklist;
            worklist.update(|list| list.set_fixes(id, fixes));
            self.forget_beside(id);
            self.0.pending.borrow_mut().put_first(vec![job]);
            self.dispatch();
        }
    }

    /// Makes every film that was classified pending again.
    fn read_all_again(&self) {
        let worklist = self.0.state.worklist;
        let answered = |id: JobId| {
            worklist.with_untracked(|list| {
                let film = list.film(id);
                film.is_some_and(|film| matches!(film.stage, Stage::Answered(_)))
            })
        };
        let films = self.0.resumable.borrow_mut().remove_if(answered);
        for job in films {
            self.forget_beside(job.id);
            self.set_stage(job.id, Stage::Waiting);
            self.0.pending.borrow_mut().push(job);
        }
    }

    /// Whether the picture of a job's film has not been changed since.
    fn is_unchanged(&self, job: &Job) -> bool {
        let worklist = self.0.state.worklist;
        worklist.with_untracked(|list| {
            let film = list.film(job.id);
            film.is_some_and(|film| film.fixes == job.fixes)
        })
    }

    /// Notes the failure of a job beside the film's own.
    fn fail_beside(&self, job: &Job, failure: Failure) {
        match job.task {
            Task::Read => {}
            Task::Lens => self.set_lens(job, LensStage::Failed(failure)),
            Task::Explain(task) => self.fail_explanation(job, task, failure),
            Task::View { sight, .. } => {
                self.set_picture(job, sight, PictureStage::Failed(failure));
            }
        }
    }

    /// Forgets lens, explanation and pictures of a film whose picture is about to change.
    fn forget_beside(&self, id: JobId) {
        self.0
            .pending
            .borrow_mut()
            .remove(id, |task| task != Task::Read);
        let state = self.0.state;
        state.lenses.update(|lenses| {
            lenses.remove(&id);
        });
        state.explanation.forget(id);
        self.forget_pictures(id);
    }

    /// Makes a film pending again after its worker was terminated.
    fn put_back(&self, job: Job) {
        if job.task == Task::Read {
            self.set_stage(job.id, Stage::Waiting);
        }
        self.0.pending.borrow_mut().put_back(job);
    }

    /// Whether a film is in the list.
    fn is_listed(&self, id: JobId) -> bool {
        let worklist = self.0.state.worklist;
        worklist.with_untracked(|list| list.film(id).is_some())
    }

    fn set_stage(&self, job: JobId, stage: Stage) {
        let page = self.0.state;
        page.update_worklist(|list| list.set_stage(job, stage));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{Examined, Times};
    use js_sys::Array;
    use model::reading::Reading;
    use wasm_bindgen_test::wasm_bindgen_test as test;
    use web_sys::File;

    /// A film of one byte for the page.
    pub(super) fn film() -> Job {
        let source = Source::copy(&Uint8Array::new_with_length(1)).unwrap();
        Job::new(JobId(0), String::new(), source, Requester::Page)
    }

    /// Submits a film of one byte.
    pub(super) fn submit(queue: &Queue, path: &str) {
        let parts = Array::of1(&Uint8Array::new_with_length(1));
        let file = File::new_with_u8_array_sequence(&parts, "a").ok();
        let path = path.to_owned();
        queue.submit(Submission::Film { path, file });
    }

    /// A queue whose main worker is played by the test. Its signals live as long as their owner.
    pub(super) fn without_worker() -> (Owner, Queue) {
        let owner = Owner::new();
        owner.set();
        (owner, Queue::without_worker(PageState::new(), None))
    }

    #[test]
    fn fixes_of_a_film_add_up_and_are_undone() {
        let (_owner, queue) = without_worker();
        let (id, slot) = (JobId(0), WorkerSlot::default());
        let worklist = queue.0.state.worklist;
        worklist.update(|list| list.add(id, "a.png".into()));
        let answer = |job: Job, fixes: &[Fix]| {
            slot.assign(job);
            let read = Reply::Read {
                job: id,
                examined: Examined::Refused(Reading {
                    fixes: fixes.to_vec(),
                    ..Reading::refuse("", "it is no upright film")
                }),
                times: Times::default(),
                engine: EngineKind::Cpu,
            };
            queue.on_film_reply(&slot, read, None);
        };
        let pending = || queue.0.pending.borrow_mut().next_for_main();
        answer(film(), &[Fix::Rotate180]);
        queue.fix(JobId(7), Fix::Invert);
        assert!(pending().is_none(), "no film is unknown");
        for (fix, next, sum) in [
            (Fix::Rotate180, &[Fix::Invert][..], &[Fix::Rotate180][..]),
            (Fix::Invert, &[], &[Fix::Rotate180, Fix::Invert]),
        ] {
            queue.fix(id, fix);
            assert_eq!(worklist.with(Worklist::waiting), 1);
            queue.fix(id, fix);
            let job = pending().unwrap();
            assert!(pending().is_none(), "a second click changes nothing");
            assert_eq!(job.fixes, sum);
            answer(job, next);
        }
        let shown = worklist.with(|list| list.film(id).cloned()).unwrap();
        assert_eq!(shown.fixes, [Fix::Rotate180, Fix::Invert]);
        assert_eq!(shown.stage.word(), "done");
        for sum in [&[Fix::Rotate180][..], &[]] {
            queue.undo_fix(id);
            let job = pending().unwrap();
            assert_eq!(job.fixes, sum);
            answer(job, &[]);
        }
        queue.undo_fix(id);
        assert!(pending().is_none(), "no fix is left to undo");
    }
}
