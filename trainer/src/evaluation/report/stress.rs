//! The report's section on the stress test.

use maud::{Markup, html};

use super::page::{figure_cell, plot, table};
use crate::evaluation::plots::{PlotError, stress};
use crate::evaluation::stress::{Damage, Stress, StressFigures};

/// Curves and table.
pub(super) fn content(stress: &Stress) -> Result<Markup, PlotError> {
    let figures = |figures: &StressFigures| {
        let figures = [
            Some(&figures.accuracy),
            figures.refused.as_ref(),
            Some(&figures.flipped),
        ];
        figures.map(figure_cell)
    };
    let undamaged = [html! { "none" }, html! { "-" }].into_iter();
    let mut rows: Vec<Vec<Markup>> = vec![undamaged.chain(figures(&stress.undamaged)).collect()];
    rows.extend(stress.results.iter().map(|result| {
        let strength = format!("{} {}", result.strength, result.damage.unit());
        let names = [html! { (result.damage.name()) }, html! { (strength) }];
        let cells = names.into_iter().chain(figures(&result.figures));
        cells.collect()
    }));
    let columns = ["damage", "strength", "accuracy", "refused", "changed"];
    let panel = |damage: Damage| {
        let strengths = damage.strengths().map(|strength| strength.to_string());
        let caption = format!(
            "{}: 1 to 5 stand for {} ({}).",
            damage.name(),
            strengths.join(", "),
            damage.unit()
        );
        Ok((stress::panel(stress, damage)?, caption))
    };
    let panels = Damage::ALL.map(panel).into_iter();
    let panels = panels.collect::<Result<Vec<_>, PlotError>>()?;
    Ok(html! {
        p {
            "The " (stress.films) " films damaged at the size that the network takes. Refused by the gate, which sees the damaged film; accuracy and changed predictions are over all films, refused or not."
        }
        div.plots { @for (svg, caption) in &panels { (plot(svg, caption, false)) } }
        (table(
            "By damage and strength",
            &columns,
            &rows,
        ))
    })
}
