//! Text about how answers are read: level, operating point and prevalence.

use model::answer_set::Level;
use model::class::Class;
use model::estimate::Estimate;
use model::operating_point::Purpose;
use model::prevalence::{PEOPLE, Prevalence};
use model::scorecard::results::SetResult;

use super::share;
use crate::locale::numbers::decimal;
use crate::messages;

messages! {
    "options";

    /// The heading of the panel.
    pub fn heading();
    /// The label of the level.
    pub fn level_label();
    /// The label of the operating point.
    pub fn purpose_label();
    /// The label of the disease.
    pub fn disease();
    /// The label of the prevalence.
    pub fn prevalence_label();
    /// The mark of a class whose probability reaches its operating point.
    pub fn called();
    /// A disease without an operating point.
    pub fn no_point(class: Class);
    /// A figure with its interval: "75.6 % (65.5 to 83.4)".
    pub fn with_interval(value: &str, low: &str, high: &str);
    fn level_percent(percent: u8);
    fn purpose_screening();
    fn purpose_balanced();
    fn purpose_confirming();
    fn promise_at(level: &str);
    fn answered_rightly(level: &str, answered: &str, right: &str);
    fn answered_only(level: &str, answered: &str);
    fn elsewhere_measured(level: &str, coverage: &str);
    fn elsewhere_measured_at(level: &str, coverage: &str, measured: &str);
    fn elsewhere_not_measured(level: &str);
    fn own_promise_at(level: &str);
    fn prevalence_of(people: &str, class: Class);
}

/// "90 %".
pub fn level(level: Level) -> String {
    level_percent(level.percent())
}

/// A purpose in a list: "Screening".
pub fn purpose(purpose: Purpose) -> String {
    match purpose {
        Purpose::Screening => purpose_screening(),
        Purpose::Balanced => purpose_balanced(),
        Purpose::Confirming => purpose_confirming(),
    }
}

/// What the sets of a level promise.
pub fn promise(chosen: Level) -> String {
    promise_at(&level(chosen))
}

/// What the sets of a level have achieved on the test films.
pub fn answered(sets: &SetResult) -> String {
    let (at, answered) = (level(sets.level), share(sets.answered.value));
    match sets.answer_accuracy {
        Some(right) => answered_rightly(&at, &answered, &estimate(right)),
        None => answered_only(&at, &answered),
    }
}

/// What the set of a film is worth at another hospital; beside every set.
pub fn elsewhere(chosen: Level, external: Option<&SetResult>) -> String {
    let at = level(chosen);
    let Some(sets) = external else {
        return elsewhere_not_measured(&at);
    };
    let coverage = estimate(sets.coverage);
    if sets.level == chosen {
        elsewhere_measured(&at, &coverage)
    } else {
        elsewhere_measured_at(&at, &coverage, &level(sets.level))
    }
}

/// What the set of a film is worth with a calibration for the user's own films.
pub fn own_promise(chosen: Level) -> String {
    own_promise_at(&level(chosen))
}

/// "20 of 1,000 people have COVID-19".
pub fn prevalence(prevalence: Prevalence, class: Class) -> String {
    prevalence_of(&decimal(prevalence.share() * PEOPLE, 0), class)
}

/// "75.6 % (65.5 to 83.4)".
pub fn estimate(Estimate { value, low, high }: Estimate) -> String {
    let [low, high] = [low, high].map(|bound| decimal(bound * 100.0, 1));
    with_interval(&share(value), &low, &high)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::strings::NBSP;
    use model::class::PerClass;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn the_set_says_where_its_promise_ends() {
        let coverage = Estimate {
            value: 0.756,
            low: 0.655,
            high: 0.834,
        };
        let sets = SetResult {
            level: Level::DEFAULT,
            coverage,
            class_coverage: PerClass([None; 3]),
            mean_size: 1.0,
            empty: 0,
            answered: coverage,
            answer_accuracy: None,
        };
        let plain = |text: String| text.replace(NBSP, " ");
        assert_eq!(
            plain(elsewhere(Level::DEFAULT, Some(&sets))),
            "Set at 90 %. Its promise ends at the next hospital: on films of other hospitals, sets held the right class in 75.6 % (65.5 to 83.4)."
        );
        let other = elsewhere(Level::HIGHEST, Some(&sets));
        assert!(plain(other).ends_with("(65.5 to 83.4) (measured at 90 %)."));
        assert!(elsewhere(Level::DEFAULT, None).contains("not been measured"));
        assert_eq!(
            plain(answered(&sets)),
            "At 90 %, 75.6 % of the test films were answered."
        );
    }

    #[test]
    fn a_prevalence_is_counted_in_people() {
        let text = prevalence(Prevalence::DEFAULT, Class::Pneumonia);
        assert_eq!(text, "20 of 1,000 people have pneumonia");
    }
}
