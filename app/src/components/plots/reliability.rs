//! The reliability diagram: accuracy over the probability of the prediction.

use leptos::prelude::*;
use model::scorecard::results::ReliabilityBin;

use super::axes::{Axes, x, y};
use crate::strings;
use crate::strings::options::estimate;
use crate::strings::pages::model_page as words;

/// The largest radius of a dot, in units of the drawing.
const RADIUS: f64 = 9.0;

/// The smallest.
const LEAST_RADIUS: f64 = 2.5;

/// A dot a bin, its area by the number of films, with the interval of its accuracy.
#[component]
pub fn ReliabilityPlot(
    /// The bins that hold films.
    bins: Vec<ReliabilityBin>,
) -> impl IntoView {
    let Some(most) = bins.iter().map(|bin| bin.films).max() else {
        return view! { <p class="quiet">{words::no_plot()}</p> }.into_any();
    };
    let texts = bins.iter().map(|bin| {
        let confidence = strings::share(bin.confidence);
        format!("{confidence}: {}", estimate(bin.accuracy))
    });
    let texts: Vec<String> = texts.collect();
    let label = words::plot(words::reliability(), texts.join("; "));
    let dots = bins.into_iter().map(|bin| {
        let (at, accuracy) = (x(bin.confidence), bin.accuracy);
        let share = bin.films as f64 / most as f64;
        let radius = (RADIUS * share.sqrt()).max(LEAST_RADIUS);
        let title = words::dot(bin.films, estimate(accuracy));
        view! {
            <g>
                <title>{title}</title>
                <line class="whisker" x1=at x2=at y1=y(accuracy.low) y2=y(accuracy.high) />
                <circle class="dot" cx=at cy=y(accuracy.value) r=radius />
            </g>
        }
    });
    let dots = dots.collect_view();
    view! {
        <Axes label horizontal=words::confidence() vertical=words::accuracy()>
            {dots}
        </Axes>
    }
    .into_any()
}
