//! How far a film is from the films that the network was trained on, and what follows from that.
//!
//! The distance is that of the film's features to the nearest group of training films, a group being the
//! films of one source and class: 1 minus the cosine between the features and the group's mean
//! direction. It is stated as a percentile among validation films. The answer set of a film that is far
//! is that of a higher level, because the promise of answer sets ends where films differ from those that
//! they were calibrated on.
//!
//! Features are compared by direction, as by Sun et al., "Out-of-distribution detection with deep nearest
//! neighbors" (2022), since their length tells little but confidence; with a mean for each group, as by
//! Lee et al. (2018), instead of the training films themselves, so that a scorecard can hold it.

mod direction;
mod error;

use serde::{Deserialize, Serialize};

use self::direction::{Direction, length};
pub use self::error::DistanceError;
use self::error::PERCENTILES;
use crate::answer_set::Level;
use crate::class::Class;

/// Sources that are named as the nearest ones.
const NAMED: usize = 2;

/// The training films of one source and class.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    source: String,
    class: Class,
    direction: Direction,
}

/// The groups of training films; at least one, all with the same number of features.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Vec<Group>", into = "Vec<Group>")]
pub struct Groups(Vec<Group>);

/// From which percentile on a film is far, and the least level of its answer set then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FarRule {
    /// From 1 to 99.
    pub percentile: u8,
    /// The least level.
    pub level: Level,
}

/// Distances to the training films, with those of validation films to compare them with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked", into = "Unchecked")]
pub struct Distance {
    groups: Groups,
    // Finite and ascending.
    percentiles: Vec<f32>,
    far: FarRule,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Unchecked {
    groups: Groups,
    percentiles: Vec<f32>,
    far: FarRule,
}

/// How far one film is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilmDistance {
    /// The greatest percentage of validation films, up to 99, that are nearer to the training films.
    pub percentile: u8,
    /// The nearest training sources, the nearest first.
    pub sources: Vec<String>,
    /// The least level of the answer set; `None` unless the film is far.
    pub least_level: Option<Level>,
}

impl Group {
    /// A group from the features of its films; `None` unless they have a mean direction.
    pub fn new<'a>(
        source: impl Into<String>,
        class: Class,
        films: impl IntoIterator<Item = &'a [f32]>,
    ) -> Option<Self> {
        let mut sums: Vec<f32> = Vec::new();
        for features in films {
            let length = length(features);
            sums.resize(features.len(), 0.0);
            for (sum, feature) in sums.iter_mut().zip(features) {
                *sum += feature / length;
            }
        }
        Some(Self {
            source: source.into(),
            class,
            direction: Direction::of(&sums)?,
        })
    }
}

impl Groups {
    /// Groups with the same number of features.
    ///
    /// # Errors
    /// [`DistanceError::Groups`].
    pub fn new(groups: Vec<Group>) -> Result<Self, DistanceError> {
        let features = groups.first().map(|group| group.direction.features());
        let same = |group: &Group| Some(group.direction.features()) == features;
        if features.is_some() && groups.iter().all(same) {
            Ok(Self(groups))
        } else {
            Err(DistanceError::Groups)
        }
    }

    /// Those of other sources; `None` if there are none.
    pub fn without(&self, source: &str) -> Option<Self> {
        let others = self.0.iter().filter(|group| group.source != source);
        Self::new(others.cloned().collect()).ok()
    }

    /// The number of features.
    pub fn features(&self) -> usize {
        self.0.first().map_or(0, |group| group.direction.features())
    }

    /// The distance of a film's features to the nearest group, from 0 to 2; infinite where they have no
    /// direction.
    pub fn distance(&self, features: &[f32]) -> f32 {
        self.nearest(features)
            .first()
            .map_or(f32::INFINITY, |&(distance, _)| distance)
    }

