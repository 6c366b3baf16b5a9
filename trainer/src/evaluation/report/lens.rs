//! The report's section on the shortcut lens.

use maud::{Markup, html};
use model::class::Class;
use model::scorecard::results::LensResult;

use super::page::{figure_cell, table};
use crate::evaluation::lens::rows;
use crate::evaluation::words::LENS;

/// What each change does to the predictions.
pub(super) fn content(results: &[LensResult]) -> Markup {
    let rows = rows(results).into_iter().map(|row| {
        let classes = row.classes.0;
        let classes = classes.map(|result| figure_cell(result.map(|it| &it.stays)));
        let mut cells = vec![
            html! { (row.all.change.name()) },
            figure_cell(Some(&row.all.stays)),
        ];
        cells.extend(classes);
        cells.push(figure_cell(Some(&row.all.accuracy)));
        cells
    });
    let columns: Vec<&str> = ["change", "stays"]
        .into_iter()
        .chain(Class::ALL.map(Class::label))
        .chain(["accuracy"])
        .collect();
    let caption = "Share of films whose predicted class stays, overall and by that class, and accuracy after the change";
    html! {
        p { (LENS) }
        (table(caption, &columns, &rows.collect::<Vec<_>>()))
    }
}
