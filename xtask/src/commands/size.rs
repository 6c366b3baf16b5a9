//! `cargo xtask size`: the sizes of the page's files, checked against budgets.

use std::fs;
use std::path::Path;

use crate::call::step;
use crate::commands::dist::relative;
use crate::compress;
use crate::error::{Naming, XtaskError};
use crate::page;
use crate::places::Places;

/// Files that load before the page is painted and takes a drop, beside all style sheets.
const SHELL: [&str; 8] = [
    "boot.js",
    "index.html",
    "intact.js",
    "split.js",
    "theme.js",
    "trusted.js",
    "ui.js",
    "ui_bg.wasm",
];

/// The file that loads after them.
const CONTENT: &str = "split_content.wasm";

/// The engines; a browser loads one of them.
const ENGINES: [&str; 2] = ["worker_bg.wasm", "worker_threads_bg.wasm"];

/// The weights of both models: what they are called in error messages, and where they are.
const WEIGHTS: [(&str, &str); 2] = [
    ("model/*.bin", "model/"),
    ("model-light/*.bin", "model-light/"),
];

/// A file's sizes in bytes.
struct FileSize {
    path: String,
    raw: usize,
    brotli: usize,
}

/// The size and the limit of a part of the page, in bytes.
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
    let rows: Vec<FileSize> = step("compressing every file", || {
        let files = page::files(&page)?;
        files.iter().map(|file| measure(&page, file)).collect()
    })?;
    print!("{}", table(&rows));
    let budgets = budgets(&rows)?;
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

/// The budgets: the shell and the content for a slow connection, the engine and the weights for a phone.
fn budgets(rows: &[FileSize]) -> Result<[Budget; 5], XtaskError> {
    let brotli = |name: &&'static str| {
        let row = rows.iter().find(|row| row.path == *name);
        row.map(|row| row.brotli).ok_or(XtaskError::NotInPage(name))
    };
    let sizes = |names: &[&'static str]| -> Result<Vec<usize>, XtaskError> {
        names.iter().map(brotli).collect()
    };
    let styles = rows.iter().filter(|row| is_style(&row.path));
    let styles: usize = styles.map(|row| row.brotli).sum();
    let weights = |(name, folder): (&'static str, &str)| {
        let shards = rows
            .iter()
            .filter(|row| is_weights(&row.path) && row.path.starts_with(folder));
        let bytes = shards.map(|row| row.raw).reduce(|a, b| a + b);
        bytes.ok_or(XtaskError::NotInPage(name))
    };
    let [full, light] = WEIGHTS;
    Ok([
        Budget {
            part: "page at its first paint, brotli",
            bytes: styles + sizes(&SHELL)?.into_iter().sum::<usize>(),
            limit: 200_000,
        },
        Budget {
            part: "content of the page, brotli",
            bytes: brotli(&CONTENT)?,
            limit: 500_000,
        },
        Budget {
            part: "larger engine, brotli",
            bytes: sizes(&ENGINES)?.into_iter().fold(0, usize::max),
            limit: 2_000_000,
        },
        Budget {
            part: "weights",
            bytes: weights(full)?,
            limit: 26_000_000,
        },
        Budget {
            part: "weights of the light model",
            bytes: weights(light)?,
            limit: 2_500_000,
        },
    ])
}

fn measure(page: &Path, file: &Path) -> Result<FileSize, XtaskError> {
    let content = fs::read(file).named(file)?;
    let path = relative(page, file);
    let compressed = compress::compress(&path, &content).named(file)?;
    Ok(FileSize {
        path,
        raw: content.len(),
        brotli: compressed.brotli.len(),
    })
}

/// The files by size, with sums of the weights and of all other files.
fn table(rows: &[FileSize]) -> String {
    let sum = |name: &str, weights: bool| {
        let of_kind = rows.iter().filter(|row| is_weights(&row.path) == weights);
        let (raw, brotli) = of_kind.fold((0, 0), |(raw, brotli), row| {
            (raw + row.raw, brotli + row.brotli)
        });
        line(name, raw, brotli)
    };
    let mut sorted: Vec<&FileSize> = rows.iter().collect();
    sorted.sort_by(|a, b| b.raw.cmp(&a.raw).then_with(|| a.path.cmp(&b.path)));
    let mut text = format!("{:<32} {:>12} {:>12}\n", "file", "raw", "brotli");
    for row in sorted {
        text += &line(&row.path, row.raw, row.brotli);
    }
    text + &sum("all weights", true) + &sum("all but weights", false)
}

fn is_style(path: &str) -> bool {
    has_ending(path, "css")
}

fn is_weights(path: &str) -> bool {
    has_ending(path, "bin")
}

fn has_ending(path: &str, ending: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, its)| its == ending)
}

fn line(name: &str, raw: usize, brotli: usize) -> String {
    format!("{name:<32} {raw:>12} {brotli:>12}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(path: &str, raw: usize, brotli: usize) -> FileSize {
        FileSize {
            path: path.to_owned(),
            raw,
            brotli,
        }
    }

    /// A page whose files all differ in size.
    fn whole() -> Vec<FileSize> {
        vec![
            row("index.html", 9, 1),
            row("ui_bg.wasm", 9, 2),
            row("ui.js", 9, 4),
            row("style.css", 9, 8),
            row("pages.css", 9, 2048),
            row("theme.js", 9, 4096),
            row("intact.js", 9, 8192),
            row("trusted.js", 9, 16_384),
            row("boot.js", 9, 16),
            row("split.js", 9, 32),
            row("split_content.wasm", 9, 64),
            row("bench.js", 9, 128),
            row("worker_bg.wasm", 9, 256),
            row("worker_threads_bg.wasm", 9, 512),
            row("worker_threads.js", 9, 1024),
            row("model/weights.000.bin", 90, 80),
            row("model/model.json", 9, 7),
            row("model-light/weights.000.bin", 30, 20),
        ]
    }

    #[test]
    fn each_file_counts_for_its_part() {
        let budgets = budgets(&whole()).unwrap();
        assert_eq!(
            budgets.map(|budget| budget.bytes),
            [30_783, 64, 512, 90, 30]
        );
    }

    #[test]
    fn a_missing_file_is_an_error() {
        for missing in [
            "ui.js",
            "split_content.wasm",
            "worker_threads_bg.wasm",
            "model/weights.000.bin",
            "model-light/weights.000.bin",
        ] {
            let mut rows = whole();
            rows.retain(|row| row.path != missing);
            let error = budgets(&rows).err().unwrap().to_string();
            let named = missing.replace("weights.000", "*");
            assert!(error.contains(&named), "{error}");
        }
    }

    #[test]
    fn weights_are_summed_separately() {
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
