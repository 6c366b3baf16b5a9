//! The page's films on their way through the worker, one at a time.
//!
//! A worker that dies is started again. It died with the film at hand: that one is given up,
//! unless a GPU may be to blame; then the CPU gets a new worker and the same film.

mod job;

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use js_sys::{ArrayBuffer, Uint8Array};
use leptos::prelude::*;
use model::input::Limits;
use web_sys::File;

pub use self::job::Promised;
use self::job::{Asker, Job, Source};
use crate::protocol::{Cache, EngineKind, Failure, JobId, Purpose, Reply, Request, Start, WhyCpu};
use crate::state::worklist::{Answer, Picture, Stage};
use crate::state::{EngineState, PageState, Requests};
use crate::web::{requests, task};
use crate::worker::client::{Client, Incoming};

/// So many workers may die one after another before the page stops starting new ones.
const DEATHS: u32 = 2;

/// Everything between the page and its worker. Clones are the same queue.
#[derive(Clone)]
pub struct Queue(Rc<Inner>);

struct Inner {
    state: PageState,
    /// What every worker is told; the cache and the GPU's record change in the course of a visit.
    start: RefCell<Start>,
    client: RefCell<Option<Client>>,
    awake: Cell<bool>,
    /// Whether the network has the film at hand.
    inferring: Cell<bool>,
    deaths: Cell<u32>,
    watching: Cell<bool>,
    next: Cell<u32>,
    waiting: RefCell<VecDeque<Job>>,
    running: RefCell<Option<Job>>,
}

impl Queue {
    /// Starts a worker with the engine of its own choice or with the forced one.
    pub fn start(state: PageState, forced: Option<EngineKind>) -> Self {
        let queue = Self(Rc::new(Inner {
            state,
            start: RefCell::new(Start {
                forced,
                avoid_gpu: None,
                cache: Cache::Use,
                purpose: Purpose::Films,
                threads: None,
            }),
            client: RefCell::new(None),
            awake: Cell::new(false),
            inferring: Cell::new(false),
            deaths: Cell::new(0),
            watching: Cell::new(false),
            next: Cell::new(0),
            waiting: RefCell::default(),
            running: RefCell::default(),
        }));
        queue.employ();
        queue
    }

