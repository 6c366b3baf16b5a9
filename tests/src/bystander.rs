//! Another site: a server of one page that is not ours.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::thread;

/// Serves a page at every path of a free port until the tests end; returns its origin.
pub fn serve(html: impl FnOnce(&str) -> String) -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    let port = listener.local_addr().expect("an address").port();
    let origin = format!("http://127.0.0.1:{port}");
    let html = html(&origin);
    thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { continue };
            let mut request = [0; 4096];
            let answer = format!(
                "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{html}",
                html.len()
            );
            // A browser that goes away needs no answer.
            let read = stream.read(&mut request);
            read.and_then(|_| stream.write_all(answer.as_bytes())).ok();
        }
    });
    origin
}
