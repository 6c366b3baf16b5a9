//! Text of the shortcut lens.

use model::class::Class;
use model::lens::{Change, Verdict, ViewReading};
use model::scorecard::results::LensResult;

use super::{capitalised, prediction, share};

messages! {
    "lens";

    /// The button that starts the lens.
    pub fn check();
    /// The heading above the copies.
    pub fn heading();
    /// While the copies are classified.
    pub fn working();
    /// The heading above a failure.
    pub fn failed();
    /// What the lens is able to tell.
    pub fn note();
}

/// A change as a caption: "Lungs hidden".
pub fn caption(change: Change) -> String {
    match change {
        Change::Reencoded => "JPEG, quality 50".to_owned(),
        change => capitalised(change.name()),
    }
}

/// What became of the class in a copy: "Stays: normal 93.4 %".
pub fn outcome(view: &ViewReading, stays: bool) -> String {
    let class = view.probabilities.top();
    let result = prediction(class, view.probabilities.get(class));
    match (view.differs, stays) {
        (false, _) if view.change == Change::LettersHidden => "No letters found".to_owned(),
        (_, true) => format!("Stays: {result}"),
        (_, false) => format!("Changes: {result}"),
    }
}

/// The verdict in sentences, about an answer or about the most probable class of an undecided film.
pub fn verdict(verdict: &Verdict, answered: bool, class: Class) -> Vec<String> {
    let subject = if answered {
        "The answer".to_owned()
    } else {
        format!("The most probable class, {class},")
    };
    let moved = list(&verdict.moved_by);
    match (verdict.without_lungs, verdict.moved_by.is_empty()) {
        (false, true) => vec![format!(
            "{subject} changes when the lungs are hidden, and stays when anything else is changed, as it should."
        )],
        (true, true) => vec![format!(
            "{subject} stays when the lungs are hidden: do not trust it."
        )],
        (false, false) => vec![format!(
            "{subject} changes although the lungs can be seen ({moved}): do not rely on it."
        )],
        (true, false) => vec![
            format!("{subject} stays when the lungs are hidden: do not trust it."),
            format!("It changes although the lungs can be seen ({moved})."),
        ],
    }
}

/// How often the class stays without lungs: what a verdict about it is worth.
pub fn how_often(results: &[LensResult], class: Class) -> Option<String> {
    let result = results.iter().find(|result| result.class == Some(class))?;
    Some(format!(
        "Of the test films predicted as {class}, {} stay so when the lungs are hidden.",
        share(result.stays.value)
    ))
}

/// "border hidden, mirrored".
fn list(changes: &[Change]) -> String {
    let names: Vec<&str> = changes.iter().map(|change| change.name()).collect();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn every_verdict_has_its_words() {
        let words = |without_lungs, moved_by: &[Change], answered| {
            let found = Verdict {
                without_lungs,
                moved_by: moved_by.to_vec(),
            };
            verdict(&found, answered, Class::Normal).join(" ")
        };
        let stays = "The answer stays when the lungs are hidden: do not trust it.";
        assert_eq!(words(true, &[], true), stays);
        let turned = [Change::BorderHidden, Change::Turned];
        let both = words(true, &turned, true);
        assert!(both.starts_with(stays), "{both}");
        assert!(
            both.contains("(border hidden, turned by 5 degrees)"),
            "{both}"
        );
        assert!(words(false, &turned, true).contains("do not rely on it"));
        let sound = words(false, &[], false);
        assert!(sound.starts_with("The most probable class, normal, changes when"));
        assert!(sound.contains("as it should"));
    }
}
