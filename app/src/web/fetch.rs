//! Files of the page's own origin, piece by piece, so that progress can be shown.

use js_sys::Uint8Array;
use thiserror::Error;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReadableStreamDefaultReader, RequestCache, RequestInit, Response};

use crate::web::error::WebError;
use crate::web::object;
use crate::web::scope;

/// Why a file did not come.
#[derive(Debug, Error)]
pub enum FetchError {
    /// The server answered, but without the file.
    #[error("the server answered {0}")]
    Status(u16),
    /// More bytes came than were expected.
    #[error("more than {0} bytes came")]
    TooLong(usize),
    /// No answer, or one that broke off.
    #[error(transparent)]
    Network(#[from] WebError),
}

impl From<JsValue> for FetchError {
    fn from(thrown: JsValue) -> Self {
        Self::Network(thrown.into())
    }
}

/// Fetches a file of at most `limit` bytes; `arrived` hears the length of each piece.
///
/// # Errors
/// [`FetchError`] when the file does not come whole.
pub async fn bytes(
    file: &str,
    cache: RequestCache,
    limit: usize,
    mut arrived: impl FnMut(usize),
) -> Result<Vec<u8>, FetchError> {
    let options = RequestInit::new();
    options.set_cache(cache);
    let promise = scope::worker()?.fetch_with_str_and_init(file, &options);
    let response: Response = JsFuture::from(promise)
        .await?
        .dyn_into()
        .map_err(|_| WebError::Missing("response"))?;
    if !response.ok() {
        return Err(FetchError::Status(response.status()));
    }
    let reader: ReadableStreamDefaultReader = response
        .body()
        .ok_or(WebError::Missing("response body"))?
        .get_reader()
        .dyn_into()
        .map_err(|_| WebError::Missing("stream reader"))?;
    let mut bytes = Vec::new();
    while let Some(piece) = next(&reader).await? {
        let (start, length) = (bytes.len(), piece.length() as usize);
        if start + length > limit {
            return Err(FetchError::TooLong(limit));
        }
        bytes.resize(start + length, 0);
        piece.copy_to(&mut bytes[start..]);
        arrived(length);
    }
    Ok(bytes)
}

/// The next piece of a stream; none at its end.
async fn next(reader: &ReadableStreamDefaultReader) -> Result<Option<Uint8Array>, WebError> {
    let result = JsFuture::from(reader.read()).await?;
    let done = object::field(&result, "done").is_some_and(|done| done.is_truthy());
    if done {
        return Ok(None);
    }
    object::field(&result, "value")
        .and_then(|value| value.dyn_into().ok())
        .map(Some)
        .ok_or(WebError::Missing("bytes in the stream"))
}
