//! Of films that are one picture: which stay, and which are left out because of another.

use std::collections::{BTreeMap, BTreeSet};

use clap::ValueEnum;
use model::class::Class;

use super::Listing;
use super::likeness::Link;
use super::union_find::DisjointSets;

/// What happens to films that are one picture without having the same pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum NearDuplicates {
    /// All stay, together in one split.
    Keep,
    /// One of each set stays: the first in its most protected split.
    Drop,
}

/// What becomes of a film.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It goes into the pack.
    Kept,
    /// Left out: this film has the same pixels and is kept.
    CopyOf(usize),
    /// Left out: this film is the same picture and is kept.
    NearCopyOf(usize),
    /// Left out with all its set: the same picture has several labels. The set's first film.
    Contradicted(usize),
}

/// The fate of each film.
///
/// Of films with the same pixels one stays, the first in the most protected split, so that nothing
/// leaks into training. Nobody can say which of several labels of one picture is right, so such
/// pictures are left out altogether.
pub fn fates(listings: &[&Listing], links: &[Link], near: NearDuplicates) -> Vec<Fate> {
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

/// The films that go into the pack, and what ties them together.
#[derive(Debug, PartialEq)]
pub struct Kept {
    /// Their positions among all films.
    pub films: Vec<usize>,
    /// The group of each kept film; films of a group must share a split.
    pub groups: Vec<usize>,
    /// Links between kept films, by their positions in `films`.
    pub links: Vec<Link>,
}

/// Leaves out what is not kept. A film that was left out still ties its patient to that of its
/// copy, and what was linked with it is linked with the copy.
pub fn kept(listings: &[&Listing], links: &[Link], fates: &[Fate]) -> Kept {
    let films: Vec<usize> = (0..fates.len())
        .filter(|&film| fates[film] == Fate::Kept)
        .collect();
    let place = |film: usize| {
        let stand_in = match fates[film] {
            Fate::CopyOf(kept) | Fate::NearCopyOf(kept) => kept,
            Fate::Kept | Fate::Contradicted(_) => film,
        };
        films.binary_search(&stand_in).ok()
    };
    let kept_links = links
        .iter()
        .filter(|link| !link.same_pixels)
        .filter_map(|link| {
            let (film, like) = (place(link.film)?, place(link.like)?);
            (film != like).then_some(Link {
                film,
                like,
                ..*link
            })
        })
        .collect();
    let groups = groups(listings, links);
    Kept {
        groups: films.iter().map(|&film| groups[film]).collect(),
        links: kept_links,
        films,
    }
}

/// Films that must share a split, as the first film of their group: those of a patient, those that
/// are one picture, and whatever the two tie together.
pub fn groups(listings: &[&Listing], links: &[Link]) -> Vec<usize> {
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
    fn of_copies_the_first_in_the_most_protected_split_stays() {
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
    fn near_copies_stay_or_go_as_asked() {
        let films = [None, Some(Split::Val), None, None].map(normal);
        // Film 2 has the pixels of film 1, which is like film 0; film 3 is of its own.
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
    fn a_group_ties_patients_by_their_pictures_and_pictures_by_their_patients() {
        let patients = ["a", "b", "c", "a", "d", "c"];
        let films = patients.map(|patient| film(patient, Class::Normal, None));
        let films: Vec<&Listing> = films.iter().collect();
        // Film 3 of patient a is like film 2 of patient c.
        let groups = groups(&films, &[link(3, 2, false)]);
        assert_eq!(groups, [0, 1, 0, 0, 4, 0]);
    }

    #[test]
    fn a_film_that_is_left_out_ties_its_patient_and_hands_on_its_links() {
        let films = ["a", "b", "c", "a", "d"].map(|patient| film(patient, Class::Normal, None));
        let films: Vec<&Listing> = films.iter().collect();
        // Film 1 of patient b has the pixels of film 0 of patient a; film 2 is like film 1.
        let links = [link(1, 0, true), link(2, 1, false)];
        let fates = [Kept, CopyOf(0), Kept, Kept, Contradicted(4)];
        let kept = kept(&films, &links, &fates);
        assert_eq!(kept.films, [0, 2, 3]);
        assert_eq!(kept.groups, [0, 0, 0]);
        assert_eq!(kept.links, [link(1, 0, false)]);
    }
}
