//! Which films of the list are shown, and in which order.

use std::cmp::Ordering;

use model::class::Class;
use model::reading::{Decision, Reading};

use crate::natural;
use crate::protocol::JobId;
use crate::state::worklist::film::{Stage, WorklistFilm};

/// The order of the films.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// As they came.
    #[default]
    Arrival,
    /// By path, numbers by value.
    Name,
    /// In an order that says nothing of the films.
    Shuffled,
    /// By prediction: each class by falling probability, then the undecided, then those not classified.
    Prediction,
    /// By falling probability of a class.
    Probability(Class),
    /// The most doubtful first: by the number of classes that cannot be excluded, then by entropy.
    Doubt,
}

impl Order {
    /// All of them, in the order of the menu.
    pub const ALL: [Self; 8] = [
        Self::Arrival,
        Self::Name,
        Self::Shuffled,
        Self::Prediction,
        Self::Probability(Class::Covid19),
        Self::Probability(Class::Normal),
        Self::Probability(Class::Pneumonia),
        Self::Doubt,
    ];

    /// Whether the order tells something of the answers.
    pub const fn tells_answers(self) -> bool {
        matches!(self, Self::Prediction | Self::Probability(_) | Self::Doubt)
    }

    /// The value in the menu.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Arrival => "arrival",
            Self::Name => "name",
            Self::Shuffled => "shuffled",
            Self::Prediction => "prediction",
            Self::Probability(class) => class.key(),
            Self::Doubt => "doubt",
        }
    }
}

/// Which films are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Filter {
    /// All.
    #[default]
    All,
    /// Those that are not finished.
    Unfinished,
    /// Those with this decision.
    Decided(Decision),
    /// Those that failed.
    Failed,
    /// Those of this prediction.
    Predicted(Class),
    /// Those with a flag.
    Flagged,
    /// Those that the reader has yet to answer.
    Unread,
}

impl Filter {
    /// All of them, in the order of the menu.
    pub const ALL: [Self; 11] = [
        Self::All,
        Self::Unfinished,
        Self::Decided(Decision::Answer),
        Self::Decided(Decision::Abstain),
        Self::Decided(Decision::Refuse),
        Self::Failed,
        Self::Predicted(Class::Covid19),
        Self::Predicted(Class::Normal),
        Self::Predicted(Class::Pneumonia),
        Self::Flagged,
        Self::Unread,
    ];

    /// The value in the menu.
    pub const fn word(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Unfinished => "unfinished",
            Self::Decided(decision) => decision.word(),
            Self::Failed => "failed",
            Self::Predicted(class) => class.key(),
            Self::Flagged => "flagged",
            Self::Unread => "unread",
        }
    }

    /// Whether a film passes; what a reader who reads `blind` must not know does not count.
    fn admits(self, film: &WorklistFilm, blind: bool) -> bool {
        let reading = || film.visible_reading(blind);
        match self {
            Self::All => true,
            Self::Unfinished => !film.stage.is_final(),
            Self::Decided(decision) => reading().is_some_and(|it| it.decision == decision),
            Self::Failed => matches!(film.stage, Stage::Failed(_)),
            Self::Predicted(class) => reading().is_some_and(|it| it.prediction == Some(class)),
            Self::Flagged => film.flagged,
            Self::Unread => film.reader.is_none(),
        }
    }
}

/// How the list is arranged.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Arrangement {
    /// The order.
    pub order: Order,
    /// Which films.
    pub filter: Filter,
    /// Words that their names contain.
    pub search: String,
    /// Whether answers are hidden from the reader until they have given theirs.
    pub blind: bool,
}

impl Arrangement {
    /// Hides answers or shows them. Films that are read blind are shuffled: those of a folder of one class
    /// would follow each other.
    pub const fn set_blind(&mut self, blind: bool) {
        self.blind = blind;
        self.order = if blind {
            Order::Shuffled
        } else {
            Order::Arrival
        };
    }