    /// The distances to the sources, the nearest first.
    fn nearest(&self, features: &[f32]) -> Vec<(f32, &str)> {
        let distances = self.0.iter().map(|group| {
            let distance = 1.0 - group.direction.cosine(features);
            let distance = if distance.is_nan() {
                f32::INFINITY
            } else {
                distance
            };
            (distance, group.source.as_str())
        });
        let mut distances: Vec<(f32, &str)> = distances.collect();
        distances.sort_by(|(one, _), (other, _)| one.total_cmp(other));
        let mut sources: Vec<(f32, &str)> = Vec::new();
        for (distance, source) in distances {
            if sources.iter().all(|&(_, known)| known != source) {
                sources.push((distance, source));
            }
        }
        sources
    }
}

impl Distance {
    /// Distances by the groups, compared with those of validation films.
    ///
    /// # Errors
    /// [`DistanceError`] when there are no such films or a distance is infinite.
    pub fn new<'a>(
        groups: Groups,
        validation: impl IntoIterator<Item = &'a [f32]>,
        far: FarRule,
    ) -> Result<Self, DistanceError> {
        let films = validation.into_iter();
        let mut distances: Vec<f32> = films.map(|film| groups.distance(film)).collect();
        distances.sort_by(f32::total_cmp);
        let ranks = (1..=PERCENTILES).map(|percent| (percent * distances.len()).div_ceil(100));
        let percentiles = ranks.map_while(|rank| distances.get(rank.checked_sub(1)?).copied());
        Unchecked {
            percentiles: percentiles.collect(),
            groups,
            far,
        }
        .try_into()
    }

    /// The groups of training films.
    pub const fn groups(&self) -> &Groups {
        &self.groups
    }

    /// From when on a film is far.
    pub const fn far(&self) -> FarRule {
        self.far
    }

    /// How far a film with these features is.
    pub fn of(&self, features: &[f32]) -> FilmDistance {
        let sources = self.groups.nearest(features);
        let distance = sources
            .first()
            .map_or(f32::INFINITY, |&(distance, _)| distance);
        let below = self.percentiles.partition_point(|&it| it < distance);
        let percentile = u8::try_from(below).unwrap_or(u8::MAX);
        let sources = sources.into_iter().take(NAMED);
        FilmDistance {
            percentile,
            sources: sources.map(|(_, source)| source.to_owned()).collect(),
            least_level: (percentile >= self.far.percentile).then_some(self.far.level),
        }
    }
}

impl FilmDistance {
    /// Whether the film is far from the training films.
    pub const fn is_far(&self) -> bool {
        self.least_level.is_some()
    }

    /// What follows for a film that is far; `None` for others.
    pub fn reason(&self) -> Option<String> {
        let level = self.least_level?;
        Some(format!(
            "this film is farther from the training films than {} % of the validation films (nearest: {}), so \
             classes are excluded at the level of {} % only",
            self.percentile,
            self.sources.join(", "),
            level.percent()
        ))
    }
}

impl TryFrom<Vec<Group>> for Groups {
    type Error = DistanceError;

    fn try_from(groups: Vec<Group>) -> Result<Self, DistanceError> {
        Self::new(groups)
    }
}

impl From<Groups> for Vec<Group> {
    fn from(groups: Groups) -> Self {
        groups.0
    }
}

impl TryFrom<Unchecked> for Distance {
    type Error = DistanceError;

    fn try_from(unchecked: Unchecked) -> Result<Self, DistanceError> {
        let Unchecked {
            groups,
            percentiles,
            far,
        } = unchecked;
        let finite = percentiles.iter().all(|distance| distance.is_finite());
        if percentiles.len() != PERCENTILES || !finite || !percentiles.is_sorted() {
            return Err(DistanceError::Percentiles);
        }
        if !(1..=PERCENTILES).contains(&usize::from(far.percentile)) {
            return Err(DistanceError::Rule(far.percentile));
        }
        Ok(Self {
            groups,
            percentiles,
            far,
        })
    }
}

impl From<Distance> for Unchecked {
    fn from(distance: Distance) -> Self {
        let Distance {
            groups,
            percentiles,
            far,
        } = distance;
        Self {
            groups,
            percentiles,
            far,
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
