//! The film that is shown in the drop zone.

use leptos::prelude::*;

use crate::components::film_figure::FilmFigure;
use crate::state::PageState;
use crate::strings;

/// The film's thumbnail and caption, or its name until it is decoded; nothing without a film.
#[component]
pub fn ShownFilm() -> impl IntoView {
    let state = expect_context::<PageState>();
    let shown = Memo::new(move |_| {
        state.worklist.with(|list| {
            list.shown().map(|film| {
                let projection = film.header.and_then(|header| header.projection);
                let (name, thumbnail) = (state.title(film), film.thumbnail.clone());
                (name, thumbnail, projection, film.fixes.clone(), film.crop())
            })
        })
    });
    move || {
        shown.get().map(
            |(name, thumbnail, projection, fixes, crop)| match thumbnail {
                Some(thumbnail) => {
                    let (width, height) = (thumbnail.width, thumbnail.height);
                    let caption = strings::caption(width, height, projection, &fixes);
                    view! { <FilmFigure name thumbnail caption crop /> }.into_any()
                }
                None => view! { <p class="film no-thumbnail film-name">{name}</p> }.into_any(),
            },
        )
    }
}
