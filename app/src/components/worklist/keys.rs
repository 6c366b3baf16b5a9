//! The keys of the list: which key does what, and moving from film to film.

use leptos::ev::{self, KeyboardEvent};
use leptos::prelude::*;
use model::class::Class;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::place::RowsPlace;
use super::row::element_id;
use crate::protocol::JobId;
use crate::state::PageState;
use crate::state::worklist::film::Sureness;

/// The id of the search field.
pub(super) const SEARCH_FIELD: &str = "worklist-search";

/// Where keys are text, or choose something else.
const TAKES_KEYS: &str =
    "input:not([type=checkbox]), select, textarea, [contenteditable], dialog[open]";

/// What a key does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Shows another film.
    Step(Step),
    /// Flags the film that is shown.
    Flag,
    /// Moves the focus to the search.
    Search,
    /// Chooses the reader's class.
    Class(Class),
    /// Says how sure the reader is, which completes their answer.
    Sureness(Sureness),
}

/// A way from film to film.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// By a number of rows.
    By(isize),
    /// To the first row.
    First,
    /// To the last row.
    Last,
}

/// The action of a key, as [`crate::strings::worklist::shortcuts`] describes them.
pub fn action(key: &str) -> Option<Action> {
    match key.to_lowercase().as_str() {
        "j" => Some(Action::Step(Step::By(1))),
        "k" => Some(Action::Step(Step::By(-1))),
        "x" => Some(Action::Flag),
        "/" => Some(Action::Search),
        "c" => Some(Action::Class(Class::Covid19)),
        "n" => Some(Action::Class(Class::Normal)),
        "p" => Some(Action::Class(Class::Pneumonia)),
        "g" => Some(Action::Sureness(Sureness::Guess)),
        "u" => Some(Action::Sureness(Sureness::Unsure)),
        "s" => Some(Action::Sureness(Sureness::Sure)),
        _ => None,
    }
}

/// The row that a step leads to; `None` without rows.
fn target(step: Step, from: Option<usize>, rows: usize) -> Option<usize> {
    let last = rows.checked_sub(1)?;
    let to = match (step, from) {
        (Step::First, _) | (Step::By(_), None) => 0,
        (Step::Last, _) => last,
        (Step::By(rows), Some(from)) => from.saturating_add_signed(rows),
    };
    Some(to.min(last))
}

/// Moves from film to film in the order of the list.
#[derive(Debug, Clone, Copy)]
pub struct Moves {
    pub(super) state: PageState,
    pub(super) listed: Memo<Vec<JobId>>,
    pub(super) place: RowsPlace,
}

impl Moves {
    /// Shows the film that a step leads to. A focus in the list moves with it.
    pub(super) fn step(self, step: Step) {
        let worklist = self.state.worklist;
        let shown = worklist.with_untracked(|list| list.shown().map(|film| film.job));
        let to = self.listed.with_untracked(|listed| {
            let from = listed.iter().position(|job| Some(*job) == shown);
            let index = target(step, from, listed.len())?;
            Some((index, *listed.get(index)?))
        });
        let Some((index, job)) = to else {
            return;
        };
        let focused = self.place.has_focus();
        worklist.update(|list| list.select(job));
        self.place.reveal(index);
        if focused {
            // The row may be put into the DOM only now.
            request_animation_frame(move || focus(&format!("#{} button", element_id(job))));
        }
    }

    fn act(self, action: Action) {
        let state = self.state;
        let shown = state
            .worklist
            .with_untracked(|list| list.shown().map(|film| film.job));
        match (action, shown) {
            (Action::Step(step), _) => self.step(step),
            (Action::Search, _) => focus(&format!("#{SEARCH_FIELD}")),
            (Action::Flag, Some(job)) => state.worklist.update(|list| list.toggle_flag(job)),
            (Action::Class(class), Some(job)) => state.choose_class(job, class),
            (Action::Sureness(sureness), Some(job)) => state.answer_as_reader(job, sureness),
            (_, None) => {}
        }
    }
}

fn focus(selector: &str) {
    let element = document().query_selector(selector).ok().flatten();
    let element = element.and_then(|element| element.dyn_into::<HtmlElement>().ok());
    if let Some(Err(error)) = element.map(|element| element.focus()) {
        web_sys::console::warn_1(&error);
    }
}

/// Follows the keys of the page, unless they are text or belong to something else.
pub(super) fn listen(moves: Moves) {
    let keys = window_event_listener(ev::keydown, move |event| {
        if is_taken(&event) {
            return;
        }
        if let Some(action) = action(&event.key()) {
            event.prevent_default();
            moves.act(action);
        }
    });
    on_cleanup(move || keys.remove());
}

fn is_taken(event: &KeyboardEvent) -> bool {
    let modified = event.ctrl_key() || event.alt_key() || event.meta_key();
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    let takes_keys = target.and_then(|target| target.closest(TAKES_KEYS).ok().flatten());
    modified || event.default_prevented() || event.is_composing() || takes_keys.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::viewing::keys::{Focus, command};
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn each_key_of_the_sheet_does_something() {
        let keys = crate::strings::worklist::shortcuts().map(|(keys, _)| keys);
        let keys: Vec<&str> = keys.iter().flat_map(|keys| keys.split(", ")).collect();
        assert_eq!(keys.len(), 10);
        let mut actions = Vec::new();
        for key in keys {
            let action = action(key).unwrap();
            let lower = key.to_lowercase();
            let viewer = command(&lower, false, Focus::Picture, true);
            assert_eq!(viewer, None, "{key} has one meaning");
            assert!(!actions.contains(&action), "{key}");
            actions.push(action);
        }
        assert_eq!(action("i"), None);
    }

    #[test]
    fn a_step_stays_within_the_list() {
        for (step, from, rows, to) in [
            (Step::By(1), Some(0), 3, Some(1)),
            (Step::By(1), Some(2), 3, Some(2)),
            (Step::By(-1), Some(0), 3, Some(0)),
            (Step::By(1), None, 3, Some(0)),
            (Step::Last, Some(0), 3, Some(2)),
            (Step::First, Some(2), 3, Some(0)),
            (Step::By(1), None, 0, None),
        ] {
            assert_eq!(target(step, from, rows), to, "{step:?}");
        }
    }
}
