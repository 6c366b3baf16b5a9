//! The report's section on the gate: what it refuses, and what it should not.

use maud::{Markup, html};

use super::page::{figure_cell, table};
use crate::gate::figures::GateFigures;

/// Outliers by kind, films by source, and changed films.
pub(super) fn tables(figures: &GateFigures) -> Markup {
    let text = |text: &str| html! { (text) };
    let outliers = figures.outliers.iter().map(|group| {
        vec![
            text(&group.kind),
            text(group.split.word()),
            html! { (group.pictures) },
            figure_cell(Some(&group.refused)),
        ]
    });
    let films = figures.films.iter().map(|group| {
        vec![
            text(&group.source),
            text(group.split.word()),
            html! { (group.films) },
            figure_cell(Some(&group.refused)),
            figure_cell(Some(&group.warned)),
        ]
    });
    let changes = figures.changes.iter().map(|group| {
        vec![
            text(&group.change),
            text(group.split.word()),
            html! { (group.films) },
            figure_cell(Some(&group.named)),
            figure_cell(Some(&group.refused)),
        ]
    });
    html! {
        p {
            "Before any class is given, the gate checks that a picture is an upright frontal chest radiograph. It was fitted on "
            (figures.fitted_on.films) " films"
            @if figures.fitted_on.outliers == 0 {
                " and on pictures made of them, without any picture of other things."
            } @else {
                " and " (figures.fitted_on.outliers) " pictures of other things; its thresholds were chosen on the validation pictures."
            }
        }
        (table(
            "Films refused or called mirrored, which is wrong for nearly all",
            &["Source", "Split", "Films", "Refused", "Called mirrored"],
            &films.collect::<Vec<_>>(),
        ))
        (table(
            "Films that were turned, inverted or mirrored",
            &["Change", "Split", "Films", "Named", "Refused"],
            &changes.collect::<Vec<_>>(),
        ))
        @if !figures.outliers.is_empty() {
            (table(
                "Pictures that are no frontal chest radiographs",
                &["Kind", "Split", "Pictures", "Refused"],
                &outliers.collect::<Vec<_>>(),
            ))
        }
    }
}
