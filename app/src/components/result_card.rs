//! The result for one film. Probabilities are never shown without the disclaimer.

use leptos::prelude::*;
use model::class::Class;
use model::reading::Reading;

use crate::components::disclaimer::Disclaimer;
use crate::components::probability_bars::ProbabilityBars;
use crate::state::worklist::Answer;
use crate::strings::{self, engine};

/// A class with its probability.
pub struct Prediction {
    class: Class,
    probability: f32,
}

impl Prediction {
    /// The most probable class; `None` for a refused film.
    pub fn of(reading: &Reading) -> Option<Self> {
        let class = reading.prediction?;
        let probability = reading.probabilities?.get(class);
        Some(Self { class, probability })
    }

    /// In one line: "Pneumonia 93.4 %".
    pub fn text(&self) -> String {
        strings::prediction(self.class, self.probability)
    }
}

/// The result for a film.
#[component]
pub fn ResultCard(
    /// The film's name.
    name: String,
    /// Its result.
    answer: Answer,
    /// Whether its header says that text is burned into it.
    burned_in: bool,
) -> impl IntoView {
    let Answer {
        reading,
        times,
        engine,
    } = answer;
    let took = engine::took(engine, times);
    let headline = Prediction::of(&reading).map(|Prediction { class, probability }| {
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
            {burned_in
                .then(|| {
                    view! {
                        <p class="caution" data-testid="caution">
                            {strings::BURNED_IN}
                        </p>
                    }
                })}
            <p class="took">{took}</p>
        </div>
    }
}
