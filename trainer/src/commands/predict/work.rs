//! The films that `predict` classifies, and the manifest of their table.

use std::path::Path;

use model::scorecard::Scorecard;

use crate::cli::Predict;
use crate::console;
use crate::error::TrainerError;
use crate::files::film::FilmFile;
use crate::files::given::{self, GivenFilms, UnusablePath};
use crate::files::left_out::LeftOutFiles;
use crate::files::output::Outputs;
use crate::host::archive_shard::{ArchiveShard, ShardManifest};
use crate::host::prediction_table::{is_table, partial};

/// The films to classify.
pub(super) struct Work {
    /// Those of the shard, or all.
    pub(super) films: Vec<FilmFile>,
    /// Which list and shard they are.
    pub(super) manifest: ShardManifest,
    /// Files of folders and archives that are no films.
    pub(super) left_out: LeftOutFiles,
    /// Folders without films.
    pub(super) unusable: Vec<UnusablePath>,
}

impl Work {
    /// Finds the films, and checks that the table will overwrite none of them.
    pub(super) fn new(options: &Predict, scorecard: &Scorecard) -> Result<Self, TrainerError> {
        let GivenFilms {
            mut films,
            left_out,
            unusable,
        } = given::films(&options.paths);
        if let Some(line) = left_out.line() {
            console::note(&line);
        }
        if films.is_empty() {
            return Err(TrainerError::Unusable(unusable));
        }
        for path in &unusable {
            console::note(&path.to_string());
        }
        check_output(options, &films)?;
        if options.shard.is_some() {
            films.sort_by(|one, other| Path::new(&one.name).cmp(Path::new(&other.name)));
            films.dedup_by(|one, other| one.name == other.name);
        }
        let shard = options.shard.unwrap_or(ArchiveShard::WHOLE);
        let names: Vec<String> = films.iter().map(|film| film.name.clone()).collect();
        Ok(Self {
            manifest: ShardManifest::new(
                shard,
                &names,
                &serde_json::to_vec(&(scorecard, options.level))?,
            ),
            films: shard.choose(&films),
            left_out,
            unusable,
        })
    }
}

fn check_output(options: &Predict, films: &[FilmFile]) -> Result<(), TrainerError> {
    let Some(out) = &options.out else {
        return Ok(());
    };
    let read = films.iter().map(FilmFile::path);
    let outputs = Outputs::new(options.overwrite, read.chain([options.weights.as_path()]));
    for table in [out.clone(), partial(out)] {
        outputs.admit(&table, is_table)?;
        outputs.admit(&ShardManifest::path(&table), ShardManifest::is_manifest)?;
    }
    Ok(())
}
