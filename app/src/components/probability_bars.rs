//! Three probabilities as bars.

use leptos::prelude::*;

use crate::protocol::ClassProbability;
use crate::strings;

/// One bar for each class, in their fixed order.
#[component]
pub fn ProbabilityBars(
    /// The classes.
    classes: Vec<ClassProbability>,
    /// The position of the likeliest.
    likeliest: usize,
) -> impl IntoView {
    let bars = classes.into_iter().enumerate().map(|(position, class)| {
        view! { <Bar class likeliest=position == likeliest /> }
    });
    view! { <div class="bars">{bars.collect_view()}</div> }
}

/// One class.
#[component]
fn Bar(
    /// The class.
    class: ClassProbability,
    /// Whether no other class is likelier.
    likeliest: bool,
) -> impl IntoView {
    let probability = class.probability;
    let name = strings::capitalised(&class.label);
    let percent = strings::percent(probability);
    view! {
        <div
            class="bar"
            class:likeliest=likeliest
            role="meter"
            aria-label=name
            aria-valuemin="0"
            aria-valuemax="1"
            aria-valuenow=probability.to_string()
            aria-valuetext=percent
            data-testid=format!("prob-{}", class.key)
            data-value=probability.to_string()
        >
            <span class="bar-name">{name.clone()}</span>
            <span class="bar-value">{percent.clone()}</span>
            <span class="bar-track" aria-hidden="true">
                <span class="bar-fill" style:width=format!("{}%", probability * 100.0)></span>
            </span>
        </div>
    }
}
