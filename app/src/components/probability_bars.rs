//! The class probabilities as bars.

use leptos::prelude::*;
use model::calibration::Probabilities;
use model::class::Class;

use crate::strings;

/// One bar per class, in fixed order.
#[component]
pub fn ProbabilityBars(
    /// Calibrated probabilities.
    probabilities: Probabilities,
    /// The classes that cannot be excluded, which stand out.
    set: Vec<Class>,
) -> impl IntoView {
    let bars = Class::ALL.map(move |class| {
        view! { <Bar class probability=probabilities.get(class) in_set=set.contains(&class) /> }
    });
    view! { <div class="bars">{bars.into_iter().collect_view()}</div> }
}

/// One class.
#[component]
fn Bar(
    /// The class.
    class: Class,
    /// Its probability.
    probability: f32,
    /// Whether the class cannot be excluded.
    in_set: bool,
) -> impl IntoView {
    let name = strings::class_name(class);
    let percent = strings::percent(probability);
    view! {
        <div
            class="bar"
            class:in-set=in_set
            role="meter"
            aria-label=name
            aria-valuemin="0"
            aria-valuemax="1"
            aria-valuenow=probability.to_string()
            aria-valuetext=percent
            data-testid=format!("prob-{}", class.key())
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
