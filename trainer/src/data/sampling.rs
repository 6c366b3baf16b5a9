//! Samples the films of an epoch.
//!
//! If films are not shown exactly once, they are dealt rather than drawn one by one: every class, source
//! and film gets its expected number of draws rounded up or down, and only the rounding is random. Over
//! the epochs the frequencies are as specified, and no epoch is unbalanced.

use std::collections::BTreeMap;

use model::class::{Class, PerClass};

use super::Split;
use super::pack::{Pack, PackError};
use crate::random::Stream;
use crate::recipe::Sampling;

/// A purpose of the seed, beside those of the loader.
const PURPOSE_SAMPLE: u64 = 3;

/// Chooses the films of each epoch.
#[derive(Debug, Clone)]
pub(crate) struct Sampler {
    sampling: Sampling,
    /// Positions by class and source.
    films: PerClass<BTreeMap<String, Vec<usize>>>,
}

impl Sampler {
    /// A sampler of a split's films.
    ///
    /// # Errors
    /// [`PackError::EmptySplit`] when there is none.
    pub(crate) fn of(pack: &Pack, split: Split, sampling: Sampling) -> Result<Self, PackError> {
        let positions = pack.positions(split)?;
        let films = positions.into_iter().map(|position| {
            let film = pack.film(position);
            (position, film.class, film.source.as_str())
        });
        Ok(Self::new(sampling, films))
    }

    fn new<'a>(
        sampling: Sampling,
        positions: impl IntoIterator<Item = (usize, Class, &'a str)>,
    ) -> Self {
        let mut films = PerClass::<BTreeMap<String, Vec<usize>>>::default();
        for (position, class, source) in positions {
            let sources = &mut films.0[class.index()];
            sources.entry(source.to_owned()).or_default().push(position);
        }
        Self { sampling, films }
    }

    /// The positions that an epoch, counted from 1, shows, sorted.
    pub(crate) fn epoch(&self, seed: u64, epoch: u32) -> Vec<usize> {
        let mut stream = Stream::new(seed, &[PURPOSE_SAMPLE, u64::from(epoch)]);
        let mut shown = match self.sampling {
            Sampling::All => self.decks().concat(),
            Sampling::DownSampled => {
                let draws = self.class_counts();
                let decks = self.decks().into_iter().zip(draws.0);
                decks
                    .flat_map(|(deck, draws)| deal(&deck, whole(draws), &mut stream))
                    .collect()
            }
            Sampling::ClassBalanced => {
                let decks = self.decks();
                let draws = apportion(&self.class_shares(), self.total(), &mut stream);
                let decks = decks.iter().zip(draws);
                decks
                    .flat_map(|(deck, draws)| deal(deck, draws, &mut stream))
                    .collect()
            }
            Sampling::SourceBalanced => {
                let draws = apportion(&self.class_shares(), self.total(), &mut stream);
                let classes = self.films.0.iter().zip(draws);
                classes
                    .flat_map(|(sources, draws)| deal_sources(sources, draws, &mut stream))
                    .collect()
            }
        };
        shown.sort_unstable();
        shown
    }

    /// The number of films of each class that an epoch is expected to show, rounded.
    ///
    /// Class weights must be computed from these and not from the films of the pack: if sampling shows
    /// every class equally often, balanced weights are all equal. With the counts of the pack, rare
    /// classes would be favoured twice.
    pub(crate) fn class_counts(&self) -> PerClass<u64> {
        let films = PerClass(self.decks().map(|deck| deck.len() as u64));
        match self.sampling {
            Sampling::All => films,
            Sampling::DownSampled => {
                let present = films.0.into_iter().filter(|&count| count > 0);
                let smallest = present.min().unwrap_or(0);
                films.map(|count| count.min(smallest))
            }
            Sampling::ClassBalanced | Sampling::SourceBalanced => {
                let total: u64 = films.0.iter().sum();
                let classes = films.0.iter().filter(|&&count| count > 0).count().max(1) as u64;
                let share = (total + classes / 2) / classes;
                films.map(|count| if count > 0 { share } else { 0 })
            }
        }
    }

