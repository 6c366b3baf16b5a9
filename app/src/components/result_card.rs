//! The result for one film. Probabilities are never shown without the disclaimer.

use leptos::prelude::*;
use model::class::Class;
use model::input::Fix;
use model::operating_point::OperatingPoint;
use model::reading::{Decision, Reading};

use crate::components::disclaimer::Disclaimer;
use crate::components::distance::Distance;
use crate::components::fix_buttons::FixButtons;
use crate::components::probability_bars::ProbabilityBars;
use crate::locale::catalogue::translated;
use crate::state::worklist::Answer;
use crate::strings::{self, engine};

/// A result in one line: "Pneumonia 93.4 %", "Undecided: COVID-19 or pneumonia" or "Not classified".
pub fn outcome(reading: &Reading) -> String {
    match answered(reading) {
        Some((class, probability)) => strings::prediction(class, probability),
        None if reading.decision == Decision::Refuse => strings::refused(),
        None => strings::undecided(&reading.set),
    }
}

/// The predicted class with its probability; `None` unless the film is answered.
fn answered(reading: &Reading) -> Option<(Class, f32)> {
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
    /// Whether its header says that text is burned into it.
    burned_in: bool,
    /// The last change of its picture that the user chose.
    undo: Option<Fix>,
    /// From which probability on classes are called.
    points: Signal<Vec<OperatingPoint>>,
    /// What a set is worth.
    promise: Signal<String>,
    /// Classifies the film again after a fix, or without the last one.
    on_fix: Callback<Option<Fix>>,
) -> impl IntoView {
    let Answer {
        reading,
        times,
        engine,
        ..
    } = answer;
    let headline = match answered(&reading) {
        Some((class, probability)) => view! {
            <h2 class="headline">
                {strings::class_name(class)} " "
                <span class="headline-value">{strings::percent(probability)}</span>
            </h2>
        }
        .into_any(),
        None => view! { <h2 class="headline">{outcome(&reading)}</h2> }.into_any(),
    };
    let refused = reading.decision == Decision::Refuse;
    let took = (!refused).then(|| view! { <p class="took">{engine::took(engine, times)}</p> });
    let reasons = reading.reasons.clone().into_iter().map(|reason| {
        view! {
            <p class="caution" class:minor=!refused data-testid="reason">
                {strings::sentence(&translated(&reason))}
            </p>
        }
    });
    let reasons: Vec<_> = reasons.collect();
    let set: Vec<&str> = reading.set.iter().map(|class| class.label()).collect();
    let bars = reading.probabilities.map(|probabilities| {
        let called = move || {
            let points = points.get().into_iter();
            let called = points.filter(|point| point.calls(&probabilities));
            called
                .map(|point| point.class.label())
                .collect::<Vec<_>>()
                .join("|")
        };
        view! {
            <div data-testid="calls" data-called=called>
                <ProbabilityBars probabilities set=reading.set.clone() points />
            </div>
            <p class="promise" data-testid="set-promise">{move || promise.get()}</p>
        }
    });
    view! {
        <div
            class="result"
            data-testid="result"
            data-decision=reading.decision.word()
            data-set=set.join("|")
            data-file=name
        >
            <p class="eyebrow">{strings::result()}</p>
            {headline}
            {reasons}
            <FixButtons offered=reading.fixes undo on_fix />
            {bars}
            {reading.distance.map(|distance| view! { <Distance distance /> })}
            <Disclaimer />
            {(burned_in && !refused)
                .then(|| {
                    view! {
                        <p class="caution" data-testid="caution">
                            {strings::burned_in()}
                        </p>
                    }
                })}
            {took}
        </div>
    }
}
