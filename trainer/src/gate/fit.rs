//! Fits the gate on the training films and outliers of a pack, its thresholds on those for validation.

use model::gate::{FittedOn, Gate, Scorer};
use rayon::prelude::*;

use super::error::GateFitError;
use super::samples::{self, Named};
use super::{ridge, thresholds};
use crate::console;
use crate::data::Split;
use crate::data::pack::{Pack, PackError};

/// Seed of the pictures that are made.
const SEED: u64 = 1;

/// Fits the gate.
///
/// # Errors
/// [`GateFitError`] when the pack lacks films or cannot be read.
pub(crate) fn fit_gate(pack: &Pack) -> Result<Gate, GateFitError> {
    console::note("fitting the gate");
    let train = films(pack, Split::Train)?;
    let outliers = outliers(pack, Split::Train)?;
    let fitted_on = FittedOn {
        films: train.len() as u64,
        outliers: outliers.len() as u64,
    };
    let samples = samples::all(&train, &outliers, SEED);
    let scorer = Scorer::new(&ridge::fit(&samples)?)?;
    drop(samples);

    let val = films(pack, Split::Val)?;
    let judged: Vec<(f32, f32)> = val
        .par_iter()
        .map(|film| {
            let found = scorer.scores(&film.glance.plane);
            (found.film(), scorer.upright_margin(&film.glance, &found))
        })
        .collect();
    let named = val.iter().zip(&judged);
    let film_scores: Vec<(&str, f32)> = named
        .map(|(film, (score, _))| (film.name.as_str(), *score))
        .collect();
    let others = self::outliers(pack, Split::Val)?;
    let others: Vec<f32> = others
        .par_iter()
        .map(|it| scorer.scores(&it.glance.plane).film())
        .collect();
    let least_film_score = thresholds::least_film_score(&film_scores, &others);
    let margins: Vec<f32> = judged.iter().map(|(_, margin)| *margin).collect();
    let least_upright_margin = thresholds::least_upright_margin(&margins);
    Ok(Gate::new(
        scorer,
        least_film_score,
        least_upright_margin,
        fitted_on,
    )?)
}

/// The films of a split, which must have some.
fn films(pack: &Pack, split: Split) -> Result<Vec<Named>, GateFitError> {
    let films = pack.index().films.iter().enumerate();
    let films = films.filter(|(_, film)| film.split == split);
    let named = films.map(|(position, film)| {
        Ok(Named {
            glance: pack.glance(position)?,
            name: film.source.clone(),
        })
    });
    let named = named.collect::<Result<Vec<_>, PackError>>()?;
    if named.is_empty() {
        Err(GateFitError::NoFilms(split))
    } else {
        Ok(named)
    }
}

/// The outliers of a split that can be decoded.
fn outliers(pack: &Pack, split: Split) -> Result<Vec<Named>, PackError> {
    let outliers = pack.index().outliers.iter();
    let named = outliers.filter(|it| it.split == split).map(|outlier| {
        let glance = pack.outlier_glance(outlier)?;
        Ok(glance.map(|glance| Named {
            glance,
            name: outlier.kind.clone(),
        }))
    });
    named.filter_map(Result::transpose).collect()
}
