//! The result for one film. Probabilities are never shown without the disclaimer.

use leptos::prelude::*;
use model::class::Class;
use model::reading::Reading;

use crate::components::disclaimer::Disclaimer;
use crate::components::probability_bars::ProbabilityBars;
use crate::state::worklist::Answer;
use crate::strings::{self, engine};

/// The most probable class with its probability.
pub fn top(reading: &Reading) -> Option<(Class, f32)> {
    let class = reading.prediction?;
    Some((class, reading.probabilities?.get(class)))
}

/// The result for a film.
#[component]
pub fn ResultCard(
    /// The film's name.
    name: String,
    /// Its result.
    answer: Answer,
) -> impl IntoView {
    let Answer {
        reading,
        times,
        engine,
    } = answer;
    let took = engine::took(engine, times);
    let headline = top(&reading).map(|(class, probability)| {
        view! {
            <h2 class="headline">
                {strings::class_name(class)} " "
                <span class="headline-value">{strings::percent(probability)}</span>
            </h2>
        }
    });
    let bars = reading
        .probabilities
        .map(|probabilities| view! { <ProbabilityBars probabilities /> });
    view! {
        <div class="result" data-testid="result" data-decision=reading.decision.word() data-file=name>
            <p class="eyebrow">{strings::RESULT}</p>
            {headline}
            {bars}
            <Disclaimer />
            <p class="took">{took}</p>
        </div>
    }
}
