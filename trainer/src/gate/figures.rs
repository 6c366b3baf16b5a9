//! How the gate does: outliers refused by kind, films refused by source, changed films named rightly.

use std::collections::BTreeMap;

use metrics::Proportion;
use model::estimate::Estimate;
use model::gate::{Admission, Finding, FittedOn, Gate, Glance, Turn};
use model::input::Fix;
use model::scorecard::results::{GateGroup, GateResult};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::data::Split;
use crate::data::pack::{Pack, PackError};
use crate::evaluation::estimates::known;

/// The row over all kinds or sources of a split.
pub(crate) const ALL: &str = "all";

/// The figures of a gate on a pack, all splits.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct GateFigures {
    /// The pictures that the gate was fitted on.
    pub(crate) fitted_on: FittedOn,
    /// Pictures that are no frontal chest radiographs.
    pub(crate) outliers: Vec<OutlierFigures>,
    /// Films as they are.
    pub(crate) films: Vec<FilmFigures>,
    /// Films turned, inverted and mirrored.
    pub(crate) changes: Vec<ChangeFigures>,
}

/// The outliers of a split and kind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct OutlierFigures {
    pub(crate) split: Split,
    pub(crate) kind: String,
    pub(crate) pictures: u64,
    pub(crate) refused: Estimate,
}

/// The films of a split and source.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct FilmFigures {
    pub(crate) split: Split,
    pub(crate) source: String,
    pub(crate) films: u64,
    pub(crate) refused: Estimate,
    /// Called mirrored.
    pub(crate) warned: Estimate,
}

/// The films of a split after one change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct ChangeFigures {
    pub(crate) split: Split,
    /// `rotated-90`, `rotated-180`, `rotated-270`, `inverted` or `mirrored`.
    pub(crate) change: String,
    pub(crate) films: u64,
    /// Found to be so.
    pub(crate) named: Estimate,
    pub(crate) refused: Estimate,
}

impl GateFigures {
    /// Judges all films and outliers of a pack, and the films of validation and test after each change.
    pub(crate) fn of(gate: &Gate, pack: &Pack) -> Result<Self, PackError> {
        Ok(Self {
            fitted_on: gate.fitted_on(),
            outliers: outliers(gate, pack)?,
            films: films(gate, pack)?,
            changes: changes(gate, pack)?,
        })
    }

    /// The part of the figures that the scorecard has: all splits but that which the gate was fitted on.
    pub(crate) fn results(&self) -> Vec<GateResult> {
        let films = self.films.iter().map(|it| GateResult {
            split: it.split.word().to_owned(),
            group: GateGroup::Films,
            name: it.source.clone(),
            pictures: it.films,
            refused: it.refused,
            named: Some(it.warned),
        });
        let changes = self.changes.iter().map(|it| GateResult {
            split: it.split.word().to_owned(),
            group: GateGroup::Changed,
            name: it.change.clone(),
            pictures: it.films,
            refused: it.refused,
            named: Some(it.named),
        });
        let outliers = self.outliers.iter().map(|it| GateResult {
            split: it.split.word().to_owned(),
            group: GateGroup::Outliers,
            name: it.kind.clone(),
            pictures: it.pictures,
            refused: it.refused,
            named: None,
        });
        let all = films.chain(changes).chain(outliers);
        all.filter(|it| it.split != Split::Train.word()).collect()
    }
}

/// Pictures counted, and how many were refused, and called mirrored or named.
#[derive(Default)]
struct Tally {
    pictures: u64,
    refused: u64,
    named: u64,
}

impl Tally {
    fn add(&mut self, refused: bool, named: bool) {
        self.pictures += 1;
        self.refused += u64::from(refused);
        self.named += u64::from(named);
    }

    fn estimate(&self, hits: u64) -> Estimate {
        known(Proportion::new(hits, self.pictures).estimate())
    }
}

type Tallies = BTreeMap<(Split, String), Tally>;

/// Adds a picture to its group and to all of its split.
fn count(tallies: &mut Tallies, split: Split, group: &str, refused: bool, named: bool) {
    for group in [ALL, group] {
        let tally = tallies.entry((split, group.to_owned())).or_default();
        tally.add(refused, named);
    }
}