    /// The films of each class over all sources.
    fn decks(&self) -> [Vec<usize>; Class::COUNT] {
        let concat =
            |sources: &BTreeMap<_, Vec<usize>>| sources.values().flatten().copied().collect();
        self.films.0.each_ref().map(concat)
    }

    fn total(&self) -> usize {
        self.decks().iter().map(Vec::len).sum()
    }

    /// 1 for each class that has films.
    fn class_shares(&self) -> [f64; Class::COUNT] {
        let share = |sources: &BTreeMap<_, _>| f64::from(!sources.is_empty());
        self.films.0.each_ref().map(share)
    }
}

/// Draws from a class whose sources are weighted by the square root of their films.
fn deal_sources(
    sources: &BTreeMap<String, Vec<usize>>,
    draws: usize,
    stream: &mut Stream,
) -> Vec<usize> {
    let roots: Vec<f64> = sources
        .values()
        .map(|films| (films.len() as f64).sqrt())
        .collect();
    let draws = apportion(&roots, draws, stream);
    let decks = sources.values().zip(draws);
    decks
        .flat_map(|(films, draws)| deal(films, draws, stream))
        .collect()
}

/// Draws from a shuffled deck, which starts again when it is used up.
fn deal(films: &[usize], draws: usize, stream: &mut Stream) -> Vec<usize> {
    let mut deck = films.to_vec();
    stream.shuffle(&mut deck);
    deck.iter().copied().cycle().take(draws).collect()
}

/// Divides `total` draws in proportion to the shares, each rounded up or down so that it is correct on
/// average (systematic sampling: one random fraction of a draw moves all bounds between shares).
fn apportion(shares: &[f64], total: usize, stream: &mut Stream) -> Vec<usize> {
    let sum: f64 = shares.iter().sum();
    let fraction = f64::from(stream.unit());
    let (mut reached, mut given) = (0.0, 0);
    let last = shares.iter().rposition(|&share| share > 0.0);
    let counts = shares.iter().enumerate().map(|(index, share)| {
        reached += share;
        // The last share takes the rest, because the sum is rounded.
        let bound = if Some(index) == last {
            total
        } else {
            floor(reached / sum * total as f64 + fraction).min(total)
        };
        let count = bound.saturating_sub(given);
        given = given.max(bound);
        count
    });
    counts.collect()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a number of draws: not negative and far below what a usize holds"
)]
fn floor(number: f64) -> usize {
    number as usize
}

