//! `augment-preview`: draws a sheet of films as training varies them.

use image::{GrayImage, Luma};
use model::class::Class;
use model::input::{InputSpec, NetworkInput};
use serde::Serialize;

use super::train::named;
use crate::cli::AugmentPreview;
use crate::console;
use crate::data::Split;
use crate::data::loader::{self, BatchPlan, Sample, Variation};
use crate::data::pack::{Pack, PackError};
use crate::error::TrainerError;
use crate::files;
use crate::files::output::Outputs;
use crate::files::png;
use crate::random::Stream;
use crate::recipe::{Augmentation, Recipe};

/// White between the films, pixels.
const GAP: u32 = 2;

/// How a sheet names the program that drew it.
const PROGRAM: &str = "pneumoscope augment-preview";

/// A purpose of the seed.
const PURPOSE_CHOICE: u64 = 1;

/// The content of the sheet.
#[derive(Debug, Serialize)]
struct PreviewSummary {
    out: String,
    /// Width and height of each film on the sheet.
    side: u32,
    /// The epochs of the columns after the first.
    epochs: u32,
    rows: Vec<SheetRow>,
    /// Whether a last row shows films mixed with the next one of the list, the last with the first.
    mixed: bool,
}

/// A row of the sheet.
#[derive(Debug, Serialize)]
struct SheetRow {
    file: String,
    class: Class,
    source: String,
}

/// Draws.
///
/// # Errors
/// [`TrainerError`] when recipe or pack cannot be used or the sheet cannot be written.
pub(crate) fn run(options: &AugmentPreview, json: bool) -> Result<(), TrainerError> {
    let recipe = Recipe::read(&options.config, &options.set)?;
    let data = named(options.data.as_ref(), recipe.data.as_ref(), "data")?;
    let outputs = Outputs::new(options.overwrite, [&*options.config, data]);
    outputs.admit(&options.out, |head| png::is_by(head, PROGRAM))?;
    let pack = Pack::open(data)?;
    let chosen = choose(&pack, options.films as usize, options.seed)?;
    let sheet = Sheet {
        pack: &pack,
        recipe: &recipe,
        chosen: &chosen,
        epochs: options.variants,
    };
    let mut rows = sheet.films()?;
    let augmentation = &recipe.augmentation;
    let mixed = augmentation.mixup > 0.0 || augmentation.cutmix > 0.0;
    if mixed {
        rows.push(sheet.mixed()?);
    }
    let sheet = draw(&rows, &pack.spec(recipe.side)?).into();
    files::write(&options.out, &png::encode(&sheet, PROGRAM)?)?;
    let row = |&position: &usize| {
        let film = pack.film(position);
        SheetRow {
            file: film.file.clone(),
            class: film.class,
            source: film.source.clone(),
        }
    };
    let summary = PreviewSummary {
        out: options.out.display().to_string(),
        side: recipe.side,
        epochs: options.variants,
        rows: chosen.iter().map(row).collect(),
        mixed,
    };
    Ok(console::result(json, &summary, &lines(&summary))?)
}

/// Training films in random order by the seed, alternating between classes, and in each between sources.
fn choose(pack: &Pack, count: usize, seed: u64) -> Result<Vec<usize>, PackError> {
    let mut left = pack.positions(Split::Train)?;
    Stream::new(seed, &[PURPOSE_CHOICE]).shuffle(&mut left);
    let mut chosen: Vec<usize> = Vec::new();
    while chosen.len() < count && !left.is_empty() {
        // The chosen films of its class, and those of its class and source.
        let crowd = |&index: &usize| {
            let film = pack.film(left[index]);
            let others = chosen.iter().map(|&position| pack.film(position));
            let class = others.filter(|other| other.class == film.class);
            let sources: Vec<&str> = class.map(|other| other.source.as_str()).collect();
            let same = sources.iter().filter(|&&source| source == film.source);
            (sources.len(), same.count())
        };
        let Some(next) = (0..left.len()).min_by_key(crowd) else {
            break;
        };
        chosen.push(left.remove(next));
    }
    Ok(chosen)
}

