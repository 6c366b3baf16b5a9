//! Lengths over a film, the part that may be cut out, and the list of lengths below.

use leptos::prelude::*;
use model::input::Fix;

use crate::components::viewer::icons::{self, Icon};
use crate::protocol::viewing::Sight;
use crate::state::viewer::{Pane, ViewerState};
use crate::strings::viewer as words;
use crate::viewing::keys::Tool;
use crate::viewing::measure::Line;
use crate::viewing::placement::{Affine, Point};

/// The distance of a label from the end of its line, in pixels of the screen.
const LABEL_DISTANCE: f64 = 8.0;

/// What is drawn over the film in pixels of the screen.
#[component]
pub fn Lines(
    /// The viewer.
    viewer: ViewerState,
    /// The pane.
    pane: Pane,
) -> impl IntoView {
    let to_screen = move || {
        let frame = pane.frame()?;
        Some(pane.settings.get().placement.to_screen(frame))
    };
    let lines = move || {
        let to_screen = to_screen()?;
        let spacing = pane.description().and_then(|film| film.spacing);
        let lines = pane.lines.get().into_iter().chain(pane.draft.get());
        let drawn = lines.map(|line| {
            let (from, to) = (to_screen.apply(line.from), to_screen.apply(line.to));
            let label = words::length(line.length(spacing));
            let right = if to.x < from.x { "end" } else { "start" };
            let beside = LABEL_DISTANCE.copysign(to.x - from.x);
            view! {
                <line x1=from.x y1=from.y x2=to.x y2=to.y />
                <text x=to.x + beside y=to.y text-anchor=right>
                    {label}
                </text>
            }
        });
        Some(drawn.collect::<Vec<_>>())
    };
    let frame = move || {
        let crop = pane.subject.with(|subject| subject.as_ref()?.crop)?;
        let shown = viewer.sight.get() == Sight::Film;
        let corners = corners(crop, &to_screen()?)?;
        shown.then(|| {
            let path = path(corners);
            // Everything outside is darker.
            let around = format!("M-9999-9999H19999V19999H-9999z{path}");
            view! {
                <path class="outside" d=around />
                <path class="frame" d=path />
            }
        })
    };
    let cross = move || {
        let (width, height) = pane.screen.get();
        let (x, y) = (width / 2.0, height / 2.0);
        let path = format!("M{} {y}h20M{x} {}v20", x - 10.0, y - 10.0);
        (viewer.tool.get() == Tool::Measure).then(|| view! { <path class="cross" d=path /> })
    };
    view! {
        <svg class="lines" aria-hidden="true">
            {frame}
            {lines}
            {cross}
        </svg>
    }
    .into_any()
}

/// The corners of a part of a film on the screen.
fn corners(crop: Fix, to_screen: &Affine) -> Option<[Point; 4]> {
    let Fix::Crop {
        left,
        top,
        width,
        height,
    } = crop
    else {
        return None;
    };
    let (left, top) = (f64::from(left), f64::from(top));
    let (right, bottom) = (left + f64::from(width), top + f64::from(height));
    let corners = [(left, top), (right, top), (right, bottom), (left, bottom)];
    Some(corners.map(|(x, y)| to_screen.apply(Point::new(x, y))))
}

fn path(corners: [Point; 4]) -> String {
    let corners = corners.map(|Point { x, y }| format!("{x} {y}"));
    format!("M{}z", corners.join("L"))
}

/// The lengths as a list, with what they are worth.
#[component]
pub fn Lengths(
    /// The pane.
    pane: Pane,
) -> impl IntoView {
    let item = move |(index, line): (usize, Line)| {
        let spacing = pane.description().and_then(|film| film.spacing);
        let length = words::length(line.length(spacing));
        let label = words::remove_length(&length);
        let remove = move |_| {
            pane.lines.update(|lines| {
                if index < lines.len() {
                    lines.remove(index);
                }
            });
        };
        view! {
            <li data-testid="length">
                {length}
                <button class="tool" type="button" aria-label=label on:click=remove>
                    <Icon path=icons::REMOVE />
                </button>
            </li>
        }
    };
    move || {
        let lines = pane.lines.get();
        (!lines.is_empty()).then(|| {
            let items: Vec<_> = lines.into_iter().enumerate().map(item).collect();
            let spacing = pane.description().and_then(|film| film.spacing);
            let note = words::length_note(spacing.map(|spacing| spacing.source));
            view! {
                <div class="lengths">
                    <ul aria-label=words::lengths()>{items}</ul>
                    <p>{note}</p>
                </div>
            }
        })
    }
}
