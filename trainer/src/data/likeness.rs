//! Finds films that are one picture: the same pixels, or the same film saved again.
//!
//! Two films are near-duplicates when dHash or pHash differ in at most 10 of 64 bits and the
//! thumbnails correlate above 0.98. Hashes of all pairs are compared, which is fast enough: half a
//! billion pairs of 30,000 films are a matter of seconds, and nothing is overlooked as in an index.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use rayon::prelude::*;

use super::fingerprint::Fingerprint;
use super::union_find::DisjointSets;

/// Bits in which one of the hashes may differ.
const HASH_DISTANCE: u32 = 10;
/// Above this correlation of the thumbnails two films are one picture.
const CORRELATION: f64 = 0.98;
/// Films that are compared with all earlier ones before their findings are merged.
const BLOCK: usize = 256;

/// Two films that are one picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Link {
    /// The later film.
    pub film: usize,
    /// An earlier film.
    pub like: usize,
    /// Correlation of their thumbnails.
    pub correlation: f64,
    /// Whether size and all pixels are equal.
    pub same_pixels: bool,
}

/// The links that hold the sets of like films together: one for each film but the first of its set.
///
/// Each film of a set is reached by links, yet not every pair of a set is listed, so that a film
/// with a thousand copies needs a thousand links and not half a million.
pub fn links(films: &[&Fingerprint]) -> Vec<Link> {
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
    let places: Vec<usize> = (0..distinct.len()).collect();
    for block in places.chunks(BLOCK) {
        let found: Vec<Vec<Link>> = block
            .par_iter()
            .map(|&place| like_earlier(films, &distinct[..=place], &hashes[..=place]))
            .collect();
        let new = found.into_iter().flatten();
        links.extend(new.filter(|link| sets.unite(link.film, link.like)));
    }
    links
}

/// The links of the last of some films with those before it.
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
    fn copies_are_linked_whether_exact_or_near_and_others_are_not() {
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
    fn the_hashes_may_differ_in_ten_bits_one_of_them_in_any() {
        let ten = (1 << 10) - 1;
        assert!(may_be_one_picture(&[0, 0], &[ten, u64::MAX]));
        assert!(may_be_one_picture(&[0, 0], &[u64::MAX, ten]));
        assert!(!may_be_one_picture(&[0, 0], &[ten << 1 | 1, ten << 1 | 1]));
    }
}
