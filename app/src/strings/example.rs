//! Text about the example film.

/// Before the button.
pub const OFFER: &str = "No film at hand?";
/// The button.
pub const SHOW: &str = "Show an example";
/// Whose film it is (its licence asks for that).
pub const CREDIT: &str = "Example: COVID-19 Image Repository, Hannover Medical School (Winther et al.), CC BY 3.0, reduced in size.";
