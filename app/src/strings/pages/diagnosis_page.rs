//! Text of the page on the engine.

use crate::messages;

messages! {
    "diagnosis_page";

    /// The lead.
    pub fn lead();
    /// The button that examines the engine.
    pub fn examine();
    /// While a film is in progress.
    pub fn waiting();
    /// While it runs.
    pub fn running();
    /// The button that copies the report.
    pub fn copy();
    /// After it was copied.
    pub fn copied();
    /// Where the browser does not allow it.
    pub fn not_copied();
    /// The name of the report, for screen readers.
    pub fn report();
}
