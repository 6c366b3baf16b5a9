//! Says answers aloud for people who do not see them appear.

use leptos::prelude::*;

use crate::components::result_card::top;
use crate::state::PageState;
use crate::state::worklist::Stage;
use crate::strings;

/// A live region that holds the answer for the film that is looked at.
#[component]
pub fn Announcer() -> impl IntoView {
    let state = expect_context::<PageState>();
    let words = Memo::new(move |_| {
        state.worklist.with(|list| {
            let film = list.shown()?;
            let Stage::Answered(answer) = &film.stage else {
                return None;
            };
            let (class, probability) = top(&answer.reading)?;
            let outcome = strings::outcome(class, probability);
            Some(strings::announcement(&film.name, &outcome))
        })
    });
    view! {
        <p class="unseen" role="status">
            {move || words.get()}
        </p>
    }
}
