//! Packs outliers: pictures that are no frontal chest radiographs, to fit and judge the gate on.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use model::gate::Glance;
use model::input::Limits;
use rayon::prelude::*;

use crate::cli::Prepare;
use crate::console;
use crate::data::listing::outliers::{self, OutlierError, OutlierRow};
use crate::data::pack::{PackWriter, PackedOutlier};
use crate::error::TrainerError;
use crate::files::film::{FilmError, FilmFile};

/// A listed outlier and its file.
pub(super) struct ListedOutlier {
    row: OutlierRow,
    file: FilmFile,
}

/// Reads the tables of outliers.
///
/// # Errors
/// [`TrainerError::Outliers`] for a wrong table or missing pictures.
pub(super) fn listed(options: &Prepare) -> Result<Vec<ListedOutlier>, TrainerError> {
    let mut listed = Vec::new();
    for table in &options.outliers {
        let folder = options.outlier_images.as_deref();
        let folder = folder.or_else(|| table.parent()).unwrap_or(Path::new(""));
        let rows = outliers::read(table)?;
        let missing = |row: &&OutlierRow| !folder.join(&row.file).is_file();
        if let Some(first) = rows.iter().find(missing) {
            return Err(OutlierError::Missing {
                path: table.clone(),
                folder: folder.to_owned(),
                count: rows.iter().filter(missing).count(),
                first: first.file.clone(),
            }
            .into());
        }
        listed.extend(rows.into_iter().map(|row| ListedOutlier {
            file: FilmFile::at(&folder.join(&row.file)),
            row,
        }));
    }
    Ok(listed)
}

/// Stores what the gate sees of each outlier. One that the decoder refuses is kept without, for it is
/// refused in use too.
pub(super) fn store_all(
    outliers: Vec<ListedOutlier>,
    writer: &mut PackWriter,
    stop: &AtomicBool,
) -> Result<Vec<PackedOutlier>, TrainerError> {
    let decode = |outlier: &ListedOutlier| {
        if stop.load(Ordering::Relaxed) {
            return Err(TrainerError::Stopped);
        }
        match outlier.file.decode(Limits::default()) {
            Ok(picture) => Ok(Glance::of(&picture).ok()),
            Err(FilmError::File(error)) => Err(error.into()),
            Err(_) => Ok(None),
        }
    };
    let glances: Vec<_> = outliers.par_iter().map(decode).collect();
    let mut packed = Vec::with_capacity(outliers.len());
    for (ListedOutlier { row, .. }, glance) in outliers.into_iter().zip(glances) {
        let glance = glance?.map(|glance| writer.push_outlier(&glance));
        packed.push(PackedOutlier {
            file: row.file,
            kind: row.kind,
            split: row.split,
            glance: glance.transpose()?,
        });
    }
    let refused = packed.iter().filter(|it| it.glance.is_none()).count();
    if refused > 0 {
        console::note(&format!(
            "outliers that are refused when they are decoded: {refused}"
        ));
    }
    Ok(packed)
}
