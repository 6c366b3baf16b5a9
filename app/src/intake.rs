//! Takes what was dropped, pasted or chosen out of its event.

pub mod own_model;
pub mod sort;
pub mod walk;

use js_sys::{Array, Promise};
use wasm_bindgen::JsCast;
use web_sys::{
    ClipboardEvent, DataTransfer, DataTransferItem, DragEvent, Event, File,
    FileSystemDirectoryEntry, FileSystemEntry, HtmlInputElement,
};

use crate::state::intake::IntakeProblem;
use crate::web::handles;

/// What one gesture brought.
#[derive(Debug, Default)]
pub struct Intake {
    /// Files and folders.
    pub items: Vec<Item>,
    /// Why there are none.
    pub problem: Option<IntakeProblem>,
    /// Promises of references to what was dropped, where the browser has them.
    pub handles: Vec<Promise>,
}

/// A file or folder.
#[derive(Debug)]
pub enum Item {
    /// A file that the user picked, or one of a folder, which its relative path tells.
    File(File),
    /// A folder that was dropped.
    Folder(FileSystemDirectoryEntry),
}

/// What was dropped. Entries are taken at once: they are gone when the event is over.
pub fn dropped(event: &DragEvent) -> Intake {
    let data = event.data_transfer();
    let items = data.as_ref().map(items).unwrap_or_default();
    let problem = items.is_empty().then(|| not_a_file(data.as_ref()));
    let handles = data.as_ref().map(references).unwrap_or_default();
    Intake {
        items,
        problem,
        handles,
    }
}

/// What was pasted; a copied image counts as a file.
pub fn pasted(event: &ClipboardEvent) -> Intake {
    let data = event.clipboard_data();
    let items = data.as_ref().map(items).unwrap_or_default();
    let problem = items.is_empty().then_some(IntakeProblem::NothingToPaste);
    Intake {
        items,
        problem,
        handles: Vec::new(),
    }
}

/// What was chosen. The input is cleared, so that the same file can be chosen again.
pub fn chosen(event: &Event) -> Intake {
    let field = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let Some(field) = field else {
        return Intake::default();
    };
    let files = field.files().into_iter();
    let files = files.flat_map(|files| Array::from(&files).to_vec());
    let items = files.filter_map(|file| file.dyn_into().ok());
    let items = items.map(Item::File).collect();
    field.set_value("");
    Intake {
        items,
        ..Intake::default()
    }
}

fn items(data: &DataTransfer) -> Vec<Item> {
    let items = data.items();
    (0..items.length())
        .filter_map(|index| item(&items.get(index)?))
        .collect()
}

fn references(data: &DataTransfer) -> Vec<Promise> {
    let items = data.items();
    (0..items.length())
        .filter_map(|index| handles::dropped(&items.get(index)?))
        .collect()
}

/// The file or folder of an item; `None` for text.
fn item(item: &DataTransferItem) -> Option<Item> {
    let entry = item.webkit_get_as_entry().ok().flatten();
    let folder = entry.filter(FileSystemEntry::is_directory);
    match folder {
        Some(folder) => Some(Item::Folder(folder.unchecked_into())),
        None => item.get_as_file().ok().flatten().map(Item::File),
    }
}

fn not_a_file(data: Option<&DataTransfer>) -> IntakeProblem {
    let types = data
        .map(|data| Array::from(&data.types()))
        .unwrap_or_default();
    if types.includes(&"text/uri-list".into(), 0) {
        IntakeProblem::Link
    } else {
        IntakeProblem::Text
    }
}
