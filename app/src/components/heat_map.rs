//! The overlay over the film that is shown.

use leptos::html::Canvas;
use leptos::prelude::*;

use crate::state::overlay::Overlay;
use crate::web::canvas::draw_rgba;

/// A canvas over the overlay's part of the film, inside of a box that the film fills; nothing without one.
#[component]
pub fn HeatMap(
    /// What lies over the film.
    overlay: RwSignal<Option<Overlay>>,
    /// Width and height of the film, in pixels.
    film: [u32; 2],
) -> impl IntoView {
    let canvas = NodeRef::<Canvas>::new();
    let is_there = Memo::new(move |_| overlay.with(Option::is_some));
    Effect::new(move |_| {
        let drawn = overlay.with(|overlay| {
            let (overlay, canvas) = overlay.as_ref().zip(canvas.get())?;
            let size = [overlay.width, overlay.height];
            Some(draw_rgba(&canvas, size, &overlay.rgba))
        });
        if let Some(Err(error)) = drawn {
            web_sys::console::warn_1(&error.to_string().into());
        }
    });
    let percent = move |part: fn(&Overlay) -> u32, whole: u32| {
        move || {
            let part = overlay.with(|overlay| overlay.as_ref().map_or(0, part));
            format!("{}%", f64::from(part) * 100.0 / f64::from(whole.max(1)))
        }
    };
    let [width, height] = film;
    move || {
        is_there.get().then(|| {
            view! {
                <canvas
                    node_ref=canvas
                    class="heat-map"
                    data-testid="heat-map"
                    aria-hidden="true"
                    style:left=percent(|overlay| overlay.area.left, width)
                    style:top=percent(|overlay| overlay.area.top, height)
                    style:width=percent(|overlay| overlay.area.width, width)
                    style:height=percent(|overlay| overlay.area.height, height)
                ></canvas>
            }
        })
    }
}
