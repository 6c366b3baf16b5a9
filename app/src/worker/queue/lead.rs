//! The lead: the worker that is always there, whose engine is what the page reports.
//!
//! A lead that dies is started again. It died with the film at hand: that one is given up,
//! unless a GPU may be to blame; then the CPU gets a new worker and the same film.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::ArrayBuffer;

use leptos::prelude::*;

use super::Queue;
use super::job::{Asker, Job};
use super::seat::Seat;
use crate::protocol::{
    Cache, EngineKind, EngineReport, Failure, Purpose, Reply, Request, Start, WhyCpu,
};
use crate::state::worklist::Stage;
use crate::state::{EngineState, Requests};
use crate::web::{clock, offline, requests, task};
use crate::worker::client::{Client, Incoming};

/// So many leads may die one after another before the page stops starting new ones.
const DEATHS: u32 = 2;

/// Milliseconds after which an engine that is ready takes films even though the page's files are still
/// being kept.
const KEEP_MILLIS: i32 = 5_000;

/// The lead and what is known of it.
pub(super) struct Lead {
    pub(super) seat: Rc<Seat>,
    /// What every lead is told; the cache and the GPU's record change in the course of a visit.
    start: RefCell<Start>,
    /// The model's name in the browser's store, where all of it is kept.
    pub(super) model: RefCell<Option<String>>,
    awake: Cell<bool>,
    deaths: Cell<u32>,
    /// An engine that is ready while the page is not.
    engine: RefCell<Option<EngineReport>>,
    /// Whether the page's own files are kept, or will not be: no request is made for them any more.
    page_kept: Cell<bool>,
    watching: Cell<bool>,
}

impl Lead {
    /// No worker yet, and the engine it may have.
    pub(super) fn new(forced: Option<EngineKind>) -> Self {
        Self {
            seat: Rc::default(),
            start: RefCell::new(Start {
                forced,
                avoid_gpu: None,
                cache: Cache::Use,
                purpose: Purpose::Films,
                threads: None,
            }),
            model: RefCell::default(),
            awake: Cell::default(),
            deaths: Cell::default(),
            engine: RefCell::default(),
            page_kept: Cell::default(),
            watching: Cell::default(),
        }
    }
}

impl Queue {
    /// Starts all over with a new worker and new copies of the model's files.
    pub fn retry(&self) {
        let lead = &self.0.lead;
        lead.deaths.set(0);
        lead.start.borrow_mut().cache = Cache::Renew;
        self.employ();
    }

    /// Starts a worker in place of the present one; helpers of the old model go.
    pub(super) fn employ(&self) {
        let lead = &self.0.lead;
        self.dismiss_helpers();
        lead.awake.set(false);
        lead.engine.replace(None);
        self.0.state.engine.set(EngineState::STARTING);
        let queue = Rc::downgrade(&self.0);
        let started = Client::start(Rc::new(move |incoming| {
            let Some(inner) = queue.upgrade() else { return };
            Self(inner).hear(incoming);
        }));
        match started {
            Ok(client) => lead.seat.replace(Some(client)),
            Err(error) => self.fail(Failure::NoWorker(error.to_string())),
        }
    }

    /// Has the page's own files kept. Films wait for that, so that no request is made after them.
    pub(super) fn keep_page(&self) {
        let queue = self.clone();
        task::spawn(async move {
            let kept = offline::keep().await.is_ok();
            queue.0.state.kept.update(|all| all.page = kept);
            queue.open_doors();
        });
    }

    /// Does not wait for that for ever.
    fn lose_patience(&self) {
        let queue = self.clone();
        task::spawn(async move {
            clock::pause(KEEP_MILLIS).await;
            queue.open_doors();
        });
    }

    fn open_doors(&self) {
        self.0.lead.page_kept.set(true);
        self.open();
    }

    /// Takes films as soon as engine and page are ready.
    fn open(&self) {
        let lead = &self.0.lead;
        if !lead.page_kept.get() {
            return;
        }
        if let Some(engine) = lead.engine.take() {
            self.0.state.engine.set(EngineState::Ready(engine));
            self.watch();
            self.pump();
        }
    }

    fn hear(&self, incoming: Incoming) {
        match incoming {
            Incoming::Died(words) => self.bury(words),
            Incoming::Reply(reply, bytes) => self.follow(reply, bytes.as_ref()),
        }
    }

    fn follow(&self, reply: Reply, bytes: Option<&ArrayBuffer>) {
        let (state, lead) = (self.0.state, &self.0.lead);
        match reply {
            Reply::Awake => self.greet(),
            Reply::Loading { received, total } => state.engine.set(EngineState::Loading {
                received,
                total: Some(total),
            }),
            Reply::Checking(engine) => state.engine.set(EngineState::Checking(engine)),
            Reply::Ready {
                engine,
                model,
                kept,
            } => {
                state.model.set(Some(*model));
                state.kept.update(|all| all.model = kept.is_some());
                lead.model.replace(kept);
                lead.deaths.set(0);
                lead.start.borrow_mut().cache = Cache::Use;
                lead.engine.replace(Some(engine));
                self.open();
                self.lose_patience();
            }
            Reply::EngineChanged(engine) => {
                self.dismiss_helpers();
                let avoid = &mut lead.start.borrow_mut().avoid_gpu;
                avoid.clone_from(&engine.why_cpu);
                state.engine.set(EngineState::Ready(engine));
            }
            Reply::NotReady(failure) => self.fail(failure),
            Reply::Requests(count) => state.requests.update(|requests| requests.worker = count),
            reply => self.hear_of_film(&lead.seat, reply, bytes),
        }
    }

