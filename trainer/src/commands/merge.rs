//! `merge`: the tables of all shards of an archive become one.

use std::path::PathBuf;

use serde::Serialize;

use crate::cli::Merge;
use crate::console;
use crate::error::TrainerError;
use crate::files;
use crate::files::output::Outputs;
use crate::host::merge;
use crate::host::prediction_table::{is_table, to_csv};

/// The result of `merge`.
#[derive(Debug, Serialize)]
struct MergeSummary {
    shards: usize,
    rows: usize,
    out: String,
}

/// Merges; nothing is written when a shard is missing, duplicated or incomplete.
pub(crate) fn run(options: &Merge, json: bool) -> Result<(), TrainerError> {
    let outputs = Outputs::new(
        options.overwrite,
        options.parts.iter().map(PathBuf::as_path),
    );
    outputs.admit(&options.out, is_table)?;
    let merged = merge::merge(&options.parts)?;
    let rows = std::iter::once(&merged.header).chain(&merged.rows);
    files::write(&options.out, &to_csv(rows)?)?;
    let summary = MergeSummary {
        shards: merged.shards,
        rows: merged.rows.len(),
        out: options.out.display().to_string(),
    };
    let line = format!(
        "{} rows of {} shards in {}",
        summary.rows, summary.shards, summary.out
    );
    Ok(console::result(json, &summary, &[line])?)
}