    /// Takes a file on; one that is too large is refused before it is read.
    pub fn submit(&self, file: File) {
        let (job, name) = (self.number(), file.name());
        let worklist = self.0.state.worklist;
        worklist.update(|list| list.add(job, name.clone()));
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "the size of a file is a whole number of bytes"
        )]
        let bytes = file.size() as u64;
        if let Err(error) = Limits::default().admit_bytes(bytes) {
            let failure = Failure::Film(error.to_string());
            worklist.update(|list| list.set_stage(job, Stage::Failed(failure)));
            return;
        }
        self.enqueue(Job {
            id: job,
            name,
            source: Source::File(file),
            asker: Asker::Page,
        });
    }

    /// Takes bytes on for a script; the answer goes to its promise and not into the page.
    pub fn submit_bytes(&self, bytes: Uint8Array, name: String, promised: Promised) {
        if let EngineState::Failed(failure) = self.0.state.engine.get_untracked() {
            promised.reject(&failure);
            return;
        }
        self.enqueue(Job {
            id: self.number(),
            name,
            source: Source::Bytes(bytes),
            asker: Asker::Script(promised),
        });
    }

    /// Starts all over with a new worker and new copies of the model's files.
    pub fn retry(&self) {
        self.0.deaths.set(0);
        self.0.start.borrow_mut().cache = Cache::Renew;
        self.employ();
    }

    fn number(&self) -> JobId {
        let number = self.0.next.get();
        self.0.next.set(number.wrapping_add(1));
        JobId(number)
    }

    fn enqueue(&self, job: Job) {
        self.0.waiting.borrow_mut().push_back(job);
        self.pump();
    }

    /// Starts a worker in place of the present one.
    fn employ(&self) {
        self.0.awake.set(false);
        self.0.state.engine.set(EngineState::STARTING);
        let queue = Rc::downgrade(&self.0);
        let started = Client::start(Rc::new(move |incoming| {
            let Some(inner) = queue.upgrade() else { return };
            Self(inner).hear(incoming);
        }));
        match started {
            Ok(client) => self.dismiss(Some(client)),
            Err(error) => self.fail(Failure::NoWorker(error.to_string())),
        }
    }

    /// Ends the present worker, later: this may be called from one of its own messages.
    fn dismiss(&self, successor: Option<Client>) {
        let old = self.0.client.replace(successor);
        task::spawn(async move { drop(old) });
    }

    /// Hands the next film over, if the worker is ready and idle.
    fn pump(&self) {
        let ready = matches!(self.0.state.engine.get_untracked(), EngineState::Ready(_));
        if !ready || self.0.running.borrow().is_some() {
            return;
        }
        let Some(job) = self.0.waiting.borrow_mut().pop_front() else {
            return;
        };
        let (id, source) = (job.id, job.source.clone());
        self.set_stage(id, Stage::Preparing);
        self.0.running.replace(Some(job));
        self.0.inferring.set(false);
        let queue = self.clone();
        task::spawn(async move {
            match source.bytes().await {
                Ok(bytes) => queue.hand_over(id, &bytes),
                Err(_) => queue.finish(id, Err(Failure::Unreadable)),
            }
        });
    }

    fn hand_over(&self, job: JobId, bytes: &ArrayBuffer) {
        // The worker may have died while the file was read.
        let Some(name) = self.running(job) else {
            return;
        };
        let request = Request::Read { job, name };
        let sent = match &*self.0.client.borrow() {
            Some(client) => client.send(&request, Some(bytes)),
            None => return,
        };
        if let Err(error) = sent {
            self.finish(job, Err(Failure::Engine(error.to_string())));
        }
    }

    /// The name of the film at hand, if it is this one.
    fn running(&self, job: JobId) -> Option<String> {
        let running = self.0.running.borrow();
        running
            .as_ref()
            .filter(|running| running.id == job)
            .map(|running| running.name.clone())
    }

    fn hear(&self, incoming: Incoming) {
        match incoming {
            Incoming::Died(words) => self.bury(words),
            Incoming::Reply(reply, bytes) => self.follow(reply, bytes.as_ref()),
        }
    }

    fn follow(&self, reply: Reply, bytes: Option<&ArrayBuffer>) {
        let state = self.0.state;
        match reply {
            Reply::Awake => self.greet(),
            Reply::Loading { received, total } => state.engine.set(EngineState::Loading {
                received,
                total: Some(total),
            }),
            Reply::Checking(engine) => state.engine.set(EngineState::Checking(engine)),
            Reply::Ready { engine, model } => {
                state.model.set(Some(*model));
                self.0.deaths.set(0);
                self.0.start.borrow_mut().cache = Cache::Use;
                state.engine.set(EngineState::Ready(engine));
                self.watch();
                self.pump();
            }
            Reply::EngineChanged(engine) => state.engine.set(EngineState::Ready(engine)),
            Reply::NotReady(failure) => self.fail(failure),
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
                state.worklist.update(|list| list.set_picture(job, picture));
                self.0.inferring.set(true);
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
                self.finish(job, Ok(answer));
            }
            Reply::Failed { job, failure } => self.finish(job, Err(failure)),
            Reply::Requests(count) => state.requests.update(|requests| requests.worker = count),
            // The bench page's own, and a death that has been told already.
            Reply::Forwarded { .. } | Reply::Crashed(_) => {}
        }
    }

    /// Tells a worker that listens how to start.
    fn greet(&self) {
        self.0.awake.set(true);
        let start = Request::Start(self.0.start.borrow().clone());
        let sent = match &*self.0.client.borrow() {
            Some(client) => client.send(&start, None),
            None => return,
        };
        if let Err(error) = sent {
            self.fail(Failure::NoWorker(error.to_string()));
        }
    }

    /// Counts the page's requests from the first time that the model is loaded.
    fn watch(&self) {
        let requests = self.0.state.requests;
        requests.set(Requests::default());
        if !self.0.watching.replace(true) {
            let watched = requests::watch(move |count| requests.update(|all| all.page = count));
            if let Err(error) = watched {
                web_sys::console::warn_1(&error.to_string().into());
            }
        }
    }

    /// Ends a film; a late reply for one that is not at hand is dropped here.
    fn finish(&self, job: JobId, outcome: Result<Answer, Failure>) {
        if self.running(job).is_none() {
            return;
        }
        if let Some(job) = self.0.running.take() {
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

    /// There is no engine: scripts are told, the page's films wait for another try.
    fn fail(&self, failure: Failure) {
        self.dismiss(None);
        let running = self.0.running.take();
        let mut waiting = self.0.waiting.borrow_mut();
        let jobs = running.into_iter().chain(waiting.drain(..));
        let (page, scripts): (Vec<Job>, Vec<Job>) =
            jobs.partition(|job| matches!(job.asker, Asker::Page));
        *waiting = page.into();
        for job in &*waiting {
            self.set_stage(job.id, Stage::Waiting);
        }
        drop(waiting);
        for job in scripts {
            if let Asker::Script(promised) = job.asker {
                promised.reject(&failure);
            }
        }
        self.0.state.engine.set(EngineState::Failed(failure));
    }

    /// A worker has died: another takes its place, unless they die like flies.
    fn bury(&self, words: String) {
        if self.gpu_is_to_blame() {
            self.0.start.borrow_mut().avoid_gpu = Some(WhyCpu::Lost(words));
            if let Some(job) = self.0.running.take() {
                self.set_stage(job.id, Stage::Waiting);
                self.0.waiting.borrow_mut().push_front(job);
            }
            self.employ();
            return;
        }
        let failure = if self.0.awake.get() {
            Failure::Crashed(words)
        } else {
            Failure::NoWorker(words)
        };
        let at_hand = self.0.running.borrow().as_ref().map(|job| job.id);
        let deaths = self.0.deaths.get() + 1;
        self.0.deaths.set(deaths);
        if deaths < DEATHS {
            self.employ();
        }
        if let Some(job) = at_hand {
            self.finish(job, Err(failure.clone()));
        }
        if deaths >= DEATHS {
            self.fail(failure);
        }
    }

    /// Whether the worker died while its GPU worked, and another engine is allowed.
    fn gpu_is_to_blame(&self) -> bool {
        let at_work = match self.0.state.engine.get_untracked() {
            EngineState::Checking(engine) => Some(engine),
            EngineState::Ready(report) if self.0.inferring.get() => Some(report.engine),
            _ => None,
        };
        at_work == Some(EngineKind::WebGpu) && self.0.start.borrow().forced.is_none()
    }

    fn set_stage(&self, job: JobId, stage: Stage) {
        self.0
            .state
            .worklist
            .update(|list| list.set_stage(job, stage));
    }
}