    /// Tells a worker that listens how to start.
    fn greet(&self) {
        let lead = &self.0.lead;
        lead.awake.set(true);
        let start = Request::Start(lead.start.borrow().clone());
        if let Err(error) = lead.seat.send(&start, None) {
            self.fail(Failure::NoWorker(error.to_string()));
        }
    }

    /// Counts the page's requests from the first time that the model is loaded.
    fn watch(&self) {
        let requests = self.0.state.requests;
        requests.set(Requests::default());
        if !self.0.lead.watching.replace(true) {
            let watched = requests::watch(move |count| requests.update(|all| all.page = count));
            if let Err(error) = watched {
                web_sys::console::warn_1(&error.to_string().into());
            }
        }
    }

    /// There is no engine: scripts are told, the page's films wait for another try.
    fn fail(&self, failure: Failure) {
        self.dismiss_helpers();
        let seat = &self.0.lead.seat;
        seat.replace(None);
        let waiting = self.0.line.borrow_mut().clear();
        for job in seat.release().into_iter().chain(waiting) {
            let Job { id, .. } = job;
            if let Asker::Script(promised) = &job.asker {
                promised.reject(&failure);
            } else {
                self.set_stage(id, Stage::Waiting);
                self.0.line.borrow_mut().join(job);
            }
        }
        self.0.state.engine.set(EngineState::Failed(failure));
    }

    /// A worker has died: another takes its place, unless they die like flies.
    fn bury(&self, words: String) {
        let lead = &self.0.lead;
        if self.gpu_is_to_blame() {
            lead.start.borrow_mut().avoid_gpu = Some(WhyCpu::Lost(words));
            if let Some(job) = lead.seat.release() {
                self.put_back(job);
            }
            self.employ();
            return;
        }
        let at_hand = lead.seat.at_hand();
        let deaths = lead.deaths.get() + 1;
        lead.deaths.set(deaths);
        let failure = match (lead.awake.get(), deaths < DEATHS) {
            (false, _) => Failure::NoWorker(words),
            (true, true) => Failure::Crashed(words),
            (true, false) => Failure::Dead(words),
        };
        if deaths < DEATHS {
            self.employ();
        }
        if let Some(job) = at_hand {
            self.finish(&lead.seat, job, Err(failure.clone()));
        }
        if deaths >= DEATHS {
            self.fail(failure);
        }
    }

    /// Whether the worker died while its GPU worked, and another engine is allowed.
    fn gpu_is_to_blame(&self) -> bool {
        let lead = &self.0.lead;
        let at_work = match self.0.state.engine.get_untracked() {
            EngineState::Checking(engine) => Some(engine),
            EngineState::Ready(report) if lead.seat.is_inferring() => Some(report.engine),
            _ => None,
        };
        at_work == Some(EngineKind::WebGpu) && lead.start.borrow().forced.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::weights::card;
    use crate::engine::weights::tests::scorecard;
    use crate::worker::queue::tests::unmanned;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn report(engine: EngineKind, why_cpu: Option<WhyCpu>) -> EngineReport {
        EngineReport {
            engine,
            adapter: None,
            why_cpu,
        }
    }

    fn ready(engine: EngineKind) -> Reply {
        Reply::Ready {
            engine: report(engine, None),
            model: Box::new(card(&scorecard())),
            kept: None,
        }
    }

    #[test]
    async fn a_ready_engine_waits_for_the_files_of_the_page_but_not_for_ever() {
        let (_owner, queue) = unmanned();
        let word = || queue.0.state.engine.with_untracked(EngineState::word);
        queue.follow(ready(EngineKind::Cpu), None);
        assert_eq!(word(), "loading");
        // A worker has no clock to wait for: there each pause is a turn.
        for _ in 0..4 {
            clock::pause(KEEP_MILLIS).await;
        }
        assert_eq!(word(), "ready");
    }

    #[test]
    fn a_gpu_that_was_replaced_is_not_started_again() {
        let (_owner, queue) = unmanned();
        queue.0.lead.page_kept.set(true);
        queue.follow(ready(EngineKind::WebGpu), None);
        let lost = Some(WhyCpu::Lost("gone".into()));
        let replaced = report(EngineKind::Cpu, lost.clone());
        queue.follow(Reply::EngineChanged(replaced), None);
        assert_eq!(queue.0.lead.start.borrow().avoid_gpu, lost);
    }

    #[test]
    fn a_lead_that_dies_twice_is_not_said_to_be_started_again() {
        let (_owner, queue) = unmanned();
        for _ in 0..DEATHS {
            queue.follow(Reply::Awake, None);
            queue.bury("trap".to_owned());
        }
        assert_eq!(
            queue.0.state.engine.get_untracked(),
            EngineState::Failed(Failure::Dead("trap".to_owned()))
        );
    }
}
