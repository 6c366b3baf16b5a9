//! Fetches files of the page's origin in chunks, so that progress can be shown.

use js_sys::Uint8Array;
use thiserror::Error;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, ReadableStreamDefaultReader, RequestCache, RequestInit, Response};

use crate::web::error::WebError;
use crate::web::object;
use crate::web::scope;

/// Why a file could not be fetched.
#[derive(Debug, Error)]
pub enum FetchError {
    /// The server answered with an error status.
    #[error("the server answered {0}")]
    Status(u16),
    /// The file is longer than allowed.
    #[error("the file is longer than {0} bytes")]
    TooLong(u32),
    /// There was no answer, or the connection broke.
    #[error(transparent)]
    Network(#[from] WebError),
}

impl FetchError {
    /// Whether this says nothing about the file: the server is unreachable or fails itself.
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

/// How a file is fetched.
#[derive(Debug, Clone, Copy)]
pub struct FetchOptions {
    /// How the browser's HTTP cache is used.
    pub cache: RequestCache,
    /// Maximum length of the file.
    pub max_bytes: u32,
    /// Timeout, if any.
    pub timeout_millis: Option<u32>,
}

/// Fetches a file into the browser's memory; `on_chunk` receives the length of each chunk.
///
/// # Errors
/// [`FetchError`] when the file is not received completely.
pub async fn bytes(
    file: &str,
    options: FetchOptions,
    on_chunk: impl Fn(u32),
) -> Result<Uint8Array, FetchError> {
    let init = RequestInit::new();
    init.set_cache(options.cache);
    if let Some(millis) = options.timeout_millis {
        init.set_signal(Some(&AbortSignal::timeout_with_u32(millis)));
    }
    let promise = match web_sys::window() {
        Some(page) => page.fetch_with_str_and_init(file, &init),
        None => scope::worker()?.fetch_with_str_and_init(file, &init),
    };
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
    // Memory that is never written to costs nothing, so the limit is a good initial size.
    let limit = options.max_bytes;
    let bytes = Uint8Array::new_with_length(limit);
    let mut length = 0;
    while let Some(chunk) = next(&reader).await? {
        if chunk.length() > limit - length {
            return Err(FetchError::TooLong(limit));
        }
        bytes.set(&chunk, length);
        length += chunk.length();
        on_chunk(chunk.length());
    }
    Ok(if length < limit {
        bytes.slice(0, length)
    } else {
        bytes
    })
}

/// The next chunk of a stream; `None` at its end.
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
