//! The page's films on their way through its workers.
//!
//! Films wait in one `line`. The `lead` takes them one at a time; while many wait, `helpers`
//! take some too. Answers find their place in the worklist by the film's number, in whatever order
//! they come.

mod helpers;
mod job;
mod lead;
mod line;
mod seat;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{ArrayBuffer, Uint8Array};
use leptos::prelude::*;
use web_sys::File;

use self::helpers::Helpers;
pub use self::job::Promised;
use self::job::{Asker, Job, Source};
use self::lead::Lead;
use self::line::Line;
use self::seat::Seat;
use crate::protocol::{EngineKind, Failure, JobId, Reply, Request};
use crate::state::worklist::{Answer, Picture, Stage};
use crate::state::{EngineState, PageState};
use crate::web::task;

/// Everything between the page and its workers. Clones are the same queue.
#[derive(Clone)]
pub struct Queue(Rc<Inner>);

struct Inner {
    state: PageState,
    lead: Lead,
    helpers: Helpers,
    line: RefCell<Line<Job>>,
    next: Cell<u32>,
}

impl Queue {
    /// Starts a worker with the engine of its own choice or with the forced one.
    pub fn start(state: PageState, forced: Option<EngineKind>) -> Self {
        let queue = Self(Rc::new(Inner {
            state,
            lead: Lead::new(forced),
            helpers: Helpers::default(),
            line: RefCell::default(),
            next: Cell::default(),
        }));
        queue.employ();
        queue.keep_page();
        queue
    }

    /// Takes a file on; one that is too large is refused before it is read.
    pub fn submit(&self, file: File) {
        let (job, name) = (self.number(), file.name());
        let state = self.0.state;
        state.worklist.update(|list| list.add(job, name.clone()));
        match Source::file(file) {
            Err(failure) => self.set_stage(job, Stage::Failed(failure)),
            Ok(source) => self.enqueue(Job {
                id: job,
                name,
                source,
                asker: Asker::Page,
                ahead: None,
            }),
        }
    }

    /// Takes bytes on for a script; the answer goes to its promise and not into the page.
    pub fn submit_bytes(&self, bytes: &Uint8Array, name: String, promised: Promised) {
        if let EngineState::Failed(failure) = self.0.state.engine.get_untracked() {
            promised.reject(&failure);
            return;
        }
        match Source::copy(bytes) {
            Err(failure) => promised.settle(&name, Err(failure)),
            Ok(source) => self.enqueue(Job {
                id: self.number(),
                name,
                source,
                asker: Asker::Script(promised),
                ahead: None,
            }),
        }
    }

    fn number(&self) -> JobId {
        let number = self.0.next.get();
        self.0.next.set(number.wrapping_add(1));
        JobId(number)
    }

    fn enqueue(&self, job: Job) {
        self.0.line.borrow_mut().join(job);
        self.pump();
    }

    /// Hands films to all workers that are ready and idle.
    fn pump(&self) {
        let ready = matches!(self.0.state.engine.get_untracked(), EngineState::Ready(_));
        if !ready {
            return;
        }
        if self.0.lead.seat.is_idle() {
            let next = self.0.line.borrow_mut().next_for_lead();
            if let Some(job) = next {
                self.give(&self.0.lead.seat, job);
            }
        }
        self.occupy_helpers();
        self.staff();
        let workers = 1 + self.helpers();
        let mut line = self.0.line.borrow_mut();
        line.first(workers).for_each(Job::read_ahead);
    }

    fn give(&self, seat: &Rc<Seat>, mut job: Job) {
        let (id, name, bytes) = (job.id, job.name.clone(), job.bytes());
        self.set_stage(id, Stage::Preparing);
        seat.take_on(job);
        let (queue, seat) = (self.clone(), Rc::clone(seat));
        task::spawn(async move {
            let bytes = bytes.await;
            // The worker may have died while the file was read.
            if seat.at_hand() != Some(id) {
                return;
            }
            let request = Request::Read {
                job: id,
                name,
                alone: queue.0.helpers.rest(),
            };
            let outcome = match bytes {
                Ok(bytes) => seat
                    .send(&request, Some(&bytes))
                    .map_err(|error| Failure::Engine(error.to_string())),
                Err(_) => Err(Failure::Unreadable),
            };
            if let Err(failure) = outcome {
                queue.finish(&seat, id, Err(failure));
            }
        });
    }

    /// What a worker says of the film it has at hand.
    fn hear_of_film(&self, seat: &Seat, reply: Reply, bytes: Option<&ArrayBuffer>) {
        match reply {
            Reply::Decoded {
                job,
                width,
                height,
                side,
            } => {
                let picture = Picture {
                    width,
                    height,
                    side,
                    grey: bytes.map_or_else(Vec::new, |bytes| Uint8Array::new(bytes).to_vec()),
                };
                self.0.state.move_on(|list| list.set_picture(job, picture));
                seat.infers();
                self.set_stage(job, Stage::Inferring);
            }
            Reply::Read {
                job,
                reading,
                times,
                engine,
            } => {
                let answer = Answer {
                    reading,
                    times,
                    engine,
                };
                self.finish(seat, job, Ok(answer));
            }
            Reply::Failed { job, failure } => self.finish(seat, job, Err(failure)),
            // The bench page's own, and what is heard elsewhere.
            _ => {}
        }
    }

    /// Ends a film; a late reply for one that is not at hand is dropped here.
    fn finish(&self, seat: &Seat, job: JobId, outcome: Result<Answer, Failure>) {
        if seat.at_hand() != Some(job) {
            return;
        }
        if let Some(job) = seat.release() {
            match job.asker {
                Asker::Page => {
                    let stage = outcome.map_or_else(Stage::Failed, Stage::Answered);
                    self.set_stage(job.id, stage);
                }
                Asker::Script(promised) => promised.settle(&job.name, outcome),
            }
        }
        self.pump();
    }

    /// Lets a film wait again whose worker is gone.
    fn put_back(&self, job: Job) {
        self.set_stage(job.id, Stage::Waiting);
        self.0.line.borrow_mut().put_back(job);
    }

    /// The same for one that may be why a helper is gone.
    fn put_back_for_lead(&self, job: Job) {
        self.set_stage(job.id, Stage::Waiting);
        self.0.line.borrow_mut().put_back_for_lead(job);
    }

    fn set_stage(&self, job: JobId, stage: Stage) {
        self.0.state.move_on(|list| list.set_stage(job, stage));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A film of one byte that the page asks for.
    pub(super) fn film() -> Job {
        Job {
            id: JobId(0),
            name: String::new(),
            source: Source::copy(&Uint8Array::new_with_length(1)).unwrap(),
            asker: Asker::Page,
            ahead: None,
        }
    }

    /// A queue whose lead is played by the test. Its signals live as long as their owner.
    pub(super) fn unmanned() -> (Owner, Queue) {
        let owner = Owner::new();
        owner.set();
        let queue = Queue(Rc::new(Inner {
            state: PageState::new(),
            lead: Lead::new(None),
            helpers: Helpers::default(),
            line: RefCell::default(),
            next: Cell::default(),
        }));
        (owner, queue)
    }
}
