//! Splits that share no patient and no picture: keeps a given split, or makes one.
//!
//! Films of the same patient or the same picture form a group. A new split is stratified by class and
//! source: within each stratum the groups are shuffled, and each goes to the split that lacks most films.
//! Surplus and lack of a split carry over to the next stratum, so that even small strata add up to the
//! right shares.

use std::collections::{BTreeMap, BTreeSet};

use model::class::Class;
use thiserror::Error;

use super::itemized::itemized;
use super::leak::{DividedPatient, DividedPicture, FilmInSplit};
use super::{Listing, Split};
use crate::random::Stream;

/// Why the films cannot be split.
#[derive(Debug, Error, PartialEq)]
pub(crate) enum SplitError {
    /// Patients are in two splits.
    #[error("patients in two splits: {}; put all films of a patient into one split:{}", .0.len(), itemized(.0))]
    Patients(Vec<DividedPatient>),
    /// Near-duplicates are in two splits.
    #[error(
        "near-duplicates in two splits: {}; put both into one split, or leave out the less protected one with `--near-duplicates drop`, or, if you have checked that they are different films, keep them with `--allow-near-duplicates`:{}",
        .0.len(),
        itemized(.0)
    )]
    NearDuplicates(Vec<DividedPicture>),
    /// A split has no film.
    #[error(
        "no film is left for {split}: {films} films of {patients} patients ({}) cannot be divided; add films of other patients, or change `--val` and `--test`",
        .classes.join(", ")
    )]
    Empty {
        /// The split.
        split: Split,
        /// The films of all splits.
        films: usize,
        /// Their patients.
        patients: usize,
        /// The number of films of each class, as words.
        classes: Vec<String>,
    },
}

/// The shares of the films that a new split gives to `val` and `test`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Shares {
    /// The share of validation, unless a list gives it films.
    pub(crate) val: f64,
    /// The share of the test, unless a list gives it films.
    pub(crate) test: f64,
}

/// Gives each film a split, so that no group is divided; `groups` holds the group of each film.
///
/// Films that have a split keep it, and the rest of their group gets the most protected of them. A split
/// `val` or `test` that is given any film gets no others. If films are given to `train` and none to
/// `val`, validation is taken from the training films; the test never is.
///
/// # Errors
/// [`SplitError`] when the given splits divide a patient, or when train or val stays empty.
pub(crate) fn complete(
    listings: &[&Listing],
    groups: &[usize],
    shares: Shares,
    seed: u64,
) -> Result<Vec<Split>, SplitError> {
    let of_patient = given_splits(listings)?;
    let given = |split| of_patient.values().any(|&(present, _)| present == split);
    let open: Vec<(Split, f64)> = [(Split::Val, shares.val), (Split::Test, shares.test)]
        .into_iter()
        .filter(|&(split, share)| share > 0.0 && !given(split))
        .collect();
    let val_is_open = open.iter().any(|&(split, _)| split == Split::Val);
    let mut of_group: BTreeMap<usize, Split> = BTreeMap::new();
    for (listing, &group) in listings.iter().zip(groups) {
        if let Some(&(split, _)) = of_patient.get(listing.patient.as_str()) {
            let most_protected = of_group.entry(group).or_insert(split);
            *most_protected = split.max(*most_protected);
        }
    }
    // A group of training films is settled unless validation must be taken from them.
    let settled = |group| match of_group.get(&group) {
        Some(Split::Train) if val_is_open => None,
        split => split.copied(),
    };
    let open_groups = open_groups(listings, groups, &of_group, settled);
    let made = assign(open_groups, &open, seed);
    let films = listings.iter().zip(groups);
    let splits: Vec<Split> = films
        .map(|(listing, group)| {
            let own = of_patient.get(listing.patient.as_str());
            let made = made.get(group).copied();
            made.or(own.map(|&(split, _)| split))
                .or_else(|| settled(*group))
                .unwrap_or(Split::Train)
        })
        .collect();
    let wanted = [Split::Train, Split::Val];
    match wanted.into_iter().find(|split| !splits.contains(split)) {
        Some(missing) => Err(empty(missing, listings)),
        None => Ok(splits),
    }
}

fn empty(split: Split, listings: &[&Listing]) -> SplitError {
    let patients: BTreeSet<&str> = listings.iter().map(|film| &*film.patient).collect();
    let count = |class| listings.iter().filter(|film| film.class == class).count();
    SplitError::Empty {
        split,
        films: listings.len(),
        patients: patients.len(),
        classes: Class::ALL
            .map(|class| format!("{} {class}", count(class)))
            .to_vec(),
    }
}

