//! Deduplication: which films of the same picture are kept, and which are left out.

use std::collections::{BTreeMap, BTreeSet};

use clap::ValueEnum;
use model::class::Class;

use super::Listing;
use super::likeness::Link;
use super::union_find::DisjointSets;

/// What to do with films of the same picture that differ in their pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum NearDuplicates {
    /// Keep all, in the same split.
    Keep,
    /// Keep one film of each set, the first one in the most protected split.
    Drop,
}

/// Whether a film is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It goes into the pack.
    Kept,
    /// Left out: a copy of this film, which is kept.
    CopyOf(usize),
    /// Left out: a near-duplicate of this film, which is kept.
    NearCopyOf(usize),
    /// Left out with its whole set, whose first film this is: the picture has several labels.
    Contradicted(usize),
}

/// The fate of each film.
///
/// Of films with the same pixels one is kept, the first in the most protected split, so that nothing
/// leaks into training. Pictures with several labels are left out, because nobody can say which is right.
pub(crate) fn fates(listings: &[&Listing], links: &[Link], near: NearDuplicates) -> Vec<Fate> {
    let mut fates = vec![Fate::Kept; listings.len()];
    let same = sets(listings.len(), links.iter().filter(|link| link.same_pixels));
    for (first, set) in members(&sets(listings.len(), links)) {
        let classes: BTreeSet<Class> = set.iter().map(|&film| listings[film].class).collect();
        if classes.len() > 1 {
            for film in set {
                fates[film] = Fate::Contradicted(first);
            }
            continue;
        }
        let keeper = most_protected(listings, &set);
        let mut with_pixels: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for film in set {
            with_pixels.entry(same[film]).or_default().push(film);
        }
        for copies in with_pixels.into_values() {
            let first = most_protected(listings, &copies);
            for film in copies {
                fates[film] = match near {
                    NearDuplicates::Drop if same[film] != same[keeper] => Fate::NearCopyOf(keeper),
                    _ if film != first => Fate::CopyOf(first),
                    _ => Fate::Kept,
                };
            }
        }
    }
    fates
}

/// The films of the pack, and the links between them.
#[derive(Debug, PartialEq)]
pub(crate) struct KeptFilms {
    /// Their positions among all films.
    pub(crate) films: Vec<usize>,
    /// The group of each; films of a group must share a split.
    pub(crate) groups: Vec<usize>,
    /// Links between them, by position in `films`.
    pub(crate) links: Vec<Link>,
}

/// The films that are kept. A film that is left out still connects its patient to that of the copy that
/// is kept, which also inherits its links.
pub(crate) fn kept(listings: &[&Listing], links: &[Link], fates: &[Fate]) -> KeptFilms {
    let films: Vec<usize> = (0..fates.len())
        .filter(|&film| fates[film] == Fate::Kept)
        .collect();
    let position = |film: usize| {
        let representative = match fates[film] {
            Fate::CopyOf(kept) | Fate::NearCopyOf(kept) => kept,
            Fate::Kept | Fate::Contradicted(_) => film,
        };
        films.binary_search(&representative).ok()
    };
    let kept_links = links
        .iter()
        .filter(|link| !link.same_pixels)
        .filter_map(|link| {
            let (film, like) = (position(link.film)?, position(link.like)?);
            (film != like).then_some(Link {
                film,
                like,
                ..*link
            })
        })
        .collect();
    let groups = groups(listings, links);
    KeptFilms {
        groups: films.iter().map(|&film| groups[film]).collect(),
        links: kept_links,
        films,
    }
}

/// The group of each film, as its first film. Films of the same patient or the same picture share a
/// group.
pub(crate) fn groups(listings: &[&Listing], links: &[Link]) -> Vec<usize> {
    let mut groups = DisjointSets::new(listings.len());
    let mut first_of: BTreeMap<&str, usize> = BTreeMap::new();
    for (film, listing) in listings.iter().enumerate() {
        let first = *first_of.entry(&listing.patient).or_insert(film);
        groups.unite(first, film);
    }
    for link in links {
        groups.unite(link.film, link.like);
    }
    groups.firsts()
}

fn sets<'a>(count: usize, links: impl IntoIterator<Item = &'a Link>) -> Vec<usize> {
    let mut sets = DisjointSets::new(count);
    for link in links {
        sets.unite(link.film, link.like);
    }
    sets.firsts()
}

