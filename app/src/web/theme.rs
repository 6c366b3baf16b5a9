//! The theme, which `static/theme.js` sets before the first paint.

use web_sys::{CustomEvent, CustomEventInit};

use crate::web::error::WebError;
use crate::web::local_storage;

/// The key under which a theme that was chosen is kept, and the event that tells the script.
const THEME: &str = "theme";

/// The theme that was chosen; `None` where the system decides.
pub fn chosen() -> Option<String> {
    local_storage::get(THEME)
}

/// Chooses a theme, or lets the system decide.
///
/// # Errors
/// [`WebError::Thrown`] when the browser refuses the event.
pub fn choose(theme: Option<&str>) -> Result<(), WebError> {
    // Where nothing is stored, the choice lasts as long as the page.
    local_storage::set(THEME, theme);
    let detail = CustomEventInit::new();
    detail.set_detail(&theme.into());
    let event = CustomEvent::new_with_event_init_dict(THEME, &detail)?;
    let window = web_sys::window().ok_or(WebError::Missing("window"))?;
    window.dispatch_event(&event)?;
    Ok(())
}
