//! Accuracy by source: a table with a dot and an interval in each row.

use leptos::prelude::*;
use model::scorecard::results::GroupResult;

use crate::strings::options::estimate;
use crate::strings::pages::model_page as words;

/// The sources, the least accurate first.
#[component]
pub fn SourceTable(
    /// The sources of a split.
    sources: Vec<GroupResult>,
) -> impl IntoView {
    let mut sorted = sources;
    sorted.sort_by(|one, other| one.accuracy.value.total_cmp(&other.accuracy.value));
    let rows = sorted.into_iter().map(|source| {
        let accuracy = source.accuracy;
        let percent = |value: f64| format!("{:.1}%", value * 100.0);
        view! {
            <tr>
                <th scope="row">{source.name}</th>
                <td>{source.films}</td>
                <td>{estimate(accuracy)}</td>
                <td class="strip" aria-hidden="true">
                    <span
                        class="range"
                        style:inset-inline-start=percent(accuracy.low)
                        style:width=percent(accuracy.high - accuracy.low)
                    ></span>
                    <span class="point" style:inset-inline-start=percent(accuracy.value)></span>
                </td>
            </tr>
        }
    });
    let columns = words::source_columns().map(|name| view! { <th scope="col">{name}</th> });
    view! {
        <table class="score-table sources">
            <thead>
                <tr>
                    {columns.collect_view()}
                    <td></td>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
        <p class="quiet">{words::sources_note()}</p>
    }
}
