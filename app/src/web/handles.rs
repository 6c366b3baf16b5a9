//! References to dropped files and folders that survive a reload, where the browser has them.

use js_sys::{Function, Object, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DataTransferItem, File, FileSystemDirectoryHandle, FileSystemFileHandle, FileSystemHandle,
    FileSystemHandleKind,
};

use crate::web::error::WebError;
use crate::web::object;

/// What a browser says that allows something.
const GRANTED: &str = "granted";

/// A promise of the reference to what was dropped; it must be asked for during the event. `None` where the
/// browser has no references.
pub fn dropped(item: &DataTransferItem) -> Option<Promise> {
    if item.kind() != "file" {
        return None;
    }
    let ask: Function = object::field(item, "getAsFileSystemHandle")?
        .dyn_into()
        .ok()?;
    ask.call0(item).ok()?.dyn_into().ok()
}

/// The reference that was promised; `None` for what has none, such as an image dragged from a page.
pub async fn promised(handle: Promise) -> Option<FileSystemHandle> {
    let handle = JsFuture::from(handle).await.ok()?;
    handle.is_object().then(|| handle.unchecked_into())
}

/// Whether the page may read what is referred to. If not yet, the browser may ask the user, but only after a
/// click.
pub async fn may_read(handle: &FileSystemHandle) -> bool {
    let granted = async || -> Option<bool> {
        let mode = Object::new();
        object::set(&mode, "mode", &"read".into()).ok()?;
        let ask: Function = object::field(handle, "requestPermission")?
            .dyn_into()
            .ok()?;
        let answer: Promise = ask.call1(handle, &mode).ok()?.dyn_into().ok()?;
        let answer = JsFuture::from(answer).await.ok()?;
        Some(answer.as_string().as_deref() == Some(GRANTED))
    };
    granted().await.unwrap_or(false)
}

/// The file of a reference: itself, or the one at a path in a folder. The path begins with the name of the
/// file or folder that is referred to.
///
/// # Errors
/// [`WebError`] when it is not there or cannot be read.
pub async fn file(handle: &FileSystemHandle, path: &str) -> Result<File, WebError> {
    if handle.kind() == FileSystemHandleKind::File {
        return content(handle.unchecked_ref()).await;
    }
    let mut folder: FileSystemDirectoryHandle = handle.clone().unchecked_into();
    let mut names = path.split('/').skip(1).peekable();
    while let Some(name) = names.next() {
        if names.peek().is_none() {
            let file = JsFuture::from(folder.get_file_handle(name)).await?;
            return content(file.unchecked_ref()).await;
        }
        let next = JsFuture::from(folder.get_directory_handle(name)).await?;
        folder = next.unchecked_into();
    }
    Err(WebError::Missing("file of this path"))
}

async fn content(handle: &FileSystemFileHandle) -> Result<File, WebError> {
    let file: JsValue = JsFuture::from(handle.get_file()).await?;
    Ok(file.unchecked_into())
}
