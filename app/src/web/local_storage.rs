//! A text that this browser keeps for this page until it is removed.

use web_sys::{Storage, window};

/// Pages in other folders of this origin have their own.
fn key(name: &str) -> Option<String> {
    let path = window()?.location().pathname().ok()?;
    let (folder, _) = path.rsplit_once('/')?;
    Some(format!("pneumoscope {name} {folder}/"))
}

/// `None` where the browser keeps nothing.
fn storage() -> Option<Storage> {
    window()?.local_storage().ok().flatten()
}

/// The text that is kept under a name.
pub fn get(name: &str) -> Option<String> {
    storage()?.get_item(&key(name)?).ok()?
}

/// Keeps a text, or nothing any more; returns whether the browser does so.
pub fn set(name: &str, text: Option<&str>) -> bool {
    let (Some(storage), Some(key)) = (storage(), key(name)) else {
        return false;
    };
    match text {
        Some(text) => storage.set_item(&key, text).is_ok(),
        None => storage.remove_item(&key).is_ok(),
    }
}
