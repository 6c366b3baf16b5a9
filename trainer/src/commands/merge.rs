//! `merge`: the tables of all shards of an archive become one.

use serde::Serialize;

use crate::cli::Merge;
use crate::console;
use crate::error::TrainerError;
use crate::files;
use crate::host::merge;

/// The result of `merge`.
#[derive(Debug, Serialize)]
struct MergeSummary {
    shards: usize,
    rows: usize,
    out: String,
}

/// Merges; nothing is written when a shard is missing, duplicated or incomplete.
pub(crate) fn run(options: &Merge, json: bool) -> Result<(), TrainerError> {
    let merged = merge::merge(&options.parts)?;
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(&merged.header)?;
    for row in &merged.rows {
        table.write_record(row)?;
    }
    let table = table
        .into_inner()
        .map_err(csv::IntoInnerError::into_error)?;
    files::write(&options.out, &table)?;
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
