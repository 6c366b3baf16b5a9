//! The panel of the result before there is any film.

use leptos::prelude::*;

use crate::components::disclaimer::Disclaimer;
use crate::components::form::ActionButton;
use crate::state::PageState;
use crate::state::tour::TourStep;
use crate::strings::{self, tour};

/// What will appear there.
#[component]
pub fn NothingYet() -> impl IntoView {
    let state = expect_context::<PageState>();
    let start = Callback::new(move |()| state.tour.set(Some(TourStep::Films)));
    view! {
        <p class="eyebrow">{strings::result()}</p>
        <p class="quiet">{strings::nothing_yet()}</p>
        <p class="tour-offer">
            <ActionButton
                text=tour::offer()
                class="button secondary"
                test_id="tour-offer"
                on_click=start
            />
        </p>
        <Disclaimer />
    }
}
