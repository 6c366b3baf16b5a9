//! Text about the choice between the two models.

use super::megabytes;
use crate::protocol::ModelChoice;

/// The label of the choice.
pub const LABEL: &str = "Model";
/// Why the light model is in use although the user did not choose it.
pub const SAVES_DATA: &str = "The light model is used because this browser is set to save data.";
/// While a large download is slow.
pub const SLOW: &str =
    "This connection is slow. The light model is ready sooner and less accurate.";

/// A model in the list: "Light, 2.4 MB".
pub fn option(model: ModelChoice) -> String {
    let name = match model {
        ModelChoice::Full => "Full",
        ModelChoice::Light => "Light",
    };
    format!("{name}, {}", megabytes(model.bytes()))
}

/// The button that stops the large download.
pub fn use_light() -> String {
    format!(
        "Use the light model, {}",
        megabytes(ModelChoice::Light.bytes())
    )
}