fn outliers(gate: &Gate, pack: &Pack) -> Result<Vec<OutlierFigures>, PackError> {
    let outliers = &pack.index().outliers;
    let is_refused = |outlier| {
        let glance = pack.outlier_glance(outlier)?;
        Ok(glance.is_none_or(|it| gate.judge_glance(&it).decision() == Admission::Refuse))
    };
    let refused = outliers.par_iter().map(is_refused);
    let refused = refused.collect::<Result<Vec<bool>, PackError>>()?;
    let mut tallies = Tallies::new();
    for (outlier, refused) in outliers.iter().zip(refused) {
        count(&mut tallies, outlier.split, &outlier.kind, refused, false);
    }
    let figures = tallies
        .into_iter()
        .map(|((split, kind), tally)| OutlierFigures {
            split,
            kind,
            pictures: tally.pictures,
            refused: tally.estimate(tally.refused),
        });
    Ok(figures.collect())
}

fn films(gate: &Gate, pack: &Pack) -> Result<Vec<FilmFigures>, PackError> {
    let films = &pack.index().films;
    let judge = |position: usize| Ok(gate.judge_glance(&pack.glance(position)?).decision());
    let decisions = (0..films.len()).into_par_iter().map(judge);
    let decisions = decisions.collect::<Result<Vec<_>, PackError>>()?;
    let mut tallies = Tallies::new();
    for (film, decision) in films.iter().zip(decisions) {
        let (refused, warned) = (decision == Admission::Refuse, decision == Admission::Warn);
        count(&mut tallies, film.split, &film.source, refused, warned);
    }
    let figures = tallies
        .into_iter()
        .map(|((split, source), tally)| FilmFigures {
            split,
            source,
            films: tally.pictures,
            refused: tally.estimate(tally.refused),
            warned: tally.estimate(tally.named),
        });
    Ok(figures.collect())
}

fn changes(gate: &Gate, pack: &Pack) -> Result<Vec<ChangeFigures>, PackError> {
    let films = pack.index().films.iter().enumerate();
    let judged = films.filter(|(_, film)| matches!(film.split, Split::Val | Split::Test));
    let judged: Vec<(usize, Split)> = judged.map(|(at, film)| (at, film.split)).collect();
    let judge = |&(position, split): &(usize, Split)| {
        let glance = pack.glance(position)?;
        let findings = changed(&glance).map(|(change, glance)| {
            let verdict = gate.judge_glance(&glance);
            (change, verdict.finding)
        });
        Ok((split, findings))
    };
    let judged = judged.par_iter().map(judge);
    let judged = judged.collect::<Result<Vec<_>, PackError>>()?;
    let mut tallies = Tallies::new();
    for (split, findings) in judged {
        for (change, finding) in findings {
            let tally = tallies
                .entry((split, change.word().to_owned()))
                .or_default();
            tally.add(finding.is_refused(), finding == change);
        }
    }
    let figures = tallies
        .into_iter()
        .map(|((split, change), tally)| ChangeFigures {
            split,
            change,
            films: tally.pictures,
            named: tally.estimate(tally.named),
            refused: tally.estimate(tally.refused),
        });
    Ok(figures.collect())
}

/// A film after each change, with what should be found.
fn changed(glance: &Glance) -> [(Finding, Glance); 5] {
    [
        (Finding::Rotated(Turn::Quarter), glance.fixed(Fix::Rotate90)),
        (Finding::Rotated(Turn::Half), glance.fixed(Fix::Rotate180)),
        (
            Finding::Rotated(Turn::ThreeQuarters),
            glance.fixed(Fix::Rotate270),
        ),
        (Finding::Inverted, glance.fixed(Fix::Invert)),
        (Finding::Mirrored, glance.mirrored()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_counts_for_its_group_and_for_its_split() {
        let mut tallies = Tallies::new();
        count(&mut tallies, Split::Val, "map", true, false);
        count(&mut tallies, Split::Val, "text", false, false);
        count(&mut tallies, Split::Test, "map", true, true);
        let refused = |split, group: &str| {
            let tally = &tallies[&(split, group.to_owned())];
            (tally.refused, tally.pictures)
        };
        assert_eq!(refused(Split::Val, ALL), (1, 2));
        assert_eq!(refused(Split::Val, "map"), (1, 1));
        assert_eq!(refused(Split::Test, ALL), (1, 1));
        assert_eq!(tallies[&(Split::Test, "map".to_owned())].named, 1);
    }
}
