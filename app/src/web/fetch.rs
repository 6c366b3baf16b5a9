//! Fetches files of the page's origin in chunks, so that progress can be shown. Where the connection breaks
//! in the middle of a file, it is continued.

use std::cell::Cell;
use std::pin::pin;

use futures_util::future::{Either, select};
use js_sys::Uint8Array;
use thiserror::Error;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortSignal, Headers, ReadableStreamDefaultReader, RequestCache, RequestInit, Response,
};

use crate::web::error::WebError;
use crate::web::scope;
use crate::web::{clock, object};

/// Milliseconds before each new attempt after a connection has broken in the middle of a file.
const PAUSES: [i32; 3] = [500, 2_000, 6_000];

/// Milliseconds without a byte after which a connection counts as broken.
const STALL_MILLIS: i32 = 20_000;

/// Files are continued at multiples of this: `static/sw.js` passes on no other ranges.
const RANGE_STEP: u32 = 64 << 10;

/// The status of a response with a part of a file.
const PARTIAL: u16 = 206;

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

/// The part of a file that has arrived.
struct Received {
    bytes: Uint8Array,
    length: Cell<u32>,
    /// The largest length so far, which a file that starts anew exceeds later.
    reported: Cell<u32>,
}

impl Received {
    fn new(limit: u32) -> Self {
        Self {
            // Memory that is never written to costs nothing, so the limit is a good initial size.
            bytes: Uint8Array::new_with_length(limit),
            length: Cell::default(),
            reported: Cell::default(),
        }
    }

    /// Appends a chunk and reports how much farther the file is than it ever was.
    fn push(&self, chunk: &Uint8Array, on_chunk: impl Fn(u32)) -> Result<(), FetchError> {
        let (start, limit) = (self.length.get(), self.bytes.length());
        if chunk.length() > limit - start {
            return Err(FetchError::TooLong(limit));
        }
        self.bytes.set(chunk, start);
        let length = start + chunk.length();
        self.length.set(length);
        let reported = self.reported.get();
        if length > reported {
            self.reported.set(length);
            on_chunk(length - reported);
        }
        Ok(())
    }

    /// Where the next request continues.
    fn next_start(&self) -> u32 {
        self.length.get() / RANGE_STEP * RANGE_STEP
    }

    fn into_bytes(self) -> Uint8Array {
        let length = self.length.get();
        if length < self.bytes.length() {
            self.bytes.slice(0, length)
        } else {
            self.bytes
        }
    }
}

/// Fetches a file into the browser's memory; `on_chunk` receives the length of each chunk. A file that has begun to
/// arrive is continued a few times, from where it was if the host supports ranges; not where there is a timeout, after
/// which nobody waits for the file.
///
/// # Errors
/// [`FetchError`] when the file is not received completely.
pub async fn bytes(
    file: &str,
    options: FetchOptions,
    on_chunk: impl Fn(u32),
) -> Result<Uint8Array, FetchError> {
    let received = Received::new(options.max_bytes);
    let mut pauses = PAUSES.into_iter();
    loop {
        let error = match receive(file, options, &received, &on_chunk).await {
            Ok(()) => return Ok(received.into_bytes()),
            Err(error) => error,
        };
        let may_continue = options.timeout_millis.is_none() && received.reported.get() > 0;
        let pause = pauses.next().filter(|_| may_continue);
        match (error, pause) {
            (FetchError::Network(_), Some(millis)) => clock::wait(millis).await,
            (error, _) => return Err(error),
        }
    }
}

