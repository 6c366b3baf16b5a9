//! Reads folders that were dropped, and the first bytes of files.

use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File, FileSystemDirectoryEntry, FileSystemEntry, FileSystemFileEntry};

use crate::web::error::WebError;

/// All entries of a folder. Browsers return some at a time, Chromium a hundred, and none at the end.
///
/// # Errors
/// [`WebError::Thrown`] when the folder cannot be read.
pub async fn entries(folder: &FileSystemDirectoryEntry) -> Result<Vec<FileSystemEntry>, WebError> {
    let reader = folder.create_reader();
    let mut all = Vec::new();
    loop {
        let mut started = Ok(());
        let some = Promise::new(&mut |resolve, reject| {
            started = reader.read_entries_with_callback_and_callback(&resolve, &reject);
        });
        started?;
        let some: Array = JsFuture::from(some).await?.unchecked_into();
        if some.length() == 0 {
            return Ok(all);
        }
        all.extend(some.iter().map(JsCast::unchecked_into::<FileSystemEntry>));
    }
}

/// The file of an entry.
///
/// # Errors
/// [`WebError::Thrown`] when it cannot be read.
pub async fn file(entry: &FileSystemFileEntry) -> Result<File, WebError> {
    let file = Promise::new(&mut |resolve, reject| {
        entry.file_with_callback_and_callback(&resolve, &reject);
    });
    Ok(JsFuture::from(file).await?.unchecked_into())
}

/// Starts to read the first bytes of a file, at most `length`.
///
/// # Errors
/// [`WebError::Thrown`] when it cannot be read.
pub fn head(file: &Blob, length: usize) -> impl Future<Output = Result<Vec<u8>, WebError>> + use<> {
    let head = file.slice_with_i32_and_f64(0, length as f64);
    let buffer = head.map(|head| JsFuture::from(head.array_buffer()));
    async move { Ok(Uint8Array::new(&buffer?.await?).to_vec()) }
}
