//! Text about how answers are read: level, operating point and prevalence.

use model::answer_set::Level;
use model::class::Class;
use model::estimate::Estimate;
use model::operating_point::Purpose;
use model::prevalence::{PEOPLE, Prevalence};
use model::scorecard::results::SetResult;

use super::{NBSP, share};

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
}

/// "90 %".
pub fn level(level: Level) -> String {
    format!("{}{NBSP}%", level.percent())
}

/// A purpose in a list: "Screening".
pub fn purpose(purpose: Purpose) -> String {
    super::capitalised(purpose.word())
}

/// What the sets of a level promise.
pub fn promise(chosen: Level) -> String {
    format!(
        "A film is answered if a single class is left in its set; sets hold the right class of {} of the films of each class, as long as films are like those of the calibration.",
        level(chosen)
    )
}

/// What the sets of a level have achieved on the test films.
pub fn answered(sets: &SetResult) -> String {
    let answered = share(sets.answered.value);
    let at = level(sets.level);
    match sets.answer_accuracy {
        Some(right) => format!(
            "At {at}, {answered} of the test films were answered, {} of the answers rightly.",
            estimate(right)
        ),
        None => format!("At {at}, {answered} of the test films were answered."),
    }
}

/// What the set of a film is worth at another hospital; beside every set.
pub fn elsewhere(chosen: Level, external: Option<&SetResult>) -> String {
    let promise = format!("Set at {}.", level(chosen));
    match external {
        Some(sets) => {
            let at = if sets.level == chosen {
                String::new()
            } else {
                format!(" (measured at {})", level(sets.level))
            };
            format!(
                "{promise} Its promise ends at the next hospital: on films of other hospitals, sets held the right class in {}{at}.",
                estimate(sets.coverage)
            )
        }
        None => format!(
            "{promise} Its promise ends at the next hospital, where it has not been measured."
        ),
    }
}

/// What the set of a film is worth with a calibration for the user's own films.
pub fn own_promise(chosen: Level) -> String {
    format!(
        "Set at {}: its promise holds for films like those, and for no other hospital.",
        level(chosen)
    )
}

/// A disease without an operating point.
pub fn no_point(class: Class) -> String {
    format!("The model has no operating point for {class}.")
}

/// "20 of 1,000 have COVID-19".
pub fn prevalence(prevalence: Prevalence, class: Class) -> String {
    let people = prevalence.share() * PEOPLE;
    format!("{people:.0} of 1,000 people have {class}")
}

/// "75.6 % (65.5 to 83.4)".
pub fn estimate(Estimate { value, low, high }: Estimate) -> String {
    format!(
        "{} ({:.1} to {:.1})",
        share(value),
        low * 100.0,
        high * 100.0
    )
}

#[cfg(test)]
mod tests {
    use super::*;
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
