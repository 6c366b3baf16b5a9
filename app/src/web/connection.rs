//! What the browser says of the network connection (Network Information API).

use crate::web::object;

/// The network connection, as far as the browser reports it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Connection {
    /// The user has asked for less data.
    pub saves_data: bool,
    /// Its effective type is below 4G.
    pub is_slow: bool,
}

impl Connection {
    /// The present connection; neither where the browser does not report it.
    pub fn present() -> Self {
        let navigator = object::field(&js_sys::global(), "navigator");
        let connection = navigator.and_then(|navigator| object::field(&navigator, "connection"));
        connection.map_or_else(Self::default, |connection| Self {
            saves_data: object::field(&connection, "saveData")
                .is_some_and(|value| value.is_truthy()),
            is_slow: object::text(&connection, "effectiveType").is_some_and(|kind| kind != "4g"),
        })
    }
}
