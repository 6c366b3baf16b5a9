//! Patient-disjoint splits: keeps a given one after checking it, or makes one.
//!
//! A made split is stratified by class and source: within each stratum the patients are shuffled
//! and handed to the split that lags furthest behind its share.

use std::collections::BTreeMap;

use model::class::Class;
use thiserror::Error;

use super::{Listing, Split};
use crate::random::Stream;

/// A split that would let the test see the training data.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum SplitError {
    /// One patient stands in two splits.
    #[error(
        "patient {patient:?} is in {first} ({first_file}) and in {second} ({second_file}); put all films of a patient into one split"
    )]
    PatientInTwo {
        /// The patient.
        patient: String,
        /// A split that has the patient.
        first: Split,
        /// A film there.
        first_file: String,
        /// Another split that has the patient.
        second: Split,
        /// A film there.
        second_file: String,
    },
    /// A split has no film.
    #[error("no film is left for {0}; the list is too short or its patients too few")]
    Empty(Split),
}

/// Shares of the patients' films that a made split gives to `val` and `test`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shares {
    /// Share of validation.
    pub val: f64,
    /// Share of test; not used where a test list is given.
    pub test: f64,
}

/// Gives each film that has no split one, so that no patient is divided.
///
/// Films that have a split keep it, and a patient with such a film follows it. When any film is
/// already in `test` or `val`, that split is not filled further.
///
/// # Errors
/// [`SplitError`] when the given splits divide a patient, or when train or val stay empty.
pub fn complete(
    listings: &[&Listing],
    shares: Shares,
    seed: u64,
) -> Result<Vec<Split>, SplitError> {
    let given = given_splits(listings)?;
    let has = |split| given.values().any(|&(present, _)| present == split);
    let open: Vec<(Split, f64)> = [(Split::Val, shares.val), (Split::Test, shares.test)]
        .into_iter()
        .filter(|&(split, share)| share > 0.0 && !has(split))
        .collect();
    let made = make(listings, &given, &open, seed);
    let splits: Vec<Split> = listings
        .iter()
        .map(|listing| {
            let patient = listing.patient.as_str();
            given
                .get(patient)
                .map(|&(split, _)| split)
                .or_else(|| made.get(patient).copied())
                .unwrap_or(Split::Train)
        })
        .collect();
    let wanted = [Split::Train, Split::Val];
    match wanted.into_iter().find(|split| !splits.contains(split)) {
        Some(missing) => Err(SplitError::Empty(missing)),
        None => Ok(splits),
    }
}

/// The split of each patient that has one, with a film there.
fn given_splits<'a>(
    listings: &[&'a Listing],
) -> Result<BTreeMap<&'a str, (Split, &'a str)>, SplitError> {
    let mut given: BTreeMap<&str, (Split, &str)> = BTreeMap::new();
    for &listing in listings {
        let Some(split) = listing.split else { continue };
        let (first, file) = *given
            .entry(&listing.patient)
            .or_insert((split, &listing.file));
        if first != split {
            return Err(SplitError::PatientInTwo {
                patient: listing.patient.clone(),
                first,
                first_file: file.to_owned(),
                second: split,
                second_file: listing.file.clone(),
            });
        }
    }
    Ok(given)
}