/// The films of each set of at least two, by the set's first film.
fn members(sets: &[usize]) -> BTreeMap<usize, Vec<usize>> {
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (film, &first) in sets.iter().enumerate() {
        members.entry(first).or_default().push(film);
    }
    members.retain(|_, set| set.len() > 1);
    members
}

/// The first film in the most protected split.
fn most_protected(listings: &[&Listing], films: &[usize]) -> usize {
    // `max_by_key` takes the last of equals, hence from behind.
    let protected = films.iter().rev().max_by_key(|&&film| listings[film].split);
    protected.copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Split;
    use Fate::{Contradicted, CopyOf, Kept, NearCopyOf};

    fn film(patient: &str, class: Class, split: Option<Split>) -> Listing {
        Listing {
            file: format!("{patient}.png"),
            class,
            patient: patient.to_owned(),
            source: "s".to_owned(),
            split,
            age_group: "unknown".to_owned(),
            view: String::new(),
        }
    }

    fn normal(split: Option<Split>) -> Listing {
        film("p", Class::Normal, split)
    }

    const fn link(film: usize, like: usize, same_pixels: bool) -> Link {
        Link {
            film,
            like,
            correlation: 0.99,
            same_pixels,
        }
    }

    fn fates_of(films: &[Listing], links: &[Link], near: NearDuplicates) -> Vec<Fate> {
        fates(&films.iter().collect::<Vec<_>>(), links, near)
    }

    #[test]
    fn of_copies_the_first_in_the_most_protected_split_is_kept() {
        let films = [
            normal(Some(Split::Train)),
            normal(Some(Split::Test)),
            normal(Some(Split::Test)),
            normal(None),
            normal(None),
        ];
        let links = [link(1, 0, true), link(2, 0, true), link(4, 3, true)];
        let expected = [CopyOf(1), Kept, CopyOf(1), Kept, CopyOf(3)];
        assert_eq!(fates_of(&films, &links, NearDuplicates::Keep), expected);
    }

    #[test]
    fn near_duplicates_are_kept_or_left_out_as_asked() {
        let films = [None, Some(Split::Val), None, None].map(normal);
        // Film 2 has the pixels of film 1, a near-duplicate of film 0; film 3 has no copy.
        let links = [link(1, 0, false), link(2, 1, true)];
        let kept = fates_of(&films, &links, NearDuplicates::Keep);
        assert_eq!(kept, [Kept, Kept, CopyOf(1), Kept]);
        let dropped = fates_of(&films, &links, NearDuplicates::Drop);
        assert_eq!(dropped, [NearCopyOf(1), Kept, CopyOf(1), Kept]);
    }

    #[test]
    fn a_picture_with_several_labels_is_left_out_with_all_its_copies() {
        let mut films = [(); 5].map(|()| normal(None));
        films[2].class = Class::Covid19;
        let links = [link(1, 0, true), link(2, 1, false)];
        for near in [NearDuplicates::Keep, NearDuplicates::Drop] {
            let fates = fates_of(&films, &links, near);
            let out = Contradicted(0);
            assert_eq!(fates, [out, out, out, Kept, Kept]);
        }
    }

    #[test]
    fn a_group_joins_patients_by_pictures_and_pictures_by_patients() {
        let patients = ["a", "b", "c", "a", "d", "c"];
        let films = patients.map(|patient| film(patient, Class::Normal, None));
        let films: Vec<&Listing> = films.iter().collect();
        // Film 3 of patient a is a near-duplicate of film 2 of patient c.
        let groups = groups(&films, &[link(3, 2, false)]);
        assert_eq!(groups, [0, 1, 0, 0, 4, 0]);
    }

    #[test]
    fn a_film_that_is_left_out_connects_its_patient_and_passes_on_its_links() {
        let films = ["a", "b", "c", "a", "d"].map(|patient| film(patient, Class::Normal, None));
        let films: Vec<&Listing> = films.iter().collect();
        // Film 1 of patient b has the pixels of film 0 of patient a; film 2 is a near-duplicate of film 1.
        let links = [link(1, 0, true), link(2, 1, false)];
        let fates = [Kept, CopyOf(0), Kept, Kept, Contradicted(4)];
        let kept = kept(&films, &links, &fates);
        assert_eq!(kept.films, [0, 2, 3]);
        assert_eq!(kept.groups, [0, 0, 0]);
        assert_eq!(kept.links, [link(1, 0, false)]);
    }
}