    /// The films that are shown, in order. Films that the order says nothing of come last, as they came.
    pub fn of(&self, films: &[WorklistFilm]) -> Vec<JobId> {
        let words: Vec<String> = self.search.split_whitespace().map(folded).collect();
        let is_found = |film: &&WorklistFilm| {
            words.is_empty() || {
                let name = folded(&film.name);
                words.iter().all(|word| name.contains(word))
            }
        };
        let shown = films
            .iter()
            .filter(|film| self.filter.admits(film, self.blind));
        let shown = shown.filter(is_found);
        // By arrival where an order would tell answers, or move a film as soon as the reader has answered it.
        if self.order == Order::Arrival || (self.blind && self.order.tells_answers()) {
            return shown.map(|film| film.job).collect();
        }
        let mut shown: Vec<_> = shown.map(|film| (self.key(film), film)).collect();
        // Stable, so that equal films stay as they came.
        shown.sort_by(|(key, one), (other_key, other)| match self.order {
            Order::Name => natural::compare(&one.name, &other.name),
            Order::Shuffled => one.number().cmp(&other.number()),
            _ => descending(*key, *other_key),
        });
        shown.into_iter().map(|(_, film)| film.job).collect()
    }

    /// What the order compares, the greatest first.
    fn key(&self, film: &WorklistFilm) -> [f32; 2] {
        let last = [f32::NEG_INFINITY; 2];
        let Some(reading) = film.visible_reading(self.blind) else {
            return last;
        };
        match (self.order, &reading.probabilities) {
            (Order::Prediction, Some(probabilities)) => match reading.prediction {
                Some(class) => [-(class.index() as f32), probabilities.get(class)],
                None => [-(Class::COUNT as f32), 0.0],
            },
            (Order::Prediction, None) => [-(Class::COUNT as f32) - 1.0, 0.0],
            (Order::Probability(class), Some(probabilities)) => [probabilities.get(class), 0.0],
            (Order::Doubt, Some(probabilities)) => [
                doubtful_classes(reading) as f32,
                entropy(probabilities.as_array()),
            ],
            _ => last,
        }
    }
}

/// A text in lower case.
fn folded(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect()
}

/// How many classes remain; a film that fits none is as doubtful as one that may be any.
const fn doubtful_classes(reading: &Reading) -> usize {
    match reading.set.len() {
        0 => Class::COUNT,
        classes => classes,
    }
}

/// In nats.
fn entropy(probabilities: [f32; Class::COUNT]) -> f32 {
    let terms = probabilities.into_iter().filter(|share| *share > 0.0);
    -terms.map(|share| share * share.ln()).sum::<f32>()
}

