//! The answer for one film. Probabilities never stand without the disclaimer.

use leptos::prelude::*;

use crate::components::disclaimer::Disclaimer;
use crate::components::probability_bars::ProbabilityBars;
use crate::protocol::Answer;
use crate::strings::{self, engine};

/// A film that is read.
#[component]
pub fn ResultCard(
    /// The film's name.
    name: String,
    /// What came out.
    answer: Answer,
) -> impl IntoView {
    let headline = answer.top().map(|class| {
        view! {
            <h2 class="headline">
                {strings::capitalised(&class.label)} " "
                <span class="headline-value">{strings::percent(class.probability)}</span>
            </h2>
        }
    });
    let took = engine::took(answer.engine, &answer.times);
    view! {
        <div class="result" data-testid="result" data-decision=answer.decision data-file=name>
            <p class="eyebrow">{strings::RESULT}</p>
            {headline}
            <ProbabilityBars classes=answer.classes likeliest=answer.likeliest />
            <Disclaimer />
            <p class="took">{took}</p>
        </div>
    }
}
