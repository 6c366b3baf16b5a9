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
) -> impl IntoView {
    let top = probabilities.top();
    let bars = Class::ALL.map(|class| {
        view! { <Bar class probability=probabilities.get(class) top=class == top /> }
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
    /// Whether it is the most probable class.
    top: bool,
) -> impl IntoView {
    let name = strings::class_name(class);
    let percent = strings::percent(probability);
    view! {
        <div
            class="bar"
            class:top=top
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