/// The split of each patient that has one, with a film of it.
///
/// # Errors
/// [`SplitError::Patients`] when the given splits divide a patient.
pub(crate) fn given_splits<'a>(
    listings: &[&'a Listing],
) -> Result<BTreeMap<&'a str, (Split, &'a str)>, SplitError> {
    let mut given: BTreeMap<&str, (Split, &str)> = BTreeMap::new();
    let mut divided: BTreeMap<&str, DividedPatient> = BTreeMap::new();
    for &listing in listings {
        let Some(split) = listing.split else { continue };
        let (first, file) = *given
            .entry(&listing.patient)
            .or_insert((split, &listing.file));
        if first != split {
            divided
                .entry(&listing.patient)
                .or_insert_with(|| DividedPatient {
                    patient: listing.patient.clone(),
                    first: FilmInSplit {
                        file: file.to_owned(),
                        split: first,
                    },
                    second: FilmInSplit {
                        file: listing.file.clone(),
                        split,
                    },
                });
        }
    }
    if divided.is_empty() {
        Ok(given)
    } else {
        Err(SplitError::Patients(divided.into_values().collect()))
    }
}

/// A group whose split is open.
struct Group<'a> {
    first: usize,
    // Those of the first film.
    class: Class,
    source: &'a str,
    films: usize,
    // Given to training: it may go to validation but not to the test.
    training: bool,
}

/// The groups whose split is open.
fn open_groups<'a>(
    listings: &[&'a Listing],
    groups: &[usize],
    of_group: &BTreeMap<usize, Split>,
    settled: impl Fn(usize) -> Option<Split>,
) -> Vec<Group<'a>> {
    let mut open: BTreeMap<usize, Group<'a>> = BTreeMap::new();
    for (&listing, &first) in listings.iter().zip(groups) {
        if settled(first).is_none() {
            let group = open.entry(first).or_insert(Group {
                first,
                class: listing.class,
                source: &listing.source,
                films: 0,
                training: of_group.contains_key(&first),
            });
            group.films += 1;
        }
    }
    open.into_values().collect()
}

/// Assigns groups to train and the open splits by their shares.
fn assign(groups: Vec<Group<'_>>, open: &[(Split, f64)], seed: u64) -> BTreeMap<usize, Split> {
    let mut strata: BTreeMap<(Class, &str), Vec<Group<'_>>> = BTreeMap::new();
    for group in groups {
        let stratum = strata.entry((group.class, group.source)).or_default();
        stratum.push(group);
    }
    let mut made = BTreeMap::new();
    let splits = [Split::Train]
        .into_iter()
        .chain(open.iter().map(|&(split, _)| split));
    let mut lag: Vec<(Split, f64)> = splits.map(|split| (split, 0.0)).collect();
    for (number, groups) in strata.values_mut().enumerate() {
        Stream::new(seed, &[number as u64]).shuffle(groups);
        // Large groups first: small ones can still even out the shares.
        groups.sort_by_key(|group| std::cmp::Reverse(group.films));
        for (behind, films) in lag.iter_mut().zip(shares_of(groups, open)) {
            behind.1 += films;
        }
        for group in groups.iter() {
            let Some(behind) = lag
                .iter_mut()
                .filter(|(split, _)| !(group.training && *split == Split::Test))
                .max_by(|first, second| first.1.total_cmp(&second.1))
            else {
                continue;
            };
            behind.1 -= group.films as f64;
            made.insert(group.first, behind.0);
        }
    }
    made
}