/// The films on the sheet, and how they are varied.
#[derive(Debug)]
struct Sheet<'a> {
    pack: &'a Pack,
    recipe: &'a Recipe,
    chosen: &'a [usize],
    epochs: u32,
}

impl Sheet<'_> {
    /// One row for each film: as it is, then as each epoch shows it.
    fn films(&self) -> Result<Vec<Vec<NetworkInput>>, PackError> {
        let augmentation = Augmentation {
            mixup: 0.0,
            cutmix: 0.0,
            ..self.recipe.augmentation
        };
        let still = loader::read(self.pack, self.recipe.side, &self.plan(0), None)?.inputs;
        let mut rows: Vec<Vec<NetworkInput>> = still.into_iter().map(|film| vec![film]).collect();
        for epoch in 1..=self.epochs {
            let variation = self.variation(augmentation, epoch);
            let films =
                loader::read(self.pack, self.recipe.side, &self.plan(0), Some(&variation))?.inputs;
            for (row, film) in rows.iter_mut().zip(films) {
                row.push(film);
            }
        }
        Ok(rows)
    }

    /// One row of mixed films, each of another batch; the first column is white.
    fn mixed(&self) -> Result<Vec<NetworkInput>, PackError> {
        let spec = self.pack.spec(self.recipe.side)?;
        let mut row = vec![spec.normalise(&vec![u16::MAX; (spec.side * spec.side) as usize])];
        for number in 0..self.epochs as usize {
            let variation = self.variation(self.recipe.augmentation, 1);
            let batch = loader::read(
                self.pack,
                self.recipe.side,
                &self.plan(number),
                Some(&variation),
            )?;
            row.extend(batch.inputs.into_iter().nth(number % self.chosen.len()));
        }
        Ok(row)
    }

    fn variation(&self, augmentation: Augmentation, epoch: u32) -> Variation {
        Variation {
            augmentation,
            seed: self.recipe.seed,
            epoch,
        }
    }

    /// All films of the sheet in one batch.
    fn plan(&self, number: usize) -> BatchPlan {
        let sample = |&position: &usize| Sample {
            position,
            shown_before: 0,
        };
        BatchPlan {
            number,
            samples: self.chosen.iter().map(sample).collect(),
        }
    }
}

fn draw(rows: &[Vec<NetworkInput>], spec: &InputSpec) -> GrayImage {
    let cell = spec.side + GAP;
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let size = |cells: usize| u32::try_from(cells).unwrap_or(u32::MAX) * cell + GAP;
    let mut sheet = GrayImage::from_pixel(size(columns), size(rows.len()), Luma([u8::MAX]));
    for (top, row) in (GAP..).step_by(cell as usize).zip(rows) {
        for (left, film) in (GAP..).step_by(cell as usize).zip(row) {
            for (place, value) in (0..).zip(&film.values) {
                let (x, y) = (left + place % spec.side, top + place / spec.side);
                sheet.put_pixel(x, y, Luma([eight_bits(value * spec.std + spec.mean)]));
            }
        }
    }
    sheet
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the value is clamped to the range first"
)]
fn eight_bits(grey: f32) -> u8 {
    (grey.clamp(0.0, 1.0) * f32::from(u8::MAX)).round() as u8
}

fn lines(summary: &PreviewSummary) -> Vec<String> {
    let mut lines = vec![format!(
        "{}: {} films of {} px, as they are and in {} epochs",
        summary.out,
        summary.rows.len(),
        summary.side,
        summary.epochs
    )];
    for (number, row) in (1..).zip(&summary.rows) {
        lines.push(format!(
            "row {number}: {} ({}, {})",
            row.file, row.class, row.source
        ));
    }
    if summary.mixed {
        let number = summary.rows.len() + 1;
        lines.push(format!(
            "row {number}: films mixed with the one of the next row, the last with the first"
        ));
    }
    lines
}
