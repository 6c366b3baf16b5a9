//! A film's thumbnail on a canvas, stretched back to the film's shape.

use std::sync::Arc;

use leptos::html::Canvas;
use leptos::prelude::*;

use crate::state::worklist::Thumbnail;
use crate::web::canvas::draw_grey;

/// A thumbnail.
#[component]
pub fn ThumbnailCanvas(
    /// Its text alternative.
    label: String,
    /// Its thumbnail.
    thumbnail: Arc<Thumbnail>,
) -> impl IntoView {
    let canvas = NodeRef::<Canvas>::new();
    let shape = f64::from(thumbnail.shape.width) / f64::from(thumbnail.shape.height.max(1));
    Effect::new(move |_| {
        let drawn = canvas
            .get()
            .map(|canvas| draw_grey(&canvas, thumbnail.shape.side, &thumbnail.grey));
        if let Some(Err(error)) = drawn {
            web_sys::console::warn_1(&error.to_string().into());
        }
    });
    view! {
        <canvas
            node_ref=canvas
            role="img"
            aria-label=label
            style:--shape=shape.to_string()
        ></canvas>
    }
}
