//! Text of the tour.

use crate::messages;
use crate::state::tour::TourStep;

messages! {
    "tour";

    /// The button that starts it on the empty page.
    pub fn offer();
    /// The button that starts it again.
    pub fn start();
    /// "Step 2 of 4".
    pub fn place(number: usize, steps: usize);
    /// The button that goes on.
    pub fn next();
    /// The button that goes back.
    pub fn back();
    /// The button that ends it early.
    pub fn skip();
    /// The button that ends it after the last step.
    pub fn done();
    fn films_title();
    fn films();
    fn answer_title();
    fn answer();
    fn why_title();
    fn why();
    fn trust_title();
    fn trust();
}

/// The heading of a step.
pub fn title(step: TourStep) -> String {
    match step {
        TourStep::Films => films_title(),
        TourStep::Answer => answer_title(),
        TourStep::Why => why_title(),
        TourStep::Trust => trust_title(),
    }
}

/// The text of a step.
pub fn text(step: TourStep) -> String {
    match step {
        TourStep::Films => films(),
        TourStep::Answer => answer(),
        TourStep::Why => why(),
        TourStep::Trust => trust(),
    }
}
