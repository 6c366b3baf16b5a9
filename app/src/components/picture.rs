//! A film's thumbnail on a canvas, stretched back to the film's shape.

use std::sync::Arc;

use leptos::html::Canvas;
use leptos::prelude::*;

use crate::state::worklist::Picture;
use crate::strings;
use crate::web::canvas::draw_grey;

/// A thumbnail with its name and size.
#[component]
pub fn FilmPicture(
    /// The film's name.
    name: String,
    /// What it looks like.
    picture: Arc<Picture>,
) -> impl IntoView {
    let size = strings::pixels(picture.width, picture.height);
    view! {
        <figure class="film">
            <Thumbnail label=strings::thumbnail(&name) picture />
            <figcaption>
                <span class="film-name">{name}</span>
                <span class="film-size">{size}</span>
            </figcaption>
        </figure>
    }
}

/// The thumbnail alone.
#[component]
pub fn Thumbnail(
    /// What it shows, in words.
    label: String,
    /// What it looks like.
    picture: Arc<Picture>,
) -> impl IntoView {
    let canvas = NodeRef::<Canvas>::new();
    let shape = f64::from(picture.width) / f64::from(picture.height.max(1));
    Effect::new(move |_| {
        let drawn = canvas
            .get()
            .map(|canvas| draw_grey(&canvas, picture.side, &picture.grey));
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
