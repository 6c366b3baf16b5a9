//! Answer sets: the classes that cannot be excluded for a film, by split conformal prediction.
//!
//! Class-conditional (Mondrian): among films of a class like the calibration films, the set contains
//! the class in at least the chosen share of them, whatever the class. The promise holds for films from
//! the same sources as the calibration films; for another hospital it is a measurement, not a promise.
//! Source: Vovk, Gammerman and Shafer, "Algorithmic Learning in a Random World" (2005), section 4.5.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::calibration::Probabilities;
use crate::class::{Class, PerClass};

/// The share of each class whose sets must contain it: a whole percentage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Level(u8);

/// A number that is not a level.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("invalid level {0:?}; expected a whole percentage from 0.80 to 0.99, for example 0.9")]
pub struct InvalidLevel(String);

impl Level {
    /// The lowest level.
    pub const LOWEST: Self = Self(80);
    /// The level unless the user chooses another.
    pub const DEFAULT: Self = Self(90);
    /// The highest level.
    pub const HIGHEST: Self = Self(99);

    /// The levels whose results a scorecard has.
    pub const REPORTED: [Self; 4] = [Self::LOWEST, Self::DEFAULT, Self(95), Self::HIGHEST];

    /// All levels, from the lowest to the highest.
    pub fn all() -> impl ExactSizeIterator<Item = Self> {
        (Self::LOWEST.0..=Self::HIGHEST.0).map(Self)
    }

    /// This level, or the least one that a film requires if that is higher.
    #[must_use]
    pub fn at_least(self, least: Option<Self>) -> Self {
        least.map_or(self, |least| self.max(least))
    }

    /// In percent.
    pub const fn percent(self) -> u8 {
        self.0
    }

    /// The number of the calibration score, counted from 1 in ascending order, that is the threshold:
    /// `ceil((films + 1) * level)`; more than `films` where there are too few.
    pub fn rank(self, films: usize) -> usize {
        ((films + 1) * usize::from(self.0)).div_ceil(100)
    }

    /// The least number of calibration films of a class with which sets can exclude it:
    /// `ceil(1 / (1 - level)) - 1`.
    pub fn least_films(self) -> usize {
        let out_of_100 = usize::from(100 - self.0);
        100_usize.div_ceil(out_of_100) - 1
    }

    const fn position(self) -> usize {
        (self.0 - Self::LOWEST.0) as usize
    }
}

impl Default for Level {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// "0.9", as it is read.
impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f64::from(*self).fmt(f)
    }
}

impl From<Level> for f64 {
    fn from(level: Level) -> Self {
        Self::from(level.0) / 100.0
    }
}

impl TryFrom<f64> for Level {
    type Error = InvalidLevel;

    fn try_from(share: f64) -> Result<Self, InvalidLevel> {
        // Division and rounding agree for whole percentages and for no other number.
        let level = Self::all().find(|&level| (f64::from(level) - share).abs() < 1e-9);
        level.ok_or_else(|| InvalidLevel(share.to_string()))
    }
}

impl FromStr for Level {
    type Err = InvalidLevel;

    fn from_str(text: &str) -> Result<Self, InvalidLevel> {
        let share: Result<f64, _> = text.parse();
        let level = share.ok().and_then(|share| Self::try_from(share).ok());
        level.ok_or_else(|| InvalidLevel(text.to_owned()))
    }
}

/// The thresholds of each class at every level.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Vec<LevelThresholds>", into = "Vec<LevelThresholds>")]
pub struct AnswerSets(Vec<Thresholds>);

/// The greatest score of each class with which it belongs to the set, where the score is 1 minus its
/// probability; `None` where there were too few calibration films to exclude the class at this level.
pub type Thresholds = PerClass<Option<f32>>;

/// Thresholds as they are stored.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LevelThresholds {
    level: Level,
    thresholds: Thresholds,
}

/// Why thresholds are refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum AnswerSetError {
    /// Not one entry for each level, in order.
    #[error("answer_sets must have one entry for each level from 0.8 to 0.99, in order")]
    Levels,
    /// A threshold that is not a score.
    #[error("a threshold of answer_sets for {0} is not in 0..=1")]
    NotAScore(Class),
    /// A higher level excludes what a lower one includes.
    #[error("the thresholds of answer_sets for {0} fall as the level rises")]
    Falling(Class),
}

impl AnswerSets {
    /// Thresholds for [`Level::all`], in order.
    ///
    /// # Errors
    /// [`AnswerSetError`] unless they are scores and rise with the level.
    pub fn new(thresholds: Vec<Thresholds>) -> Result<Self, AnswerSetError> {
        if thresholds.len() != Level::all().len() {
            return Err(AnswerSetError::Levels);
        }
        for class in Class::ALL {
            let mut before = 0.0;
            for threshold in &thresholds {
                let threshold = threshold[class].unwrap_or(f32::INFINITY);
                if !((0.0..=1.0).contains(&threshold) || threshold == f32::INFINITY) {
                    return Err(AnswerSetError::NotAScore(class));
                }
                if threshold < before {
                    return Err(AnswerSetError::Falling(class));
                }
                before = threshold;
            }
        }
        Ok(Self(thresholds))
    }

    /// The thresholds at a level.
    pub fn thresholds(&self, level: Level) -> Thresholds {
        self.0[level.position()]
    }

    /// The classes that cannot be excluded at a level; it may be none or all of them.
    pub fn set(&self, probabilities: &Probabilities, level: Level) -> Vec<Class> {
        self.set_by(|class| f64::from(probabilities.get(class)), level)
    }