/// The number of films of a stratum that train and the open splits should get.
fn shares_of(groups: &[Group<'_>], open: &[(Split, f64)]) -> Vec<f64> {
    let films: usize = groups.iter().map(|group| group.films).sum();
    let free = groups.iter().filter(|group| !group.training);
    let free: usize = free.map(|group| group.films).sum();
    let wanted = open.iter().map(|&(split, share)| {
        let films = if split == Split::Test { free } else { films };
        share * films as f64
    });
    let mut wanted: Vec<f64> = wanted.collect();
    let rest = films as f64 - wanted.iter().sum::<f64>();
    wanted.insert(0, rest);
    wanted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::duplicates::groups;
    use crate::data::leak::divided_pictures;
    use crate::data::likeness::Link;

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
        let films: Vec<&Listing> = films.iter().collect();
        complete(&films, &groups(&films, &[]), SHARES, seed)
    }

    const fn link(film: usize, like: usize) -> Link {
        Link {
            film,
            like,
            correlation: 0.99,
            same_pixels: false,
        }
    }

    #[test]
    fn no_patient_is_divided_and_every_stratum_has_the_right_shares() {
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
    fn small_strata_add_up_to_equal_shares_of_validation_and_test() {
        for patients in [3, 4] {
            let mut films = Vec::new();
            for class in Class::ALL {
                for source in 0..10 {
                    for patient in 0..patients {
                        let patient = format!("{class}{source}-{patient}");
                        films.push(film(&patient, 0, class, &format!("s{source}")));
                    }
                }
            }
            let splits = completed(&films, 5).unwrap();
            let count = |split| splits.iter().filter(|is| **is == split).count();
            let (val, test) = (count(Split::Val), count(Split::Test));
            assert!(val.abs_diff(test) <= 1, "{val} and {test}");
            let share = val as f64 / films.len() as f64;
            assert!((share - SHARES.val).abs() < 0.02, "{share}");
        }
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
    fn patients_in_two_given_splits_are_refused_by_name_and_number() {
        let mut films = Vec::new();
        for patient in 0..23 {
            for (number, split) in [(0, Split::Train), (1, Split::Test)] {
                let film = film(&format!("p{patient:02}"), number, Class::Normal, "a");
                films.push(Listing {
                    split: Some(split),
                    ..film
                });
            }
        }
        let error = completed(&films, 5).unwrap_err().to_string();
        let lines: Vec<&str> = error.lines().collect();
        assert!(lines[0].starts_with("patients in two splits: 23; put all films of"));
        assert_eq!(
            lines[1],
            "  patient \"p00\" has a-p00-0.png in train and a-p00-1.png in test"
        );
        assert_eq!(lines.len(), 22);
        assert_eq!(lines[21], "  and 3 more");
    }

    #[test]
    fn validation_is_taken_from_training_films_but_the_test_never_is() {
        let mut films = films();
        for film in films.iter_mut().filter(|film| film.source == "a") {
            film.split = Some(Split::Train);
        }
        let splits = completed(&films, 5).unwrap();
        let share = |split, source: &str| {
            let of_source = |film: &&Listing| film.source == source;
            let total = films.iter().filter(of_source).count() as f64;
            let there = films.iter().zip(&splits);
            let there = there.filter(|(film, is)| film.source == source && **is == split);
            there.count() as f64 / total
        };
        assert!((share(Split::Val, "a") - 0.15).abs() < 0.05);
        assert!(share(Split::Test, "a") == 0.0);
        assert!((share(Split::Test, "b") - 0.15).abs() < 0.05);
    }

    #[test]
    fn films_of_one_picture_share_a_split_with_their_patients() {
        let films = films();
        let films: Vec<&Listing> = films.iter().collect();
        // Every tenth film is a near-duplicate of the one five positions before it, of another patient.
        let links: Vec<Link> = (5..films.len())
            .step_by(10)
            .map(|at| link(at, at - 5))
            .collect();
        let splits = complete(&films, &groups(&films, &links), SHARES, 5).unwrap();
        assert_eq!(divided_pictures(&films, &links, &splits), []);
        let mut of_patient = BTreeMap::new();
        for (film, &split) in films.iter().zip(&splits) {
            assert_eq!(*of_patient.entry(&film.patient).or_insert(split), split);
        }
        for split in [Split::Train, Split::Val, Split::Test] {
            assert!(splits.contains(&split));
        }
    }

    #[test]
    fn one_picture_in_two_given_splits_is_found_and_a_film_without_split_follows_it() {
        let mut films: Vec<Listing> = (0..6)
            .map(|number| film(&format!("p{number}"), number, Class::Normal, "a"))
            .collect();
        for (number, split) in [Split::Train, Split::Test, Split::Val, Split::Val]
            .into_iter()
            .enumerate()
        {
            films[number].split = Some(split);
        }
        let films: Vec<&Listing> = films.iter().collect();
        let links = [link(1, 0), link(3, 2), link(4, 2)];
        let splits = complete(&films, &groups(&films, &links), SHARES, 5).unwrap();
        assert_eq!(
            splits[..5],
            [
                Split::Train,
                Split::Test,
                Split::Val,
                Split::Val,
                Split::Val
            ]
        );
        let divided = divided_pictures(&films, &links, &splits);
        assert_eq!(divided.len(), 1);
        let error = SplitError::NearDuplicates(divided).to_string();
        assert!(error.contains("in two splits: 1; put both"), "{error}");
        assert!(
            error.ends_with("\n  a-p1-1.png in test, a-p0-0.png in train (correlation 0.990)"),
            "{error}"
        );
    }

    #[test]
    fn a_list_without_enough_patients_is_refused() {
        let films = vec![film("p1", 0, Class::Normal, "a")];
        let error = completed(&films, 5).unwrap_err().to_string();
        let expected =
            "no film is left for val: 1 films of 1 patients (0 COVID-19, 1 normal, 0 pneumonia)";
        assert!(error.starts_with(expected), "{error}");
    }
}
