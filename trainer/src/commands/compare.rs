//! `compare`: runs and evaluations in one table and one plot.

use std::path::PathBuf;

use crate::cli::Compare;
use crate::console;
use crate::error::TrainerError;
use crate::evaluation::comparison::compared_model::ComparedModel;
use crate::evaluation::comparison::{Comparison, RowKind, published};
use crate::evaluation::plots::comparison::{Dot, comparison as plot};
use crate::evaluation::plots::{INKS, Line, is_own_plot};
use crate::evaluation::report::comparison::{COLUMNS, cells, form_name, html, notes, test_text};
use crate::evaluation::report::page::is_own_page;
use crate::evaluation::words::share;
use crate::files;
use crate::files::output::Outputs;

/// The plot in the folder of `--out`.
const PLOT: &str = "compare.svg";
/// The table and the plot in the folder of `--out`.
const PAGE: &str = "compare.html";

/// Compares.
pub(crate) fn run(options: &Compare, json: bool) -> Result<(), TrainerError> {
    if let Some(out) = &options.out {
        let outputs = Outputs::new(
            options.overwrite,
            options.folders.iter().map(PathBuf::as_path),
        );
        outputs.admit_all(out, &[(PLOT, is_own_plot), (PAGE, is_own_page)])?;
    }
    let models = options.folders.iter();
    let models = models.map(|folder| ComparedModel::read(folder));
    let models: Vec<ComparedModel> = models.collect::<Result<_, _>>()?;
    let published = if options.published {
        published::rows()
    } else {
        Vec::new()
    };
    let comparison = Comparison::of(&models, published);
    let mut lines = lines(&comparison);
    if let Some(out) = &options.out {
        files::make_folder(out)?;
        let svg = plot(&dots(&comparison), &curves(&models))?;
        files::write(&out.join(PLOT), svg.as_bytes())?;
        let page = html(&comparison, &svg);
        files::write(&out.join(PAGE), page.as_bytes())?;
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
                RowKind::Published => row.name.clone(),
                RowKind::Run | RowKind::Evaluation => format!("{}, {}", row.name, row.split),
            },
            value,
            interval: row.accuracy.interval.unwrap_or((value, value)),
            published: row.kind == RowKind::Published,
        }
    })
    .collect()
}

fn curves(models: &[ComparedModel]) -> Vec<Line> {
    let runs = models.iter().filter(|model| !model.curve.is_empty());
    runs.zip(INKS.into_iter().cycle())
        .map(|(model, ink)| Line {
            label: model.row.name.clone(),
            ink,
            points: model.curve.clone(),
        })
        .collect()
}

fn lines(comparison: &Comparison) -> Vec<String> {
    let heads = COLUMNS.map(str::to_owned).to_vec();
    let rows = comparison.rows.iter().map(|row| cells(row).to_vec());
    let mut lines = console::table(std::iter::once(heads).chain(rows));
    for difference in &comparison.differences {
        lines.push(format!(
            "{} minus {} on {} films:",
            difference.second, difference.first, difference.films
        ));
        lines.push(format!(
            "  accuracy {}; {}: {}",
            share(&difference.accuracy),
            form_name(difference.form),
            test_text(&difference.mcnemar)
        ));
        lines.extend(difference.classes.iter().map(|class| {
            format!(
                "  AUROC, {} {}; DeLong: {}",
                class.class,
                share(&class.auroc),
                test_text(&class.delong)
            )
        }));
    }
    lines.extend(notes(comparison));
    lines
}
