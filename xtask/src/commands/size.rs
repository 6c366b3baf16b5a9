//! `cargo xtask size`: how many bytes the page makes a visitor load.

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

/// Builds the page and prints a table of its files.
///
/// # Errors
/// [`XtaskError`] when the page cannot be built or read.
pub fn run(places: &Places) -> Result<(), XtaskError> {
    let page = page::build(places)?;
    let rows: Vec<Row> = step("compressing every file", || {
        let files = page::files(&page)?;
        files.iter().map(|file| measure(&page, file)).collect()
    })?;
    print!("{}", table(&rows));
    Ok(())
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
    path.rsplit_once('.')
        .is_some_and(|(_, ending)| ending == "bin")
}

fn line(name: &str, raw: usize, brotli: usize) -> String {
    format!("{name:<32} {raw:>12} {brotli:>12}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_summed_apart() {
        let row = |path: &str, raw, brotli| Row {
            path: path.to_owned(),
            raw,
            brotli,
        };
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
