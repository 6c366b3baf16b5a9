//! Helpers: workers that classify films beside the main worker while many are pending.
//!
//! A helper runs the main worker's engine on the same model and passes the golden check before its
//! first film. It starts from cached files, so that it makes no request. A helper that fails in any
//! way is terminated and its film goes to the main worker, which alone decides that a film fails for
//! reasons other than the film itself.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::Queue;
use super::pending_jobs::helpers_for;
use super::worker_slot::WorkerSlot;
use crate::protocol::{CachePolicy, EngineKind, Reply, Request, Start};
use crate::web::{clock, environment, offline};
use crate::worker::client::{Client, Incoming};

/// Milliseconds without a film after which a helper is terminated to free its memory.
const IDLE_MILLIS: i32 = 20_000;

/// The number of failed helpers after which no more are started during this visit.
const MAX_FAILURES: u32 = 3;

/// The helpers of a page.
#[derive(Default)]
pub(super) struct Helpers {
    list: RefCell<Vec<Rc<Helper>>>,
    /// How many have been started.
    started: Cell<u32>,
    failed: Cell<u32>,
}

/// One helper.
struct Helper {
    /// Its number among all helpers of the visit.
    number: u32,
    slot: Rc<WorkerSlot>,
    start: Start,
    ready: Cell<bool>,
    /// Films assigned so far, to tell whether it has been idle for a while.
    films: Cell<u32>,
}

impl Helpers {
    /// How many helpers there are.
    pub(super) fn count(&self) -> usize {
        self.list.borrow().len()
    }

    /// Whether no helper has a film or is starting, so that the main worker may use all cores.
    pub(super) fn all_idle(&self) -> bool {
        let idle = |helper: &Rc<Helper>| helper.ready.get() && helper.slot.is_idle();
        self.list.borrow().iter().all(idle)
    }
}

impl Queue {
    /// Starts as many helpers as the pending films justify.
    pub(super) fn spawn_helpers(&self, engine: EngineKind) {
        let helpers = &self.0.helpers;
        let pending = self.0.pending.borrow().open_to_helpers();
        let wanted = helpers_for(pending, environment::cores(), engine);
        let Some(model) = self.0.main.cached_model.borrow().clone() else {
            return;
        };
        while helpers.count() < wanted
            && helpers.failed.get() < MAX_FAILURES
            && offline::is_active()
        {
            self.spawn_helper(engine, model.clone());
        }
    }

    /// Assigns films to the helpers that have none.
    pub(super) fn dispatch_to_helpers(&self) {
        let helpers = self.0.helpers.list.borrow().clone();
        for helper in helpers {
            if !helper.ready.get() || !helper.slot.is_idle() {
                continue;
            }
            let job = self.0.pending.borrow_mut().next_for_helper();
            match job {
                Some(job) => {
                    helper.films.set(helper.films.get() + 1);
                    self.assign(&helper.slot, job);
                }
                None => self.terminate_when_idle(helper),
            }
        }
    }

    /// Terminates all helpers; their films become pending again.
    pub(super) fn terminate_helpers(&self) {
        for helper in self.0.helpers.list.take() {
            helper.slot.replace(None);
            if let Some(job) = helper.slot.take_job() {
                self.put_back(job);
            }
        }
    }

    fn spawn_helper(&self, engine: EngineKind, model: String) {
        let helpers = &self.0.helpers;
        let number = helpers.started.get();
        helpers.started.set(number.wrapping_add(1));
        let helper = Rc::new(Helper {
            number,
            slot: Rc::default(),
            start: Start {
                model: self.0.main.model(),
                forced: Some(engine),
                cache: CachePolicy::Only(model),
                // Other workers use the other cores.
                threads: Some(1),
                ..Start::default()
            },
            ready: Cell::default(),
            films: Cell::default(),
        });
        let queue = Rc::downgrade(&self.0);
        let client = Client::start(Rc::new(move |incoming| {
            let Some(inner) = queue.upgrade() else { return };
            Self(inner).on_helper_message(number, incoming);
        }));
        match client {
            Ok(client) => {
                helper.slot.replace(Some(client));
                helpers.list.borrow_mut().push(helper);
            }
            Err(_) => helpers.failed.set(MAX_FAILURES),
        }
    }

    fn on_helper_message(&self, number: u32, incoming: Incoming) {
        let same = |helper: &&Rc<Helper>| helper.number == number;
        let helper = self.0.helpers.list.borrow().iter().find(same).cloned();
        let Some(helper) = helper else { return };
        let (reply, attachment) = match incoming {
            Incoming::Reply(reply, attachment) => (reply, attachment),
            Incoming::Crashed(_) => return self.on_helper_failed(&helper),
        };
        match reply {
            Reply::Awake => {
                let start = Request::Start(helper.start.clone());
                if helper.slot.send(&start, None).is_err() {
                    self.on_helper_failed(&helper);
                }
            }
            Reply::Ready { .. } => {
                helper.ready.set(true);
                self.dispatch();
            }
            Reply::NotReady(_) | Reply::EngineChanged(_) => self.on_helper_failed(&helper),
            Reply::Failed { failure, .. } if !failure.is_of_film() => {
                self.on_helper_failed(&helper);
            }
            Reply::Requests(_) => self.0.state.requests.update(|requests| {
                // A lower bound: a helper that makes any request is a bug.
                requests.helpers = requests.helpers.saturating_add(1);
            }),
            reply => self.on_film_reply(&helper.slot, reply, attachment),
        }
    }

    /// Replaces the helpers that do not answer.
    pub(super) fn replace_hanging_helpers(&self) {
        let helpers = self.0.helpers.list.borrow().clone();
        for helper in helpers {
            if helper.slot.is_hanging(!helper.ready.get()) {
                self.on_helper_failed(&helper);
            }
        }
    }

    /// Removes a helper that failed; the main worker gets its film.
    fn on_helper_failed(&self, helper: &Rc<Helper>) {
        let failed = &self.0.helpers.failed;
        failed.set(failed.get().saturating_add(1));
        self.terminate_helper(helper);
        if let Some(mut job) = helper.slot.take_job() {
            job.main_only = true;
            self.put_back(job);
        }
        self.dispatch();
    }

    fn terminate_helper(&self, helper: &Rc<Helper>) {
        let mut list = self.0.helpers.list.borrow_mut();
        list.retain(|other| other.number != helper.number);
        helper.slot.replace(None);
    }

    /// Terminates a helper if it gets no film for a while.
    fn terminate_when_idle(&self, helper: Rc<Helper>) {
        let (queue, films) = (self.clone(), helper.films.get());
        spawn_local(async move {
            clock::pause(IDLE_MILLIS).await;
            if helper.slot.is_idle() && helper.films.get() == films {
                queue.terminate_helper(&helper);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::worker::queue::tests::film;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn idle_helpers_leave_the_main_worker_all_threads() {
        let helpers = Helpers::default();
        assert!(helpers.all_idle());
        let helper = Rc::new(Helper {
            number: 0,
            slot: Rc::default(),
            start: Start::default(),
            ready: Cell::new(false),
            films: Cell::default(),
        });
        helpers.list.borrow_mut().push(Rc::clone(&helper));
        assert!(!helpers.all_idle());
        helper.ready.set(true);
        assert!(helpers.all_idle());
        helper.slot.assign(film());
        assert!(!helpers.all_idle());
        helper.slot.take_job();
        assert!(helpers.all_idle());
    }
}
