//! The rows of the list. A long list has only those in the DOM that are near the visible part.

use std::ops::Range;

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::keys::{Moves, Step};
use super::place::Seen;
use super::row::{Row, Versions};
use crate::protocol::JobId;
use crate::state::PageState;
use crate::state::worklist::Worklist;

/// Up to this many rows, all are in the DOM, where the browser's own search finds them. Adding 500 at once took
/// 50 to 90 ms on two busy cores.
const ALL_ROWS: usize = 200;

/// How many rows beyond the visible ones are in the DOM on each side.
const MARGIN: usize = 24;

/// The part of a long list in the DOM begins at a multiple of this, so that it seldom changes.
const GRID: usize = 8;

/// The rows that are in the DOM.
fn window(rows: usize, seen: Seen) -> Range<usize> {
    if rows <= ALL_ROWS {
        return 0..rows;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "places in a list are small and not negative"
    )]
    let at = |pixels: f64| (pixels.max(0.0) / seen.row) as usize;
    let first = at(seen.top).saturating_sub(MARGIN) / GRID * GRID;
    let last = at(seen.top + seen.height) + MARGIN + GRID;
    first.min(rows)..last.min(rows)
}

/// Sets the versions of films that have changed, and forgets those without a row.
fn follow(versions: Versions, list: &Worklist, rows: &[JobId]) {
    versions.update_value(|versions| {
        versions.retain(|(job, version)| {
            let Some(film) = list.film(*job) else {
                return false;
            };
            if version.get_untracked() != film.version {
                version.set(film.version);
            }
            rows.is_empty() || rows.contains(job)
        });
    });
}

/// The rows.
#[component]
pub fn Rows(
    /// Moves between them.
    moves: Moves,
) -> impl IntoView {
    let state = expect_context::<PageState>();
    let Moves { listed, place, .. } = moves;
    let range = Memo::new(move |_| window(listed.with(Vec::len), place.seen.get()));
    let rows = Memo::new(move |_| {
        let range = range.get();
        listed.with(|listed| listed.get(range).unwrap_or_default().to_vec())
    });
    let versions = Versions::default();
    Effect::new(move |_| {
        let windowed = listed.with(Vec::len) > ALL_ROWS;
        let rows = if windowed { rows.get() } else { Vec::new() };
        state.worklist.with(|list| follow(versions, list, &rows));
    });
    let shown = Memo::new(move |_| {
        state
            .worklist
            .with(|list| list.shown().map(|film| film.job))
    });
    let current = StoredValue::new_local(Selector::new(move || shown.get()));
    // Only one row takes part in the order of the Tab key: the arrow keys reach the others.
    let tab_stop = Memo::new(move |_| {
        let shown = shown.get();
        listed.with(|listed| {
            let is_listed = shown.is_some_and(|shown| listed.contains(&shown));
            if is_listed {
                shown
            } else {
                listed.first().copied()
            }
        })
    });
    let tab_stop = StoredValue::new_local(Selector::new(move || tab_stop.get()));
    let place_of = Signal::derive(move || {
        let (range, rows) = (range.get(), listed.with(Vec::len));
        (rows > ALL_ROWS).then_some((range.start, rows))
    });
    let gap = move |rows: usize| format!("{}px", rows as f64 * place.seen.get().row);
    let before = move || gap(range.get().start);
    let after = move || gap(listed.with(Vec::len) - range.get().end.min(listed.with(Vec::len)));
    let on_key = move |event: KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowDown" => Step::By(1),
            "ArrowUp" => Step::By(-1),
            "Home" => Step::First,
            "End" => Step::Last,
            _ => return,
        };
        event.prevent_default();
        moves.step(step);
    };
    view! {
        <ul node_ref=place.list on:scroll=move |_| place.measure() on:keydown=on_key>
            <li class="gap" aria-hidden="true" style:height=before></li>
            <For each=move || rows.get() key=|job| *job let(job)>
                <Row job current tab_stop versions rows place_of />
            </For>
            <li class="gap" aria-hidden="true" style:height=after></li>
        </ul>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const fn seen(top: f64) -> Seen {
        Seen {
            top,
            height: 400.0,
            row: 50.0,
        }
    }

    #[test]
    fn a_long_list_has_the_rows_near_the_visible_part() {
        assert_eq!(window(200, seen(0.0)), 0..200);
        assert_eq!(window(5_000, seen(0.0)), 0..40);
        let middle = window(5_000, seen(100_000.0));
        assert_eq!(middle, 1_976..2_040);
        assert!(middle.contains(&2_000) && middle.contains(&2_008));
        // Scrolling by a row or two changes nothing.
        assert_eq!(window(5_000, seen(100_100.0)).start, 1_976);
        assert_eq!(window(5_000, seen(249_600.0)), 4_968..5_000);
        // The list became shorter than where it was scrolled to.
        assert_eq!(window(700, seen(249_600.0)), 700..700);
    }
}
