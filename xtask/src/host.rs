//! A small file server for the built page, with the headers that a production host should send.

use std::fs;
use std::io;
use std::net::TcpListener;
use std::ops::Range;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::UNIX_EPOCH;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use percent_encoding::percent_decode_str;
use tokio::runtime::{Builder, Runtime};

use crate::embed::{self, Origin};
use crate::error::XtaskError;
use crate::headers;

/// The header that lets pages of other origins use a file.
const CROSS_ORIGIN_USE: &str = "cross-origin-resource-policy";

/// Number of files read at the same time.
const THREADS: usize = 4;

/// A running server; it stops when dropped.
pub struct Host {
    // `None` only while it is dropped.
    runtime: Option<Runtime>,
    port: u16,
}

impl Host {
    /// Serves a folder on `127.0.0.1`; port 0 chooses a free one.
    ///
    /// # Errors
    /// [`XtaskError::PortTaken`] or [`XtaskError::Port`].
    pub fn start(folder: &Path, port: u16) -> Result<Self, XtaskError> {
        Self::embeddable(folder, port, &[])
    }

    /// The same for a folder whose `embed.html` may be framed by other sites.
    ///
    /// # Errors
    /// As [`Self::start`].
    pub fn embeddable(folder: &Path, port: u16, sites: &[Origin]) -> Result<Self, XtaskError> {
        Self::serve(folder, port, sites, &headers::HEADERS)
    }

    /// Serves a folder as hosts do that let nobody choose headers.
    ///
    /// # Errors
    /// As [`Self::start`].
    pub fn without_headers(folder: &Path, port: u16) -> Result<Self, XtaskError> {
        Self::serve(folder, port, &[], &[])
    }

    fn serve(
        folder: &Path,
        port: u16,
        sites: &[Origin],
        headers: &'static [(&'static str, &'static str)],
    ) -> Result<Self, XtaskError> {
        let refused = |source: io::Error| match source.kind() {
            io::ErrorKind::AddrInUse => XtaskError::PortTaken { port },
            _ => XtaskError::Port { port, source },
        };
        let listener = TcpListener::bind(("127.0.0.1", port)).map_err(refused)?;
        let actual = listener.local_addr().map_err(refused)?.port();
        listener.set_nonblocking(true).map_err(refused)?;
        let runtime = Builder::new_multi_thread()
            .worker_threads(THREADS)
            .enable_io()
            .enable_time()
            .build()
            .map_err(refused)?;
        let listener = {
            let _entered = runtime.enter();
            tokio::net::TcpListener::from_std(listener).map_err(refused)?
        };
        let folder: Arc<Path> = folder.into();
        let policy: Arc<str> = embed::policy(sites).into();
        let answers = Router::new().fallback(move |request: Request| {
            let mut response = answer(&folder, &request, headers);
            if request.uri().path() == format!("/{}", embed::FILE) {
                allow_frames(&mut response, &policy);
            }
            async move { response }
        });
        runtime.spawn(axum::serve(listener, answers).into_future());
        Ok(Self {
            runtime: Some(runtime),
            port: actual,
        })
    }

