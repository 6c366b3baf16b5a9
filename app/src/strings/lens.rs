//! Text of the shortcut lens.

use std::iter;

use model::class::Class;
use model::lens::{Change, Verdict, ViewReading};
use model::scorecard::results::LensResult;

use super::{capitalised, list, prediction, share};
use crate::messages;

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

    fn lungs_hidden();
    fn border_hidden();
    fn letters_hidden();
    fn mirrored();
    fn reencoded();
    fn turned();
    fn cropped();
    fn border_only();
    fn jpeg();
    fn no_letters();
    fn stays(result: String);
    fn changes(result: String);
    fn answer_sound();
    fn class_sound(class: Class);
    fn answer_without_lungs();
    fn class_without_lungs(class: Class);
    fn answer_moved(changes: String);
    fn class_moved(class: Class, changes: String);
    fn also_moved(changes: String);
    fn share_without_lungs(class: Class, share: String);
}

/// A change: "lungs hidden".
fn name(change: Change) -> String {
    match change {
        Change::LungsHidden => lungs_hidden(),
        Change::BorderHidden => border_hidden(),
        Change::LettersHidden => letters_hidden(),
        Change::Mirrored => mirrored(),
        Change::Reencoded => reencoded(),
        Change::Turned => turned(),
        Change::Cropped => cropped(),
        Change::BorderOnly => border_only(),
    }
}

/// A change as a caption: "Lungs hidden".
pub fn caption(change: Change) -> String {
    match change {
        Change::Reencoded => jpeg(),
        change => capitalised(&name(change)),
    }
}

/// What became of the class in a copy: "Stays: normal 93.4 %".
pub fn outcome(view: &ViewReading, same_class: bool) -> String {
    let class = view.probabilities.top();
    let result = prediction(class, view.probabilities.get(class));
    match (view.differs, same_class) {
        (false, _) if view.change == Change::LettersHidden => no_letters(),
        (_, true) => stays(result),
        (_, false) => changes(result),
    }
}

/// The verdict in sentences, about an answer or about the most probable class of an undecided film.
pub fn verdict(verdict: &Verdict, answered: bool, class: Class) -> Vec<String> {
    let is_moved = !verdict.moved_by.is_empty();
    let moved = list(verdict.moved_by.iter().copied().map(name));
    match (verdict.without_lungs, is_moved, answered) {
        (false, false, true) => vec![answer_sound()],
        (false, false, false) => vec![class_sound(class)],
        (false, true, true) => vec![answer_moved(moved)],
        (false, true, false) => vec![class_moved(class, moved)],
        (true, _, _) => {
            let subject = if answered {
                answer_without_lungs()
            } else {
                class_without_lungs(class)
            };
            let also = is_moved.then(|| also_moved(moved));
            iter::once(subject).chain(also).collect()
        }
    }
}

/// How often the class stays without lungs: what a verdict about it is worth.
pub fn how_often(results: &[LensResult], class: Class) -> Option<String> {
    let result = results.iter().find(|result| result.class == Some(class))?;
    Some(share_without_lungs(class, share(result.stays.value)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_change_is_called_as_in_the_tables() {
        for change in Change::MEASURED {
            assert_eq!(name(change), change.name());
        }
        assert_eq!(caption(Change::Mirrored), "Mirrored");
    }

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
