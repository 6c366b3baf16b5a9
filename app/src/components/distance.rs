//! How far a film is from the training films, in one line; the reasons say it of a film that is far.

use leptos::prelude::*;
use model::distance::FilmDistance;

use crate::strings;

/// The line.
#[component]
pub fn Distance(
    /// How far the film is.
    distance: FilmDistance,
) -> impl IntoView {
    let near = Some(distance).filter(|distance| !distance.is_far());
    near.map(|distance| {
        view! {
            <p
                class="promise"
                data-testid="distance"
                data-percentile=distance.percentile.to_string()
            >
                {strings::distance(&distance)}
            </p>
        }
    })
}