/// Distributes the patients that no given split claims.
fn make<'a>(
    listings: &[&'a Listing],
    given: &BTreeMap<&str, (Split, &str)>,
    open: &[(Split, f64)],
    seed: u64,
) -> BTreeMap<&'a str, Split> {
    // A patient's stratum is that of the first film; its weight the number of films.
    let mut patients: BTreeMap<&str, (Class, &str, usize)> = BTreeMap::new();
    for &listing in listings {
        if !given.contains_key(listing.patient.as_str()) {
            let patient = patients.entry(&listing.patient);
            patient.or_insert((listing.class, &listing.source, 0)).2 += 1;
        }
    }
    let mut strata: BTreeMap<(Class, &str), Vec<(&str, usize)>> = BTreeMap::new();
    for (patient, (class, source, films)) in patients {
        let stratum = strata.entry((class, source)).or_default();
        stratum.push((patient, films));
    }
    let train = (
        Split::Train,
        1.0 - open.iter().map(|(_, share)| share).sum::<f64>(),
    );
    let mut made = BTreeMap::new();
    for (number, patients) in strata.values_mut().enumerate() {
        Stream::new(seed, &[number as u64]).shuffle(patients);
        // Large groups first: small ones can still even out the shares.
        patients.sort_by_key(|&(_, films)| std::cmp::Reverse(films));
        let total: usize = patients.iter().map(|(_, films)| films).sum();
        let mut lag: Vec<(Split, f64)> = std::iter::once(&train)
            .chain(open)
            .map(|&(split, share)| (split, share * total as f64))
            .collect();
        for &(patient, films) in patients.iter() {
            let Some(behind) = lag
                .iter_mut()
                .max_by(|first, second| first.1.total_cmp(&second.1))
            else {
                continue;
            };
            behind.1 -= films as f64;
            made.insert(patient, behind.0);
        }
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    fn film(patient: &str, number: usize, class: Class, source: &str) -> Listing {
        Listing {
            file: format!("{source}-{patient}-{number}.png"),
            class,
            patient: patient.to_owned(),
            source: source.to_owned(),
            split: None,
            age_group: "unknown".to_owned(),
            view: String::new(),
        }
    }

    fn films() -> Vec<Listing> {
        let mut films = Vec::new();
        for class in Class::ALL {
            for source in ["a", "b"] {
                for patient in 0..40 {
                    for number in 0..=patient % 3 {
                        let patient = format!("{source}{class}{patient}");
                        films.push(film(&patient, number, class, source));
                    }
                }
            }
        }
        films
    }

    const SHARES: Shares = Shares {
        val: 0.15,
        test: 0.15,
    };

    fn completed(films: &[Listing], seed: u64) -> Result<Vec<Split>, SplitError> {
        complete(&films.iter().collect::<Vec<_>>(), SHARES, seed)
    }

    #[test]
    fn no_patient_is_divided_and_every_stratum_gets_its_share() {
        let films = films();
        let splits = completed(&films, 5).unwrap();
        let mut of_patient = BTreeMap::new();
        let mut counts: BTreeMap<(Class, &str, Split), f64> = BTreeMap::new();
        for (film, &split) in films.iter().zip(&splits) {
            assert_eq!(*of_patient.entry(&film.patient).or_insert(split), split);
            *counts.entry((film.class, &film.source, split)).or_default() += 1.0;
        }
        for class in Class::ALL {
            for source in ["a", "b"] {
                let count = |split| counts[&(class, source, split)];
                let total = Split::ALL[..3]
                    .iter()
                    .map(|&split| count(split))
                    .sum::<f64>();
                assert!((count(Split::Val) / total - 0.15).abs() < 0.03);
                assert!((count(Split::Test) / total - 0.15).abs() < 0.03);
            }
        }
        assert_eq!(splits, completed(&films, 5).unwrap());
        assert_ne!(splits, completed(&films, 6).unwrap());
    }

    #[test]
    fn a_given_split_is_kept_and_a_given_test_is_not_filled_further() {
        let mut films = films();
        for film in films.iter_mut().filter(|film| film.patient.ends_with('7')) {
            film.split = Some(Split::Test);
        }
        let splits = completed(&films, 5).unwrap();
        for (film, split) in films.iter().zip(splits) {
            assert_eq!(split == Split::Test, film.patient.ends_with('7'));
        }
    }

    #[test]
    fn a_patient_in_two_given_splits_is_refused_by_name() {
        let mut films = vec![
            film("p1", 0, Class::Normal, "a"),
            film("p1", 1, Class::Normal, "a"),
        ];
        films[0].split = Some(Split::Train);
        films[1].split = Some(Split::Test);
        let error = completed(&films, 5).unwrap_err().to_string();
        assert!(error.contains("\"p1\" is in train (a-p1-0.png) and in test (a-p1-1.png)"));
    }

    #[test]
    fn a_list_without_enough_patients_is_refused() {
        let films = vec![film("p1", 0, Class::Normal, "a")];
        assert_eq!(completed(&films, 5), Err(SplitError::Empty(Split::Val)));
    }
}
