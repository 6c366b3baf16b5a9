//! Helpers: workers that read films beside the lead while many wait.
//!
//! A helper runs the lead's engine on the same model, and passes the same check before its first
//! film. It starts from files that the browser keeps, so that nothing is asked of the network. One
//! that fails in any way is dropped, and its film goes back: only the lead decides that a film
//! cannot be read for other reasons than the film.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::*;

use super::Queue;
use super::line::helpers_for;
use super::seat::Seat;
use crate::protocol::{Cache, EngineKind, Failure, Purpose, Reply, Request, Start};
use crate::state::EngineState;
use crate::web::{clock, offline, page, task};
use crate::worker::client::{Client, Incoming};

/// Milliseconds without a film after which a helper ends, and its memory with it.
const REST_MILLIS: i32 = 20_000;

/// After so many lost helpers there are none any more in this visit.
const LOSSES: u32 = 3;

/// The helpers of a page.
#[derive(Default)]
pub(super) struct Helpers {
    list: RefCell<Vec<Rc<Helper>>>,
    /// How many there have been.
    count: Cell<u32>,
    lost: Cell<u32>,
}

/// One helper.
struct Helper {
    /// Distinguishes it from all others of the visit.
    number: u32,
    seat: Rc<Seat>,
    start: Start,
    ready: Cell<bool>,
    /// How many films it has had; a rest ends when this grows.
    films: Cell<u32>,
}

impl Helpers {
    /// Whether none has a film or is about to have one: the lead has the processor to itself.
    pub(super) fn rest(&self) -> bool {
        let rests = |helper: &Rc<Helper>| helper.ready.get() && helper.seat.is_idle();
        self.list.borrow().iter().all(rests)
    }
}

impl Queue {
    /// Starts as many helpers as the films that wait are worth, if there may be any.
    pub(super) fn staff(&self) {
        let EngineState::Ready(report) = self.0.state.engine.get_untracked() else {
            return;
        };
        let (all, waiting) = (&self.0.helpers, self.0.line.borrow().open_to_helpers());
        let wanted = helpers_for(waiting, page::cores(), report.engine);
        let Some(model) = self.0.lead.model.borrow().clone() else {
            return;
        };
        while self.helpers() < wanted && all.lost.get() < LOSSES && offline::answers() {
            self.employ_helper(report.engine, model.clone());
        }
    }

    /// How many helpers there are.
    pub(super) fn helpers(&self) -> usize {
        self.0.helpers.list.borrow().len()
    }

    /// Gives films to the helpers that have none.
    pub(super) fn occupy_helpers(&self) {
        let helpers = self.0.helpers.list.borrow().clone();
        for helper in helpers {
            if !helper.ready.get() || !helper.seat.is_idle() {
                continue;
            }
            let film = self.0.line.borrow_mut().next_for_helper();
            match film {
                Some(film) => {
                    helper.films.set(helper.films.get() + 1);
                    self.give(&helper.seat, film);
                }
                None => self.let_rest(helper),
            }
        }
    }

    /// Ends all helpers; their films go back.
    pub(super) fn dismiss_helpers(&self) {
        for helper in self.0.helpers.list.take() {
            helper.seat.replace(None);
            if let Some(film) = helper.seat.release() {
                self.put_back(film);
            }
        }
    }

    fn employ_helper(&self, engine: EngineKind, model: String) {
        let all = &self.0.helpers;
        let number = all.count.get();
        all.count.set(number.wrapping_add(1));
        let helper = Rc::new(Helper {
            number,
            seat: Rc::default(),
            start: Start {
                forced: Some(engine),
                avoid_gpu: None,
                cache: Cache::Only(model),
                purpose: Purpose::Films,
                // The others have the other cores.
                threads: Some(1),
            },
            ready: Cell::default(),
            films: Cell::default(),
        });
        let queue = Rc::downgrade(&self.0);
        let started = Client::start(Rc::new(move |incoming| {
            let Some(inner) = queue.upgrade() else { return };
            Self(inner).hear_helper(number, incoming);
        }));
        match started {
            Ok(client) => {
                helper.seat.replace(Some(client));
                all.list.borrow_mut().push(helper);
            }
            Err(_) => all.lost.set(LOSSES),
        }
    }

    fn hear_helper(&self, number: u32, incoming: Incoming) {
        let found = |helper: &&Rc<Helper>| helper.number == number;
        let helper = self.0.helpers.list.borrow().iter().find(found).cloned();
        let Some(helper) = helper else { return };
        let (reply, bytes) = match incoming {
            Incoming::Reply(reply, bytes) => (reply, bytes),
            Incoming::Died(_) => return self.lose(&helper),
        };
        match reply {
            Reply::Awake => {
                let start = Request::Start(helper.start.clone());
                if helper.seat.send(&start, None).is_err() {
                    self.lose(&helper);
                }
            }
            Reply::Ready { .. } => {
                helper.ready.set(true);
                self.pump();
            }
            Reply::NotReady(_) | Reply::EngineChanged(_) => self.lose(&helper),
            Reply::Failed { failure, .. } if !matches!(failure, Failure::Film(_)) => {
                self.lose(&helper);
            }
            Reply::Requests(_) => self.0.state.requests.update(|requests| {
                // One at least; a helper that asks the network for anything is a fault.
                requests.helpers = requests.helpers.saturating_add(1);
            }),
            reply => self.hear_of_film(&helper.seat, reply, bytes.as_ref()),
        }
    }

    /// Does without a helper; the lead gets the film that was at hand.
    fn lose(&self, helper: &Rc<Helper>) {
        let all = &self.0.helpers;
        all.lost.set(all.lost.get().saturating_add(1));
        self.part_with(helper);
        if let Some(film) = helper.seat.release() {
            self.put_back_for_lead(film);
        }
        self.pump();
    }

    fn part_with(&self, helper: &Rc<Helper>) {
        let mut list = self.0.helpers.list.borrow_mut();
        list.retain(|other| other.number != helper.number);
        helper.seat.replace(None);
    }

    /// Ends a helper that has had no film for a while.
    fn let_rest(&self, helper: Rc<Helper>) {
        let (queue, films) = (self.clone(), helper.films.get());
        task::spawn(async move {
            clock::pause(REST_MILLIS).await;
            if helper.seat.is_idle() && helper.films.get() == films {
                queue.part_with(&helper);
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
    fn helpers_that_rest_leave_the_lead_all_threads() {
        let helpers = Helpers::default();
        assert!(helpers.rest());
        let helper = Rc::new(Helper {
            number: 0,
            seat: Rc::default(),
            start: Start {
                forced: Some(EngineKind::Cpu),
                avoid_gpu: None,
                cache: Cache::Use,
                purpose: Purpose::Films,
                threads: Some(1),
            },
            ready: Cell::new(false),
            films: Cell::default(),
        });
        helpers.list.borrow_mut().push(Rc::clone(&helper));
        assert!(!helpers.rest());
        helper.ready.set(true);
        assert!(helpers.rest());
        helper.seat.take_on(film());
        assert!(!helpers.rest());
        helper.seat.release();
        assert!(helpers.rest());
    }
}
