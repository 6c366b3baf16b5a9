//! The section of the model card about shortcuts.

use model::class::Class;
use model::lens::Change;
use model::scorecard::Scorecard;

use super::table::table;
use crate::evaluation::lens::{ChangeRow, rows};
use crate::evaluation::words::{LENS, maybe, share};

/// The lens by split and change, and the source probe; empty if neither was run.
pub(super) fn section(card: &Scorecard) -> String {
    let parts = [lens(card), probes(card)].concat();
    if parts.is_empty() {
        return String::new();
    }
    format!("## Shortcuts\n\n{parts}")
}

fn lens(card: &Scorecard) -> String {
    let rows = rows(&card.lens);
    let without_lungs = rows
        .iter()
        .filter(|row| row.all.change == Change::LungsHidden);
    let without_lungs: Vec<String> = without_lungs
        .map(|row| format!("{} in {}", share(&row.all.stays), row.all.split))
        .collect();
    if rows.is_empty() {
        return String::new();
    }
    let cells = |row: &ChangeRow<'_>| {
        let classes = row.classes.0;
        let classes = classes.map(|result| maybe(result.map(|it| &it.stays)));
        let mut cells = vec![
            row.all.split.clone(),
            row.all.change.name().to_owned(),
            row.all.films.to_string(),
            share(&row.all.stays),
        ];
        cells.extend(classes);
        cells.push(share(&row.all.accuracy));
        cells
    };
    let cells: Vec<Vec<String>> = rows.iter().map(cells).collect();
    let columns: Vec<&str> = ["split", "change", "films", "stays"]
        .into_iter()
        .chain(Class::ALL.map(Class::label))
        .chain(["accuracy"])
        .collect();
    format!(
        "{LENS} The predicted class stays without lungs for a share of {}.\n\nShare of films whose \
         predicted class stays, overall and by that class, and accuracy after the change:\n\n{}",
        without_lungs.join(", "),
        table(&columns, &cells)
    )
}

fn probes(card: &Scorecard) -> String {
    let rows = card.probes.iter().map(|probe| {
        vec![
            probe.name.clone(),
            probe.films.to_string(),
            share(&probe.accuracy),
            format!("{:.3}", probe.chance),
        ]
    });
    let rows: Vec<Vec<String>> = rows.collect();
    if rows.is_empty() {
        return String::new();
    }
    format!(
        "A linear probe on val; close to chance is good:\n\n{}",
        table(&["probe", "films", "accuracy", "chance"], &rows)
    )
}