/// The greatest first.
fn descending([first, second]: [f32; 2], [other_first, other_second]: [f32; 2]) -> Ordering {
    let order = other_first.total_cmp(&first);
    order.then_with(|| other_second.total_cmp(&second))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{EngineKind, Examined, Failure, Times};
    use crate::state::worklist::film::{Answer, ReaderAnswer, Sureness};
    use model::class::PerClass;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn film(job: u32, name: &str, reading: Option<Reading>) -> WorklistFilm {
        WorklistFilm {
            stage: reading.map_or(Stage::Waiting, |reading| {
                Stage::Answered(Answer {
                    examined: Examined::Refused(reading.clone()),
                    reading,
                    times: Times::default(),
                    engine: EngineKind::Cpu,
                })
            }),
            ..WorklistFilm::new(JobId(job), name.to_owned())
        }
    }

    fn reading(values: [f32; 3], set: &[Class]) -> Reading {
        let only = match set {
            [only] => Some(*only),
            _ => None,
        };
        Reading {
            probabilities: Some(PerClass(values).try_into().unwrap()),
            prediction: only,
            set: set.to_vec(),
            decision: match only {
                Some(_) => Decision::Answer,
                None => Decision::Abstain,
            },
            ..Reading::refuse("", "")
        }
    }

    fn films() -> Vec<WorklistFilm> {
        let [covid, normal, pneumonia] = Class::ALL;
        let mut films = vec![
            film(
                0,
                "a/film 10.png",
                Some(reading([0.2, 0.7, 0.1], &[normal])),
            ),
            film(
                1,
                "a/film 9.png",
                Some(reading([0.5, 0.1, 0.4], &[covid, pneumonia])),
            ),
            film(2, "b/Thorax.dcm", None),
            film(3, "b/2.png", Some(reading([0.9, 0.05, 0.05], &[covid]))),
            film(4, "b/1.png", Some(Reading::refuse("", "it is a text"))),
            film(5, "c.png", Some(reading([0.4, 0.3, 0.3], &[]))),
            film(6, "d.png", Some(reading([0.04, 0.92, 0.04], &[normal]))),
            film(7, "e.png", None),
        ];
        films[7].stage = Stage::Failed(Failure::Unreadable);
        films[3].flagged = true;
        films[6].reader = Some(ReaderAnswer {
            class: Class::Normal,
            sureness: Sureness::Sure,
        });
        films
    }

    fn jobs(arrangement: &Arrangement) -> Vec<u32> {
        arrangement.of(&films()).iter().map(|job| job.0).collect()
    }

    #[test]
    fn films_are_ordered_and_those_without_an_answer_come_last() {
        let check = |order, expected: [u32; 8]| {
            let arrangement = Arrangement {
                order,
                ..Arrangement::default()
            };
            assert_eq!(jobs(&arrangement), expected, "{order:?}");
        };
        check(Order::Arrival, [0, 1, 2, 3, 4, 5, 6, 7]);
        check(Order::Name, [1, 0, 4, 3, 2, 5, 6, 7]);
        check(Order::Shuffled, [0, 7, 4, 2, 1, 6, 3, 5]);
        check(Order::Prediction, [3, 6, 0, 1, 5, 4, 2, 7]);
        check(Order::Probability(Class::Covid19), [3, 1, 5, 0, 6, 2, 4, 7]);
        check(Order::Doubt, [5, 1, 0, 3, 6, 2, 4, 7]);
    }

    #[test]
    fn films_are_filtered_and_searched() {
        let check = |filter, search: &str, expected: &[u32]| {
            let arrangement = Arrangement {
                filter,
                search: search.to_owned(),
                ..Arrangement::default()
            };
            assert_eq!(jobs(&arrangement), expected, "{filter:?} {search}");
        };
        check(Filter::All, "PNG a/", &[0, 1]);
        check(Filter::All, "thorax", &[2]);
        check(Filter::Unfinished, "", &[2]);
        check(Filter::Decided(Decision::Answer), "", &[0, 3, 6]);
        check(Filter::Decided(Decision::Abstain), "", &[1, 5]);
        check(Filter::Decided(Decision::Refuse), "", &[4]);
        check(Filter::Failed, "", &[7]);
        check(Filter::Predicted(Class::Normal), "", &[0, 6]);
        check(Filter::Flagged, "", &[3]);
        check(Filter::Unread, "", &[0, 1, 2, 3, 4, 5, 7]);
    }

    #[test]
    fn reading_blind_neither_order_nor_filter_gives_an_answer_away() {
        let blind = |order, filter| Arrangement {
            order,
            filter,
            blind: true,
            ..Arrangement::default()
        };
        let order = blind(Order::Probability(Class::Covid19), Filter::All);
        assert_eq!(jobs(&order), [0, 1, 2, 3, 4, 5, 6, 7]);
        let order = blind(Order::Doubt, Filter::All);
        assert_eq!(jobs(&order), [0, 1, 2, 3, 4, 5, 6, 7]);
        let filter = blind(Order::Arrival, Filter::Decided(Decision::Answer));
        assert_eq!(jobs(&filter), [6]);
        let refused = blind(Order::Arrival, Filter::Decided(Decision::Refuse));
        assert_eq!(jobs(&refused), [4]);
    }

    #[test]
    fn each_choice_of_a_menu_has_a_value_of_its_own() {
        let mut words: Vec<&str> = Order::ALL.map(Order::word).to_vec();
        words.dedup();
        assert_eq!(words.len(), Order::ALL.len());
        let mut words: Vec<&str> = Filter::ALL.map(Filter::word).to_vec();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), Filter::ALL.len());
    }
}
