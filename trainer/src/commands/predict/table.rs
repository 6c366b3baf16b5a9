//! The table of `predict --out` with its manifest, of which an unfinished one can be resumed.

use std::fs;
use std::path::Path;

use model::reading::Reading;

use super::work::Work;
use crate::console;
use crate::error::TrainerError;
use crate::files::failed;
use crate::host::archive_shard::{ShardManifest, ShardManifestError};
use crate::host::prediction_table::{PredictionTable, begun};

/// The table of `--out`.
pub(super) struct OutTable<'a> {
    out: &'a Path,
    table: PredictionTable,
    /// Rows that this run wrote.
    written: usize,
}

impl<'a> OutTable<'a> {
    /// An empty table with its manifest beside it, or one to resume.
    pub(super) fn open(out: &'a Path, resume: bool, work: &Work) -> Result<Self, TrainerError> {
        let table = match begun(out).filter(|_| resume) {
            Some(begun) => Self::resume(out, &begun, work)?,
            None => Self::create(out, work)?,
        };
        Ok(Self {
            out,
            table,
            written: 0,
        })
    }

    fn create(out: &Path, work: &Work) -> Result<PredictionTable, TrainerError> {
        // The old rows are removed before the new manifest is written, so that no table has the
        // manifest of another.
        let mut table = PredictionTable::create(out)?;
        if table.is_staged() {
            work.manifest.write(table.path())?;
        }
        table.push(&Reading::CSV_HEADER)?;
        Ok(table)
    }

    fn resume(out: &Path, begun: &Path, work: &Work) -> Result<PredictionTable, TrainerError> {
        let manifest = read_manifest(begun, out).map_err(TrainerError::NoManifest)?;
        if manifest != work.manifest {
            return Err(TrainerError::OtherShard(begun.display().to_string()));
        }
        let names: Vec<String> = work.films.iter().map(|film| film.name.clone()).collect();
        let table = PredictionTable::resume(out, &Reading::CSV_HEADER, &names)?;
        manifest.write(table.path())?;
        Ok(table)
    }

    /// Rows of an earlier run.
    pub(super) const fn rows(&self) -> usize {
        self.table.rows()
    }

    /// Adds a row.
    pub(super) fn push(&mut self, reading: &Reading) -> Result<(), TrainerError> {
        self.table.push(&reading.csv_row())?;
        self.written += 1;
        Ok(())
    }

    /// Tells where the rows are after a failure.
    pub(super) fn note_rows(&self) {
        if self.table.is_staged() {
            console::note(&format!(
                "{} rows are in {}; the same command with --resume continues after them",
                self.rows() + self.written,
                self.table.path().display()
            ));
        }
    }

    /// Replaces the old table by this complete one.
    pub(super) fn finish(self) -> Result<(), TrainerError> {
        if self.table.is_staged() {
            // Whenever this is interrupted, no table has the manifest of another.
            if self.out.exists() {
                fs::remove_file(self.out).map_err(failed("replace", self.out))?;
            }
            ShardManifest::rename(self.table.path(), self.out)?;
        }
        Ok(self.table.finish()?)
    }
}

/// The manifest of a begun table; one that was interrupted while it was finished has its last name.
fn read_manifest(begun: &Path, out: &Path) -> Result<ShardManifest, ShardManifestError> {
    let manifest = ShardManifest::read(begun);
    if manifest.is_err() && !out.exists() {
        return ShardManifest::read(out);
    }
    manifest
}