fn whole(count: u64) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 60 normal films of two sources, 30 of pneumonia of one, 9 of COVID-19 of three.
    const FILMS: [(Class, &str, usize); 6] = [
        (Class::Normal, "large", 50),
        (Class::Normal, "small", 10),
        (Class::Pneumonia, "large", 30),
        (Class::Covid19, "a", 1),
        (Class::Covid19, "b", 4),
        (Class::Covid19, "c", 4),
    ];

    fn films() -> Vec<(usize, Class, &'static str)> {
        FILMS
            .iter()
            .flat_map(|&(class, source, count)| vec![(class, source); count])
            .enumerate()
            .map(|(position, (class, source))| (position, class, source))
            .collect()
    }

    fn sampler(sampling: Sampling) -> Sampler {
        Sampler::new(sampling, films())
    }

    /// How often each class and source is shown in many epochs, as a share of all draws.
    fn shares(sampling: Sampling, epochs: u32) -> BTreeMap<(Class, &'static str), f64> {
        let (sampler, films) = (sampler(sampling), films());
        let mut shares = BTreeMap::new();
        for epoch in 1..=epochs {
            let shown = sampler.epoch(7, epoch);
            assert_eq!(shown.len(), 99);
            for position in shown {
                let (_, class, source) = films[position];
                *shares.entry((class, source)).or_default() += 1.0 / 99.0 / f64::from(epochs);
            }
        }
        shares
    }

    fn counts(positions: &[usize]) -> PerClass<u64> {
        let films = films();
        let mut counts = PerClass([0; Class::COUNT]);
        for &position in positions {
            counts.0[films[position].1.index()] += 1;
        }
        counts
    }

    #[test]
    fn sampling_all_shows_every_film_once() {
        let all = sampler(Sampling::All);
        assert_eq!(all.epoch(1, 1), (0..99).collect::<Vec<_>>());
        assert_eq!(all.class_counts(), PerClass([9, 60, 30]));
    }

    #[test]
    fn down_sampling_shows_each_class_equally_often_with_other_films_each_epoch() {
        let down = sampler(Sampling::DownSampled);
        let (mut first, second) = (down.epoch(1, 1), down.epoch(1, 2));
        assert_eq!(counts(&first), PerClass([9; 3]));
        assert_eq!(down.class_counts(), PerClass([9; 3]));
        assert_ne!(first, second);
        first.dedup();
        assert_eq!(first.len(), 27);
    }

    #[test]
    fn balanced_classes_are_shown_equally_often_and_their_films_too() {
        let balanced = sampler(Sampling::ClassBalanced);
        assert_eq!(balanced.class_counts(), PerClass([33; 3]));
        let shown = balanced.epoch(1, 1);
        assert_eq!(counts(&shown), PerClass([33; 3]));
        for (position, class, _) in films() {
            let times = shown.iter().filter(|&&it| it == position).count();
            let allowed = match class {
                Class::Covid19 => 3..=4,
                Class::Normal => 0..=1,
                Class::Pneumonia => 1..=2,
            };
            assert!(allowed.contains(&times), "{class}: {times}");
        }
    }

    #[test]
    fn balanced_sources_are_weighted_by_the_root_of_their_films() {
        let shares = shares(Sampling::SourceBalanced, 300);
        let root = |films: f64| films.sqrt() / (50_f64.sqrt() + 10_f64.sqrt());
        let expected = [
            ((Class::Normal, "large"), root(50.0) / 3.0),
            ((Class::Normal, "small"), root(10.0) / 3.0),
            ((Class::Pneumonia, "large"), 1.0 / 3.0),
            ((Class::Covid19, "a"), 0.2 / 3.0),
            ((Class::Covid19, "b"), 0.4 / 3.0),
            ((Class::Covid19, "c"), 0.4 / 3.0),
        ];
        for (key, share) in expected {
            assert!(
                (shares[&key] - share).abs() < 0.001,
                "{key:?}: {}",
                shares[&key]
            );
        }
    }

    #[test]
    fn every_film_of_a_large_class_is_shown_eventually() {
        let balanced = sampler(Sampling::ClassBalanced);
        let mut seen: Vec<usize> = (1..=20)
            .flat_map(|epoch| balanced.epoch(1, epoch))
            .collect();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), 99);
    }

    #[test]
    fn an_epoch_depends_on_its_seed_and_number_alone() {
        let balanced = sampler(Sampling::SourceBalanced);
        assert_eq!(balanced.epoch(1, 5), balanced.clone().epoch(1, 5));
        assert_ne!(balanced.epoch(1, 5), balanced.epoch(2, 5));
        assert_ne!(balanced.epoch(1, 5), balanced.epoch(1, 6));
    }

    #[test]
    fn a_class_without_films_is_left_out() {
        let two = films()
            .into_iter()
            .filter(|&(_, class, _)| class != Class::Pneumonia);
        let films: Vec<_> = two.collect();
        for (sampling, expected) in [
            (Sampling::DownSampled, [9, 9, 0]),
            (Sampling::ClassBalanced, [35, 35, 0]),
            (Sampling::SourceBalanced, [35, 35, 0]),
        ] {
            let sampler = Sampler::new(sampling, films.clone());
            assert_eq!(sampler.class_counts(), PerClass(expected));
            let shown = sampler.epoch(1, 1);
            assert!(shown.iter().all(|&position| !(60..90).contains(&position)));
        }
    }

    #[test]
    fn draws_are_divided_into_whole_numbers_and_fairly() {
        let mut stream = Stream::new(1, &[]);
        let mut sums = [0; 3];
        for _ in 0..3000 {
            let counts = apportion(&[1.0, 0.0, 2.0], 10, &mut stream);
            assert_eq!(counts.iter().sum::<usize>(), 10);
            assert!((3..=4).contains(&counts[0]) && counts[1] == 0);
            for (sum, count) in sums.iter_mut().zip(counts) {
                *sum += count;
            }
        }
        assert!(sums[0].abs_diff(10_000) < 100, "{sums:?}");
        assert_eq!(apportion(&[0.0; 3], 10, &mut stream), [0; 3]);
    }
}
