//! Files of the page's own origin, piece by piece, so that progress can be shown.

use js_sys::Uint8Array;
use thiserror::Error;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, ReadableStreamDefaultReader, RequestCache, RequestInit, Response};

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
    TooLong(u32),
    /// No answer, or one that broke off.
    #[error(transparent)]
    Network(#[from] WebError),
}

impl FetchError {
    /// Whether the host says nothing of the file: it cannot be reached or is out of order.
    pub const fn is_outage(&self) -> bool {
        match self {
            Self::Status(status) => *status >= 500,
            Self::TooLong(_) => false,
            Self::Network(_) => true,
        }
    }
}

impl From<JsValue> for FetchError {
    fn from(thrown: JsValue) -> Self {
        Self::Network(thrown.into())
    }
}

/// How a file is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Ask {
    /// What may come from the browser's own cache.
    pub cache: RequestCache,
    /// The most bytes it may have.
    pub limit: u32,
    /// The most milliseconds it may take, where there is something to fall back on.
    pub patience: Option<u32>,
}

/// Fetches a file of at most [`Ask::limit`] bytes into the browser's memory; `arrived` hears the length of
/// each piece.
///
/// # Errors
/// [`FetchError`] when the file does not come whole.
pub async fn bytes(file: &str, ask: Ask, arrived: impl Fn(u32)) -> Result<Uint8Array, FetchError> {
    let options = RequestInit::new();
    options.set_cache(ask.cache);
    if let Some(millis) = ask.patience {
        options.set_signal(Some(&AbortSignal::timeout_with_u32(millis)));
    }
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
    // Memory that nothing is written to costs nothing, so the limit is a good first size.
    let limit = ask.limit;
    let bytes = Uint8Array::new_with_length(limit);
    let mut length = 0;
    while let Some(piece) = next(&reader).await? {
        if piece.length() > limit - length {
            return Err(FetchError::TooLong(limit));
        }
        bytes.set(&piece, length);
        length += piece.length();
        arrived(piece.length());
    }
    Ok(if length < limit {
        bytes.slice(0, length)
    } else {
        bytes
    })
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
