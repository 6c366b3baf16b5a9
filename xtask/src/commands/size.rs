//! `cargo xtask size`: how many bytes the page makes a visitor load, and whether that is too many.

use std::fs;
use std::path::Path;

use crate::call::step;
use crate::commands::dist::relative;
use crate::compress;
use crate::error::{Naming, XtaskError};
use crate::page;
use crate::places::Places;

/// A file's sizes in bytes.
struct Row {
    path: String,
    raw: usize,
    brotli: usize,
}

/// What a part of the page has and may have, in bytes.
struct Budget {
    part: &'static str,
    bytes: usize,
    limit: usize,
}

/// Builds the page and prints a table of its files and its budgets.
///
/// # Errors
/// [`XtaskError`] when the page cannot be built or read, or a part of it is over its budget.
pub fn run(places: &Places) -> Result<(), XtaskError> {
    let page = page::build(places)?;
    let rows: Vec<Row> = step("compressing every file", || {
        let files = page::files(&page)?;
        files.iter().map(|file| measure(&page, file)).collect()
    })?;
    print!("{}", table(&rows));
    let budgets = budgets(&rows);
    for Budget { part, bytes, limit } in &budgets {
        println!("{part}: {bytes} of {limit} bytes");
    }
    match budgets.iter().find(|budget| budget.bytes > budget.limit) {
        Some(over) => Err(XtaskError::OverBudget {
            part: over.part,
            bytes: over.bytes,
            limit: over.limit,
        }),
        None => Ok(()),
    }
}

/// What a visitor waits for: the page on a slow line, the engine and the weights on a phone.
fn budgets(rows: &[Row]) -> [Budget; 3] {
    let sum = |of: &dyn Fn(&Row) -> bool, bytes: &dyn Fn(&Row) -> usize| -> usize {
        rows.iter().filter(|row| of(row)).map(bytes).sum()
    };
    let page = |row: &Row| {
        let stem = row.path.split('.').next().unwrap_or_default();
        has_ending(&row.path, "css") || ["index", "boot", "ui", "ui_bg"].contains(&stem)
    };
    // One of the two engines is loaded.
    let engines = rows.iter().filter(|row| row.path.starts_with("worker"));
    let modules = engines.filter(|row| has_ending(&row.path, "wasm"));
    [
        Budget {
            part: "page that takes a drop, brotli",
            bytes: sum(&page, &|row| row.brotli),
            limit: 250_000,
        },
        Budget {
            part: "larger engine, brotli",
            bytes: modules.map(|row| row.brotli).max().unwrap_or(0),
            limit: 2_000_000,
        },
        Budget {
            part: "weights",
            bytes: sum(&|row| is_weights(&row.path), &|row| row.raw),
            limit: 26_000_000,
        },
    ]
}

fn measure(page: &Path, file: &Path) -> Result<Row, XtaskError> {
    let content = fs::read(file).named(file)?;
    let path = relative(page, file);
    let compressed = compress::compress(&path, &content).named(file)?;
    Ok(Row {
        path,
        raw: content.len(),
        brotli: compressed.brotli.len(),
    })
}

/// The files by size, with sums of the weights and of all else.
fn table(rows: &[Row]) -> String {
    let sum = |name: &str, weights: bool| {
        let of_kind = rows.iter().filter(|row| is_weights(&row.path) == weights);
        let (raw, brotli) = of_kind.fold((0, 0), |(raw, brotli), row| {
            (raw + row.raw, brotli + row.brotli)
        });
        line(name, raw, brotli)
    };
    let mut sorted: Vec<&Row> = rows.iter().collect();
    sorted.sort_by(|a, b| b.raw.cmp(&a.raw).then_with(|| a.path.cmp(&b.path)));
    let mut text = format!("{:<32} {:>12} {:>12}\n", "file", "raw", "brotli");
    for row in sorted {
        text += &line(&row.path, row.raw, row.brotli);
    }
    text + &sum("all weights", true) + &sum("all but weights", false)
}

fn is_weights(path: &str) -> bool {
    has_ending(path, "bin")
}

fn has_ending(path: &str, ending: &str) -> bool {
    path.rsplit_once('.')
        .is_some_and(|(_, last)| last == ending)
}

fn line(name: &str, raw: usize, brotli: usize) -> String {
    format!("{name:<32} {raw:>12} {brotli:>12}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(path: &str, raw: usize, brotli: usize) -> Row {
        Row {
            path: path.to_owned(),
            raw,
            brotli,
        }
    }

    #[test]
    fn each_file_counts_for_the_part_that_waits_for_it() {
        let budgets = budgets(&[
            row("index.html", 9, 1),
            row("ui_bg.wasm", 9, 2),
            row("ui.js", 9, 4),
            row("style.css", 9, 8),
            row("bench.js", 9, 16),
            row("worker_bg.wasm", 9, 32),
            row("worker_fused_bg.wasm", 9, 64),
            row("model/weights.000.bin", 90, 80),
            row("model/model.json", 9, 7),
        ]);
        assert_eq!(budgets.map(|budget| budget.bytes), [15, 64, 90]);
    }

    #[test]
    fn weights_are_summed_apart() {
        let text = table(&[
            row("a.js", 10, 5),
            row("model/w.bin", 90, 80),
            row("b.js", 1, 1),
        ]);
        let lines: Vec<Vec<&str>> = text
            .lines()
            .map(|line| line.split_whitespace().collect())
            .collect();
        assert_eq!(lines[1], ["model/w.bin", "90", "80"]);
        assert_eq!(lines[4], ["all", "weights", "90", "80"]);
        assert_eq!(lines[5], ["all", "but", "weights", "11", "6"]);
    }
}
