//! Receiver operating characteristics, one curve a class.

use leptos::prelude::*;
use model::scorecard::results::ClassResult;

use super::axes::{Axes, x, y};
use crate::strings::pages::model_page as words;

/// The curves of all classes, with the area under each in the legend.
#[component]
pub fn RocPlot(
    /// The classes.
    classes: Vec<ClassResult>,
) -> impl IntoView {
    if classes.iter().all(|class| class.roc.is_empty()) {
        return view! { <p class="quiet">{words::no_plot()}</p> }.into_any();
    }
    let legend: Vec<String> = classes
        .iter()
        .map(|class| words::curve(class.class, class.auroc))
        .collect();
    let curves = classes.iter().map(|class| {
        let points = class.roc.iter();
        let points: Vec<String> = points
            .map(|point| {
                format!(
                    "{:.1},{:.1}",
                    x(point.false_positives),
                    y(point.sensitivity)
                )
            })
            .collect();
        view! { <polyline class=format!("curve {}", class.class.key()) points=points.join(" ") /> }
    });
    let curves = curves.collect_view();
    let label = words::plot(words::roc(), legend.join("; "));
    let entries = classes.into_iter().zip(legend).map(|(class, text)| {
        let key = class.class.key();
        view! {
            <li>
                <span class=format!("key {key}") aria-hidden="true"></span>
                {text}
            </li>
        }
    });
    let entries = entries.collect_view();
    view! {
        <Axes label horizontal=words::false_positives() vertical=words::sensitivity()>
            {curves}
        </Axes>
        <ul class="legend">{entries}</ul>
    }
    .into_any()
}
