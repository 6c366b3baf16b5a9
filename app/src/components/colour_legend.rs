//! The colours of a heat map with their numbers.

use leptos::html::Canvas;
use leptos::prelude::*;
use model::explanation::{MapKind, Scale, colour};

use crate::strings::explain as words;
use crate::web::canvas::draw_rgba;

/// Pixels of the bar; it is stretched.
const LENGTH: u16 = 256;

/// A bar of colours with the numbers at its ends and in the middle, where the contour is.
#[component]
pub fn ColourLegend(
    /// The kind of map.
    kind: MapKind,
    /// Its scale.
    scale: Scale,
) -> impl IntoView {
    let canvas = NodeRef::<Canvas>::new();
    Effect::new(move |_| {
        let share = |x: u16| f32::from(x) / f32::from(LENGTH - 1);
        let pixels = (0..LENGTH).flat_map(|x| {
            let [red, green, blue] = colour(share(x));
            [red, green, blue, u8::MAX]
        });
        let pixels: Vec<u8> = pixels.collect();
        let drawn = canvas
            .get()
            .map(|canvas| draw_rgba(&canvas, [LENGTH.into(), 1], &pixels));
        if let Some(Err(error)) = drawn {
            web_sys::console::warn_1(&error.to_string().into());
        }
    });
    let numbers = [0.0, scale.contour(), scale.maximum];
    let numbers = numbers.map(|value| view! { <span>{words::number(kind, value)}</span> });
    view! {
        <div class="legend" data-testid="legend" data-maximum=scale.maximum.to_string()>
            <canvas node_ref=canvas aria-hidden="true"></canvas>
            <div class="legend-numbers">{numbers.collect_view()}</div>
        </div>
    }
}
