//! `compare`: runs and evaluations beside each other, in one table and one plot.

use crate::cli::Compare;
use crate::console;
use crate::error::TrainerError;
use crate::evaluation::comparison::entry::Entry;
use crate::evaluation::comparison::{Comparison, Kind, published};
use crate::evaluation::plots::comparison::{Dot, comparison as plot};
use crate::evaluation::plots::{INKS, Line};
use crate::evaluation::report::comparison::{COLUMNS, cells, form, html, judgement, notes};
use crate::evaluation::words::share;
use crate::files;

/// Compares.
///
/// # Errors
/// [`TrainerError`] with the folder at fault.
pub(crate) fn run(options: &Compare, json: bool) -> Result<(), TrainerError> {
    let read = options.folders.iter().map(|folder| Entry::read(folder));
    let entries: Vec<Entry> = read.collect::<Result<_, _>>()?;
    let published = if options.published {
        published::rows()
    } else {
        Vec::new()
    };
    let comparison = Comparison::of(&entries, published);
    let mut lines = lines(&comparison);
    if let Some(out) = &options.out {
        files::make_folder(out)?;
        let svg = plot(&dots(&comparison), &curves(&entries))?;
        files::write(&out.join("compare.svg"), svg.as_bytes())?;
        let page = html(&comparison, &svg);
        files::write(&out.join("compare.html"), page.as_bytes())?;
        lines.push(format!("written to {}", out.display()));
    }
    Ok(console::result(json, &comparison, &lines)?)
}

fn dots(comparison: &Comparison) -> Vec<Dot> {
    let rows = comparison.rows.iter();
    rows.map(|row| {
        let value = row.accuracy.value;
        Dot {
            name: match row.kind {
                Kind::Published => row.name.clone(),
                Kind::Run | Kind::Evaluation => format!("{}, {}", row.name, row.split),
            },
            value,
            interval: row.accuracy.interval.unwrap_or((value, value)),
            foreign: row.kind == Kind::Published,
        }
    })
    .collect()
}

fn curves(entries: &[Entry]) -> Vec<Line> {
    let runs = entries.iter().filter(|entry| !entry.curve.is_empty());
    runs.zip(INKS.into_iter().cycle())
        .map(|(entry, ink)| Line {
            label: entry.row.name.clone(),
            ink,
            points: entry.curve.clone(),
        })
        .collect()
}

fn lines(comparison: &Comparison) -> Vec<String> {
    let heads = COLUMNS.map(str::to_owned).to_vec();
    let rows = comparison.rows.iter().map(|row| cells(row).to_vec());
    let mut lines = console::table(std::iter::once(heads).chain(rows));
    for difference in &comparison.differences {
        lines.push(format!(
            "{} less {} on {} films:",
            difference.second, difference.first, difference.films
        ));
        lines.push(format!(
            "  accuracy {}; {}: {}",
            share(&difference.accuracy),
            form(difference.form),
            judgement(&difference.mcnemar)
        ));
        lines.extend(difference.classes.iter().map(|class| {
            format!(
                "  AUROC of {} {}; DeLong: {}",
                class.class,
                share(&class.auroc),
                judgement(&class.delong)
            )
        }));
    }
    lines.extend(notes(comparison));
    lines
}
