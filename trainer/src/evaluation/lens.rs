//! The shortcut lens over a split: what each change does to the predictions.

use metrics::Proportion;
use model::class::{Class, PerClass};
use model::input::NetworkInput;
use model::lens::Change;
use model::output::NetworkOutput;
use model::scorecard::results::LensResult;

use super::changed::ChangedFilms;
use super::error::EvaluationError;
use super::estimates::known;
use super::judge::Judged;
use crate::data::Split;
use crate::host::device::DeviceError;

/// A film before and after a change.
#[derive(Debug, Clone, Copy)]
struct Pair {
    truth: Class,
    before: Class,
    after: Class,
}

/// The results of one change in one split.
#[derive(Debug)]
pub(crate) struct ChangeRow<'a> {
    pub(crate) all: &'a LensResult,
    /// By the class that the unchanged films are predicted as; `None` if there are none.
    pub(crate) classes: PerClass<Option<&'a LensResult>>,
}

/// Judges the films of a split after each change.
pub(crate) fn results<F>(
    films: &ChangedFilms<'_, F>,
    split: Split,
    judged: &Judged,
) -> Result<Vec<LensResult>, EvaluationError>
where
    F: Fn(&[NetworkInput]) -> Result<Vec<NetworkOutput>, DeviceError>,
{
    let before = judged.probabilities(films.calibration)?;
    let side = films.spec.side;
    let mut results = Vec::new();
    for change in Change::MEASURED {
        let name = format!("{split}, {}", change.name());
        let change_plane = |_, plane: Vec<u16>| Ok((change.apply(&plane, side), ()));
        let after = films.predictions(&name, &judged.positions, change_plane)?;
        let after = after.into_iter().map(|(class, ())| class);
        let pairs = judged.classes.iter().zip(&before).zip(after);
        let pairs = pairs.map(|((&truth, before), after)| Pair {
            truth,
            before: before.top(),
            after,
        });
        results.extend(of_change(split, change, &pairs.collect::<Vec<_>>()));
    }
    Ok(results)
}

/// The result over all films, and over those predicted as each class.
fn of_change(split: Split, change: Change, pairs: &[Pair]) -> Vec<LensResult> {
    let groups = std::iter::once(None).chain(Class::ALL.map(Some));
    let result = |class: Option<Class>| {
        let of_group = |pair: &&Pair| class.is_none_or(|class| pair.before == class);
        let group = || pairs.iter().filter(of_group);
        let films = group().count() as u64;
        let share = |holds: fn(&Pair) -> bool| {
            let count = group().filter(|pair| holds(pair)).count() as u64;
            known(Proportion::new(count, films).estimate())
        };
        (films > 0).then(|| LensResult {
            split: split.word().to_owned(),
            change,
            class,
            films,
            stays: share(|pair| pair.after == pair.before),
            accuracy: share(|pair| pair.after == pair.truth),
        })
    };
    groups.filter_map(result).collect()
}

/// The results row by row.
pub(crate) fn rows(results: &[LensResult]) -> Vec<ChangeRow<'_>> {
    let of_all = results.iter().filter(|result| result.class.is_none());
    let rows = of_all.map(|all| {
        let of_class = |class| {
            let same = |it: &&LensResult| it.change == all.change && it.split == all.split;
            results
                .iter()
                .filter(same)
                .find(|it| it.class == Some(class))
        };
        ChangeRow {
            all,
            classes: PerClass(Class::ALL.map(of_class)),
        }
    });
    rows.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stays_is_counted_by_the_class_before_and_what_is_right_by_the_label() {
        use Class::{Covid19, Normal, Pneumonia};
        let pair = |truth, before, after| Pair {
            truth,
            before,
            after,
        };
        let pairs = [
            pair(Covid19, Covid19, Covid19),
            pair(Normal, Covid19, Normal),
            pair(Normal, Normal, Pneumonia),
            pair(Normal, Normal, Normal),
        ];
        let results = of_change(Split::Test, Change::Turned, &pairs);
        let rows = rows(&results);
        let [row] = &rows[..] else {
            panic!("{rows:?}");
        };
        assert_eq!((row.all.films, row.all.change), (4, Change::Turned));
        assert!((row.all.stays.value - 0.5).abs() < 1e-12);
        assert!((row.all.accuracy.value - 0.75).abs() < 1e-12);
        let covid = row.classes[Covid19].unwrap();
        assert_eq!(covid.films, 2);
        assert!((covid.stays.value - 0.5).abs() < 1e-12);
        assert!((covid.accuracy.value - 1.0).abs() < 1e-12);
        assert!(row.classes[Pneumonia].is_none());
    }
}
