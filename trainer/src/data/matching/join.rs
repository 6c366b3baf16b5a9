//! Adds the columns of a table to the rows of lists.

use std::collections::{BTreeMap, BTreeSet};

use super::{FoundRows, UnusedName, find};
use crate::data::Split;
use crate::data::listing::list::List;
use crate::data::listing::problems::Problem;
use crate::data::listing::row::{Entry, Place};

/// Overwrites columns of rows with the cells of a table for the same file, except splits that a list
/// gives and cells that are empty. Returns the rows of the table that no list has.
pub(crate) fn join(
    listed: &mut FoundRows,
    table: List,
    present: &[String],
    default_split: Option<Split>,
) -> Vec<UnusedName> {
    listed.notes.extend(table.notes);
    listed.problems.extend(table.problems);
    let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut by_file: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (position, row) in listed.rows.iter().enumerate() {
        let name = row.entry.file.clone();
        by_name.entry(name).or_default().push(position);
        by_file.entry(row.file).or_default().push(position);
    }
    let mut others = List::default();
    for row in table.rows {
        match by_name.get(&row.entry.file) {
            Some(rows) => {
                for &position in rows {
                    overwrite(listed, position, &row.entry, &row.place);
                }
            }
            None => others.rows.push(row),
        }
    }
    let names: Vec<UnusedName> = others.rows.iter().map(UnusedName::of).collect();
    let found = find(others, present, default_split);
    listed.notes.extend(found.notes);
    let mut used = BTreeSet::new();
    for row in found.rows {
        for &position in by_file.get(&row.file).map_or(&[][..], Vec::as_slice) {
            overwrite(listed, position, &row.entry, &row.place);
            used.insert(row.place.clone());
        }
    }
    let missing: BTreeSet<&str> = listed.missing.iter().map(|it| it.file.as_str()).collect();
    let is_unmatched =
        |name: &UnusedName| !used.contains(&name.place) && !missing.contains(name.file.as_str());
    names.into_iter().filter(is_unmatched).collect()
}

/// Overwrites the columns of one row.
fn overwrite(listed: &mut FoundRows, position: usize, cells: &Entry, place: &Place) {
    let entry = &mut listed.rows[position].entry;
    match (entry.class, cells.class) {
        (Some(list), Some(table)) if list != table => {
            let problem = Problem::LabelsDisagree {
                file: entry.file.clone(),
                list: list.label(),
                table: table.label(),
            };
            listed.problems.add(problem, place);
        }
        (None, class) => entry.class = class,
        _ => {}
    }
    entry.split = entry.split.or(cells.split);
    let columns = [
        (&mut entry.patient, &cells.patient),
        (&mut entry.source, &cells.source),
        (&mut entry.age_group, &cells.age_group),
        (&mut entry.view, &cells.view),
    ];
    for (column, cell) in columns {
        if cell.is_some() {
            column.clone_from(cell);
        }
    }
}
