//! Where the visible part of the list is.

use leptos::html::Ul;
use leptos::prelude::*;

/// Height of a row until one is measured, in pixels.
const ROW_HEIGHT: f64 = 58.0;

/// Where the visible part of the list is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Seen {
    /// Pixels above it.
    pub(super) top: f64,
    pub(super) height: f64,
    pub(super) row: f64,
}

/// The scrolled element and its visible part.
#[derive(Debug, Clone, Copy)]
pub struct RowsPlace {
    pub(super) list: NodeRef<Ul>,
    pub(super) seen: RwSignal<Seen>,
}

impl Default for RowsPlace {
    fn default() -> Self {
        let seen = Seen {
            top: 0.0,
            height: 600.0,
            row: ROW_HEIGHT,
        };
        Self {
            list: NodeRef::new(),
            seen: RwSignal::new(seen),
        }
    }
}

impl RowsPlace {
    /// Measures again.
    pub(super) fn measure(self) {
        let Some(list) = self.list.get_untracked() else {
            return;
        };
        let row = list.query_selector("[data-testid=worklist-row]");
        let row = row.ok().flatten().map(|row| row.get_bounding_client_rect());
        let row = row.map_or(ROW_HEIGHT, |row| row.height().max(1.0));
        let seen = Seen {
            top: list.scroll_top(),
            height: f64::from(list.client_height()),
            row,
        };
        if self.seen.get_untracked() != seen {
            self.seen.set(seen);
        }
    }

    /// Scrolls the list, and nothing else, until a row is visible.
    pub(super) fn reveal(self, index: usize) {
        self.measure();
        let Some(list) = self.list.get_untracked() else {
            return;
        };
        let Seen { top, height, row } = self.seen.get_untracked();
        let (from, to) = (index as f64 * row, (index + 1) as f64 * row);
        let target = if from < top {
            from
        } else if to > top + height {
            to - height
        } else {
            return;
        };
        list.set_scroll_top(target.ceil());
        self.measure();
    }

    /// Whether the list has the keyboard focus.
    pub(super) fn has_focus(self) -> bool {
        let focused = document().active_element();
        let list = self.list.get_untracked();
        list.is_some_and(|list| list.contains(focused.as_deref()))
    }
}
