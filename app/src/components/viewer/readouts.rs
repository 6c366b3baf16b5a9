//! What is written in the corners of a film: window, zoom, value, size, spacing and sides.

use leptos::prelude::*;
use model::input::dicom::Edges;

use crate::protocol::viewing::Sight;
use crate::state::viewer::{Pane, ViewerState};
use crate::strings::viewer as words;

/// The classes of the edges: top, right, bottom, left.
const EDGES: [&str; 4] = ["top", "right", "bottom", "left"];

/// The corners.
#[component]
pub fn Readouts(
    /// The viewer.
    viewer: ViewerState,
    /// The pane.
    pane: Pane,
) -> impl IntoView {
    let window = move || pane.window().map(|voi| words::window(voi.window));
    let zoom = move || {
        let frame = pane.frame()?;
        Some(words::zoom(pane.settings.get().placement.scale(frame)))
    };
    let size = move || {
        let film = pane.description()?;
        Some(match viewer.sight.get() {
            Sight::Film => words::size(film.width, film.height),
            Sight::Network => words::network_size(film.width),
        })
    };
    let spacing = move || {
        let film = pane.description()?;
        film.spacing.map(words::spacing)
    };
    let unit = move || pane.description().map(|film| words::unit(film.unit));
    let value = move || {
        let picture = pane.picture()?;
        let at = pane.pointer.get()?;
        let to_screen = pane.settings.get().placement.to_screen(pane.frame()?);
        let at = to_screen.inverse().apply(at);
        let (column, row) = (whole(at.x)?, whole(at.y)?);
        let level = picture.level(column, row)?;
        Some(words::value(picture.description.value(level), column, row))
    };
    let edges = Memo::new(move |_| {
        let film = pane.description();
        let edges: Edges = film.map(|film| film.edges).unwrap_or_default();
        pane.settings.get().placement.orientation.edges(edges)
    });
    let edge = move |index: usize| {
        move || {
            edges.get()[index].map(|side| {
                let class = format!("edge {}", EDGES[index]);
                view! { <span class=class>{words::side(side)}</span> }
            })
        }
    };
    view! {
        <div class="readouts">
            <p class="upper">
                <span>{size}</span>
                <span>{spacing}</span>
            </p>
            <p class="lower">
                <span data-testid="window">{window}</span>
                <span>{unit}</span>
                <span data-testid="value">{value}</span>
            </p>
            <p class="lower end">
                <span>{zoom}</span>
            </p>
            {edge(0)} {edge(1)} {edge(2)} {edge(3)}
        </div>
    }
    .into_any()
}

/// A position in whole pixels; `None` for one left of the film or above it.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "checked to be positive, and a position far away is none"
)]
fn whole(position: f64) -> Option<u32> {
    (position >= 0.0).then_some(position as u32)
}
