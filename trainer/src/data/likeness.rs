//! Finds films of the same picture: with the same pixels, or the same film saved again.
//!
//! Two films are near-duplicates when dHash or pHash differ in at most 10 of 64 bits and the
//! thumbnails correlate above 0.98. The hashes of all pairs are compared: half a billion pairs of 30,000
//! films take seconds, and unlike an approximate index this misses nothing.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use rayon::prelude::*;

use super::fingerprint::Fingerprint;
use super::union_find::DisjointSets;

/// The most bits in which one of the hashes may differ.
const HASH_DISTANCE: u32 = 10;
/// Two films whose thumbnails correlate above this are one picture.
const CORRELATION: f64 = 0.98;
/// Films that are compared in parallel before their links are merged.
const BLOCK: usize = 256;

/// Two films of the same picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Link {
    /// The later film.
    pub(crate) film: usize,
    /// An earlier film.
    pub(crate) like: usize,
    /// Correlation of their thumbnails.
    pub(crate) correlation: f64,
    /// Whether size and all pixels are equal.
    pub(crate) same_pixels: bool,
}

/// The links that connect films of the same picture: one for each film but the first of its set.
///
/// Links connect all films of a set, but not every pair: a film with a thousand copies needs a thousand
/// links and not half a million.
pub(crate) fn links(films: &[&Fingerprint]) -> Vec<Link> {
    let mut links = Vec::new();
    let mut distinct = Vec::new();
    let mut first_with: BTreeMap<&str, usize> = BTreeMap::new();
    for (film, print) in films.iter().enumerate() {
        match first_with.entry(&print.sha256) {
            Entry::Vacant(entry) => {
                entry.insert(film);
                distinct.push(film);
            }
            Entry::Occupied(entry) => links.push(Link {
                film,
                like: *entry.get(),
                correlation: 1.0,
                same_pixels: true,
            }),
        }
    }
    let mut sets = DisjointSets::new(films.len());
    let hashes: Vec<[u64; 2]> = distinct.iter().map(|&film| films[film].hashes).collect();
    let positions: Vec<usize> = (0..distinct.len()).collect();
    for block in positions.chunks(BLOCK) {
        let found: Vec<Vec<Link>> = block
            .par_iter()
            .map(|&at| like_earlier(films, &distinct[..=at], &hashes[..=at]))
            .collect();
        let new = found.into_iter().flatten();
        links.extend(new.filter(|link| sets.unite(link.film, link.like)));
    }
    links
}

/// The links of the last film with earlier ones.
fn like_earlier(films: &[&Fingerprint], distinct: &[usize], hashes: &[[u64; 2]]) -> Vec<Link> {
    let (Some((&film, earlier)), Some((hash, earlier_hashes))) =
        (distinct.split_last(), hashes.split_last())
    else {
        return Vec::new();
    };
    let thumbnail = &films[film].thumbnail;
    earlier
        .iter()
        .zip(earlier_hashes)
        .filter(|(_, other)| may_be_one_picture(hash, other))
        .filter_map(|(&like, _)| {
            let correlation = thumbnail.correlation_above(CORRELATION, &films[like].thumbnail)?;
            Some(Link {
                film,
                like,
                correlation,
                same_pixels: false,
            })
        })
        .collect()
}

const fn may_be_one_picture(one: &[u64; 2], other: &[u64; 2]) -> bool {
    (one[0] ^ other[0]).count_ones() <= HASH_DISTANCE
        || (one[1] ^ other[1]).count_ones() <= HASH_DISTANCE
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::fingerprint::tests::blobs;

    fn found(films: &[Fingerprint]) -> Vec<(usize, usize, bool)> {
        let films: Vec<&Fingerprint> = films.iter().collect();
        let mut found: Vec<_> = links(&films)
            .iter()
            .map(|link| (link.film, link.like, link.same_pixels))
            .collect();
        found.sort_unstable();
        found
    }

    #[test]
    fn exact_and_near_copies_are_linked_and_other_films_are_not() {
        let film = |seed, side| Fingerprint::of(&blobs(seed, side, side)).unwrap();
        let films = [
            film(1, 100),
            film(2, 100),
            film(1, 100),
            film(3, 64),
            film(2, 90),
            film(4, 64),
        ];
        assert_eq!(found(&films), [(2, 0, true), (4, 1, false)]);
    }

    #[test]
    fn a_set_has_one_link_fewer_than_films() {
        let mut films: Vec<Fingerprint> = (0..20)
            .map(|number| Fingerprint::of(&blobs(9, 64 + number, 80)).unwrap())
            .collect();
        films.push(films[3].clone());
        films.push(Fingerprint::of(&blobs(10, 64, 64)).unwrap());
        let found = found(&films);
        assert_eq!(found.len(), 20);
        assert_eq!(found.iter().filter(|link| link.2).count(), 1);
    }

    #[test]
    fn one_hash_may_differ_in_ten_bits_and_the_other_in_any() {
        let ten = (1 << 10) - 1;
        assert!(may_be_one_picture(&[0, 0], &[ten, u64::MAX]));
        assert!(may_be_one_picture(&[0, 0], &[u64::MAX, ten]));
        assert!(!may_be_one_picture(&[0, 0], &[ten << 1 | 1, ten << 1 | 1]));
    }
}
