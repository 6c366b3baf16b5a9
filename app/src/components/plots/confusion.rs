//! The confusion matrix as a table whose cells are shaded by their share of the row.

use leptos::prelude::*;
use model::class::Class;

use crate::strings;
use crate::strings::pages::model_page as words;

/// Rows are the label, columns the prediction.
#[component]
pub fn ConfusionMatrix(
    /// The counts.
    counts: [[u64; Class::COUNT]; Class::COUNT],
) -> impl IntoView {
    let columns =
        Class::ALL.map(|class| view! { <th scope="col">{strings::class_name(class)}</th> });
    let rows = Class::ALL.into_iter().zip(counts).map(|(class, row)| {
        let films: u64 = row.iter().sum();
        let cells = row.map(|count| {
            let share = count as f64 / films.max(1) as f64;
            view! {
                <td style:--share=share.to_string()>
                    {count} <span class="quiet">{strings::whole_percent(share)}</span>
                </td>
            }
        });
        view! {
            <tr>
                <th scope="row">{strings::class_name(class)}</th>
                {cells.collect_view()}
            </tr>
        }
    });
    view! {
        <table class="score-table confusion">
            <thead>
                <tr>
                    <th scope="col">{words::label()}</th>
                    {columns.collect_view()}
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
        <p class="quiet">{words::confusion_note()}</p>
    }
}
