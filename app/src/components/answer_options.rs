//! How answers are read: the level of the sets, the operating point, and the prevalence.

use leptos::prelude::*;

use crate::components::level_choice::LevelChoice;
use crate::components::operating_point_choice::OperatingPointChoice;
use crate::components::prevalence_slider::PrevalenceSlider;
use crate::state::PageState;
use crate::strings::options as words;

/// The choices that a model allows; nothing for one without answer sets.
#[component]
pub fn AnswerOptions() -> impl IntoView {
    let state = expect_context::<PageState>();
    let fitted = Memo::new(move |_| state.with_fitted(|fitted| fitted.answer_sets.is_some()));
    let class = Memo::new(move |_| state.disease());
    let point = Memo::new(move |_| state.operating_point(class.get()));
    view! {
        <Show when=move || fitted.get()>
            <section class="options" aria-labelledby="options-heading">
                <h2 id="options-heading">{words::heading()}</h2>
                <div class="option-grid">
                    <LevelChoice />
                    <OperatingPointChoice class point />
                    <PrevalenceSlider class point />
                </div>
            </section>
        </Show>
    }
}