    /// The page's address, with a slash at the end.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// Serves until the process is ended.
    pub fn wait(self) -> ! {
        loop {
            thread::park();
        }
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// Answers one request, with the headers that every file has.
fn answer(folder: &Path, request: &Request, headers: &[(&'static str, &'static str)]) -> Response {
    let mut response = match *request.method() {
        Method::GET | Method::HEAD => find(folder, request.uri().path(), request.headers()),
        _ => (StatusCode::METHOD_NOT_ALLOWED, "only GET and HEAD").into_response(),
    };
    for &(name, value) in headers {
        if let Ok(name) = HeaderName::try_from(name) {
            let value = HeaderValue::from_static(value);
            response.headers_mut().insert(name, value);
        }
    }
    response
}

/// Gives a response the policy of the page for frames.
fn allow_frames(response: &mut Response, policy: &str) {
    let names = [
        header::CONTENT_SECURITY_POLICY,
        HeaderName::from_static(CROSS_ORIGIN_USE),
    ];
    for (name, value) in names.into_iter().zip([policy, "cross-origin"]) {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(name, value);
        }
    }
}

/// The response to a request for a file.
fn find(folder: &Path, url: &str, request: &HeaderMap) -> Response {
    let missing = || (StatusCode::NOT_FOUND, "no such file").into_response();
    let Some(path) = local(folder, url) else {
        return missing();
    };
    let Ok(tag) = tag(&path) else {
        return missing();
    };
    let media_type = headers::media_type(&path.to_string_lossy());
    let about = [
        (header::CACHE_CONTROL, "no-cache"),
        (header::CONTENT_TYPE, media_type),
        (header::ETAG, &tag),
    ];
    let known = request.get(header::IF_NONE_MATCH);
    if known.is_some_and(|known| *known == *tag) {
        return (StatusCode::NOT_MODIFIED, about, Body::empty()).into_response();
    }
    let Ok(mut bytes) = fs::read(&path) else {
        return missing();
    };
    let Some(part) = part(request, bytes.len()) else {
        return (about, bytes).into_response();
    };
    let range = format!("bytes {}-{}/{}", part.start, part.end - 1, bytes.len());
    bytes.truncate(part.end);
    let range = [(header::CONTENT_RANGE, range)];
    let bytes = bytes.split_off(part.start);
    (StatusCode::PARTIAL_CONTENT, about, range, bytes).into_response()
}

/// The part of a file of this length that a request asks for; `None` for all of it, as for ranges that are not
/// understood.
fn part(request: &HeaderMap, length: usize) -> Option<Range<usize>> {
    let asked = request.get(header::RANGE)?.to_str().ok()?;
    let asked = http_range_header::parse_range_header(asked).ok()?;
    let ranges = asked.validate(u64::try_from(length).ok()?).ok()?;
    let [range] = ranges.as_slice() else {
        return None;
    };
    let start = usize::try_from(*range.start()).ok()?;
    let last = usize::try_from(*range.end()).ok()?;
    Some(start..last + 1)
}

/// A tag that changes whenever the file does.
fn tag(path: &Path) -> io::Result<String> {
    let about = fs::metadata(path)?;
    if !about.is_file() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    let changed = about.modified()?.duration_since(UNIX_EPOCH);
    let nanos = changed.map_or(0, |time| time.as_nanos());
    Ok(format!("\"{:x}-{nanos:x}\"", about.len()))
}

/// The file of a URL path below the folder; `None` for paths outside it.
fn local(folder: &Path, url: &str) -> Option<PathBuf> {
    let decoded = percent_decode_str(url.strip_prefix('/')?)
        .decode_utf8()
        .ok()?;
    let relative = Path::new(&*decoded);
    let inside = relative
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    // A percent sign is left where the code after it is invalid.
    if !inside || decoded.contains(['\\', '%']) {
        return None;
    }
    let path = folder.join(relative);
    Some(if fs::metadata(&path).is_ok_and(|about| about.is_dir()) {
        path.join("index.html")
    } else {
        path
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn served(name: &str, content: &str) -> (tempfile::TempDir, Host) {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(name), content).unwrap();
        let host = Host::start(folder.path(), 0).unwrap();
        (folder, host)
    }

    #[test]
    fn every_response_has_the_policy_and_its_length() {
        let (_folder, host) = served("index.html", "hello");
        let mut answer = ureq::get(host.address()).call().unwrap();
        let header = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
        assert_eq!(
            header("content-security-policy"),
            headers::CONTENT_SECURITY_POLICY
        );
        assert_eq!(header("cross-origin-opener-policy"), "same-origin");
        assert_eq!(header("content-type"), "text/html; charset=utf-8");
        assert_eq!(header("content-length"), "5");
        assert_eq!(answer.body_mut().read_to_string().unwrap(), "hello");
    }

    #[test]
    fn an_unchanged_file_is_not_sent_twice() {
        let (_folder, host) = served("a.js", "1");
        let url = format!("{}a.js", host.address());
        let first = ureq::get(&url).call().unwrap();
        let tag = first.headers()["etag"].to_str().unwrap();
        let second = ureq::get(&url).header("If-None-Match", tag).call();
        assert_eq!(second.unwrap().status(), 304);
    }

    #[test]
    fn a_part_of_a_file_is_sent_alone() {
        let (_folder, host) = served("a.js", "0123456789");
        let url = format!("{}a.js", host.address());
        for (range, status, sent, expected) in [
            ("bytes=4-", 206, Some("bytes 4-9/10"), "456789"),
            ("bytes=0-3", 206, Some("bytes 0-3/10"), "0123"),
            ("bytes=10-", 200, None, "0123456789"),
            ("bytes=0-1,4-5", 200, None, "0123456789"),
            ("lines=1-", 200, None, "0123456789"),
        ] {
            let mut answer = ureq::get(&url).header("Range", range).call().unwrap();
            assert_eq!(answer.status(), status, "{range}");
            let header = answer.headers().get("content-range");
            assert_eq!(header.map(|it| it.to_str().unwrap()), sent, "{range}");
            assert_eq!(answer.body_mut().read_to_string().unwrap(), expected);
        }
    }

    #[test]
    fn connections_that_stay_open_keep_no_other_waiting() {
        use std::io::{Read, Write};
        use std::net::TcpStream;
        let (_folder, host) = served("a.js", "1");
        let ask = |_| {
            let mut stream = TcpStream::connect(("127.0.0.1", host.port)).unwrap();
            stream
                .set_read_timeout(Some(std::time::Duration::from_mins(1)))
                .unwrap();
            stream
                .write_all(b"GET /a.js HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
                .unwrap();
            stream
        };
        let mut streams: Vec<TcpStream> = (0..4 * THREADS).map(ask).collect();
        for stream in &mut streams {
            let mut start = [0; 15];
            stream.read_exact(&mut start).unwrap();
            assert_eq!(&start, b"HTTP/1.1 200 OK");
        }
    }

    #[test]
    fn paths_outside_the_folder_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let inside = |url: &str| local(folder.path(), url);
        assert_eq!(inside("/"), Some(folder.path().join("index.html")));
        assert_eq!(inside("/a%20b.png"), Some(folder.path().join("a b.png")));
        for outside in [
            "/../a",
            "/%2e%2e/a",
            "/a/../../b",
            "//etc",
            "/%zz",
            "/%",
            "/a\\b",
            "",
        ] {
            assert_eq!(inside(outside), None, "{outside}");
        }
    }

    #[test]
    fn a_taken_port_is_named() {
        let (folder, host) = served("index.html", "");
        let error = Host::start(folder.path(), host.port).err().unwrap();
        assert!(
            error.to_string().contains(&host.port.to_string()),
            "{error}"
        );
        assert!(error.to_string().contains("--port"), "{error}");
    }
}
