//! The class probabilities as bars.

use leptos::prelude::*;
use model::calibration::Probabilities;
use model::class::Class;
use model::operating_point::OperatingPoint;

use crate::strings::{self, options};

/// One bar per class, in fixed order.
#[component]
pub fn ProbabilityBars(
    /// Calibrated probabilities.
    probabilities: Probabilities,
    /// The classes that cannot be excluded, which stand out.
    set: Vec<Class>,
    /// From which probability on classes are called.
    points: Signal<Vec<OperatingPoint>>,
) -> impl IntoView {
    let bars = Class::ALL.map(move |class| {
        let point = Signal::derive(move || {
            let points = points.get();
            let point = points.into_iter().find(|point| point.class == class)?;
            Some((point.threshold, point.calls(&probabilities)))
        });
        let in_set = set.contains(&class);
        view! { <Bar class probability=probabilities.get(class) in_set point /> }
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
    /// From which probability on the class is called, and whether it is.
    point: Signal<Option<(f32, bool)>>,
) -> impl IntoView {
    let name = strings::class_name(class);
    let percent = strings::percent(probability);
    let called = move || {
        let called = point.get().is_some_and(|(_, called)| called);
        called.then(|| view! { " " <span class="called">{options::called()}</span> })
    };
    let threshold = move || {
        let start = |(threshold, _)| format!("{}%", threshold * 100.0);
        point.get().map(start).map(|start| {
            view! { <span class="bar-threshold" style:inset-inline-start=start></span> }
        })
    };
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
            <span class="bar-name">{name.clone()}{called}</span>
            <span class="bar-value">{percent.clone()}</span>
            <span class="bar-track" aria-hidden="true">
                <span class="bar-fill" style:width=format!("{}%", probability * 100.0)></span>
                {threshold}
            </span>
        </div>
    }
}
