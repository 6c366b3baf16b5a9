//! The frame of a plot whose two axes run from 0 to 1.

use leptos::prelude::*;

use crate::strings;

/// Side of the plotting area, in units of the drawing.
const SIDE: f64 = 240.0;

/// Space for the labels on the left.
const LEFT: f64 = 52.0;

/// Space for the labels below.
const BELOW: f64 = 44.0;

/// Space on the other sides.
const EDGE: f64 = 10.0;

/// Where the axes have marks.
const MARKS: [f64; 5] = [0.0, 0.25, 0.5, 0.75, 1.0];

/// A value on the horizontal axis.
pub fn x(value: f64) -> f64 {
    LEFT + value.clamp(0.0, 1.0) * SIDE
}

/// A value on the vertical axis, which runs upwards.
pub fn y(value: f64) -> f64 {
    EDGE + (1.0 - value.clamp(0.0, 1.0)) * SIDE
}

/// A plot with axes, grid and diagonal; its children are drawn above them.
#[component]
pub fn Axes(
    /// The plot's text alternative.
    label: String,
    /// The horizontal axis.
    horizontal: String,
    /// The vertical axis.
    vertical: String,
    /// What is drawn, in the drawing's units.
    children: Children,
) -> impl IntoView {
    let (width, height) = (LEFT + SIDE + 2.0 * EDGE, EDGE + SIDE + BELOW);
    let marks = MARKS.map(|mark| {
        view! {
            <line class="grid" x1=x(mark) x2=x(mark) y1=y(0.0) y2=y(1.0) />
            <line class="grid" x1=x(0.0) x2=x(1.0) y1=y(mark) y2=y(mark) />
            <text class="tick" x=x(mark) y=y(0.0) + 16.0 text-anchor="middle">
                {strings::whole_percent(mark)}
            </text>
            <text class="tick" x=x(0.0) - 6.0 y=y(mark) + 4.0 text-anchor="end">
                {strings::whole_percent(mark)}
            </text>
        }
    });
    let (middle, bottom) = (x(0.5), height - 6.0);
    let turned = format!("translate(13 {}) rotate(-90)", y(0.5));
    view! {
        <svg class="plot" role="img" aria-label=label viewBox=format!("0 0 {width} {height}")>
            {marks.collect_view()}
            <line class="diagonal" x1=x(0.0) y1=y(0.0) x2=x(1.0) y2=y(1.0) />
            {children()}
            <text class="axis" x=middle y=bottom text-anchor="middle">
                {horizontal}
            </text>
            <text class="axis" transform=turned text-anchor="middle">
                {vertical}
            </text>
        </svg>
    }
}
