//! Text about the choice between the two models.

use super::megabytes;
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
}

/// Whether a user's model is kept.
pub const fn keeping(keeping: Keeping) -> &'static str {
    match keeping {
        Keeping::Not => "Your model is gone when you leave this page.",
        Keeping::Storing => "Your model is being stored.",
        Keeping::Kept => "Your model is kept in this browser.",
        Keeping::Refused => {
            "This browser does not keep your model; it is gone when you leave this page."
        }
    }
}

/// A model in the list: "Light, 2.4 MB".
pub fn option(model: ModelChoice) -> String {
    let name = match model {
        ModelChoice::Full => "Full",
        ModelChoice::Light => "Light",
        ModelChoice::Own => "Yours",
    };
    sized(name, model)
}

/// A user's model in the list: "Yours: ward 3".
pub fn own(name: &str) -> String {
    format!("{}: {name}", option(ModelChoice::Own))
}

/// The button that stops the large download.
pub fn use_light() -> String {
    sized("Use the light model", ModelChoice::Light)
}

/// A text with the size of a model, if it is known.
fn sized(text: &str, model: ModelChoice) -> String {
    match model.bytes() {
        Some(bytes) => format!("{text}, {}", megabytes(bytes)),
        None => text.to_owned(),
    }
}
