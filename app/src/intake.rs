//! Reads files from drop, paste and file-input events.

use js_sys::Array;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, DragEvent, Event, File, FileList, HtmlInputElement};

/// The files that were dropped.
pub fn dropped(event: &DragEvent) -> Vec<File> {
    files(event.data_transfer().and_then(|data| data.files()))
}

/// The files that were pasted; a copied image counts as one.
pub fn pasted(event: &ClipboardEvent) -> Vec<File> {
    files(event.clipboard_data().and_then(|data| data.files()))
}

/// The files that were chosen. The input is cleared, so that the same file can be chosen again.
pub fn chosen(event: &Event) -> Vec<File> {
    let field = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let Some(field) = field else {
        return Vec::new();
    };
    let files = files(field.files());
    field.set_value("");
    files
}

fn files(list: Option<FileList>) -> Vec<File> {
    list.into_iter()
        .flat_map(|list| Array::from(&list).to_vec())
        .filter_map(|file| file.dyn_into().ok())
        .collect()
}
