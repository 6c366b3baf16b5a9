//! A small file server for the built page, with the headers that a production host should send.

use std::fs::{self, File};
use std::io;
use std::net::TcpListener;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::UNIX_EPOCH;

use percent_encoding::percent_decode_str;
use tiny_http::{Header, Method, Request, Response, ResponseBox, Server, StatusCode};

use crate::error::XtaskError;
use crate::headers;

/// Number of requests answered at the same time.
const THREADS: usize = 4;

/// A running server; it stops when dropped.
pub struct Host {
    server: Arc<Server>,
    threads: Vec<JoinHandle<()>>,
    port: u16,
}

impl Host {
    /// Serves a folder on `127.0.0.1`; port 0 chooses a free one.
    ///
    /// # Errors
    /// [`XtaskError::PortTaken`] or [`XtaskError::Port`].
    pub fn start(folder: &Path, port: u16) -> Result<Self, XtaskError> {
        let refused = |source: io::Error| match source.kind() {
            io::ErrorKind::AddrInUse => XtaskError::PortTaken { port },
            _ => XtaskError::Port { port, source },
        };
        let listener = TcpListener::bind(("127.0.0.1", port)).map_err(refused)?;
        let actual = listener.local_addr().map_err(refused)?.port();
        let server = Server::from_listener(listener, None)
            .map_err(|error| refused(io::Error::other(error)))?;
        let server = Arc::new(server);
        let threads = (0..THREADS)
            .map(|_| {
                let (server, folder) = (Arc::clone(&server), folder.to_owned());
                thread::spawn(move || {
                    while let Ok(request) = server.recv() {
                        answer(&folder, request);
                    }
                })
            })
            .collect();
        Ok(Self {
            server,
            threads,
            port: actual,
        })
    }

    /// The page's address, with a slash at the end.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// Serves until the process is ended.
    pub fn wait(mut self) {
        for thread in self.threads.drain(..) {
            // A thread that panicked has already printed its message.
            drop(thread.join());
        }
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        for _ in &self.threads {
            self.server.unblock();
        }
    }
}

/// Answers one request; a client that has disconnected is ignored.
fn answer(folder: &Path, request: Request) {
    let mut response = match request.method() {
        Method::Get | Method::Head => find(folder, &request),
        _ => plain(405, "only GET and HEAD"),
    };
    for (name, value) in headers::HEADERS {
        add(&mut response, name, value);
    }
    drop(request.respond(response));
}

/// The response to a request for a file.
fn find(folder: &Path, request: &Request) -> ResponseBox {
    let path = request.url().split(['?', '#']).next().unwrap_or_default();
    let Some(path) = local(folder, path) else {
        return plain(404, "no such file");
    };
    let Ok((file, tag)) = open(&path) else {
        return plain(404, "no such file");
    };
    let known = request
        .headers()
        .iter()
        .any(|header| header.field.equiv("If-None-Match") && header.value.as_str() == tag);
    let mut response = if known {
        Response::empty(304).boxed()
    } else {
        Response::from_file(file)
            // Chunked encoding would hide the length that the page's progress bar needs.
            .with_chunked_threshold(usize::MAX)
            .boxed()
    };
    add(&mut response, "ETag", &tag);
    add(&mut response, "Cache-Control", "no-cache");
    let media_type = headers::media_type(&path.to_string_lossy());
    add(&mut response, "Content-Type", media_type);
    response
}

/// Opens a file, with a tag that changes whenever the file does.
fn open(path: &Path) -> io::Result<(File, String)> {
    let file = File::open(path)?;
    let about = file.metadata()?;
    if !about.is_file() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    let changed = about.modified()?.duration_since(UNIX_EPOCH);
    let nanos = changed.map_or(0, |time| time.as_nanos());
    Ok((file, format!("\"{:x}-{nanos:x}\"", about.len())))
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

fn plain(status: u16, text: &str) -> ResponseBox {
    Response::from_string(text)
        .with_status_code(StatusCode(status))
        .boxed()
}

/// Adds a header; ours are all ASCII, so all are valid.
fn add(response: &mut ResponseBox, name: &str, value: &str) {
    if let Ok(header) = Header::from_bytes(name, value) {
        response.add_header(header);
    }
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
