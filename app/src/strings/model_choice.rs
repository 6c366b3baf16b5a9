//! Text about the choice between the two models.

use super::megabytes;
use crate::messages;
use crate::protocol::ModelChoice;
use crate::state::own_model::Keeping;

messages! {
    "model_choice";

    /// The label of the choice.
    pub fn label();
    /// Why the light model is in use although the user did not choose it.
    pub fn saves_data();
    /// While a large download is slow.
    pub fn slow();
    /// The button that keeps a user's model.
    pub fn keep();
    /// The button that removes it.
    pub fn forget();
    /// Beside every answer of a user's model.
    pub fn own_model();

    fn not_kept();
    fn storing();
    fn kept();
    fn refused();
    fn full();
    fn light();
    fn yours();
    fn named(model: String, name: &str);
    fn use_light_model();
    fn with_size(model: String, size: String);
}

/// Whether a user's model is kept.
pub fn keeping(keeping: Keeping) -> String {
    match keeping {
        Keeping::Not => not_kept(),
        Keeping::Storing => storing(),
        Keeping::Kept => kept(),
        Keeping::Refused => refused(),
    }
}

/// A model in the list: "Light, 2.4 MB".
pub fn option(model: ModelChoice) -> String {
    let name = match model {
        ModelChoice::Full => full(),
        ModelChoice::Light => light(),
        ModelChoice::Own => yours(),
    };
    sized(name, model)
}

/// A user's model in the list: "Yours: ward 3".
pub fn own(name: &str) -> String {
    named(option(ModelChoice::Own), name)
}

/// The button that stops the large download.
pub fn use_light() -> String {
    sized(use_light_model(), ModelChoice::Light)
}

/// A text with the size of a model, if it is known.
fn sized(text: String, model: ModelChoice) -> String {
    match model.bytes() {
        Some(bytes) => with_size(text, megabytes(bytes)),
        None => text,
    }
}