/// Receives the rest of a file, or all of it.
async fn receive(
    file: &str,
    options: FetchOptions,
    received: &Received,
    on_chunk: &impl Fn(u32),
) -> Result<(), FetchError> {
    let start = received.next_start();
    let response = request(file, options, start).await?;
    if !response.ok() {
        return Err(FetchError::Status(response.status()));
    }
    let range = response.headers().get("Content-Range")?;
    received
        .length
        .set(first_byte(response.status(), range.as_deref(), start)?);
    let reader: ReadableStreamDefaultReader = response
        .body()
        .ok_or(WebError::Missing("response body"))?
        .get_reader()
        .dyn_into()
        .map_err(|_| WebError::Missing("stream reader"))?;
    while let Some(chunk) = next(&reader).await? {
        received.push(&chunk, on_chunk)?;
    }
    Ok(())
}

/// The response to a request for a file from a place in it.
async fn request(file: &str, options: FetchOptions, start: u32) -> Result<Response, FetchError> {
    let init = RequestInit::new();
    init.set_cache(options.cache);
    if let Some(millis) = options.timeout_millis {
        init.set_signal(Some(&AbortSignal::timeout_with_u32(millis)));
    }
    if start > 0 {
        let headers = Headers::new()?;
        headers.set("Range", &format!("bytes={start}-"))?;
        init.set_headers(&headers);
    }
    let promise = match web_sys::window() {
        Some(page) => page.fetch_with_str_and_init(file, &init),
        None => scope::worker()?.fetch_with_str_and_init(file, &init),
    };
    let response = JsFuture::from(promise).await?;
    let response = response.dyn_into();
    Ok(response.map_err(|_| WebError::Missing("response"))?)
}

/// The place in the file of a response's first byte: 0, or the one asked for.
fn first_byte(status: u16, range: Option<&str>, asked: u32) -> Result<u32, WebError> {
    if status != PARTIAL {
        return Ok(0);
    }
    let is_asked = range.is_some_and(|range| range.starts_with(&format!("bytes {asked}-")));
    is_asked
        .then_some(asked)
        .ok_or(WebError::Missing("requested part of the file"))
}

/// The next chunk of a stream; `None` at its end.
async fn next(reader: &ReadableStreamDefaultReader) -> Result<Option<Uint8Array>, WebError> {
    let read = pin!(JsFuture::from(reader.read()));
    let result = match select(read, pin!(clock::wait(STALL_MILLIS))).await {
        Either::Left((result, _)) => result?,
        Either::Right(_) => {
            // The stream is given up, whatever becomes of it.
            drop(reader.cancel());
            return Err(WebError::Missing("byte for 20 seconds"));
        }
    };
    let done = object::field(&result, "done").is_some_and(|done| done.is_truthy());
    if done {
        return Ok(None);
    }
    object::field(&result, "value")
        .and_then(|value| value.dyn_into().ok())
        .map(Some)
        .ok_or(WebError::Missing("bytes in the stream"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn progress_counts_no_byte_twice_when_a_file_starts_anew() {
        let received = Received::new(4 * RANGE_STEP);
        let counted = Cell::new(0);
        let chunk = Uint8Array::new_with_length(RANGE_STEP + RANGE_STEP / 2);
        let push = || received.push(&chunk, |bytes| counted.set(counted.get() + bytes));
        push().unwrap();
        assert_eq!(received.next_start(), RANGE_STEP);
        for start in [0, RANGE_STEP] {
            received.length.set(start);
            push().unwrap();
        }
        assert_eq!(counted.get(), RANGE_STEP * 5 / 2);
        push().unwrap();
        assert!(matches!(push(), Err(FetchError::TooLong(_))));
        assert_eq!(received.into_bytes().length(), 4 * RANGE_STEP);
    }

    #[test]
    fn a_part_of_a_file_is_not_taken_for_another() {
        for (status, range, expected) in [
            (200, None, Some(0)),
            (206, Some("bytes 65536-99999/100000"), Some(RANGE_STEP)),
            (206, Some("bytes 0-99999/100000"), None),
            (206, None, None),
        ] {
            let first = first_byte(status, range, RANGE_STEP);
            assert_eq!(first.ok(), expected, "{status} {range:?}");
        }
    }
}