    /// The same from a function that gives the probability of each class.
    pub fn set_by(&self, probability: impl Fn(Class) -> f64, level: Level) -> Vec<Class> {
        let thresholds = self.thresholds(level);
        let fits = |class: &Class| {
            let score = 1.0 - probability(*class);
            thresholds[*class].is_none_or(|threshold| score <= f64::from(threshold))
        };
        Class::ALL.into_iter().filter(fits).collect()
    }
}

impl TryFrom<Vec<LevelThresholds>> for AnswerSets {
    type Error = AnswerSetError;

    fn try_from(stored: Vec<LevelThresholds>) -> Result<Self, AnswerSetError> {
        let levels = stored.iter().map(|entry| entry.level);
        if !levels.eq(Level::all()) {
            return Err(AnswerSetError::Levels);
        }
        Self::new(stored.into_iter().map(|entry| entry.thresholds).collect())
    }
}

impl From<AnswerSets> for Vec<LevelThresholds> {
    fn from(sets: AnswerSets) -> Self {
        let pairs = Level::all().zip(sets.0);
        pairs
            .map(|(level, thresholds)| LevelThresholds { level, thresholds })
            .collect()
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// The same thresholds at every level, so that sets are easy to tell.
    pub(crate) fn constant(thresholds: [Option<f32>; Class::COUNT]) -> AnswerSets {
        AnswerSets::new(vec![PerClass(thresholds); Level::all().len()]).unwrap()
    }

    fn probabilities(values: [f32; 3]) -> Probabilities {
        PerClass(values).try_into().unwrap()
    }

    #[test]
    fn a_class_belongs_to_the_set_up_to_its_threshold() {
        let sets = constant([Some(0.5), Some(0.75), Some(0.25)]);
        let check = |values: [f32; 3], expected: &[Class]| {
            let set = sets.set(&probabilities(values), Level::DEFAULT);
            assert_eq!(set, expected, "{values:?}");
        };
        check([0.5, 0.25, 0.25], &[Class::Covid19, Class::Normal]);
        check([0.0, 0.25, 0.75], &[Class::Normal, Class::Pneumonia]);
        check([0.125, 0.125, 0.75], &[Class::Pneumonia]);
        check([0.4375, 0.125, 0.4375], &[]);
        let unbounded = constant([None; 3]);
        let set = unbounded.set(&probabilities([1.0, 0.0, 0.0]), Level::HIGHEST);
        assert_eq!(set, Class::ALL);
    }

    #[test]
    fn the_rank_is_that_of_the_definition() {
        let check = |percent: u8, films, rank| assert_eq!(Level(percent).rank(films), rank);
        // 0.9 * 10 is a whole number, which floating point would round up.
        check(90, 9, 9);
        check(90, 8, 9);
        check(90, 10, 10);
        check(80, 4, 4);
        check(80, 0, 1);
        check(99, 99, 99);
        check(99, 98, 99);
    }

    #[test]
    fn a_film_may_require_a_higher_level() {
        let check = |chosen: u8, least: Option<u8>, expected| {
            assert_eq!(Level(chosen).at_least(least.map(Level)), Level(expected));
        };
        check(90, None, 90);
        check(90, Some(99), 99);
        check(90, Some(80), 90);
    }

    #[test]
    fn the_least_number_of_films_is_the_first_with_a_threshold() {
        for level in Level::all() {
            let least = level.least_films();
            assert!(level.rank(least) <= least, "{level}");
            assert!(level.rank(least - 1) > least - 1, "{level}");
        }
        assert_eq!(Level::DEFAULT.least_films(), 9);
    }

    #[test]
    fn levels_are_whole_percentages_from_80_to_99() {
        assert_eq!(Level::all().len(), 20);
        assert_eq!(Level::all().last(), Some(Level::HIGHEST));
        for (text, percent) in [("0.9", 90), ("0.80", 80), ("0.99", 99), ("0.87", 87)] {
            assert_eq!(text.parse(), Ok(Level(percent)));
        }
        for text in ["0.79", "1", "0.995", "90", "nan", "", "high"] {
            let error = text.parse::<Level>().unwrap_err().to_string();
            assert!(error.contains(text), "{error}");
        }
        for level in Level::all() {
            assert_eq!(level.to_string().parse(), Ok(level));
        }
    }

    #[test]
    fn thresholds_are_read_back_as_written() {
        let mut thresholds = vec![PerClass([Some(0.1), Some(0.3), None]); 20];
        thresholds[19] = PerClass([Some(0.123_456_79), None, None]);
        let sets = AnswerSets::new(thresholds).unwrap();
        let json = serde_json::to_string(&sets).unwrap();
        assert_eq!(serde_json::from_str::<AnswerSets>(&json).unwrap(), sets);
        assert!(
            json.starts_with(r#"[{"level":0.8,"thresholds":[0.1,0.3,null]}"#),
            "{json}"
        );
    }

    #[test]
    fn thresholds_that_no_fit_gives_are_refused() {
        let refused = |change: &dyn Fn(&mut Vec<serde_json::Value>)| {
            let mut json = serde_json::to_value(constant([Some(0.5); 3])).unwrap();
            change(json.as_array_mut().unwrap());
            let error = serde_json::from_value::<AnswerSets>(json).unwrap_err();
            error.to_string()
        };
        let at = |index: usize, value: f64| {
            refused(&move |levels| levels[index]["thresholds"][2] = value.into())
        };
        assert!(at(3, 1.5).contains("for pneumonia is not in 0..=1"));
        assert!(at(3, -0.5).contains("is not in 0..=1"));
        assert!(at(3, 0.25).contains("for pneumonia fall"));
        let message = refused(&|levels| {
            levels.pop();
        });
        assert!(message.contains("one entry for each level"), "{message}");
        assert!(refused(&|levels| levels.swap(0, 1)).contains("in order"));
        assert!(refused(&|levels| levels[0]["level"] = 0.5.into()).contains("0.5"));
    }
}
