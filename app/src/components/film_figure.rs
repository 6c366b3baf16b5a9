//! A film's thumbnail on a canvas, stretched back to the film's shape, with the part to cut out framed.

use std::sync::Arc;

use leptos::html::Canvas;
use leptos::prelude::*;
use model::input::Fix;

use crate::components::heat_map::HeatMap;
use crate::state::PageState;
use crate::state::worklist::Thumbnail;
use crate::strings;
use crate::web::canvas::draw_grey;

/// A thumbnail with the film's name and caption.
#[component]
pub fn FilmFigure(
    /// The film's name.
    name: String,
    /// Its thumbnail.
    thumbnail: Arc<Thumbnail>,
    /// Its size, and what else is to be said of it.
    caption: String,
    /// The part of it that may be cut out, in pixels of the film.
    crop: Option<Fix>,
) -> impl IntoView {
    let overlay = expect_context::<PageState>().overlay;
    let (width, height) = (thumbnail.width, thumbnail.height);
    let picture_shape = shape(&thumbnail);
    let frame = crop.and_then(|crop| match crop {
        Fix::Crop {
            left,
            top,
            width: across,
            height: down,
        } => {
            let percent = |part: u32, whole: u32| {
                format!("{}%", f64::from(part) * 100.0 / f64::from(whole.max(1)))
            };
            Some(view! {
                <span
                    class="frame"
                    aria-hidden="true"
                    style:left=percent(left, width)
                    style:top=percent(top, height)
                    style:width=percent(across, width)
                    style:height=percent(down, height)
                ></span>
            })
        }
        _ => None,
    });
    view! {
        <figure class="film">
            <div class="picture" style:--shape=picture_shape>
                <ThumbnailCanvas label=strings::thumbnail(&name) thumbnail />
                <HeatMap overlay film=[width, height] /> {frame}
            </div>
            <figcaption>
                <span class="film-name">{name}</span>
                <span class="film-size">{caption}</span>
            </figcaption>
        </figure>
    }
}

/// A thumbnail alone.
#[component]
pub fn ThumbnailCanvas(
    /// Its text alternative.
    label: String,
    /// Its thumbnail.
    thumbnail: Arc<Thumbnail>,
) -> impl IntoView {
    let canvas = NodeRef::<Canvas>::new();
    let shape = shape(&thumbnail);
    Effect::new(move |_| {
        let drawn = canvas
            .get()
            .map(|canvas| draw_grey(&canvas, thumbnail.side, &thumbnail.grey));
        if let Some(Err(error)) = drawn {
            web_sys::console::warn_1(&error.to_string().into());
        }
    });
    view! {
        <canvas
            node_ref=canvas
            role="img"
            aria-label=label
            style:--shape=shape
        ></canvas>
    }
}

/// Width by height, for CSS.
fn shape(thumbnail: &Thumbnail) -> String {
    let shape = f64::from(thumbnail.width) / f64::from(thumbnail.height.max(1));
    shape.to_string()
}
